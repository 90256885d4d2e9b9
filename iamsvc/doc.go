// Package iamsvc is one AWS account's IAM as akia needs it: one exported method for one thing a person wants done
// with users and their access keys. It knows the AWS SDK and nothing of screens. It never logs and never prints.
//
// # The way of a call
//
// A method of [Service], such as [Service.ListKeys] in keys.go, checks its input (validate.go) and names its
// operation in an action. Then send, in call.go:
//
//	action
//	 → whom is it about, and may it be named? (principal.go)
//	 → are the credentials still the same person's? (signer.go)
//	 → its turn: pace and priority (iamsvc/queue)
//	 → one attempt of the SDK, through a client that reads whole answers (transport.go, proxy.go)
//	 → is it an answer of IAM at all? (answer.go)
//	 → again, if that is safe; else a value, or an [Error] (classify.go)
//
// Repeating and pacing calls is the business of send alone; no caller retries. A list is corrected by what was
// changed from here and IAM may not show yet: the rule is [Outranks] in consistency.go. A write is sent so that
// nothing is lost: a create whose answer was lost ends as a [LostKeyError] or as the certainty that there is no key
// (lost.go); a delete goes ahead only if the key still is as the person saw it (delete.go). Each call is reported to
// the observer of [Options].
//
// An [Error] says in one sentence what happened and to what (sentence.go). What helps is a [Remedy], as data:
// ui/words says it, since only whoever talks to a person knows which key or which flag that takes. What is shown of
// texts from outside goes through iamsvc/sanitize.
//
// # The rooms
//
// Rooms that know nothing of this package, which imports some of them:
//
//	awsconfig   reads the AWS configuration as the AWS CLI does
//	child       runs other programs, such as a credential process
//	clock       the time of AWS
//	filter      the language of filters
//	journal     the log of changes
//	local       the built-in account: an IAM of its own, for tests and for a look around
//	policy      the IAM policies that akia prints and writes
//	queue       turns, pace and priority of calls
//	report      reads the credential report
//	sanitize    what of a text from outside is shown
//	shell       quoting for shells
//
// Rooms that are built on it:
//
//	store       what is known of the account, what to ask next, and who asks
//	audit       every key with its findings: an index over the store
//	estate      many accounts: where they come from, and how each is opened
//	export      the audit as a document
//	handover    the secret of a new key, delivered as a file
//	rotation    where the rotation of a key stands
//
// # Where a new capability goes
//
// A new operation of IAM: a method here, in the file of its subject; its permission in policy; a read-only one in
// readonly.go; an answer to it in local. A new fact of the account: an Op and a Fact in store. A new finding: audit.
// A new thing to do about a failure: a RemedyKind here, its words in ui/words. Something that needs no call and no
// SDK is a room of its own.
package iamsvc
