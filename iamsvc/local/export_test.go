package local

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ActionNames returns the names of all actions of IAM and STS.
func ActionNames() []string {
	var names []string
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(actions())), slices.Sorted(maps.Keys(acrossActions()))) {
		if service, name, _ := strings.Cut(name, ":"); service == "iam" || service == "sts" {
			names = append(names, name)
		}
	}
	return names
}

// Verdict returns what one policy says: "allowed", "denied", "" for nothing, or "malformed".
func Verdict(document, action, resource, user string) string {
	statements, err := parsePolicy(document)
	if err != nil {
		return "malformed"
	}
	return [...]string{unmentioned: "", allowed: "allowed", denied: "denied"}[verdict(statements, question{action: action, resource: resource, user: user})]
}

// VerdictOnTags returns what one policy says of a request that sets these tags.
func VerdictOnTags(document string, tags url.Values) string {
	statements, _ := parsePolicy(document)
	var set circumstances
	for key := range tags {
		set.set, set.keys = append(set.set, tag{key, tags.Get(key)}), append(set.keys, key)
	}
	ask := question{action: "iam:TagUser", resource: "arn:aws:iam::123456789012:user/x", user: "x", by: set}
	return [...]string{unmentioned: "", allowed: "allowed", denied: "denied"}[verdict(statements, ask)]
}

// Like reports whether a text fits a pattern of a policy.
func Like(pattern, text string) bool { return like(pattern, text) }

// Written returns the XML of an answer that holds the text or, for an error, has it for its message.
func Written(text string, failure bool) string {
	r := &Request{Action: "X", service: "iam", version: iamVersion}
	if failure {
		return encode(r, nil, &Error{400, "Odd", text}).Body
	}
	return encode(r, struct{ Text string }{text}, nil).Body
}

// UnreadableDocuments returns the managed policies whose documents are no policies.
func UnreadableDocuments() (names []string) {
	for _, p := range slices.Concat(amazonManagedPolicies(), ownManagedPolicies(demoAccount, time.Now())) {
		if checkPolicy(p.document) != nil {
			names = append(names, p.arn)
		}
	}
	return names
}

// AccountOf decodes the account in an access key ID.
func AccountOf(keyID string) (string, bool) { return accountOf(keyID) }

// MakeAll makes the accounts of all members that are not suspended, and returns how many users they have.
func MakeAll(s *Server) (users int) {
	for _, m := range s.org.members().all {
		if a := s.org.account(m.id); a != nil {
			users += len(a.users.sorted)
		}
	}
	return users
}

// Doubles returns what two users or keys of the members share, or what is out of order, of all of them that can be made.
func Doubles(s *Server) (out []string) {
	keys := map[string]bool{}
	for _, m := range s.org.members().all {
		a := s.org.account(m.id)
		if a == nil {
			continue
		}
		before := ""
		for _, u := range a.users.sorted {
			if u.fold <= before {
				out = append(out, m.name+": "+u.name)
			}
			before = u.fold
		}
		for id := range a.keys {
			if keys[id] || a.keys[id].created.Before(a.root.created) && a.keys[id].owner.isRoot {
				out = append(out, id)
			}
			keys[id] = true
		}
	}
	return out
}
