package iamsvc

import "testing"

// TestCommandProfile: with --profile, the AWS CLI leaves the keys of the environment aside; with AWS_PROFILE alone it does not.
func TestCommandProfile(t *testing.T) {
	for name, c := range map[string]struct{ given, named, keyID, want string }{
		"none":                                 {},
		"named by the environment":             {"", "prod", "", "prod"},
		"named by the environment, with keys":  {"", "prod", "AKIAIOSFODNN7EXAMPLE", ""},
		"given, with keys in the environment":  {"dev", "prod", "AKIAIOSFODNN7EXAMPLE", "dev"},
		"keys in the environment, and nothing": {"", "", "AKIAIOSFODNN7EXAMPLE", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", c.keyID)
			t.Setenv("AWS_PROFILE", c.named)
			if got := newService(Options{Profile: c.given}).CommandProfile(); got != c.want {
				t.Errorf("the profile is %q, want %q", got, c.want)
			}
		})
	}
}
