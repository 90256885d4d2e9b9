package policy_test

import (
	"fmt"
	"testing"

	"akia/iamsvc/local/policy"
)

const (
	syntax  = "Syntax errors in policy."
	legacy  = "The policy failed legacy parsing"
	actions = "Policy statement must contain actions."
	vendor  = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
	unique  = "Statement IDs (SID) in a single policy must be unique."
	version = "Policy document must be version 2012-10-17 or greater."
)

func TestDocumentsAsAWhole(t *testing.T) {
	const s = `{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}`
	for document, want := range map[string]string{
		`{"Version": "2012-10-17", "Statement": ` + s + `}`:                         "",
		`{"Version": "2012-10-17", "Id": "x", "Statement": [` + s + `, ` + s + `]}`: "",
		`{"Version": "2012-10-17", "Statement": [` + s + `]`:                        "This policy contains invalid Json",
		``:                          "This policy contains invalid Json",
		`"a text"`:                  syntax,
		`null`:                      syntax,
		`[]`:                        syntax,
		`{}`:                        syntax,
		`{"Version": "2012-10-17"}`: syntax,
		`{"Statement": ` + s + `}`:  version,
		`{"Version": "2008-10-17", "Statement": ` + s + `}`:                  version,
		`{"Version": "2012-10-18", "Statement": ` + s + `}`:                  syntax,
		`{"Version": 2012, "Statement": ` + s + `}`:                          syntax,
		`{"Version": "2012-10-17", "Statement": []}`:                         syntax,
		`{"Version": "2012-10-17", "Statement": null}`:                       syntax,
		`{"Version": "2012-10-17", "Statement": "s"}`:                        syntax,
		`{"Version": "2012-10-17", "Statement": [` + s + `, 1]}`:             syntax,
		`{"Version": "2012-10-17", "Id": {}, "Statement": ` + s + `}`:        syntax,
		`{"Version": "2012-10-17", "Comment": "x", "Statement": ` + s + `}`:  syntax,
		`{"Version": "2012-10-17", "statement": ` + s + `}`:                  syntax,
		`{"Statement": {"Effect": "allow", "Action": "a", "Resource": "b"}}`: version,
	} {
		if got := policy.Check(document); got != want {
			t.Errorf("%s\n got %q\nwant %q", document, got, want)
		}
	}
}

func TestStatements(t *testing.T) {
	for statement, want := range map[string]string{
		`"Effect": "Allow", "Action": "*", "Resource": "*"`:                                              "",
		`"Effect": "Deny", "NotAction": ["iam:Get*", "sts:*"], "NotResource": ["arn:aws:iam::*:user/x"]`: "",
		`"Effect": "Allow", "Action": "unknown-service:Anything", "Resource": "*"`:                       "",
		`"Effect": "Allow", "Action": ["s3:GetObject", null], "Resource": ["*", null]`:                   "",
		`"Sid": "", "Effect": "Allow", "Action": "s3:*", "Resource": "*"`:                                "",
		`"Action": "s3:*", "Resource": "*"`:                                                              syntax,
		`"Effect": "Permit", "Action": "s3:*", "Resource": "*"`:                                          syntax,
		`"Effect": "allow", "Action": "s3:*", "Resource": "*"`:                                           legacy,
		`"Effect": "DENY", "Resource": "nonsense"`:                                                       legacy,
		`"Effect": "Allow", "Action": "s3:*", "NotAction": "s3:*", "Resource": "*"`:                      syntax,
		`"Effect": "Allow", "Action": "s3:*", "Resource": "*", "NotResource": []`:                        syntax,
		`"Effect": "Allow", "Action": {"a": "s3:*"}, "Resource": "*"`:                                    syntax,
		`"Effect": "Allow", "Action": [["s3:*"]], "Resource": "*"`:                                       syntax,
		`"Effect": "Allow", "Action": 1, "Resource": "*"`:                                                syntax,
		`"Effect": "Allow", "Action": "s3:*", "Resource": ["*", true]`:                                   syntax,
		`"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Comment": "x"`:                           syntax,
		`"Sid": 1, "Effect": "Allow", "Action": "s3:*", "Resource": "*"`:                                 syntax,
		`"Sid": [], "Effect": "Allow", "Action": "s3:*", "Resource": "*"`:                                syntax,
		`"Effect": "Allow", "Resource": "*"`:                                                             actions,
		`"Effect": "Allow", "Action": [], "Resource": "*"`:                                               actions,
		`"Effect": "Allow", "Action": "s3:*"`:                                                            "Policy statement must contain resources.",
		`"Effect": "Allow", "Action": "s3:*", "Resource": []`:                                            "Policy statement must contain resources.",
		`"Effect": "Allow", "Action": "GetObject"`:                                                       vendor,
		`"Effect": "Allow", "NotAction": "", "Resource": "*"`:                                            vendor,
		`"Effect": "Allow", "Action": ["s3:*", "s3"], "Resource": "*"`:                                   vendor,
		`"Effect": "Allow", "Action": "s3:Get:Object", "Resource": "*"`:                                  "Actions/Condition can contain only one colon.",
		`"Effect": "Allow", "Action": ":GetObject", "Resource": "*"`:                                     "Vendor  is not valid",
		`"Effect": "Allow", "Action": "s 3:GetObject", "Resource": "*"`:                                  "Vendor s 3 is not valid",
		`"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"`:                         "Policy document should not specify a principal.",
		`"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*"`:             "Policy document should not specify a principal.",
		`"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/bob"}`:                  "Policy document should not specify a principal.",
	} {
		if got := policy.Check(`{"Version": "2012-10-17", "Statement": [{` + statement + `}]}`); got != want {
			t.Errorf("%s\n got %q\nwant %q", statement, got, want)
		}
	}
}

