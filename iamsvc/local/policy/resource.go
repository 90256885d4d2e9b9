package policy

import (
	"slices"
	"strings"
)

// resourceFault returns what is wrong with the first resource that IAM refuses, and whether it is the older parser
// that stumbles over it.
func (p document) resourceFault() (message string, broken bool) {
	for _, s := range p.statements {
		for _, resource := range s.resources {
			if message != "" {
				return message, false
			}
			if failsLegacyResource(resource) {
				return "", true
			}
			message = resourceFault(resource)
		}
	}
	return message, false
}

// failsLegacyResource reports whether an ARN has a part that is empty where none may be: the service, or any at all
// where there are fewer parts than an ARN has.
func failsLegacyResource(resource string) bool {
	parts := strings.SplitN(resource, ":", 6)
	if parts[0] != "arn" || len(parts) < 3 {
		return false
	}
	return parts[2] == "" || len(parts) < 6 && strings.Contains(resource, "::")
}

// resourceFault returns what IAM says of a resource that it refuses.
func resourceFault(resource string) string {
	if resource == "*" {
		return ""
	}
	parts := strings.SplitN(resource, ":", 6)
	if len(parts) == 1 {
		return `Resource ` + resource + ` must be in ARN format or "*".`
	}
	if partition := parts[1]; partition != "*" && !isPartition(partition) {
		rest := []string{"*", "*", "*", "*"}
		if len(parts) > 2 && (len(parts) > 3 || parts[2] != "") {
			copy(rest, parts[2:])
		}
		arn := "arn:" + partition + ":" + strings.Join(rest, ":")
		return `Partition "` + partition + `" is not valid for resource "` + arn + `".`
	}
	if len(parts) == 2 {
		return "Resource vendor must be fully qualified and cannot contain regexes."
	}
	region, id := "", ""
	if len(parts) > 3 {
		region = parts[3]
	}
	if len(parts) > 5 {
		id = parts[5]
	}
	hasRegion := region != "" || len(parts) == 3
	switch service := parts[2]; {
	case service == "iam" && hasRegion:
		return "IAM resource " + resource + " cannot contain region information."
	case service == "s3" && hasRegion && !regional(id):
		return "Resource " + resource + " can not contain region information."
	case service == "iam" && id != "*" && !begins(id, iamPaths()):
		return `IAM resource path must either be "*" or start with ` + strings.Join(iamPaths(), ", ") + "."
	}
	return ""
}

func isPartition(name string) bool {
	return slices.Contains([]string{
		"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
	}, name)
}

// regional reports whether what S3 names so lives in a region.
func regional(id string) bool {
	return begins(id, []string{"accesspoint/", "job/", "storage-lens", "access-grants/"})
}

// iamPaths returns what the names of resources of IAM begin with, in the order in which its message has them.
func iamPaths() []string {
	return []string{
		"user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
		"sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
	}
}

func begins(text string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}
