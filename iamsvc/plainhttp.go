package iamsvc

import (
	"net/netip"
	"net/url"
	"strings"
)

// PlainHTTP reports whether IAM or STS is at an http:// address of another machine, so that calls and new secrets travel
// there unencrypted. Open lets that be only with Options.AllowPlainHTTP.
func (s *Service) PlainHTTP() bool { return len(s.plainHosts()) > 0 }

// plainHosts returns the services, with their hosts, that are called unencrypted on another machine.
func (s *Service) plainHosts() []string {
	var plain []string
	add := func(name, endpoint string) {
		u, err := url.Parse(endpoint)
		if err == nil && strings.EqualFold(u.Scheme, "http") && !loopback(u.Hostname()) {
			plain = append(plain, name+" ("+clip(u.Host)+")")
		}
	}
	add("IAM", s.endpoint)
	if s.stsEndpoint != nil {
		add("STS", *s.stsEndpoint)
	}
	return plain
}

// checkPlainHTTP refuses unencrypted calls to another machine, unless they are allowed.
func (s *Service) checkPlainHTTP() error {
	plain := s.plainHosts()
	if len(plain) == 0 || s.options.AllowPlainHTTP {
		return nil
	}
	e := invalid("The endpoint of " + strings.Join(plain, " and ") +
		" is http:// on another machine: secrets and session tokens would travel unencrypted.")
	e.remedy = Remedy{Kind: RemedyUseHTTPS}
	return e
}

// loopback reports whether a host is this machine, by its name alone: an address of 127.0.0.0/8, ::1, or localhost. No other
// name counts, whatever it resolves to: that can change between the check and the call.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == "" && addr.IsLoopback()
}
