package audit

import (
	"time"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// Ref names a row of a table for as long as the table lives: also when the row changes, moves or, once its key is
// gone, is there no more. Nothing else ever gets the same Ref: where it cannot be told which of a user's keys an
// entry of the report was, the entry's row goes and rows of the keys come.
type Ref int32

// Row is one access key and all that is known of it. Times are in UTC. What rows are mostly ordered by lies close
// together, because a place is found by comparing many rows.
type Row struct {
	User iamsvc.Principal
	// Path is that of the user; empty for root, or if it is not known.
	Path string
	// KeyID is empty while only the credential report has told of the key: that holds no IDs.
	KeyID  string
	Status iamsvc.Status

	// Slot is the key's place in the credential report, 1 or 2; 0 if it is not in the report or not known to be.
	Slot uint8
	Join Join
	// List says what came of listing the user's keys.
	List ListState
	// Quarantined is true if AWS has attached its quarantine policy to the user, because a key was found in public.
	Quarantined bool
	// Described says whether the key has a description.
	Described Described

	Findings Set
	// Unjudged are the findings that the row doesn't have only because what they depend on is not known.
	Unjudged Set
	Score    Score

	Source Source
	// NoKey says that the user has no key: a row that [UserRows] alone returns.
	NoKey bool

	quarantineKnown bool
	guessed         bool // which of the report's entries is that of the key cannot be told

	// Created is zero if it is not known. From the report it is the date of the last rotation, which is the same in every
	// case that has been seen, but not by documentation.
	Created time.Time
	Use     Use
	// AsOf is when the oldest of what the row says of the key was true: when IAM was asked, or made its credential
	// report. It is zero for a key of which nothing is known but that it exists.
	AsOf time.Time
	// Description is that of the key; empty if it has none, or if Described is not that it has one.
	Description string
	// Tags are those of the user; nil if they are not known.
	Tags *store.Tags
}

// Root reports whether the key is one of the account's root user.
func (r Row) Root() bool { return r.User.IsRoot() }

// Active reports whether the key can be used.
func (r Row) Active() bool { return r.Status == iamsvc.Active }

// Exact reports whether what the row says of the last use is certain to be that of this key. Where it is not, it has
// to be asked for ([iamsvc.Service.LastUse]) before anything is done with the key.
func (r Row) Exact() bool { return r.KeyID != "" && r.Join != JoinAmbiguous }

// Source says where a row is from.
type Source uint8

// The sources of rows. The zero Source is that of a key of which nothing is known but that it exists.
const (
	FromSummary Source = iota // of the account
	FromReport                // the credential report alone
	FromIAM                   // the list of the user's keys, and the key's last use where that is known
	FromBoth                  // the list of the user's keys, with the last use that the credential report has
)

// String returns the source's name in an export.
func (s Source) String() string {
	return [...]string{"account-summary", "credential-report", "iam", "iam+credential-report"}[min(s, FromBoth)]
}

// Use is what is known of the last use of a key.
type Use struct {
	State UseState
	// At is zero unless State is UseKnown. Service and Region are empty where IAM has none to tell.
	At              time.Time
	Service, Region string
}

// UseState says what is known of the last use of a key.
type UseState uint8

// What can be known of the last use of a key. The zero UseState is that nothing is.
const (
	UseUnknown UseState = iota
	UseKnown
	UseNever  // no use of the key was recorded
	UseDenied // one may not see it
	UseFailed // the question failed
)

// Join says how a row came to the last use that it shows.
type Join uint8

// The ways in which a row can have come to its last use.
const (
	JoinNone      Join = iota // not from the credential report
	JoinSlot                  // from the report, and the key's ID is not known yet
	JoinMatched               // from the report's only entry that fits the key
	JoinAmbiguous             // from an entry of the report that may be that of another key, or does not fit in all
)

// ListState says what came of listing a user's keys.
type ListState uint8

// What can have come of listing a user's keys.
const (
	ListUnasked ListState = iota
	ListDone
	ListDenied // one may not list them, so that the key's ID stays unknown
	ListFailed
)

// Described says whether a key has a description: a tag of its user whose name is the key's ID.
type Described uint8

// What can be known of the description of a key.
const (
	DescriptionUnknown Described = iota
	WithDescription
	WithoutDescription
)
