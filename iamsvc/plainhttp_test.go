package iamsvc

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

func TestLoopbackIsToldByTheNameAlone(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.0.0.2": true, "127.255.255.254": true, "::1": true, "localhost": true, "LOCALHOST": true,
		"::ffff:127.0.0.1": true,
		"localhost.":       false, "127.0.0.1.": false, "127.1": false, "2130706433": false, "0x7f000001": false,
		"017700000001": false, "0.0.0.0": false, "::": false, "::1%lo": false, "localhost.localdomain": false,
		"akia.localhost": false, "localhost.example.com": false, "127.0.0.1.nip.io": false, "128.0.0.1": false,
		"169.254.169.254": false, "10.0.0.1": false, "fe80::1": false, "iam.internal": false, "": false,
	} {
		if loopback(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}

// Whatever sets an endpoint, http:// on another machine is refused unless it is allowed, for IAM and for STS.
func TestPlainHTTPIsRefused(t *testing.T) {
	home := bare(t)
	write(t, home, "config", `
[profile own]
endpoint_url = http://10.0.0.9:5000
[profile services]
services = mine
[profile services-sts]
services = mine-sts
[profile safe]
endpoint_url = https://10.0.0.9:5000
[services mine]
iam =
  endpoint_url = http://10.0.0.9:5000
[services mine-sts]
sts =
  endpoint_url = HTTP://10.0.0.9:5000
`)
	const safe, plain = "https://10.0.0.9:5000", "http://10.0.0.9:5000"
	for name, c := range map[string]struct {
		env   map[string]string
		o     Options
		names string // what the sentence names; empty: not refused
	}{
		"option":           {nil, Options{EndpointURL: plain}, "IAM (10.0.0.9:5000) and STS"},
		"option, by name":  {nil, Options{EndpointURL: "http://localhost.:5000"}, "IAM (localhost.:5000)"},
		"variable":         {map[string]string{"AWS_ENDPOINT_URL": plain}, Options{}, "IAM (10.0.0.9:5000) and STS"},
		"variable of IAM":  {map[string]string{"AWS_ENDPOINT_URL_IAM": plain, "AWS_ENDPOINT_URL_STS": safe}, Options{}, "of IAM (10.0.0.9:5000) is"},
		"variable of STS":  {map[string]string{"AWS_ENDPOINT_URL_STS": plain}, Options{}, "of STS (10.0.0.9:5000) is"},
		"IAM alone":        {map[string]string{"AWS_ENDPOINT_URL_IAM": plain}, Options{}, "IAM (10.0.0.9:5000) and STS"},
		"profile":          {nil, Options{Profile: "own"}, "IAM (10.0.0.9:5000) and STS"},
		"services":         {nil, Options{Profile: "services"}, "IAM (10.0.0.9:5000)"},
		"services, STS":    {nil, Options{Profile: "services-sts"}, "of STS (10.0.0.9:5000) is"},
		"fixed keys":       {nil, Options{EndpointURL: plain, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x")}, "IAM"},
		"https":            {nil, Options{Profile: "safe"}, ""},
		"this machine":     {map[string]string{"AWS_ENDPOINT_URL": "http://[::1]:5000"}, Options{}, ""},
		"overruled":        {map[string]string{"AWS_ENDPOINT_URL": plain}, Options{EndpointURL: "http://localhost:5000"}, ""},
		"ignored":          {map[string]string{"AWS_ENDPOINT_URL": plain, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, Options{}, ""},
		"proxy is no sign": {map[string]string{"HTTPS_PROXY": "http://10.0.0.9:3128"}, Options{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			s, err := Open(t.Context(), c.o)
			e := AsError(err)
			if c.names == "" {
				if err != nil || s.PlainHTTP() {
					t.Fatalf("%v", err)
				}
				return
			}
			if e == nil || e.Kind != KindInvalid || !strings.Contains(e.Error(), c.names) || e.Remedy().Kind != RemedyUseHTTPS {
				t.Fatalf("%v", err)
			}
			c.o.AllowPlainHTTP = true
			if s, err = Open(t.Context(), c.o); err != nil || !s.PlainHTTP() {
				t.Errorf("allowed: %v", err)
			}
		})
	}
}

// However a host is named, an unencrypted call is sent only to an address of this machine. The address is reserved for
// documentation: nobody answers at it.
func TestNothingUnencryptedIsSentToAnotherMachine(t *testing.T) {
	here := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(here.Close)
	for _, fresh := range []bool{false, true} {
		client := newTimedClient(Options{Timeout: 10 * time.Second}, awshttp.NewBuildableClient(), time.Now)
		send := func(url string) (err error) {
			ctx := context.WithValue(t.Context(), attemptKey{}, &attempt{fresh: fresh})
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := client.Do(r)
			if err != nil {
				return err
			}
			return response.Body.Close()
		}
		var other *elsewhere
		if err := send("http://192.0.2.1:9"); !errors.As(err, &other) || other.address != "192.0.2.1:9" {
			t.Errorf("another machine: %v", err)
		}
		for _, url := range []string{here.URL, strings.Replace(here.URL, "127.0.0.1", "localhost", 1)} {
			if err := send(url); err != nil {
				t.Errorf("%s: %v", url, err)
			}
		}
	}
	e := &Error{Op: "ListUsers"}
	e.unreachable(&elsewhere{"192.0.2.1:9"}, "IAM", attempt{host: "localhost:9"})
	want := "IAM (localhost:9) is http:// and leads to another machine (192.0.2.1:9): nothing was sent."
	if e.Error() != want || e.Remedy().Kind != RemedyUseHTTPS || e.transient {
		t.Errorf("%s, remedy %d", e.Error(), e.Remedy().Kind)
	}
}
