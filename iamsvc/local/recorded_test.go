package local_test

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// answer is what the service says of a request: nothing, or an error.
type answer struct {
	Status  int    `xml:"-"`
	Code    string `xml:"Error>Code"`
	Message string `xml:"Error>Message"`
	body    string
}

// reply sends a form as the administrator.
func reply(t *testing.T, s *localtest.Server, form string) answer {
	t.Helper()
	status, body := post(t, s, form)
	return read(t, status, body)
}

// read returns what an answer says.
func read(t *testing.T, status int, body string) answer {
	t.Helper()
	out := answer{Status: status, body: body}
	if status != http.StatusOK {
		if err := xml.Unmarshal([]byte(body), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// What the real service was seen to answer, word by word.
func TestRefusalsAreInTheServicesWords(t *testing.T) {
	const (
		one      = "1 validation error detected: Value at "
		noARN    = "Invalid ARN:  Could not be parsed!"
		tagged   = "UserName=akia-admin&Tags.member.1.Key="
		role     = "arn:aws:iam::210987654321:role/operator"
		boundary = "arn:aws:iam::210987654321:policy/none"
		repeated = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
	)
	s := start(t, local.Options{Users: 1})
	for _, test := range []struct{ action, params, code, message string }{
		{"TagUser", tagged + "aws:x&Tags.member.1.Value=", "InvalidInput", "Tag keys beginning with aws: are reserved for system use."},
		{"TagUser", tagged + "a&Tags.member.1.Value=&Tags.member.2.Key=A&Tags.member.2.Value=", "InvalidInput", repeated},
		{"TagUser", "UserName=akia-admin&Tags=", "InvalidInput", "Error occurred while validating input. "},
		{"UntagUser", "UserName=akia-admin&TagKeys=", "InvalidInput", "Error occurred while validating input. "},
		{"TagUser", tagged + "a", "ValidationError", one + "'tags.1.member.value' failed to satisfy constraint: Member must not be null"},
		{"TagUser", "UserName=akia-admin&Tags.member.0.Key=a", "MalformedInput", "0 is not a valid index"},
		{"CreateUser", "UserName=x&" + tagged[len("UserName=akia-admin&"):] + "AWS:x&Tags.member.1.Value=", "InvalidInput", "Tag keys beginning with aws: are reserved for system use."},
		{"AttachUserPolicy", "UserName=akia-admin&PolicyArn=longpolicynamebutnoarn", "ValidationError", noARN},
		{"DetachUserPolicy", "UserName=akia-admin&PolicyArn=arn:aws:iam:policy/ReadOnly", "ValidationError", noARN},
		{"AttachUserPolicy", "UserName=akia-admin&PolicyArn=" + boundary, "NoSuchEntity", "Policy " + boundary + " does not exist or is not attachable."},
		{"DetachUserPolicy", "UserName=akia-admin&PolicyArn=" + boundary, "NoSuchEntity", "Policy " + boundary + " was not found."},
		{"CreateUser", "UserName=x&PermissionsBoundary=" + boundary, "NoSuchEntity", "Scope ARN: " + boundary + " does not exist or is not attachable."},
		{"CreateUser", "UserName=x&PermissionsBoundary=a-long-name-but-no-arn", "ValidationError", noARN},
		{"UpdateAccessKey", "AccessKeyId=" + first(s.Admin()) + "&Status=Expired", "InvalidInput", "Operation does not support status Expired"},
		{"GetAccountAuthorizationDetails", "Filter.member.1=User&Marker=not-a-marker", "ValidationError", "Marker and Filter do not match"},
		{"GetAccountAuthorizationDetails", "Filter.member.1=Unknown", "ValidationError", one + "'filter' failed to satisfy constraint: Member" +
			" must satisfy constraint: [Member must satisfy enum value set: [LocalManagedPolicy, User, AWSManagedPolicy, Role, Group]]"},
		{"GetCredentialReport", "", "ReportNotPresent", ""},
		{"PutUserPolicy", "UserName=akia-admin&PolicyName=x&PolicyDocument={\"Version\":\"2012-10-17\"}", "MalformedPolicyDocument", "Syntax errors in policy."},
		{"AssumeRole", "RoleSessionName=me&RoleArn=nothing-valid-in-here", "ValidationError", "nothing-valid-in-here is invalid"},
		{"AssumeRole", "RoleSessionName=me&RoleArn=arn::b:::something/test-role", "ValidationError", "arn::b:::something/test-role is invalid"},
		{"AssumeRole", "RoleSessionName=me&RoleArn=arn:a::::something/test-role", "ValidationError", "arn:a::::something/test-role is invalid"},
		{"AssumeRole", "RoleSessionName=me&RoleArn=arn:a:::something/test-role", "ValidationError", "arn:a:::something/test-role is invalid"},
		{"AssumeRole", "RoleSessionName=me&RoleArn=arn:a:a::aaaaaaaaaa:", "ValidationError", "arn:a:a::aaaaaaaaaa: is invalid"},
		{"AssumeRole", "RoleSessionName=Session1:2&RoleArn=" + role, "ValidationError", "1 validation error detected: Value 'Session1:2' at" +
			` 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`},
		{
			"AssumeRole", "RoleSessionName=me&RoleArn=" + role + "&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=A&Tags.member.2.Value=2",
			"InvalidParameterValue", repeated,
		},
		{
			"AssumeRole", "RoleSessionName=me&RoleArn=" + role + "&TransitiveTagKeys.member.1=a", "InvalidParameterValue",
			"The specified transitive tag key must be included in the requested tags.",
		},
		{"AssumeRole", "RoleSessionName=me&RoleArn=" + role + "&Policy={}", "MalformedPolicyDocument", "Syntax errors in policy."},
		{"AssumeRole", "RoleSessionName=me&RoleArn=" + role + "&DurationSeconds=900.0", "MalformedInput", "Invalid Argument"},
	} {
		version := "2010-05-08"
		if test.action == "AssumeRole" {
			version = "2011-06-15"
		}
		got := reply(t, s, "Version="+version+"&Action="+test.action+"&"+strings.ReplaceAll(test.params, `"`, "%22"))
		if got.Code != test.code || got.Message != test.message {
			t.Errorf("%s %s\n got %d %s: %s\nwant %s: %s", test.action, test.params, got.Status, got.Code, got.Message, test.code, test.message)
		}
	}
	if got := reply(t, s, "Version=2010-05-08&Action=GetUser&UserName=x"); got.Code != "NoSuchEntity" {
		t.Errorf("a refused request made a user: %+v", got)
	}
}

// Whoever may nothing learns what is wrong with a request all the same, but not what would be wrong with what it asks
// for.
func TestInputIsCheckedBeforePermission(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	me := aws.String("akia-admin")
	deny := `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}`
	in := &iam.PutUserPolicyInput{UserName: me, PolicyName: aws.String("deny"), PolicyDocument: &deny}
	if _, err := admin(s).PutUserPolicy(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ form, want string }{
		{"Action=ListUsers", "AccessDenied"},
		{"Action=ListUsers&MaxItems=0", "ValidationError"},
		{"Action=ListUsers&MaxItems=x", "MalformedInput"},
		{"Action=GetUser&UserName=nobody", "AccessDenied"},
		{"Action=TagUser&UserName=a&Tags=", "AccessDenied"},
		{"Action=TagUser&UserName=a", "ValidationError"},
		{"Action=AttachUserPolicy&UserName=a&PolicyArn=longpolicynamebutnoarn", "ValidationError"},
	} {
		if got := reply(t, s, "Version=2010-05-08&"+test.form); got.Code != test.want {
			t.Errorf("%s: %s %s, want %s", test.form, got.Code, got.Message, test.want)
		}
	}
	if got := reply(t, s, "Version=2010-05-08&Action=GetUser&UserName=nobody"); !strings.Contains(got.Message, " on resource: user nobody ") {
		t.Errorf("a user whom there is not: %s", got.Message)
	}
}

// Permission to create a user is asked for the user that there will be.
func TestPermissionToCreateIsForThePath(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	client, ctx := admin(s), t.Context()
	made, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("lead")})
	if err != nil {
		t.Fatal(err)
	}
	document := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"arn:aws:iam::*:user/team/*"}}`
	_, err = client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: made.User.UserName, PolicyName: aws.String("p"), PolicyDocument: &document})
	if err != nil {
		t.Fatal(err)
	}
	key, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: made.User.UserName})
	if err != nil {
		t.Fatal(err)
	}
	own := iam.NewFromConfig(config(s, *key.AccessKey.AccessKeyId, *key.AccessKey.SecretAccessKey))
	if _, err := own.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("a"), Path: aws.String("/team/")}); err != nil {
		t.Errorf("under the path: %v", err)
	}
	_, err = own.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("b"), Path: aws.String("/other/")})
	if err == nil || !strings.Contains(err.Error(), "on resource: arn:aws:iam::210987654321:user/other/b because") {
		t.Errorf("elsewhere: %v", err)
	}
}

func TestInlinePolicyNamesIgnoreCase(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	client, ctx := admin(s), t.Context()
	user := aws.String("aaliyah.khan")
	put := func(name, effect string) {
		document := `{"Version":"2012-10-17","Statement":{"Effect":"` + effect + `","Action":"s3:*","Resource":"*"}}`
		in := &iam.PutUserPolicyInput{UserName: user, PolicyName: &name, PolicyDocument: &document}
		if _, err := client.PutUserPolicy(ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	put("MixedName", "Allow")
	put("another", "Allow")
	put("mixedname", "Deny")
	list, err := client.ListUserPolicies(ctx, &iam.ListUserPoliciesInput{UserName: user})
	if err != nil || !slices.Equal(list.PolicyNames, []string{"another", "MixedName"}) {
		t.Fatalf("%v, %v", list, err)
	}
	got, err := client.GetUserPolicy(ctx, &iam.GetUserPolicyInput{UserName: user, PolicyName: aws.String("MIXEDNAME")})
	if err != nil || *got.PolicyName != "MIXEDNAME" || !strings.Contains(*got.PolicyDocument, "Deny") {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := client.DeleteUserPolicy(ctx, &iam.DeleteUserPolicyInput{UserName: user, PolicyName: aws.String("mIXEDnAME")}); err != nil {
		t.Error(err)
	}
	list, err = client.ListUserPolicies(ctx, &iam.ListUserPoliciesInput{UserName: user})
	if err != nil || !slices.Equal(list.PolicyNames, []string{"another"}) {
		t.Errorf("%v, %v", list, err)
	}
}

// UserName left out means whoever signed, with the user's own key and with the root user's.
func TestLeftOutUserNameIsTheSigners(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	ctx := t.Context()
	for name, client := range map[string]*iam.Client{"akia-admin": admin(s), "": iam.NewFromConfig(config(s, first(s.Root()), second(s.Root())))} {
		keys, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{})
		if err != nil || len(keys.AccessKeyMetadata) != 1 || aws.ToString(keys.AccessKeyMetadata[0].UserName) != name {
			t.Fatalf("%q: %v, %v", name, keys, err)
		}
		if u, err := client.GetUser(ctx, &iam.GetUserInput{}); err != nil || aws.ToString(u.User.UserName) != name {
			t.Errorf("%q: %v, %v", name, u, err)
		}
		if _, err := client.ListMFADevices(ctx, &iam.ListMFADevicesInput{}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		made, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{})
		if err != nil || aws.ToString(made.AccessKey.UserName) != name {
			t.Fatalf("%q: %v, %v", name, made, err)
		}
		id := made.AccessKey.AccessKeyId
		if _, err := client.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{AccessKeyId: id, Status: types.StatusTypeInactive}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := client.DeleteAccessKey(ctx, &iam.DeleteAccessKeyInput{AccessKeyId: id}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestReportOfTheRootUser(t *testing.T) {
	for _, users := range []int{0, 1} {
		s := start(t, local.Options{Users: users})
		s.SetReportTime(0)
		client, ctx := admin(s), t.Context()
		if _, err := client.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{}); err != nil {
			t.Fatal(err)
		}
		out, err := client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
		if err != nil {
			t.Fatal(err)
		}
		row := strings.Split(strings.Split(string(out.Content), "\n")[1], ",")
		date := func(text string) bool { _, err := time.Parse(time.RFC3339, text); return err == nil }
		if row[0] != "<root_account>" || !date(row[2]) || row[3] != "true" || !date(row[5]) || row[6] != "not_supported" ||
			date(row[4]) != (users > 0) || users == 0 && row[4] != "no_information" {
			t.Errorf("%d users: %v", users, row)
		}
	}
}

func TestReportInTheMakingHasNoMessage(t *testing.T) {
	s := start(t, local.Options{})
	reply(t, s, "Version=2010-05-08&Action=GenerateCredentialReport")
	got := reply(t, s, "Version=2010-05-08&Action=GetCredentialReport")
	if got.Status != http.StatusNotFound || got.Code != "ReportInProgress" || strings.Contains(got.body, "<Message>") {
		t.Errorf("%s", got.body)
	}
}

func TestSummaryIsWhole(t *testing.T) {
	s := start(t, local.Options{Users: 9})
	out, err := admin(s).GetAccountSummary(t.Context(), &iam.GetAccountSummaryInput{})
	if err != nil || len(out.SummaryMap) != 34 {
		t.Fatalf("%d entries, %v", len(out.SummaryMap), err)
	}
	for name, want := range map[string]int32{
		"Users": 10, "Groups": 6, "Roles": 1, "Policies": 4, "Providers": 0, "PolicyVersionsInUseQuota": 10000, "GlobalEndpointTokenVersion": 1,
		"AccountPasswordPresent": 1, "AssumeRolePolicySizeQuota": 2048, "UserPolicySizeQuota": 2048, "VersionsPerPolicyQuota": 5,
	} {
		if got, there := out.SummaryMap[name]; !there || got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	if n := out.SummaryMap["PolicyVersionsInUse"]; n < 3 {
		t.Errorf("%d policies are in use", n)
	}
}

func TestRoleSessionsAreShortWhereRolesAreChained(t *testing.T) {
	s := start(t, local.Options{})
	in := &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::123456789012:role/operator"), RoleSessionName: aws.String("me"), DurationSeconds: aws.Int32(3601),
	}
	_, err := sts.NewFromConfig(config(s, first(s.Admin()), second(s.Admin()))).AssumeRole(t.Context(), in)
	if code(err) != "ValidationError" || !strings.HasSuffix(err.Error(), "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.") {
		t.Errorf("%v", err)
	}
}

// Tags are listed by key, capitals first, though two keys that differ in case alone are the same.
func TestTagsAreSortedByKey(t *testing.T) {
	client, ctx := admin(start(t, local.Options{})), t.Context()
	me := aws.String("akia-admin")
	for _, keys := range [][]string{{"like-a", "Stan", "10"}, {"STAN"}} {
		in := &iam.TagUserInput{UserName: me}
		for _, key := range keys {
			in.Tags = append(in.Tags, types.Tag{Key: aws.String(key), Value: aws.String("")})
		}
		if _, err := client.TagUser(ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	in := &iam.ListUserTagsInput{UserName: me, MaxItems: aws.Int32(1)}
	for {
		out, err := client.ListUserTags(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range out.Tags {
			got = append(got, *tag.Key)
		}
		if in.Marker = out.Marker; !out.IsTruncated {
			break
		}
	}
	if !slices.Equal(got, []string{"10", "STAN", "like-a"}) {
		t.Errorf("%v", got)
	}
}
