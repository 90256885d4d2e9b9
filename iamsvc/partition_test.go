package iamsvc

import "testing"

func TestPartitionOfARegion(t *testing.T) {
	for region, want := range map[string]struct{ partition, home string }{
		"eu-central-1":   {"aws", "us-east-1"},
		"us-east-1":      {"aws", "us-east-1"},
		"mx-central-1":   {"aws", "us-east-1"},
		"cn-northwest-1": {"aws-cn", "cn-north-1"},
		"us-gov-east-1":  {"aws-us-gov", "us-gov-west-1"},
		"eusc-de-east-1": {"aws-eusc", "eusc-de-east-1"},
		"us-iso-west-1":  {"aws-iso", "us-iso-east-1"},
		"us-isob-west-1": {"aws-iso-b", "us-isob-east-1"},
		"eu-isoe-west-1": {"aws-iso-e", "eu-isoe-west-1"},
		"us-isof-east-1": {"aws-iso-f", "us-isof-south-1"},
	} {
		if got := PartitionOf(region); got != want.partition || HomeRegion(got) != want.home {
			t.Errorf("%s is in %s with IAM in %s, want %v", region, got, HomeRegion(got), want)
		}
		if !InPartition(region, want.partition) || InPartition(region, "other") || !InPartition(want.home, want.partition) {
			t.Errorf("%s or %s is not taken for a region of %s", region, want.home, want.partition)
		}
		if !KnownPartition(want.partition) {
			t.Errorf("%s is not known", want.partition)
		}
	}
	for _, region := range []string{"", "mars-1"} {
		if got := PartitionOf(region); got != "aws" {
			t.Errorf("%q is in %s", region, got)
		}
	}
	if HomeRegion("aws-mars") != "us-east-1" || KnownPartition("aws-mars") || KnownPartition("") {
		t.Error("a partition that there is not is known")
	}
	for _, text := range []string{"", "aws-global", "us-east", "N/A", "us-east-1 ", "US-EAST-1", "eu-x\x1b-1", "-1"} {
		if InPartition(text, "aws") {
			t.Errorf("%q is taken for a region", text)
		}
	}
}

func TestAtAWS(t *testing.T) {
	for endpoint, want := range map[string]bool{
		"https://iam.amazonaws.com": true, "https://iam-fips.amazonaws.com/": true, "https://iam.global.api.aws": true,
		"https://iam.cn-north-1.amazonaws.com.cn": true, "https://IAM.Eusc-De-East-1.Amazonaws.EU": true,
		"http://127.0.0.1:5000": false, "https://amazonaws.com.evil.example": false, "https://notamazonaws.com": false, "%": false, "": false,
	} {
		if AtAWS(endpoint) != want {
			t.Errorf("%s is at AWS: %v", endpoint, !want)
		}
	}
}
