package iamsvc

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// badProxy is a proxy setting that is no URL. It holds nothing of the setting, which may have a password in it.
type badProxy struct{ setting string }

func (e *badProxy) Error() string { return e.setting + " is not the address of a proxy" }

func (e *badProxy) sentence() string { return e.setting + " doesn't hold the address of a proxy." }

// proxyRefusal is the answer of a proxy that does not connect to the service.
type proxyRefusal struct {
	proxy  string // its host
	status int
}

func (e *proxyRefusal) Error() string {
	return fmt.Sprintf("the proxy %s answered %d", e.proxy, e.status)
}

// watchProxy makes a transport note in the attempt which proxy it goes through, and tell the proxy's failures from
// those of the service.
func watchProxy(transport *http.Transport) {
	if choose := transport.Proxy; choose != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) {
			proxy, err := choose(r)
			if err != nil || misset(proxy, r.URL, os.Getenv) {
				return nil, &badProxy{proxySetting(r.URL.Scheme, os.Getenv)}
			}
			if proxy != nil {
				attemptOf(r.Context()).proxy = proxy.Host
			}
			return proxy, nil
		}
	}
	transport.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request,
		answer *http.Response,
	) error {
		if answer.StatusCode == http.StatusOK {
			return nil
		}
		return &proxyRefusal{proxy.Host, answer.StatusCode}
	}
}

// misset reports whether the setting of a proxy is none, for a call that it is for. Go passes over such a setting,
// and the call would go past the proxy that the person wanted.
func misset(chosen, target *url.URL, getenv func(string) string) bool {
	setting := getenv(proxySetting(target.Scheme, getenv))
	meant := chosen != nil || !loopback(target.Hostname()) && getenv("NO_PROXY") == "" && getenv("no_proxy") == ""
	return setting != "" && meant && proxyHost(setting) == ""
}

// checkProxy refuses the setting of a proxy that is none, before credentials are fetched past the proxy that was meant.
func (s *Service) checkProxy() error {
	if s.options.HTTPClient != nil {
		return nil
	}
	target, err := url.Parse(cmp.Or(s.endpoint, "https://iam.amazonaws.com"))
	if err != nil || !misset(nil, target, os.Getenv) {
		return nil
	}
	bad := &badProxy{proxySetting(target.Scheme, os.Getenv)}
	e := invalid(bad.sentence())
	e.remedy = Remedy{Kind: RemedyCheckProxy, Setting: bad.setting}
	return e
}

// proxyHost returns the host, and the port if there is one, of the setting of a proxy; empty if it is none.
func proxyHost(setting string) string {
	scheme, _, ok := strings.Cut(setting, "://")
	if !ok {
		scheme, setting = "http", "http://"+setting
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "socks5", "socks5h":
	default:
		return ""
	}
	u, err := url.Parse(setting)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return u.Host
}

// proxySettingInForce returns the variable that names a proxy, whichever is set.
func proxySettingInForce() string {
	if name := proxySetting("http", os.Getenv); os.Getenv(name) != "" {
		return name
	}
	return proxySetting("https", os.Getenv)
}

// proxySetting returns the variable that names the proxy for the scheme, as it is spelled in the environment.
func proxySetting(scheme string, getenv func(string) string) string {
	name := strings.ToUpper(scheme) + "_PROXY"
	if getenv(name) == "" && getenv(strings.ToLower(name)) != "" {
		return strings.ToLower(name)
	}
	return name
}
