package awsconfig

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// pool returns the certificates of AWS_CA_BUNDLE or ca_bundle.
func (c *Config) pool() (*x509.CertPool, error) {
	pem, err := os.ReadFile(c.bundle.text)
	if err != nil {
		e := c.bundle.problem("names %s, which can't be read: %s", quoted(c.bundle.text), reason(err))
		e.cause = err
		return nil, e
	}
	found := x509.NewCertPool()
	if !found.AppendCertsFromPEM(pem) {
		return nil, c.bundle.problem("names %s, which holds no certificate in PEM", quoted(c.bundle.text))
	}
	return found, nil
}

// client returns the client that requests are sent through. It trusts the certificates that are set, if any, and no
// others.
func (c *Config) client(secure bool) (*awshttp.BuildableClient, error) {
	client := awshttp.NewBuildableClient()
	if c.bundle.text == "" || !secure {
		return client, nil
	}
	roots, err := c.pool()
	if err != nil {
		return nil, err
	}
	return client.WithTransportOptions(func(t *http.Transport) {
		if t.TLSClientConfig == nil {
			t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
		}
		t.TLSClientConfig.RootCAs = roots
	}), nil
}
