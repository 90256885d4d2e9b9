package iamsvc

import (
	"net/url"
	"testing"
)

func TestSettingsOfProxies(t *testing.T) {
	for setting, want := range map[string]string{
		"http://proxy:3128": "proxy:3128", "proxy:3128": "proxy:3128", "proxy": "proxy", "https://u:p@proxy:1": "proxy:1",
		"socks5://[::1]:1080": "[::1]:1080", "HTTP://PROXY": "PROXY",
		"": "", "http://": "", "http://u:p@:x": "", "%zz": "", "ftp://proxy": "", "http://a b": "", "://proxy": "",
	} {
		if got := proxyHost(setting); got != want {
			t.Errorf("%q: %q, want %q", setting, got, want)
		}
	}
}

// A setting that is none is told, and not passed over: the call would go past the proxy. Where no proxy is meant it is.
func TestProxiesThatAreMisset(t *testing.T) {
	for name, c := range map[string]struct {
		env    map[string]string
		target string
		want   bool
	}{
		"none":          {nil, "https://iam.amazonaws.com", false},
		"good":          {map[string]string{"HTTPS_PROXY": "http://proxy:1"}, "https://iam.amazonaws.com", false},
		"bad":           {map[string]string{"HTTPS_PROXY": "%zz"}, "https://iam.amazonaws.com", true},
		"in small":      {map[string]string{"https_proxy": "http://:x"}, "https://iam.amazonaws.com", true},
		"of the other":  {map[string]string{"HTTP_PROXY": "%zz"}, "https://iam.amazonaws.com", false},
		"this machine":  {map[string]string{"HTTP_PROXY": "%zz"}, "http://127.0.0.1:5000", false},
		"excepted":      {map[string]string{"HTTPS_PROXY": "%zz", "NO_PROXY": "amazonaws.com"}, "https://iam.amazonaws.com", false},
		"another place": {map[string]string{"HTTP_PROXY": "ftp://proxy"}, "http://10.0.0.9", true},
	} {
		target, err := url.Parse(c.target)
		if err != nil {
			t.Fatal(err)
		}
		if got := misset(nil, target, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestOpenRefusesAProxyThatIsNone(t *testing.T) {
	bare(t)
	t.Setenv("NO_PROXY", "")
	t.Setenv("no_proxy", "")
	t.Setenv("https_proxy", "")
	t.Setenv("HTTPS_PROXY", "http://me:hunter2@:x")
	_, err := Open(t.Context(), Options{})
	e := AsError(err)
	if e == nil || e.Kind != KindInvalid || e.Error() != "HTTPS_PROXY doesn't hold the address of a proxy." ||
		e.Remedy().Setting != "HTTPS_PROXY" {
		t.Errorf("%v", err)
	}
	mustOpen(t, Options{EndpointURL: "http://127.0.0.1:1"})
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	mustOpen(t, Options{})
}
