package iamsvc_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
)

func TestValidatorsOfUsers(t *testing.T) {
	t.Parallel()
	const (
		odd      = " IAM allows letters, digits, spaces and _.:/=+-@ in it."
		ok       = ""
		document = `{"Version": "2012-10-17"}`
	)
	a := func(n int) string { return strings.Repeat("a", n) }
	type row struct{ text, want string }
	for name, c := range map[string]struct {
		valid func(string) error
		rows  []row
	}{
		"description": {iamsvc.ValidDescription, []row{
			{"", ok},
			{"laptop of Zoë: s3 sync / team=checkout + zoe@example.com_1.2-3", ok},
			{"日本語 ключ", ok},
			{a(256), ok},
			{strings.Repeat("ë", 256), ok},
			{"no\u00a0break", ok},
			{a(257), "A description has 256 characters at most; this has 257."},
			{"what?!", "A description may not hold '?':" + odd},
			{"a\nb", `A description may not hold '\n':` + odd},
			{"a\x1bb", `A description may not hold '\x1b':` + odd},
			{"a\u202eb", `A description may not hold '\u202e':` + odd},
			{"a\xffb", "A description may not hold '�':" + odd},
			{"a,b", "A description may not hold ',':" + odd},
		}},
		"tag key": {iamsvc.ValidTagKey, []row{
			{"team", ok},
			{a(128), ok},
			{"aws", ok},
			{"", "A tag needs a key."},
			{"AWS:x", "The key of a tag may not begin with aws:, which AWS keeps for its own."},
			{a(129), "The key of a tag has 128 characters at most; this has 129."},
			{"a;b", "The key of a tag may not hold ';':" + odd},
		}},
		"tag value": {iamsvc.ValidTagValue, []row{{"", ok}, {a(256), ok}, {"a;b", "The value of a tag may not hold ';':" + odd}}},
		"new user name": {iamsvc.ValidNewUserName, []row{
			{"a", ok},
			{a(64), ok},
			{"Zoe+1=x,y.z@example.com_-", ok},
			{"", "A user name is needed."},
			{a(65), "The name of a new user has 64 characters at most."},
			{"a b", `"a b" is not a user name: IAM allows letters, digits and +=,.@_- in it.`},
		}},
		"path": {iamsvc.ValidPath, []row{
			{"/", ok},
			{"/ci/", ok},
			{"/a/b~$;'/", ok},
			{"/" + a(510) + "/", ok},
			{"///", ok},
			{"", `"" is not a path: that begins and ends with a slash.`},
			{"/ci", `"/ci" is not a path: that begins and ends with a slash.`},
			{"ci/", `"ci/" is not a path: that begins and ends with a slash.`},
			{"/a b/", `"/a b/" is not a path: IAM allows printable ASCII characters without spaces in it.`},
			{"//", "There is nothing between the slashes of the path."},
			{"/" + a(511) + "/", "A path has 512 characters at most."},
		}},
		"policy name": {iamsvc.ValidPolicyName, []row{
			{"S3ReadOnly", ok},
			{a(128), ok},
			{"", "A policy needs a name."},
			{a(129), "The name of a policy has 128 characters at most."},
			{"a/b", `"a/b" is not the name of a policy: IAM allows letters, digits and +=,.@_- in it.`},
		}},
		"policy document": {iamsvc.ValidPolicyDocument, []row{
			{document, ok},
			{"\t" + document + "\r\n", ok},
			{`{"Sid": "é"}`, ok},
			{"", "The policy is empty."},
			{" \n", "The policy is empty."},
			{"[]", "The policy is not an object in JSON: it begins with { and ends with }."},
			{"null", "The policy is not an object in JSON: it begins with { and ends with }."},
			{"{\n\"a\": }", "The policy is not JSON: invalid character '}' looking for beginning of value, in line 2."},
			{"{", "The policy is not JSON: unexpected end of JSON input, in line 1."},
			{"{\n\n\"a\": \"日\"}", "The policy may not hold '日', as in line 3: IAM allows no such character."},
			{"{\"\x00\"}", `The policy may not hold '\x00', as in line 1: IAM allows no such character.`},
			{"{\"\xff\"}", "The policy is not UTF-8: look at line 1."},
			{"{\"\ufffd\"}", "The policy may not hold '�', as in line 1: IAM allows no such character."},
			{`{"a": "` + a(131072) + `"}`, "A policy has 131072 characters at most."},
		}},
	} {
		for _, r := range c.rows {
			err := c.valid(r.text)
			if r.want == ok {
				if err != nil {
					t.Errorf("%s %q: %v", name, r.text, err)
				}
				continue
			}
			if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindInvalid || e.Error() != r.want {
				t.Errorf("%s %.80q: %v, want %s", name, r.text, err, r.want)
			}
		}
	}
}

