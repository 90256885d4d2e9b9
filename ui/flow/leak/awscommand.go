package leak

import (
	"bytes"
	"encoding/json"
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/shell"
	"akia/ui/stage"
)

// awsCommand writes commands of the AWS CLI, for sh, that work on the account akia looks at and on no other.
type awsCommand struct{ profile, endpoint, region, partition string }

// option is an option of a command and its value.
type option struct{ name, value string }

// awsCommandOf returns the writer for the account on the screen. The account's own ARN decides the partition; until
// it is known the region does.
func awsCommandOf(st *stage.Stage) awsCommand {
	region := st.Config.Region
	c := awsCommand{st.Config.CommandProfile, st.Config.Endpoint, region, iamsvc.PartitionOf(region)}
	if id := &st.Store.Identity; id.Known() && iamsvc.KnownPartition(id.Value.Partition()) {
		c.partition = id.Value.Partition()
	}
	if region == "" || iamsvc.PartitionOf(region) != c.partition {
		c.region = iamsvc.HomeRegion(c.partition)
	}
	return c
}

// iam returns an operation of IAM.
func (c awsCommand) iam(operation string, options ...option) string {
	return c.line(c.endpoint, c.region, "iam "+operation, options)
}

// lookUp returns a search of CloudTrail's event history in a region; where the text names none of the partition, in
// that of IAM. The value is passed as JSON: in the short form of the CLI a comma would end it.
func (c awsCommand) lookUp(region, attribute, value string) string {
	if !iamsvc.InPartition(region, c.partition) {
		region = iamsvc.HomeRegion(c.partition)
	}
	endpoint := c.endpoint
	if iamsvc.AtAWS(endpoint) { // an address of IAM alone
		endpoint = ""
	}
	attributes := encode([]struct{ AttributeKey, AttributeValue string }{{attribute, value}})
	options := []option{{"lookup-attributes", attributes}, {"max-items", "50"}}
	return c.line(endpoint, region, "cloudtrail lookup-events", options)
}

// line returns the command; empty if it would hold what cannot be pasted into a terminal safely.
func (c awsCommand) line(endpoint, region, operation string, options []option) string {
	words := []string{"aws"}
	for _, o := range []option{{"profile", c.profile}, {"endpoint-url", endpoint}, {"region", region}} {
		if o.value != "" {
			words = append(words, shell.Option("--"+o.name, o.value))
		}
	}
	words = append(words, operation)
	for _, o := range options {
		if o.value == "" { // such as the name of a user who is not known by name: the CLI would take it for the signer
			return ""
		}
		words = append(words, shell.Option("--"+o.name, o.value))
	}
	line := strings.Join(words, " ")
	if !shell.Pasteable(line) {
		return ""
	}
	return line
}

// encode returns the value as JSON on one line.
func encode(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(value) != nil { // of texts alone: cannot be
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// compact returns JSON without the spaces between its parts.
func compact(document string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(document)) != nil {
		return document
	}
	return b.String()
}
