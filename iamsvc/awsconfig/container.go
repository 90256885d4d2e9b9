package awsconfig

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

// containerHost is where a container finds the credentials of its task.
const containerHost = "http://169.254.170.2"

// checkContainer refuses an address that credentials are not taken from: whoever sets the variable could name any.
func checkContainer(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Hostname() == "" {
		return errors.New("is not a URL")
	}
	if parsed.Scheme == "https" {
		return nil
	}
	host := parsed.Hostname()
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return nil
	}
	if !slices.Contains([]string{"169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"}, host) {
		return fmt.Errorf("names the host %s; without TLS it must be this machine or the container service", quoted(host))
	}
	return nil
}

// metadataOptions say how the credentials of an EC2 instance are asked for.
type metadataOptions struct {
	endpoint   string
	ipv6       bool
	disabled   bool
	v1Disabled bool
}

// metadata returns what is set about the metadata of an EC2 instance.
func (r *resolver) metadata(chosen map[string]string) (metadataOptions, error) {
	o := metadataOptions{disabled: strings.EqualFold(r.env.get("AWS_EC2_METADATA_DISABLED"), "true")}
	endpoint, err := r.lookup("ec2_metadata_service_endpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT")
	if err != nil {
		return o, err
	}
	o.endpoint = endpoint.text
	if parsed, err := url.Parse(o.endpoint); o.endpoint != "" && (err != nil || parsed.Hostname() == "") {
		return o, endpoint.problem("is %s, which is not a URL", quoted(o.endpoint))
	}
	if o.v1Disabled, err = r.flag("ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED"); err != nil {
		return o, err
	}
	ipv6, err := r.flag("imds_use_ipv6", "AWS_IMDS_USE_IPV6")
	if mode, ok := chosen["ec2_metadata_service_endpoint_mode"]; ok {
		ipv6 = mode == "ipv6"
	}
	o.ipv6 = ipv6
	return o, err
}

// parseTime reads a time as programs write it.
func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700 MST",
		"2006-01-02 15:04:05 MST", "2006-01-02T15:04:05MST", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "20060102T150405Z",
		"2006-01-02T15:04Z07:00",
	} {
		if t, err := time.Parse(layout, strip(text)); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// reason says in a few words why a file could not be opened, without the file's name.
func reason(err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &at):
		return at.Err.Error()
	default:
		return err.Error()
	}
}

// tokenFile is the file of a web identity's token.
type tokenFile string

// GetIdentityToken reads the token.
func (f tokenFile) GetIdentityToken() ([]byte, error) {
	text, err := os.ReadFile(string(f))
	if err != nil {
		return nil, &Error{
			File: string(f), Setting: "web_identity_token_file",
			problem: "The web identity token can't be read: " + reason(err), cause: err,
		}
	}
	if len(text) < leastToken {
		return nil, &Error{
			File: string(f), Setting: "web_identity_token_file", problem: "The web identity token file holds no token",
		}
	}
	return text, nil
}
