package local

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"akia/iamsvc/local/model"
)

// protocol is how a service is spoken to: how its requests are read, and its answers written.
type protocol struct {
	input  func(*model.Model, *Request) (*model.Value, error)
	encode func(r *Request, result any, err error) RawAnswer
}

// queryProtocol is that of IAM and STS.
func queryProtocol() protocol {
	return protocol{func(m *model.Model, r *Request) (*model.Value, error) {
		input, err := m.Read(r.name(), r.Params)
		if err != nil {
			return nil, refusedInput(err)
		}
		return input, nil
	}, encode}
}

// jsonProtocol is that of Organizations.
func jsonProtocol() protocol {
	return protocol{func(m *model.Model, r *Request) (*model.Value, error) {
		input, err := m.ReadJSON(r.name(), r.body)
		var refused *model.Error
		switch {
		case !errors.As(err, &refused):
			return input, err
		case refused.Malformed:
			return nil, &Error{http.StatusBadRequest, "SerializationException", refused.Message}
		}
		return nil, &invalidValue{Reason: refused.Reason()}
	}, encodeJSON}
}

// portalProtocol is that of the portal of IAM Identity Center.
func portalProtocol() protocol {
	return protocol{func(m *model.Model, r *Request) (*model.Value, error) {
		input, err := m.ReadREST(r.name(), r.Params, r.header)
		var refused *model.Error
		if errors.As(err, &refused) {
			return nil, invalidPortal(orElse(refused.Message, "Invalid request"))
		}
		return input, err
	}, encodePortal}
}

// newRequest reads as much of a request as is needed to know what it asks of which service. It returns one in any case.
func newRequest(hr *http.Request) (*Request, error) {
	body, err := readBody(hr)
	r := &Request{body: body, Params: url.Values{}}
	if target, found := strings.CutPrefix(hr.Header.Get("X-Amz-Target"), "AWSOrganizationsV20161128."); found {
		r.Action, r.service, r.protocol = target, "organizations", jsonProtocol()
		return r, err
	}
	if action := portalAction(hr); action != "" {
		r.Action, r.service, r.protocol = action, "sso", portalProtocol()
		r.Params, r.header = hr.URL.Query(), hr.Header
		return r, err
	}
	r.protocol = queryProtocol()
	if err == nil {
		r.Params, err = readForm(hr, body)
	}
	r.Action, r.version = r.Params.Get("Action"), r.Params.Get("Version")
	r.service = serviceOf(r.version)
	return r, err
}

// encodeJSON writes an answer as Organizations does.
func encodeJSON(_ *Request, result any, err error) RawAnswer {
	const contentType = "application/x-amz-json-1.1"
	if raw, ok := result.(RawAnswer); ok && err == nil {
		return raw
	}
	if err == nil {
		return RawAnswer{http.StatusOK, contentType, written(result)}
	}
	var invalid *invalidValue
	if errors.As(err, &invalid) {
		return RawAnswer{http.StatusBadRequest, contentType, written(struct {
			Type    string `json:"__type"`
			Message string
			Reason  string
		}{"InvalidInputException", "You specified an invalid value.", invalid.Reason})}
	}
	status, code, message := failureOf(err)
	if status < http.StatusInternalServerError {
		status = http.StatusBadRequest // whatever a caller does wrong
	}
	return RawAnswer{status, contentType, written(struct {
		Type    string `json:"__type"`
		Message string
	}{jsonCode(code), message})}
}

// invalidValue is the error of Organizations for an input that it does not take.
type invalidValue struct{ Reason string }

func (e *invalidValue) Error() string { return "InvalidInputException: " + e.Reason }

// failureOf returns what an error is answered with.
func failureOf(err error) (status int, code, message string) {
	var failure *Error
	if errors.As(err, &failure) {
		return failure.Status, failure.Code, failure.Message
	}
	return http.StatusInternalServerError, "InternalFailure", err.Error()
}

// jsonCode returns the code that services that speak JSON have for one of the Query protocol.
func jsonCode(code string) string {
	switch code {
	case "AccessDenied":
		return "AccessDeniedException"
	case "InvalidClientTokenId":
		return "UnrecognizedClientException"
	case "ExpiredToken":
		return "ExpiredTokenException"
	case "SignatureDoesNotMatch":
		return "InvalidSignatureException"
	case "MissingAuthenticationToken":
		return "MissingAuthenticationTokenException"
	case "IncompleteSignature":
		return "IncompleteSignatureException"
	case "InvalidAction", "MissingAction":
		return "UnknownOperationException"
	case "Throttling":
		return "TooManyRequestsException"
	}
	return code
}

// written returns a value as JSON.
func written(value any) string {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // all that is written here can be
	return text.String()
}
