package model

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// faulty returns values of a shape that break one of its constraints each, by what is said of them.
func faulty(s Shape) map[string]string {
	out := map[string]string{}
	switch s.Type {
	case integer:
		if s.Min != nil {
			out[fmt.Sprintf("Member must have value greater than or equal to %d", *s.Min)] = fmt.Sprint(*s.Min - 1)
		}
		if s.Max != nil {
			out[fmt.Sprintf("Member must have value less than or equal to %d", *s.Max)] = fmt.Sprint(*s.Max + 1)
		}
	case "string":
		if s.Min != nil && *s.Min > 0 {
			out[fmt.Sprintf("Member must have length greater than or equal to %d", *s.Min)] = strings.Repeat("0", *s.Min-1)
		}
		if s.Max != nil {
			out[fmt.Sprintf("Member must have length less than or equal to %d", *s.Max)] = strings.Repeat("é", *s.Max+1)
		}
		if s.Pattern != "" && !newPattern(s.Pattern).matches("\x01") {
			out["Member must satisfy regular expression pattern: "+s.Pattern] = "\x01"
		}
		if len(s.Enum) > 0 {
			out["Member must satisfy enum value set"] = s.Enum[0] + "x"
		}
	}
	return out
}

// Whatever the models say of a member of an input is checked, for every action.
func TestEveryConstraintIsChecked(t *testing.T) {
	m := New()
	for action := range m.lines {
		told := func(params url.Values, member, constraint string) {
			t.Helper()
			_, err := m.Read(action, params)
			name := strings.ToLower(member[:1]) + member[1:]
			if err == nil || !strings.Contains(err.Error(), "at '"+name+"' failed to satisfy constraint: "+constraint) {
				t.Errorf("%s: %s: %v\nwant: %s", action, member, err, constraint)
			}
		}
		shape := m.input(action)
		for _, name := range shape.Required {
			told(url.Values{}, name, "Member must not be null")
		}
		for _, member := range shape.Members {
			for constraint, value := range faulty(member.Shape) {
				told(url.Values{member.Name: {value}}, member.Name, constraint)
			}
			if member.Shape.Type != list || member.Shape.Of.Type == structure {
				continue
			}
			for constraint, value := range faulty(*member.Shape.Of) {
				told(url.Values{member.Name + ".member.1": {value}}, member.Name, "Member must satisfy constraint: [")
				if _, err := m.Read(action, url.Values{member.Name + ".member.1": {value}}); !strings.Contains(err.Error(), constraint) {
					t.Errorf("%s: %s: %v\nwant: %s", action, member.Name, err, constraint)
				}
			}
		}
	}
}

// Texts where lists or structures belong, and these where texts belong, are malformed, for every action.
func TestEveryShapeIsHeld(t *testing.T) {
	m := New()
	for action := range m.lines {
		for _, member := range m.input(action).Members {
			params := url.Values{member.Name: {"x"}}
			if !slices.Contains([]string{list, structure}, member.Shape.Type) {
				params = url.Values{member.Name + ".member.1": {"x"}}
			}
			if _, err := m.Read(action, params); err == nil || strings.Contains(err.Error(), "detected") {
				t.Errorf("%s: %v: %v", action, params, err)
			}
		}
	}
}

// Nothing that is sent makes the reader fall over.
func FuzzRead(f *testing.F) {
	f.Add("iam:TagUser", "UserName=a&Tags.member.1.Key=k&Tags.member.01.Value=v")
	f.Add("iam:TagUser", "Tags..=&Tags.member.=&Tags.-=&Tags.member.-.Key=x&Tags.0=&.=&=")
	f.Add("sts:AssumeRole", "PolicyArns.member.1.arn=x&PolicyArns.member.1=x&Tags=x&Tags.member=y")
	f.Add("iam:Nonsense", "A=1")
	m := New()
	f.Fuzz(func(t *testing.T, action, form string) {
		params, err := url.ParseQuery(form)
		if err != nil {
			return
		}
		if input, err := m.Read(action, params); (input == nil) == (err == nil) {
			t.Errorf("%v, %v", input, err)
		}
	})
}

// Nothing that is sent as JSON makes the reader fall over.
func FuzzReadJSON(f *testing.F) {
	f.Add("organizations:ListAccounts", `{"MaxResults":5,"NextToken":"x"}`)
	f.Add("organizations:TagResource", `{"ResourceId":"r-acme","Tags":[{"Key":"a","Value":null},null,5]}`)
	f.Add("organizations:ListAccounts", `{"MaxResults":1e400}`)
	f.Add("sso:ListAccounts", `[[[[`)
	f.Add("iam:Nonsense", `{}`)
	m := New()
	f.Fuzz(func(t *testing.T, action, text string) {
		if input, err := m.ReadJSON(action, []byte(text)); (input == nil) == (err == nil) {
			t.Errorf("%v, %v", input, err)
		}
	})
}

// Whatever the models say of a member is checked in JSON as well, and what is wrong is named.
func TestReasons(t *testing.T) {
	m := New()
	for _, c := range []struct{ action, text, reason string }{
		{"organizations:ListAccounts", `{"MaxResults":21}`, "MAX_VALUE_EXCEEDED"},
		{"organizations:ListAccounts", `{"MaxResults":0}`, "MIN_VALUE_EXCEEDED"},
		{"organizations:ListAccounts", `{"NextToken":"` + strings.Repeat("a", 100001) + `"}`, "MAX_LENGTH_EXCEEDED"},
		{"organizations:CreateAccount", `{"Email":"a@b.c","AccountName":"x"}`, "MIN_LENGTH_EXCEEDED"},
		{"organizations:DescribeAccount", `{"AccountId":"x"}`, "INVALID_PATTERN"},
		{"organizations:DescribeAccount", `{}`, "INPUT_REQUIRED"},
		{"organizations:ListPolicies", `{"Filter":"OTHER"}`, "INVALID_ENUM"},
	} {
		_, err := m.ReadJSON(c.action, []byte(c.text))
		var refused *Error
		if !errors.As(err, &refused) || refused.Malformed || refused.Reason() != c.reason {
			t.Errorf("%s %.40s: %v, want %s", c.action, c.text, err, c.reason)
		}
	}
	for _, text := range []string{``, `5`, `null`, `[]`, `{"MaxResults":"5"}`, `{"MaxResults":1.5}`, `{"NextToken":5}`, `{"NextToken":{}}`} {
		_, err := m.ReadJSON("organizations:ListAccounts", []byte(text))
		var refused *Error
		if !errors.As(err, &refused) || !refused.Malformed {
			t.Errorf("%s: %v", text, err)
		}
	}
}
