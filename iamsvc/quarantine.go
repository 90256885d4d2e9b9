package iamsvc

import "strings"

// Quarantined reports whether the policies hold one with which AWS has quarantined a user whose key it found in public.
func Quarantined(policies []AttachedPolicy) bool {
	for _, p := range policies {
		if _, name, ofAWS := strings.Cut(p.ARN, ":iam::aws:policy/"); ofAWS &&
			strings.HasPrefix(name[strings.LastIndexByte(name, '/')+1:], "AWSCompromisedKeyQuarantine") {
			return true
		}
	}
	return false
}
