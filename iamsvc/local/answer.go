package local

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"time"

	"akia/iamsvc/local/model"
)

const (
	iamNamespace = "https://iam.amazonaws.com/doc/2010-05-08/"
	stsNamespace = "https://sts.amazonaws.com/doc/2011-06-15/"
)

// list is a list as the Query protocol writes it. An empty one is written too, as an empty element.
type list[T any] struct {
	Member []T `xml:"member"`
}

func (l *list[T]) add(item T) { l.Member = append(l.Member, item) }

// stamp writes a time, or "" for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// RawAnswer is what goes over the wire. A [Handler] that returns one breaks the protocol as it likes.
type RawAnswer struct {
	Status      int
	ContentType string
	Body        string
}

// response is the envelope of an answer.
type response struct {
	XMLName   xml.Name
	Result    *element
	RequestID string `xml:"ResponseMetadata>RequestId"`
}

// element is a value under a name that is known only when it is written.
type element struct {
	name  string
	value any
}

// MarshalXML writes the value under its name.
func (e element) MarshalXML(enc *xml.Encoder, start xml.StartElement) error {
	start.Name.Local = e.name
	return enc.EncodeElement(e.value, start)
}

type errorResponse struct {
	XMLName   xml.Name
	Type      string `xml:"Error>Type"`
	Code      string `xml:"Error>Code"`
	Message   string `xml:"Error>Message,omitempty"`
	RequestID string `xml:"RequestId"`
}

// encode writes what an action returned as status, content type and body.
func encode(r *Request, result any, err error) RawAnswer {
	if raw, ok := result.(RawAnswer); ok && err == nil {
		return raw
	}
	name := xml.Name{Space: r.namespace()}
	var body any
	status := http.StatusOK
	if err == nil {
		name.Local = r.Action + "Response"
		out := response{XMLName: name, RequestID: r.id}
		if result != nil {
			out.Result = &element{r.Action + "Result", result}
		}
		body = out
	} else {
		var failure *Error
		if !errors.As(err, &failure) {
			failure = &Error{http.StatusInternalServerError, "InternalFailure", err.Error()}
		}
		kind := "Sender"
		if failure.Status >= http.StatusInternalServerError {
			kind = "Receiver"
		}
		name.Local, status = "ErrorResponse", failure.Status
		body = errorResponse{name, kind, failure.Code, failure.Message, r.id}
	}
	text, err := xml.MarshalIndent(body, "", "  ")
	if err != nil {
		return RawAnswer{http.StatusInternalServerError, "text/plain", err.Error()}
	}
	return RawAnswer{status, "text/xml", string(text) + "\n"}
}

// Error is an error as the service answers it.
type Error struct {
	Status        int
	Code, Message string
}

// Error returns the code and the message.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// ErrDropped is what a [Handler] returns to have the connection reset instead of answered.
var ErrDropped = errors.New("connection dropped")

// refusedInput returns the error for an input that the model refuses.
func refusedInput(err error) error {
	var refused *model.Error
	switch {
	case !errors.As(err, &refused):
		return err
	case refused.Malformed:
		return malformed(refused.Message)
	}
	return invalid(refused.Message)
}

func invalid(message string) error {
	return &Error{http.StatusBadRequest, "ValidationError", message}
}

func malformed(message string) error {
	return &Error{http.StatusBadRequest, "MalformedInput", message}
}

func invalidInput(message string) error {
	return &Error{http.StatusBadRequest, "InvalidInput", message}
}

func noSuchEntity(format string, args ...any) error {
	return &Error{http.StatusNotFound, "NoSuchEntity", fmt.Sprintf(format, args...)}
}

func noSuchUser(name string) error {
	return noSuchEntity("The user with name %s cannot be found.", name)
}

func noSuchKey(id string) error {
	return noSuchEntity("The Access Key with id %s cannot be found.", id)
}

func alreadyExists(format string, args ...any) error {
	return &Error{http.StatusConflict, "EntityAlreadyExists", fmt.Sprintf(format, args...)}
}

func overQuota(quota string, limit int) error {
	return &Error{http.StatusConflict, "LimitExceeded", fmt.Sprintf("Cannot exceed quota for %s: %d", quota, limit)}
}

func deleteConflict() error {
	return &Error{http.StatusConflict, "DeleteConflict", "Cannot delete entity, must remove referenced objects first."}
}

func forbidden(code, message string) error {
	return &Error{http.StatusForbidden, code, message}
}
