package local

import "strings"

// How long the sessions of users last, in seconds.
const (
	userSession     = 12 * 3600
	longRootSession = 3600 // the longest of a root user's
	taskSession     = 900  // of a root user for a task
)

type sessionTokenResult struct {
	Credentials credentialsXML
}

// getSessionToken gives a session of the user whose key signs. It asks for no permission.
func (o *organization) getSessionToken(r *Request) (any, error) {
	u := r.signer.user
	if u == nil {
		return nil, forbidden("AccessDenied", "Cannot call GetSessionToken with session credentials")
	}
	mfa, err := r.account.codeOf(r)
	if err != nil {
		return nil, err
	}
	r.account.mu.Lock()
	defer r.account.mu.Unlock()
	seconds := r.in.Number("DurationSeconds", userSession)
	if u.isRoot {
		seconds = min(seconds, longRootSession)
	}
	s := r.account.newSession(seconds)
	s.arn, s.userID, s.user, s.mfa = u.arn, u.id, u, mfa
	return sessionTokenResult{s.xml()}, nil
}

// refuses returns an error for what a session may not be used for at all: that of a user is for IAM only where a code
// of an MFA device opened it, and of STS for two actions.
func (s *session) refuses(r *Request) error {
	switch {
	case s == nil || s.user == nil:
		return nil
	case r.service == "iam" && !s.mfa:
		return forbidden("InvalidClientTokenId", "The security token included in the request is invalid")
	case r.service == "sts" && r.Action != "AssumeRole" && r.Action != "GetCallerIdentity":
		return forbidden("AccessDenied", "Cannot call "+r.Action+" with session credentials")
	}
	return nil
}

type assumeRootResult struct {
	Credentials    credentialsXML
	SourceIdentity string `xml:",omitempty"`
}

// assumeRoot gives a session of a member's root user for one task. It is for the management account's users and roles.
func (o *organization) assumeRoot(r *Request) (any, error) {
	target := rootOf(r.in.Get("TargetPrincipal"))
	task := rootTask(r.in.Member("TaskPolicyArn").Get("arn"))
	if _, id, _ := strings.Cut(strings.TrimSuffix(target, ":root"), "iam::"); task != nil && o.manages(r) &&
		id != o.management.id && (r.signer.user == nil || !r.signer.user.isRoot) {
		if in := o.account(id); in != nil && in.root.arn == target {
			in.mu.Lock()
			defer in.mu.Unlock()
			seconds := r.in.Number("DurationSeconds", taskSession)
			if seconds == 0 {
				seconds = taskSession
			}
			s := in.newSession(seconds)
			s.arn, s.userID, s.task = in.root.arn, in.id, task
			return assumeRootResult{Credentials: s.xml()}, nil
		}
	}
	return nil, forbidden("AccessDenied",
		"User: "+r.signer.arn+" is not authorized to perform: sts:AssumeRoot on resource: "+target)
}

// rootOf returns the ARN of a root user, whom AssumeRoot names by it or by the number of the account.
func rootOf(target string) string {
	if strings.HasPrefix(target, "arn:") {
		return target
	}
	return "arn:aws:iam::" + target + ":root"
}

// rootTask returns the actions of IAM that a policy for a task of a root user is for; nil for any other policy. Those
// of other services are not here.
func rootTask(arn string) []string {
	audit := []string{
		"ListAccessKeys", "GetAccessKeyLastUsed", "ListSigningCertificates", "GetLoginProfile", "ListMFADevices",
		"GetAccountSummary", "GetUser",
	}
	switch arn {
	case "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials":
		return audit
	case "arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials":
		return append(audit, "DeleteAccessKey", "DeleteSigningCertificate", "DeleteLoginProfile", "DeactivateMFADevice",
			"DeleteVirtualMFADevice")
	case "arn:aws:iam::aws:policy/root-task/IAMCreateRootUserPassword":
		return []string{"CreateLoginProfile", "GetLoginProfile"}
	case "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
		"arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy":
		return []string{}
	}
	return nil
}
