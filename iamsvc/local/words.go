package local

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// vocabulary is the words that the demonstration's names are made of. It is made once for each account.
type vocabulary struct {
	first, last, teams                []string // of people
	robots, legacy, vendors, services nameParts
	personUses, machineUses           []use
	purposes                          []string // descriptions of keys
}

func newVocabulary() *vocabulary {
	products := strings.Fields(productWords)
	return &vocabulary{
		first: strings.Fields(firstNames), last: strings.Fields(lastNames), teams: strings.Fields(teamNames),
		robots:      nameParts{products, strings.Fields(robotTails)},
		legacy:      nameParts{strings.Fields(legacyWords), strings.Fields(legacyTails)},
		vendors:     nameParts{strings.Fields(vendorWords), strings.Fields(vendorTails)},
		services:    nameParts{products, strings.Fields(serviceTails)},
		personUses:  uses(personServices),
		machineUses: uses(machineServices),
		purposes:    strings.Split(keyPurposes, "/"),
	}
}

// nameParts makes names out of a stem and a tail.
type nameParts struct {
	stems, tails []string
}

func (n nameParts) make(r *rand.Rand) string { return pick(r, n.stems) + "-" + pick(r, n.tails) }

func numbered(base string, n int) string { return base + strconv.Itoa(n) }

func uses(words string) []use {
	var out []use
	for _, word := range strings.Fields(words) {
		service, region, _ := strings.Cut(word, "/")
		out = append(out, use{service: service, region: region})
	}
	return out
}

const (
	firstNames = `abigail ada adrian agnes aiko alan alejandro alice amara amir ana anders anika anton aria arjun asha
		astrid
		ben bianca bogdan boris bruno camila carla carlos cedric chen chiara chloe claire clara dalia damian daniel
		daria david diego dina dmitri eduardo elena elif eliza emeka emil emma erik esther eva fatima felix fiona
		freya gabriel george grace greta hana hannah hassan helena henrik hiro hugo ibrahim ida igor ines ingrid
		iris isabel ivan jack jamal jan javier jing joao john jonas jose julia jun kai karim katya keiko kofi kwame
		lars laura layla leo lena liam lily linh lucas lucia luis maja malik marco maria marta mateo maya mei mia
		miguel milan mina mohammed nadia naomi nia nikolai nils nina noah noor olga oliver omar oscar pablo paula
		pedro petra priya rafael rahul raj rana ravi rebecca rosa ruth ryan samir sana sara sebastian selma sergei
		simone sofia sven tariq teresa theo thomas tomas uma vera victor wei yara yuki yusuf zara zoe`
	lastNames = `abe adeyemi ahmed alvarez andersen baker barbosa bauer becker berg bianchi brown carter castro chan chen
		clark cohen costa cruz dahl das diaz dubois duarte eriksson evans farah ferrari fischer flores fontaine
		foster fuentes garcia ghosh gomez green gupta haddad hall hansen harris hoffmann huang hughes ibrahim ito
		ivanov jackson jansen jensen johnson jones kaur keller khan kim klein kowalski kumar larsen laurent lee
		lewis li lim lindberg lopez martin mbeki medina mehta mendes meyer miller moreau mori moreno morris murphy
		nakamura nguyen novak nwosu okafor oliveira olsen ortiz osei park patel pereira petrov phillips popescu
		quinn rahman ramos rao reyes ricci rivera roberts rossi russo saito santos sato schmidt shah sharma silva
		singh smith sokolov song stewart suzuki tan tanaka taylor thompson torres tran turner vargas vasquez visser
		wagner walker wang weber white wilson wong wright yamamoto yang yilmaz young zhang ziegler`
	teamNames    = `engineering engineering engineering platform data finance support security product research`
	productWords = `accounts analytics api auth billing blog booking cart catalog checkout cms content crm docs edge email
		events feeds fraud gateway geo graphql identity images imports inventory invoices kafka labels ledger
		logistics loyalty mail maps media metrics mobile notifications orders partners payments payroll photos
		portal pricing profiles promotions quotes recommendations reports returns reviews risk sales search sessions
		shipping sms stock store subscriptions support tax tickets tracking uploads users video warehouse web
		webhooks wiki`
	robotTails  = `build deploy ci release e2e publish migrate rollback terraform nightly smoke image-push canary`
	legacyWords = `oracle ftp cron nagios jenkins svn sftp soap magento wordpress puppet chef backup reports hadoop vertica
		tableau sharepoint exchange printserver fax edi batch mainframe phpbb drupal bugzilla cobol sap ldap`
	legacyTails = `sync export loader archive mirror transfer copy agent uploader reader legacy old dev prod`
	vendorWords = `cloudhealth databridge fivetran grafana lacework logstream mailpilot newrelic opsgenie pagerduty paylane
		pingwatch segment shipfast signalhub snowflake splunk stackwatch statuspage sumologic syncwise trustline
		vulnscan wiz zendesk`
	vendorTails    = `integration reader export connector loader audit backup metrics`
	serviceTails   = `service worker bot backup uploader reader`
	personServices = `s3/us-east-1 s3/eu-west-1 s3/N/A ec2/us-east-1 ec2/eu-west-1 sts/us-east-1 sts/eu-central-1
		iam/us-east-1
		eks/eu-west-1 logs/us-east-1 cloudformation/eu-west-1 lambda/us-west-2 ssm/us-east-1 dynamodb/ap-southeast-2`
	machineServices = `s3/us-east-1 s3/eu-west-1 s3/N/A s3/us-west-2 ecr/us-east-1 ecr/eu-west-1 sts/us-east-1
		lambda/us-east-1
		cloudfront/us-east-1 sqs/eu-west-1 sns/us-east-1 ses/eu-west-1 dynamodb/us-east-1 kinesis/us-west-2
		cloudwatch/us-east-1 ec2/ap-northeast-1 route53/us-east-1 kms/eu-central-1 secretsmanager/us-east-1`
	keyPurposes = `build server in rack 4/GitHub Actions/until the move to roles is done/GitLab runner/nightly batch` +
		`/ask the platform team before deleting/Jenkins credentials store/set by hand in the vendor console/cron on bastion-2`
)
