package local

// documents returns what the policies that AWS keeps state about IAM and STS, by ARN. They are shortened to that: the rest of
// them is about services that are not here. A policy that is missing, as are all of the account's own, allows nothing.
func documents() map[string][]statement {
	const (
		readIAM = `{"Effect": "Allow", "Resource": "*", "Action": ["iam:GenerateCredentialReport", "iam:Get*", "iam:List*"]}`
		// What AWS denies to a user whose key was found in public. It goes on allowing to delete the key.
		quarantine = `{"Effect": "Deny", "Resource": "*", "Action": ["iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateUser",
			"iam:DetachUserPolicy", "iam:PutUserPolicy", "iam:UpdateAccessKey"]}`
	)
	out := map[string][]statement{}
	for path, text := range map[string]string{
		"AdministratorAccess":           `{"Effect": "Allow", "Resource": "*", "Action": "*"}`,
		"PowerUserAccess":               `{"Effect": "Allow", "Resource": "*", "NotAction": ["iam:*", "organizations:*", "account:*"]}`,
		"IAMFullAccess":                 `{"Effect": "Allow", "Resource": "*", "Action": "iam:*"}`,
		"IAMReadOnlyAccess":             readIAM,
		"ReadOnlyAccess":                readIAM,
		"SecurityAudit":                 readIAM,
		"job-function/ViewOnlyAccess":   `{"Effect": "Allow", "Resource": "*", "Action": ["iam:GetAccountSummary", "iam:List*"]}`,
		"AWSCompromisedKeyQuarantineV2": quarantine,
		"AWSCompromisedKeyQuarantineV3": quarantine,
	} {
		statements, err := parsePolicy(`{"Version": "2012-10-17", "Statement": ` + text + `}`)
		if err == nil { // a test reads each of them
			out["arn:aws:iam::aws:policy/"+path] = statements
		}
	}
	return out
}
