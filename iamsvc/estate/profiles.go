package estate

import (
	"context"
	"iter"
	"path"
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
)

// Profiles returns the accounts of the profiles that match one of some globs, such as "prod-*,dev": a comma parts
// them, * stands for any text, ? for a character, [a-z] for one of some. Profiles that say that they lead to one
// account are one member. A glob that is malformed or that no profile matches is an *iamsvc.Error of KindInvalid.
func Profiles(listed []awsconfig.Listed, globs string) (Source, error) {
	chosen, err := choose(listed, globs)
	if err != nil {
		return nil, err
	}
	var members []Member
	at := map[string]int{}
	for _, p := range chosen {
		m := Member{
			ID: p.Account, Profiles: []string{p.Name}, Role: p.Role, ways: []iamsvc.Options{{Profile: p.Name}},
		}
		if i, ok := at[p.Account]; ok && p.Account != "" {
			members[i] = members[i].Join(m)
			continue
		}
		at[p.Account] = len(members)
		members = append(members, m)
	}
	return func(context.Context) iter.Seq2[Member, error] {
		return func(yield func(Member, error) bool) {
			for _, m := range members {
				if !yield(m, nil) {
					return
				}
			}
		}
	}, nil
}

// choose returns the profiles that match, in the order in which the globs name them, each once.
func choose(listed []awsconfig.Listed, globs string) ([]awsconfig.Listed, error) {
	var chosen []awsconfig.Listed
	taken := map[string]bool{}
	for glob := range strings.SplitSeq(globs, ",") {
		glob = strings.TrimSpace(glob)
		if glob == "" {
			return nil, refused("A list of profiles has a name or a pattern between its commas, such as prod-*,dev.")
		}
		found := false
		for _, p := range listed {
			ok, err := match(glob, p.Name)
			if err != nil {
				return nil, refused("The pattern " + glob + " is not a valid one: a [ needs its ].")
			}
			if !ok {
				continue
			}
			found = true
			if !taken[p.Name] {
				taken[p.Name] = true
				chosen = append(chosen, p)
			}
		}
		if !found {
			return nil, refused("No profile of the AWS configuration matches " + glob + ".")
		}
	}
	return chosen, nil
}

// match is path.Match, but for a slash, which is a character like others in the name of a profile.
func match(glob, name string) (bool, error) {
	const slash = "\x00"
	return path.Match(strings.ReplaceAll(glob, "/", slash), strings.ReplaceAll(name, "/", slash))
}

// refused is the refusal of what a person asked for, before anything was sent.
func refused(sentence string) error { return iamsvc.Refused("", "", sentence, "") }
