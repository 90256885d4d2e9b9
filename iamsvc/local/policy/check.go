// Package policy says what IAM says of a policy document that it refuses.
package policy

import (
	"encoding/json"
	"slices"
	"strings"
)

// Check returns the message with which IAM refuses a document, "" for one that it accepts. Whether the services,
// actions and condition keys in it exist is not looked at: IAM does not care either.
func Check(document string) string {
	if !json.Valid([]byte(document)) {
		return "This policy contains invalid Json"
	}
	p, ok := parse(document)
	switch {
	case !ok:
		return "Syntax errors in policy."
	case p.version != current:
		return "Policy document must be version 2012-10-17 or greater."
	case slices.ContainsFunc(p.statements, func(s statement) bool { return s.principal }):
		return "Policy document should not specify a principal."
	case slices.ContainsFunc(p.statements, statement.failsLegacy):
		return legacy
	}
	resource, broken := p.resourceFault()
	if broken {
		return legacy
	}
	for _, fault := range []string{p.sidFault(), p.missingActions(), resource, p.actionFault(), p.missingResources()} {
		if fault != "" {
			return fault
		}
	}
	return ""
}

// legacy is what IAM says of documents that the parser of an earlier version cannot read.
const legacy = "The policy failed legacy parsing"

// sidFault returns what is wrong with the statements' IDs. An empty one is as good as none.
func (p document) sidFault() string {
	seen := map[string]bool{"": true}
	for _, s := range p.statements {
		if seen[s.sid] && s.sid != "" {
			return "Statement IDs (SID) in a single policy must be unique."
		}
		seen[s.sid] = true
	}
	return ""
}

func (p document) missingActions() string {
	for _, s := range p.statements {
		if len(s.actions) == 0 {
			return "Policy statement must contain actions."
		}
	}
	return ""
}

func (p document) missingResources() string {
	for _, s := range p.statements {
		if len(s.resources) == 0 {
			return "Policy statement must contain resources."
		}
	}
	return ""
}

// actionFault returns what is wrong with the first action that is not of the form service:name.
func (p document) actionFault() string {
	for _, s := range p.statements {
		for _, action := range s.actions {
			vendor, name, found := strings.Cut(action, ":")
			switch {
			case action == "*":
			case !found:
				return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
			case strings.Contains(name, ":"):
				return "Actions/Condition can contain only one colon."
			case vendor != "*" && !isVendor(vendor):
				return "Vendor " + vendor + " is not valid"
			}
		}
	}
	return ""
}

func isVendor(name string) bool {
	other := func(c rune) bool {
		return c != '-' && c != '.' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	}
	return name != "" && strings.IndexFunc(name, other) < 0
}
