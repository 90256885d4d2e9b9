package awsconfig

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// found is a setting in force, and where it is from.
type found struct {
	text     string
	ok       bool
	variable string // the variable it is from; empty: a file
	name     string // the setting of the file
	place    place
}

// problem returns an error about the setting, which begins with its name.
func (f found) problem(format string, args ...any) *Error {
	if f.variable != "" {
		return &Error{Variable: f.variable, problem: f.variable + " " + fmt.Sprintf(format, args...)}
	}
	return f.place.problem(f.name, "%s %s", f.name, fmt.Sprintf(format, args...))
}

// lookup returns a setting: of the first of the variables that is set, or else of the profile. A variable that is set
// to nothing counts, as it does for the CLI.
func (r *resolver) lookup(name string, variables ...string) (found, error) {
	for _, variable := range variables {
		if text, ok := r.env.Lookup(variable); ok {
			return found{text: text, ok: true, variable: variable}, nil
		}
	}
	if name == "" {
		return found{}, nil
	}
	v, ok, err := r.scoped.text(name)
	return found{text: v.text, ok: ok, name: name, place: v.place}, err
}

// flag returns a setting that is true or false. The CLI takes everything but true for false.
func (r *resolver) flag(name, variable string) (bool, error) {
	f, err := r.lookup(name, variable)
	return strings.EqualFold(f.text, "true"), err
}

// choice is a setting that the CLI takes a few values of alone, whatever it is used for.
type choice struct {
	name, variable string
	values         []string
	exact          bool // upper case is not taken
}

func choices() []choice {
	checksum := []string{"when_supported", "when_required"}
	return []choice{
		{"retry_mode", "AWS_RETRY_MODE", []string{"legacy", "standard", "adaptive"}, true},
		{
			"defaults_mode", "AWS_DEFAULTS_MODE",
			[]string{"legacy", "auto", "standard", "in-region", "cross-region", "mobile"},
			false,
		},
		{"sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS", []string{"", "regional", "legacy"}, true},
		{"request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION", checksum, false},
		{"response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION", checksum, false},
		{"account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE", []string{"preferred", "disabled", "required"}, false},
		{"ec2_metadata_service_endpoint_mode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", []string{"ipv4", "ipv6"}, false},
		{"s3_disable_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", []string{"true", "false"}, false},
	}
}

// number is a setting that the CLI takes numbers for alone, whatever it is used for.
type number struct {
	name, variable string
	least, most    int // most 0: any
}

func numbers() []number {
	const anyValue = -1 << 31
	return []number{
		{"max_attempts", "AWS_MAX_ATTEMPTS", 1, 0},
		{"metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT", anyValue, 0},
		{"metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS", anyValue, 0},
		{"request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", 1, 1 << 20},
	}
}

// checkValues refuses the values that the CLI refuses, and returns the choices and numbers that are set.
func (r *resolver) checkValues() (map[string]string, map[string]int, error) {
	chosen, counts := map[string]string{}, map[string]int{}
	for _, c := range choices() {
		f, err := r.lookup(c.name, c.variable)
		if err != nil {
			return nil, nil, err
		}
		if !f.ok {
			continue
		}
		text := f.text
		if !c.exact {
			text = strings.ToLower(text)
		}
		if !slices.Contains(c.values, text) {
			return nil, nil, f.problem("is %s; it must be %s", quoted(f.text), oneOf(c.values))
		}
		chosen[c.name] = text
	}
	for _, n := range numbers() {
		f, err := r.lookup(n.name, n.variable)
		if err != nil {
			return nil, nil, err
		}
		if !f.ok {
			continue
		}
		count, err := strconv.Atoi(strip(f.text))
		switch {
		case err != nil:
			return nil, nil, f.problem("is %s; it must be a whole number", quoted(f.text))
		case count < n.least, n.most > 0 && count > n.most:
			return nil, nil, f.problem("is %s; it must be %s", quoted(f.text), between(n.least, n.most))
		}
		counts[n.name] = count
	}
	return chosen, counts, nil
}

func between(least, most int) string {
	if most == 0 {
		return fmt.Sprintf("%d or more", least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

// oneOf writes the values that a setting may have: "a, b or c".
func oneOf(values []string) string {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " or " + values[last]
}

// region returns the region that is set, which may be empty.
func (r *resolver) region() (string, error) {
	f, err := r.lookup("region", "AWS_REGION", "AWS_DEFAULT_REGION")
	if err != nil {
		return "", err
	}
	if !validRegion(f.text) {
		e := f.problem("is %s, which is not the name of a region, such as eu-central-1", quoted(f.text))
		if strings.ContainsAny(f.text, "#;") {
			e.Advice = "A comment needs a line of its own."
		} else if strings.ContainsAny(f.text, `"'`) {
			e.Advice = "Remove the quotation marks."
		}
		return "", e
	}
	return f.text, nil
}

// validRegion reports whether the CLI takes the text for a region: it must be a label of a host name.
func validRegion(text string) bool {
	if len(text) > 63 || strings.HasPrefix(text, "-") || strings.HasSuffix(text, "-") {
		return false
	}
	letters := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
		case c == '-', inName(c) && c != '_':
			letters++
		default:
			return false
		}
	}
	return text == "" || letters > 0
}

// endpoint returns the address of a service, by its ID such as "sts"; empty for AWS's own.
func (r *resolver) endpoint(service string) (found, error) {
	if r.ignoreEndpoints {
		return found{}, nil
	}
	for _, variable := range []string{"AWS_ENDPOINT_URL_" + strings.ToUpper(service), "AWS_ENDPOINT_URL"} {
		if text := r.env.get(variable); text != "" {
			return found{text: text, ok: true, variable: variable}, nil
		}
	}
	own, err := r.serviceEndpoint(service)
	if err != nil || own.text != "" {
		return own, err
	}
	return r.lookup("endpoint_url")
}

// serviceEndpoint returns the address that the profile's services section has for the service.
func (r *resolver) serviceEndpoint(service string) (found, error) {
	v, ok, err := r.scoped.text("services")
	if err != nil || !ok {
		return found{}, err
	}
	p := r.book.services[v.text]
	if p == nil || len(p.values) == 0 {
		return found{}, v.place.problem("services", "services names %s, but there is no section [services %s] with settings",
			named(v.text), bare(v.text))
	}
	of, ok := p.values[service]
	switch {
	case !ok:
		return found{}, nil
	case of.nested == nil:
		return found{}, of.place.problem(service, "%s needs indented settings under it, such as endpoint_url", service)
	}
	at := of.place
	return found{text: of.nested["endpoint_url"], ok: true, name: "endpoint_url", place: at}, nil
}