func TestValidTags(t *testing.T) {
	t.Parallel()
	for want, tags := range map[string][]iamsvc.Tag{
		"": {{Key: "team", Value: "checkout"}, {Key: "owner"}},
		"There are two tags with the key Team: IAM ignores case in keys.": {{Key: "team"}, {Key: "Team"}},
		"A user has 50 tags at most.":                                     make([]iamsvc.Tag, 51),
		"A tag needs a key.":                                              {{Value: "x"}},
		"The value of a tag may not hold '?': IAM allows letters, digits, spaces and _.:/=+-@ in it.": {{Key: "a", Value: "?"}},
	} {
		got := ""
		if err := iamsvc.ValidTags(tags); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestInputIsCheckedBeforeItIsSent calls every method with what IAM would refuse.
func TestInputIsCheckedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	ctx := t.Context()
	const odd, document = "a b", `{"Statement": []}`
	_, user := a.svc.User(ctx, iamsvc.NamedUser(odd))
	_, groups := a.svc.Groups(ctx, iamsvc.Principal{})
	_, attached := a.svc.AttachedPolicies(ctx, iamsvc.NamedUser(odd))
	_, inline := a.svc.InlinePolicies(ctx, iamsvc.NamedUser(odd))
	_, devices := a.svc.MFADevices(ctx, iamsvc.Principal{})
	_, texts := a.svc.Descriptions(ctx, iamsvc.Principal{})
	_, name := a.svc.CreateUser(ctx, iamsvc.NewUser{Name: odd})
	_, path := a.svc.CreateUser(ctx, iamsvc.NewUser{Name: "robot", Path: "ci"})
	_, tags := a.svc.CreateUser(ctx, iamsvc.NewUser{Name: "robot", Tags: make([]iamsvc.Tag, 1)})
	_, sessions := a.svc.DenyOldSessions(ctx, iamsvc.NamedUser(odd), time.Time{})
	for name, err := range map[string]error{
		"user": user, "groups": groups, "attached": attached, "inline": inline, "devices": devices, "texts": texts,
		"name": name, "path": path, "tags": tags, "sessions": sessions,
		"describe whom":   a.svc.Describe(ctx, iamsvc.NamedUser(odd), someKey, "x"),
		"describe what":   a.svc.Describe(ctx, iamsvc.NamedUser(a.user), odd, "x"),
		"describe how":    a.svc.Describe(ctx, iamsvc.NamedUser(a.user), someKey, "?"),
		"undescribe whom": a.svc.Undescribe(ctx, iamsvc.Principal{}, someKey),
		"undescribe what": a.svc.Undescribe(ctx, iamsvc.NamedUser(a.user), ""),
		"delete user":     a.svc.DeleteUser(ctx, iamsvc.Principal{}),
		"put whose":       a.svc.PutPolicy(ctx, iamsvc.Principal{}, "p", document),
		"put what":        a.svc.PutPolicy(ctx, iamsvc.NamedUser(a.user), "", document),
		"put how":         a.svc.PutPolicy(ctx, iamsvc.NamedUser(a.user), "p", ""),
		"delete whose":    a.svc.DeletePolicy(ctx, iamsvc.Principal{}, "p"),
		"delete what":     a.svc.DeletePolicy(ctx, iamsvc.NamedUser(a.user), odd),
		"allow":           a.svc.AllowOldSessions(ctx, iamsvc.NamedUser(odd)),
	} {
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindInvalid || e.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.calls) != 0 {
		t.Errorf("%+v was sent", a.calls)
	}
}

func TestReadyPolicies(t *testing.T) {
	t.Parallel()
	for _, partition := range []string{"aws", "aws-cn", "aws-us-gov", "", `"`} {
		names := map[string]bool{}
		for _, p := range policy.Templates(partition) {
			if err := iamsvc.ValidPolicyName(p.Name); err != nil || names[p.Name] || p.Summary == "" {
				t.Errorf("%+v, %v", p, err)
			}
			names[p.Name] = true
			if err := iamsvc.ValidPolicyDocument(p.Document); err != nil {
				t.Error(err)
			}
			if n := len(strings.Join(strings.Fields(p.Document), "")); n > 2048 {
				t.Errorf("%s has %d characters", p.Name, n)
			}
			if strings.HasPrefix(partition, "aws-") && strings.Contains(p.Document, "arn:aws:") {
				t.Errorf("%s is for another partition: %s", p.Name, p.Document)
			}
			for action := range read(t, p.Document).actions() {
				_, verb, _ := strings.Cut(action, ":")
				own := p.Name == "OwnAccessKeys" && strings.HasSuffix(verb, "AccessKey")
				if action == "iam:*" || !own && !startsWithOneOf(verb, "Get", "List", "Describe", "Filter", "BatchGet", "BatchCheck", "Generate") {
					t.Errorf("%s allows %s", p.Name, action)
				}
			}
		}
		if !names["S3ReadOnly"] {
			t.Error("there is none for S3")
		}
	}
}

func startsWithOneOf(text string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

func TestOldSessionsPolicy(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 2*60*60)
	for at, want := range map[time.Time]string{
		time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC):   "2026-05-04T03:02:01Z",
		time.Date(2026, 5, 4, 3, 2, 1, 1, time.UTC):   "2026-05-04T03:02:02Z",
		time.Date(2026, 5, 4, 1, 59, 59, 1e9-1, zone): "2026-05-04T00:00:00Z",
	} {
		document := policy.OldSessions(at)
		if err := iamsvc.ValidPolicyDocument(document); err != nil {
			t.Fatal(err)
		}
		var policy struct {
			Version   string
			Statement []struct {
				Effect, Action, Resource string
				Condition                map[string]map[string]string
			}
		}
		if err := json.Unmarshal([]byte(document), &policy); err != nil || policy.Version != "2012-10-17" || len(policy.Statement) != 1 {
			t.Fatalf("%v: %s", err, document)
		}
		s := policy.Statement[0]
		if s.Effect != "Deny" || s.Action != "*" || s.Resource != "*" || len(s.Condition) != 1 || s.Condition["DateLessThan"]["aws:TokenIssueTime"] != want {
			t.Errorf("%s: %s", at, document)
		}
	}
}