func TestStatementIDsAreUnique(t *testing.T) {
	const s = `{"Version": "2012-10-17", "Statement": [{"Sid": "%s", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},` +
		`{"Sid": "%s", "Effect": "Allow", "Action": "%s", "Resource": "*"}]}`
	for _, test := range []struct{ one, other, action, want string }{
		{"A", "B", "s3:*", ""},
		{"A", "a", "s3:*", ""},
		{"", "", "s3:*", ""},
		{"A", "A", "s3:*", unique},
		{"A", "A", "s3", unique},
	} {
		if got := policy.Check(fmt.Sprintf(s, test.one, test.other, test.action)); got != test.want {
			t.Errorf("%+v: got %q", test, got)
		}
	}
}

func TestResources(t *testing.T) {
	partition := func(name, rest string) string {
		return fmt.Sprintf(`Partition "%s" is not valid for resource "arn:%s:%s".`, name, name, rest)
	}
	path := `IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/,` +
		` server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.`
	for resource, want := range map[string]string{
		"*":                                               "",
		"arn:aws:s3:::bucket/*":                           "",
		"arn:aws-cn:s3:::bucket":                          "",
		"arn:*:iam::*:user/${aws:username}":               "",
		"arn:aws:iam::123456789012:*":                     "",
		"arn:aws:iam::123456789012:role/a:b":              "",
		"arn:aws:dynamodb:eu-west-1:123456789012:table/x": "",
		"arn:aws:s3:eu-west-1:123456789012:accesspoint/x/object/*": "",
		"":                               `Resource  must be in ARN format or "*".`,
		"bucket":                         `Resource bucket must be in ARN format or "*".`,
		"s3::bucket/*":                   partition("", "bucket/*:*:*:*"),
		"x:y":                            partition("y", "*:*:*:*"),
		"arn:aws2:s3:::bucket":           partition("aws2", "s3:::bucket"),
		"arn:aws":                        "Resource vendor must be fully qualified and cannot contain regexes.",
		"arn:aws:s3::bucket":             legacy,
		"arn:awss3::bucket":              legacy,
		"arn:aws::::bucket":              legacy,
		"arn:aws:s3:eu-west-1::bucket":   "Resource arn:aws:s3:eu-west-1::bucket can not contain region information.",
		"arn:aws:iam:eu-west-1::user/x":  "IAM resource arn:aws:iam:eu-west-1::user/x cannot contain region information.",
		"arn:aws:iam::123456789012:root": path,
		"arn:aws:iam:::bucket":           path,
	} {
		for _, name := range []string{"Resource", "NotResource"} {
			document := fmt.Sprintf(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "%s": ["*", "%s"]}}`,
				name, resource)
			if got := policy.Check(document); got != want {
				t.Errorf("%s %s\n got %q\nwant %q", name, resource, got, want)
			}
		}
	}
}

func TestConditions(t *testing.T) {
	for condition, want := range map[string]string{
		`{}`: "",
		`{"StringEquals": {"aws:username": "a"}}`:                              "",
		`{"ForAnyValue:StringLike": {"aws:TagKeys": ["a", "b"]}}`:              "",
		`{"ForAllValues:StringNotEqualsIgnoreCase": {"x": []}}`:                "",
		`{"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": 3600}}`:        "",
		`{"Bool": {"aws:SecureTransport": false}, "Null": {"x": "true"}}`:      "",
		`{"DateLessThan": {"aws:TokenIssueTime": "2026-11-25T17:00:00Z"}}`:     "",
		`{"DateLessThan": {"aws:CurrentTime": "2026-11-25"}}`:                  "",
		`{"DateLessThan": {"aws:CurrentTime": "2026-11-25t17:00:00.5+01:30"}}`: "",
		`{"DateLessThan": {"aws:EpochTime": ["1764000000", 1764000000]}}`:      "",
		`{"Odd": {}}`:                      "",
		`[]`:                               syntax,
		`null`:                             syntax,
		`"x"`:                              syntax,
		`{"StringEquals": "x"}`:            syntax,
		`{"StringEquals": {"x": {}}}`:      syntax,
		`{"StringEquals": {"x": null}}`:    syntax,
		`{"StringEquals": {"x": [["y"]]}}`: syntax,
		`{"Odd": {"x": "y"}}`:              syntax,
		`{"stringequals": {"x": "y"}}`:     syntax,
		`{"ForAnyValue::StringEquals": {"x": "y"}}`:                              syntax,
		`{"ForAnyValue:ForAnyValue:StringEquals": {"x": "y"}}`:                   syntax,
		`{"DateLessThan": {"aws:CurrentTime": "yesterday"}}`:                     legacy,
		`{"DateLessThan": {"aws:CurrentTime": "2026-13"}}`:                       legacy,
		`{"DateLessThan": {"aws:CurrentTime": "2026-11-32"}}`:                    legacy,
		`{"DateLessThan": {"aws:CurrentTime": "2026-11-25T24:00:00Z"}}`:          legacy,
		`{"DateLessThan": {"aws:CurrentTime": "2026-11-25T17:00:00+1"}}`:         legacy,
		`{"DateLessThan": {"aws:CurrentTime": true}}`:                            legacy,
		`{"DateLessThan": {"aws:EpochTime": "9223372036854775808"}}`:             legacy,
		`{"ForAnyValue:DateLessThanIfExists": {"aws:EpochTime": ["1", "soon"]}}`: legacy,
	} {
		document := `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": ` + condition + `}}`
		if got := policy.Check(document); got != want {
			t.Errorf("%s\n got %q\nwant %q", condition, got, want)
		}
	}
}
