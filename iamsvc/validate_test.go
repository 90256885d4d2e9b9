package iamsvc

import (
	"strings"
	"testing"
)

func TestValidation(t *testing.T) {
	long := strings.Repeat("x", 200)
	for name, c := range map[string]struct {
		check     func(string) error
		good, bad []string
	}{
		"user": {
			ValidUserName,
			[]string{"bob", "a", "a.b+c=d,e@f-g_h", long[:128]},
			[]string{"", long[:129], "two words", "ünï", "a/b", "a\x00", "a\n"},
		},
		"key": {
			ValidKeyID,
			[]string{"AKIAIOSFODNN7EXAMPLE", "a_2345678901234x", long[:128]},
			[]string{"", "AKIA", "AKIAIOSFODNN7EXAMPL-", long[:129], "AKIAIOSFODNN7 XAMPLE"},
		},
		"prefix": {
			ValidPathPrefix,
			[]string{"/", "/people/", "/peo", "/$x;'/", "/" + strings.Repeat("x", 511)},
			[]string{"", "people", "/a b/", "/ü", "/\x01", "/" + strings.Repeat("x", 512)},
		},
		"region": {
			ValidRegion,
			[]string{"us-east-1", "eu-isoe-west-1", "x", long[:63]},
			[]string{"", "evil.com/", "US-EAST-1", "us_east_1", "eu west 1", "a\n", long[:64]},
		},
		"endpoint": {
			ValidEndpoint,
			[]string{"http://127.0.0.1:4566", "https://iam.example.com/path", "http://[::1]:80"},
			[]string{"", "localhost:4566", "127.0.0.1:80", "https://", "ftp://x", "http://u:p@h", "http://h?q=1", "http://h#f", "http://h?", "http://h:port", "://"},
		},
	} {
		for _, text := range c.good {
			if err := c.check(text); err != nil {
				t.Errorf("%s %q: %v", name, text, err)
			}
		}
		for _, text := range c.bad {
			e := AsError(c.check(text))
			if e == nil || e.Kind != KindInvalid {
				t.Errorf("%s %q is accepted", name, text)
				continue
			}
			if line := e.Error(); strings.ContainsAny(line, "\n\x00\x01") || len(line) > 200 || !strings.HasSuffix(line, ".") {
				t.Errorf("%s %q: %q", name, text, line)
			}
		}
	}
}

func TestLooksLikeKeyID(t *testing.T) {
	for text, want := range map[string]bool{
		"AKIAIOSFODNN7EXAMPLE": true, "AKIAIOSFODNN7EXAMPL": false, "ASIAIOSFODNN7EXAMPLE": false,
		"akiaiosfodnn7example": false, "AKIA": false, "": false, "AKIAIOSFODNN7EXAMPLE ": false, "AKIA.bob.the.builder1": false,
	} {
		if got := LooksLikeKeyID(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
