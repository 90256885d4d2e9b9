package iamsvc

import (
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

// proxyRefusal is the answer of a proxy that does not connect to the service.
type proxyRefusal struct {
	proxy  string // its host
	status int
}

func (e *proxyRefusal) Error() string {
	return fmt.Sprintf("the proxy %s answered %d", e.proxy, e.status)
}

// watchProxy makes a transport note in the attempt which proxy it goes through, and tell the proxy's failures from those of
// the service.
func watchProxy(transport *http.Transport) {
	if choose := transport.Proxy; choose != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) {
			proxy, err := choose(r)
			if err != nil {
				return nil, &badProxy{proxySetting(r.URL.Scheme, os.Getenv)}
			}
			if proxy != nil {
				attemptOf(r.Context()).proxy = proxy.Host
			}
			return proxy, nil
		}
	}
	transport.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode == http.StatusOK {
			return nil
		}
		return &proxyRefusal{proxy.Host, answer.StatusCode}
	}
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
