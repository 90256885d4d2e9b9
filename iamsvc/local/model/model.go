// Package model knows what services accept as the input of each of their actions, and says what is wrong with an input
// in their words. What it knows is in facts.txt, which is taken from the services' own models:
//
//	export IAM_MODEL=…/iam/2010-05-08/service-2.json STS_MODEL=…/sts/2011-06-15/service-2.json
//	export ORGANIZATIONS_MODEL=…/organizations/2016-11-28/service-2.json SSO_MODEL=…/sso/2019-06-10/service-2.json
//	go generate ./iamsvc/local/model
//
// where they are files of a botocore installation or of its repository, packed with gzip or not.
package model

import (
	_ "embed" // facts.txt
	"encoding/json"
	"strings"
	"sync"
)

//go:generate go run ./gen facts.txt iam=${IAM_MODEL} sts=${STS_MODEL} organizations=${ORGANIZATIONS_MODEL} sso=${SSO_MODEL}

//go:embed facts.txt
var facts string

// Shape is what the model says of an input or of a part of one.
type Shape struct {
	Type      string   `json:"type"`
	Members   []Member `json:"members,omitempty"`  // of a structure
	Required  []string `json:"required,omitempty"` // of a structure
	Of        *Shape   `json:"of,omitempty"`       // the elements of a list
	Min       *int     `json:"min,omitempty"`
	Max       *int     `json:"max,omitempty"`
	Pattern   string   `json:"pattern,omitempty"`
	Enum      []string `json:"enum,omitempty"`
	Sensitive bool     `json:"sensitive,omitempty"`
}

// Member is a member of a structure.
type Member struct {
	Name  string `json:"name"`
	At    string `json:"at,omitempty"` // what it is called in a query or among the headers, where it is there
	Shape Shape  `json:"shape"`
}

// Model reads inputs. It may be used by several goroutines at once.
type Model struct {
	lines map[string]string // by service and action, such as iam:GetUser

	mu       sync.Mutex
	shapes   map[string]Shape
	patterns map[string]*pattern
}

// New returns the model of all actions of IAM, STS, Organizations and the portal of IAM Identity Center.
func New() *Model {
	m := &Model{lines: map[string]string{}, shapes: map[string]Shape{}, patterns: map[string]*pattern{}}
	for line := range strings.Lines(facts) {
		if action, input, found := strings.Cut(line, " "); found {
			m.lines[action] = input
		}
	}
	return m
}

// Has reports whether the services have an action, which is named as in policies: iam:GetUser.
func (m *Model) Has(action string) bool { return m.lines[action] != "" }

// input returns the shape of an action's input.
func (m *Model) input(action string) Shape {
	m.mu.Lock()
	defer m.mu.Unlock()
	shape, known := m.shapes[action]
	if !known {
		if err := json.Unmarshal([]byte(m.lines[action]), &shape); err != nil { // a test reads each line
			return Shape{Type: structure}
		}
		m.shapes[action] = shape
	}
	return shape
}

// pattern returns a compiled pattern.
func (m *Model) pattern(text string) *pattern {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.patterns[text]
	if p == nil {
		p = newPattern(text)
		m.patterns[text] = p
	}
	return p
}

// The types of shapes that the code tells apart. All others are texts on the wire.
const (
	structure = "structure"
	list      = "list"
	integer   = "integer"
	boolean   = "boolean"
)
