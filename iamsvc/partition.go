package iamsvc

import (
	"net/url"
	"regexp"
	"strings"
)

// partition is one of the separate worlds that AWS consists of: accounts, regions and ARNs of one mean nothing in
// another.
type partition struct {
	name    string   // as in ARNs
	regions string   // what the names of its regions begin with; empty for all that no other has
	home    string   // the region that IAM signs with, where its calls are logged
	domains []string // of its services
}

func partitions() []partition {
	return []partition{
		{"aws-cn", "cn-", "cn-north-1", []string{"amazonaws.com.cn", "api.amazonwebservices.com.cn"}},
		{"aws-us-gov", "us-gov-", "us-gov-west-1", []string{"amazonaws.com", "api.aws"}},
		{"aws-eusc", "eusc-", "eusc-de-east-1", []string{"amazonaws.eu", "api.amazonwebservices.eu"}},
		{"aws-iso", "us-iso-", "us-iso-east-1", []string{"c2s.ic.gov", "api.aws.ic.gov"}},
		{"aws-iso-b", "us-isob-", "us-isob-east-1", []string{"sc2s.sgov.gov", "api.aws.scloud"}},
		{"aws-iso-e", "eu-isoe-", "eu-isoe-west-1", []string{"cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"}},
		{"aws-iso-f", "us-isof-", "us-isof-south-1", []string{"csp.hci.ic.gov", "api.aws.hci.ic.gov"}},
		{"aws", "", defaultRegion, []string{"amazonaws.com", "api.aws"}},
	}
}

// PartitionOf returns the partition that a region is in, as ARNs name it: aws, aws-cn, aws-us-gov and so on.
func PartitionOf(region string) string {
	for _, p := range partitions() {
		if strings.HasPrefix(region, p.regions) {
			return p.name
		}
	}
	return defaultPartition
}

// KnownPartition reports whether there is a partition of this name.
func KnownPartition(name string) bool {
	for _, p := range partitions() {
		if p.name == name {
			return true
		}
	}
	return false
}

// HomeRegion returns the region that IAM belongs to in a partition; that of the partition aws for an unknown one.
func HomeRegion(name string) string {
	for _, p := range partitions() {
		if p.name == name {
			return p.home
		}
	}
	return defaultRegion
}

const defaultPartition = "aws"

// regionName is the form of the name of a region. Others, such as aws-global, stand for no place that could be asked.
var regionName = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-[0-9]+$`)

// InPartition reports whether the text is the name of a region of the partition.
func InPartition(region, name string) bool {
	return len(region) <= maxRegion && regionName.MatchString(region) && PartitionOf(region) == name
}

// AtAWS reports whether an address of IAM is one of AWS itself, where no other service answers: other services have
// theirs.
func AtAWS(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, p := range partitions() {
		for _, domain := range p.domains {
			if strings.HasSuffix(host, "."+domain) {
				return true
			}
		}
	}
	return false
}
