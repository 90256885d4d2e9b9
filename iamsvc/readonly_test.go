package iamsvc

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// recorder is an HTTP client that notes the hosts it is sent to, and answers nothing of use but that
// a user has no keys, which is not noted.
type recorder struct{ seen []string }

func (r *recorder) Do(request *http.Request) (*http.Response, error) {
	if body, err := io.ReadAll(request.Body); err == nil && strings.HasPrefix(string(body), "Action=ListAccessKeys&") {
		none := "<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata/></ListAccessKeysResult></ListAccessKeysResponse>"
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(none)), Header: http.Header{}}, nil
	}
	r.seen = append(r.seen, request.URL.Host)
	return &http.Response{StatusCode: http.StatusTeapot, Body: http.NoBody, Header: http.Header{}}, nil
}

// TestReadOnlyHoldsForEveryOperation calls every method of both clients directly, past everything above them.
func TestReadOnlyHoldsForEveryOperation(t *testing.T) {
	sent := &recorder{}
	s := mustOpen(t, Options{ReadOnly: true, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), HTTPClient: sent})
	refused, allowed := 0, 0
	for service, client := range map[string]any{"IAM": s.iam, "STS": s.sts} {
		value := reflect.ValueOf(client)
		for i := range value.NumMethod() {
			name, method := value.Type().Method(i).Name, value.Method(i)
			if name == "Options" {
				continue
			}
			err := invoke(t, method)
			if reads(service, name) {
				allowed++
				continue
			}
			refused++
			if !errors.Is(err, errReadOnly) {
				t.Errorf("%s.%s: %v", service, name, err)
			}
		}
	}
	if refused < 150 || allowed != 19 {
		t.Errorf("%d operations were refused, %d allowed", refused, allowed)
	}
	if len(sent.seen) > allowed {
		t.Errorf("%d requests were sent", len(sent.seen))
	}
}

// invoke calls an operation with an empty input.
func invoke(t *testing.T, method reflect.Value) error {
	t.Helper()
	input := reflect.New(method.Type().In(1).Elem())
	out := method.Call([]reflect.Value{reflect.ValueOf(t.Context()), input})
	err, _ := out[1].Interface().(error)
	return err
}

func TestReadOnlyMethodsRefuse(t *testing.T) {
	sent := &recorder{}
	s := mustOpen(t, Options{ReadOnly: true, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), HTTPClient: sent})
	_, create := s.CreateKey(t.Context(), NamedUser("bob"))
	_, createUser := s.CreateUser(t.Context(), NewUser{Name: "bob"})
	_, denySessions := s.DenyOldSessions(t.Context(), NamedUser("bob"), time.Time{})
	for name, err := range map[string]error{
		"create user":    createUser,
		"delete user":    s.DeleteUser(t.Context(), NamedUser("bob")),
		"put policy":     s.PutPolicy(t.Context(), NamedUser("bob"), "x", "{}"),
		"delete policy":  s.DeletePolicy(t.Context(), NamedUser("bob"), "x"),
		"deny sessions":  denySessions,
		"allow sessions": s.AllowOldSessions(t.Context(), NamedUser("bob")),
		"create":         create,
		"status":         s.SetStatus(t.Context(), NamedUser("bob"), "AKIAIOSFODNN7EXAMPLE", Inactive),
		"delete":         s.DeleteKey(t.Context(), SeenKey{Key: Key{ID: "AKIAIOSFODNN7EXAMPLE", User: NamedUser("bob")}}),
		"describe":       s.Describe(t.Context(), NamedUser("bob"), "AKIAIOSFODNN7EXAMPLE", "x"),
		"undescribe":     s.Undescribe(t.Context(), NamedUser("bob"), "AKIAIOSFODNN7EXAMPLE"),
	} {
		e := AsError(err)
		if e == nil || e.Kind != KindReadOnly || e.Unclear || !strings.HasPrefix(e.Error(), "This is read-only: akia will not ") {
			t.Errorf("%s: %+v", name, e)
		}
	}
	// And the clients refuse it when the methods do not.
	s.readOnly = false
	if _, err := s.CreateKey(context.WithoutCancel(t.Context()), NamedUser("bob")); AsError(err) == nil || AsError(err).Kind != KindReadOnly {
		t.Errorf("create past the first check: %v", err)
	}
	if len(sent.seen) != 0 {
		t.Errorf("%d requests were sent", len(sent.seen))
	}
}
