package iamsvc

import (
	"cmp"
	"strings"
)

// RemedyKind says what helps against a failure, so that a screen or a command line can put it into words of its own.
type RemedyKind uint8

// The kinds of remedy. The zero RemedyKind is that nothing needs to be done.
const (
	RemedyNone               RemedyKind = iota
	RemedyAdvice                        // what Words says, by whoever refused the call
	RemedyReadAgain                     // read it again
	RemedyWait                          // wait a little, then read again
	RemedyLater                         // try again in a while; the service's own words say more
	RemedyCompare                       // an unclear write: see how it is now
	RemedyCheckCreate                   // an unclear create for Subject: look for a key that nobody knows
	RemedyTryAgain                      // do it again
	RemedyRepeatSoon                    // do it again in a few seconds
	RemedyRepeatLater                   // do it again in a while
	RemedyDecideAgain                   // look at the key as it is now, then decide
	RemedyDecideOnKeyOf                 // look at the key, which is one of User by now, then decide
	RemedyCheckAccount                  // check which account this is, then decide
	RemedyFreeKey                       // delete a key first
	RemedyFreeUser                      // delete a user first
	RemedyFreeTag                       // remove a tag of User first
	RemedyFreePolicy                    // delete an inline policy of User first, or attach a managed one
	RemedyEndSessions                   // likewise, for the policy against old sessions: until then they go on
	RemedyEmptyUser                     // remove what the user has first
	RemedyOpenUser                      // open the user that there is already
	RemedyCorrectPolicy                 // correct the policy, which was not written
	RemedyDeleteUnused                  // delete the key whose secret never arrived; it has not been used
	RemedyDeleteLost                    // likewise; whether it has been used is not known
	RemedyAskWhoCreated                 // one of several new keys is the lost one: ask who else creates keys for User
	RemedyReplaceKey                    // delete the key, and create another
	RemedyVerifyLater                   // verify the new key again in a while
	RemedyVerifyAgain                   // look at the new key, then verify it again
	RemedyCheckKeyID                    // check the key ID and the account; to look it up takes Permission
	RemedyPermission                    // ask for Permission
	RemedyPermissionToCreate            // ask for Permission, which a create needs to find a key whose secret is lost
	RemedyOverruled                     // Reason denies it; a further permission does not help
	RemedyWritable                      // start without the read-only mode
	RemedyGetCredentials                // there are none: set some up, or sign in
	RemedySignIn                        // sign in again, in the way of Source
	RemedySignInAsRoot                  // sign in as the root user
	RemedyMFA                           // give a code of the MFA device that Setting names
	RemedyOtherProfile                  // choose another profile
	RemedyCheckIdentity                 // check which profile and which key is in use
	RemedyCheckSecret                   // compare the secret with the one saved for the key
	RemedyCheckSource                   // check Setting, where the credentials come from
	RemedyCheckProcess                  // run the credential process by hand
	RemedyCheckRole                     // check the role and who may assume it
	RemedySetClock                      // set the clock of this computer
	RemedyCheckRegion                   // check the region
	RemedyEnableRegion                  // enable the region, or use another
	RemedyCheckEndpoint                 // check the endpoint that is set
	RemedyCheckNetwork                  // check the network
	RemedyCheckProxy                    // check the proxy, which Setting names
	RemedyTrust                         // trust the certificate's issuer by Setting, if it is meant to be there
	RemedySignInPage                    // sign in to the network: its page answered
	RemedyUseHTTPS                      // use https://, or allow unencrypted calls
)

// CredentialSource is where credentials come from, which decides how they are renewed.
type CredentialSource uint8

// The sources of credentials. The zero CredentialSource is one that is not known.
const (
	SourceUnknown     CredentialSource = iota
	SourceEnvironment                  // AWS_ACCESS_KEY_ID and its like: fixed until the program ends
	SourceFile                         // a profile of the shared files
	SourceSSO                          // IAM Identity Center, by `aws sso login`
	SourceLogin                        // `aws login`
	SourceProcess                      // credential_process
	SourceRole                         // a role that is assumed by a profile
	SourceWebIdentity                  // a role that is assumed with a web identity token
	SourceContainer                    // the container's credential endpoint
	SourceInstance                     // the EC2 instance metadata service
)

// Remedy is what to do about a failure, as data. Which of the other fields are set depends on the Kind. It holds no
// secret; its texts come from outside and must be sanitised before they are drawn.
type Remedy struct {
	Kind       RemedyKind
	Source     CredentialSource // of RemedySignIn
	Profile    string           // the profile in force; empty if none was named
	User       Principal        // the user that the Kind speaks of
	Permission string           // such as "iam:ListAccessKeys"
	Reason     string           // of RemedyOverruled, such as "explicit deny in a service control policy"
	Subject    string           // of RemedyCheckCreate: the user; empty for the caller
	Setting    string           // the variable, setting or file to look at
	Words      string           // of RemedyAdvice
}

// Remedy returns what to do next.
func (e *Error) Remedy() Remedy {
	r := e.remedy
	switch {
	case e.Unclear && e.Op == "CreateAccessKey":
		r = Remedy{Kind: RemedyCheckCreate}
	case e.Unclear:
		r = Remedy{Kind: RemedyCompare}
	case r.Kind == RemedyNone:
		r = e.kindRemedy()
	}
	r.Profile = cmp.Or(r.Profile, e.profile)
	r.Subject = e.Subject
	return r
}

// kindRemedy returns what helps where only the kind is known.
func (e *Error) kindRemedy() Remedy {
	switch e.Kind {
	case KindDenied:
		return e.deniedRemedy()
	case KindNotFound, KindTimeout, KindKeyUnknown:
		return Remedy{Kind: RemedyReadAgain}
	case KindQuota:
		return Remedy{Kind: RemedyFreeKey}
	case KindThrottled, KindConflict:
		return Remedy{Kind: RemedyWait}
	case KindNoCredentials:
		return Remedy{Kind: RemedyGetCredentials}
	case KindMFA:
		return Remedy{Kind: RemedyMFA, Setting: e.Subject}
	case KindExpired:
		return Remedy{Kind: RemedySignIn}
	case KindCredentials:
		return Remedy{Kind: RemedyCheckIdentity}
	case KindChanged, KindOtherSigner, KindRenamed:
		return Remedy{Kind: RemedyDecideAgain}
	case KindNetwork:
		return Remedy{Kind: RemedyCheckNetwork}
	case KindLostKey:
		return Remedy{Kind: RemedyDeleteLost}
	case KindNotCreated:
		return Remedy{Kind: RemedyTryAgain}
	case KindReadOnly:
		return Remedy{Kind: RemedyWritable}
	case KindInvalid, KindCancelled:
		return Remedy{}
	default:
		return Remedy{Kind: RemedyLater}
	}
}

func (e *Error) deniedRemedy() Remedy {
	reason := e.Reason()
	if strings.HasPrefix(reason, "explicit deny") {
		return Remedy{Kind: RemedyOverruled, Reason: reason}
	}
	if permission := e.Permission(); permission != "" {
		return Remedy{Kind: RemedyPermission, Permission: permission}
	}
	return Remedy{}
}
