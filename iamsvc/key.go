package iamsvc

import "time"

// Status is the status of an access key in IAM's own words. Besides the two constants a service may answer any string;
// it is carried as it came and is neither active nor inactive.
type Status string

// The two statuses that a key can be set to.
const (
	Active   Status = "Active"
	Inactive Status = "Inactive"
)

// Key is one access key of a user, without its secret, as ListAccessKeys describes it.
type Key struct {
	ID     string
	User   Principal // the owner
	Status Status
	// Created is in UTC with whole seconds; zero if the service did not say.
	Created time.Time
}

// NewKey is a key that was just created, with the secret that IAM tells this one time only.
type NewKey struct {
	Key
	Secret Secret
}

// LastUse is what IAM recorded about the last use of a key (GetAccessKeyLastUsed). The record may lag by minutes to hours.
type LastUse struct {
	// User is the key's owner.
	User Principal
	// At is zero when no use of the key has been recorded.
	At time.Time
	// Service and Region are empty when IAM has none to tell ("N/A"): always for a key that was never used, and the
	// region for services that have none.
	Service string
	Region  string
}

// Never reports whether no use of the key has been recorded.
func (u LastUse) Never() bool { return u.At.IsZero() }

// SeenKey is a key as a person saw it when deciding to delete it. DeleteKey goes ahead only if it still is so.
type SeenKey struct {
	Key     Key
	LastUse LastUse
	// LastUseKnown is false if the last use could not be shown (denied, failed): then it is not compared.
	LastUseKnown bool
	// Description is what DeleteKey removes with the key; empty if it has none or if it is not known. It is not compared.
	Description string
}

// KeysPerUser is how many access keys IAM allows a user, inactive ones included. The quota can't be raised.
const KeysPerUser = 2
