package iamsvc

import "testing"

func TestIdentity(t *testing.T) {
	for arn, want := range map[string]struct {
		partition, label, user string
		root                   bool
	}{
		"arn:aws:iam::123456789012:user/ops/bob":                {"aws", "user/ops/bob", "bob", false},
		"arn:aws-cn:iam::123456789012:user/bob":                 {"aws-cn", "user/bob", "bob", false},
		"arn:aws:iam::123456789012:root":                        {"aws", "root", "", true},
		"arn:aws-us-gov:sts::123456789012:assumed-role/Admin/x": {"aws-us-gov", "assumed-role/Admin/x", "", false},
		"arn:aws:sts::123456789012:federated-user/bob":          {"aws", "federated-user/bob", "", false},
		"":         {"aws", "", "", false},
		"nonsense": {"aws", "nonsense", "", false},
	} {
		id := Identity{ARN: arn}
		user, ok := id.UserName()
		if id.Partition() != want.partition || id.Label() != want.label || id.Root() != want.root || user != want.user || ok != (want.user != "") {
			t.Errorf("%q: %q %q %q %v", arn, id.Partition(), id.Label(), user, id.Root())
		}
	}
}
