package model

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// ReadJSON is Read of an input that is a JSON object.
func (m *Model) ReadJSON(action string, body []byte) (*Value, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var given any
	if err := d.Decode(&given); err != nil {
		return nil, malformed("")
	}
	shape := m.input(action)
	input, err := shape.fromJSON(given)
	if err != nil {
		return nil, err
	}
	return m.checked(shape, input, false)
}

// fromJSON returns a value out of JSON.
func (s Shape) fromJSON(given any) (*Value, error) {
	switch given := given.(type) {
	case map[string]any:
		return s.object(given)
	case []any:
		return s.array(given)
	case string:
		if s.Type != structure && s.Type != list && s.Type != integer && s.Type != boolean {
			return &Value{text: given}, nil
		}
	case json.Number:
		if _, err := strconv.ParseInt(given.String(), 10, 32); err == nil && s.Type == integer {
			return &Value{text: given.String()}, nil
		}
	case bool:
		if s.Type == boolean {
			return &Value{text: strconv.FormatBool(given)}, nil
		}
	}
	return nil, malformed("")
}

// object returns a structure. A member that is null is one that was not given.
func (s Shape) object(given map[string]any) (*Value, error) {
	if s.Type != structure {
		return nil, malformed("")
	}
	v := &Value{members: map[string]*Value{}}
	for _, m := range s.Members {
		if given[m.Name] == nil {
			continue
		}
		part, err := m.Shape.fromJSON(given[m.Name])
		if err != nil {
			return nil, err
		}
		v.members[m.Name] = part
	}
	return v, nil
}

func (s Shape) array(given []any) (*Value, error) {
	if s.Type != list {
		return nil, malformed("")
	}
	v := &Value{}
	for _, element := range given {
		part, err := s.Of.fromJSON(element)
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, part)
	}
	return v, nil
}

// ReadREST is Read of an input whose members are in the query and the headers of a request.
func (m *Model) ReadREST(action string, query url.Values, header http.Header) (*Value, error) {
	shape, v := m.input(action), &Value{members: map[string]*Value{}}
	for _, part := range shape.Members {
		values := query[part.At]
		if values == nil {
			values = header.Values(part.At)
		}
		if len(values) == 0 {
			continue
		}
		if err := part.Shape.readable(values[0]); err != nil {
			return nil, err
		}
		v.members[part.Name] = &Value{text: values[0]}
	}
	return m.checked(shape, v, false)
}

// Reason returns what is wrong with the member that is told first, in the terms of services that name it so.
func (e *Error) Reason() string {
	_, constraint, _ := strings.Cut(e.Message, "constraint: ")
	for _, known := range []struct{ begins, reason string }{
		{"Member must not be null", "INPUT_REQUIRED"},
		{"Member must have length less", "MAX_LENGTH_EXCEEDED"},
		{"Member must have length greater", "MIN_LENGTH_EXCEEDED"},
		{"Member must have value less", "MAX_VALUE_EXCEEDED"},
		{"Member must have value greater", "MIN_VALUE_EXCEEDED"},
		{"Member must satisfy regular", "INVALID_PATTERN"},
		{"Member must satisfy enum", "INVALID_ENUM"},
	} {
		if strings.HasPrefix(constraint, known.begins) {
			return known.reason
		}
	}
	return "INVALID_LIST_MEMBER"
}
