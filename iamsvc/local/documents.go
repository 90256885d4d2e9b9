package local

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"
)

// amazonManagedPolicies returns some of the policies that AWS keeps, the same for every account.
func amazonManagedPolicies() []*managedPolicy {
	return listedPolicies("aws", amazonPolicies, time.Date(2015, time.February, 6, 18, 41, 0, 0, time.UTC))
}

// ownManagedPolicies returns the policies that an account has of its own.
func ownManagedPolicies(account string, now time.Time) []*managedPolicy {
	const age = 2290 * day
	return listedPolicies(account, ownPolicies, now.Add(-age))
}

// listedPolicies returns the policies of a list of lines, each with a path and the statement.
func listedPolicies(owner, lines string, created time.Time) (out []*managedPolicy) {
	for line := range strings.Lines(lines) {
		path, statement, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found {
			continue
		}
		at := strings.LastIndex(path, "/") + 1
		arn := "arn:aws:iam::" + owner + ":policy" + path
		out = append(out, &managedPolicy{
			name: path[at:], path: path[:at], arn: arn, id: policyID(arn), created: created,
			document: fmt.Sprintf(`{"Version": "2012-10-17", "Statement": [%s]}`, statement),
		})
	}
	return out
}

// policyID returns the unique ID of a policy, the same for an ARN each time.
func policyID(arn string) string {
	sum := sha256.Sum256([]byte(arn))
	return "ANPA" + base32.StdEncoding.EncodeToString(sum[:])[:17]
}

// What policies state, one a line. Those that AWS keeps are shortened: the rest of them is about services that are
// not here.
const (
	amazonPolicies = `/AdministratorAccess {"Effect": "Allow", "Action": "*", "Resource": "*"}
		/PowerUserAccess {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"}
		/IAMFullAccess {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}
		/IAMReadOnlyAccess ` + readIAM + `
		/ReadOnlyAccess ` + readIAM + `
		/SecurityAudit ` + readIAM + `
		/job-function/ViewOnlyAccess {"Effect": "Allow", "Action": ["iam:GetAccountSummary", "iam:List*"], "Resource": "*"}
		/job-function/Billing {"Effect": "Allow", "Action": ["billing:*", "budgets:*"], "Resource": "*"}
		/job-function/SupportUser {"Effect": "Allow", "Action": ["support:*"], "Resource": "*"}
		/job-function/DataScientist {"Effect": "Allow", "Action": ["elasticmapreduce:*", "redshift:*"], "Resource": "*"}
		/IAMUserChangePassword {"Effect": "Allow", "Action": "iam:ChangePassword", "Resource": "arn:aws:iam::*:user/*"}
		/AmazonS3FullAccess {"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}
		/AmazonS3ReadOnlyAccess {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}
		/AmazonEC2FullAccess {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}
		/AmazonEC2ReadOnlyAccess {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}
		/AmazonEC2ContainerRegistryPowerUser {"Effect": "Allow", "Action": ["ecr:Batch*", "ecr:Put*"], "Resource": "*"}
		/AmazonEC2ContainerRegistryReadOnly {"Effect": "Allow", "Action": ["ecr:BatchGet*", "ecr:Describe*"], "Resource": "*"}
		/AmazonDynamoDBFullAccess {"Effect": "Allow", "Action": ["dynamodb:*"], "Resource": "*"}
		/AmazonSQSFullAccess {"Effect": "Allow", "Action": ["sqs:*"], "Resource": "*"}
		/AmazonSESFullAccess {"Effect": "Allow", "Action": ["ses:*"], "Resource": "*"}
		/CloudWatchFullAccess {"Effect": "Allow", "Action": ["cloudwatch:*", "logs:*"], "Resource": "*"}
		/CloudWatchReadOnlyAccess {"Effect": "Allow", "Action": ["cloudwatch:Get*", "cloudwatch:List*"], "Resource": "*"}
		/AWSLambda_FullAccess {"Effect": "Allow", "Action": ["lambda:*"], "Resource": "*"}
		/AWSCompromisedKeyQuarantineV2 ` + quarantine + `
		/AWSCompromisedKeyQuarantineV3 ` + quarantine

	ownPolicies = `/acme/deploy-production {"Effect": "Allow", "Action": ["ecs:UpdateService"], "Resource": "*"}
		/acme/deploy-staging {"Effect": "Allow", "Action": "ecs:*", "Resource": "arn:aws:ecs:*:*:service/staging/*"}
		/acme/read-invoices {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::acme-invoices/*"}
		/acme/backup-buckets {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": "arn:aws:s3:::acme-backup/*"}`

	readIAM = `{"Effect": "Allow", "Action": ["iam:GenerateCredentialReport", "iam:Get*", "iam:List*"], "Resource": "*"}`

	// What AWS denies to a user whose key was found in public, as far as IAM goes. The key cannot be deleted by
	// itself either.
	quarantine = `{"Effect": "Deny", "Action": ["iam:AttachUserPolicy", "iam:CreateAccessKey", ` +
		`"iam:CreateLoginProfile", "iam:CreateUser", "iam:DeleteAccessKey", "iam:DetachUserPolicy", ` +
		`"iam:ListUsers", "iam:PutUserPolicy", ` +
		`"iam:UpdateAccessKey"], "Resource": "*"}`
)
