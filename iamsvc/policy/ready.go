package policy

// Template is a ready-made inline policy for a new user.
type Template struct {
	Name     string // the name it is written under
	Summary  string // what its holder can do, in a few words
	Document string // in indented JSON
}

// Templates returns the policies that a new user can be given as they are. None lets its holder change anything but
// their own access keys. The partition is that of the account, as for [For].
func Templates(partition string) []Template {
	ready := func(name, summary, sid string, actions ...string) Template {
		return Template{name, summary, document([]statement{{Sid: sid, Effect: "Allow", Action: actions, Resource: "*"}})}
	}
	return []Template{
		ready("S3ReadOnly", "read all buckets and objects in S3", "ReadS3", "s3:Get*", "s3:List*"),
		ready("EC2ReadOnly", "see what there is in EC2", "SeeEC2", "ec2:Describe*"),
		ready("CloudWatchReadOnly", "read metrics, alarms and logs", "ReadCloudWatch",
			"cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*", "logs:Describe*", "logs:FilterLogEvents",
			"logs:Get*"),
		ready("ECRPull", "pull images from ECR", "PullImages",
			"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
		{"AccessKeysReadOnly", "see all users and their access keys", For(Read, partition)},
		{"OwnAccessKeys", "manage their own access keys", For(Self, partition)},
	}
}
