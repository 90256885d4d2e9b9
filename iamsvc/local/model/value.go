package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Value is an input, or a part of one: a text, a list or a structure. A nil value is one that was not given.
type Value struct {
	text    string
	items   []*Value
	members map[string]*Value
}

// Text returns what a value says that is neither list nor structure, and "" if it was not given.
func (v *Value) Text() string {
	if v == nil {
		return ""
	}
	return v.text
}

// Items returns the elements of a list.
func (v *Value) Items() []*Value {
	if v == nil {
		return nil
	}
	return v.items
}

// Member returns the member of a structure, nil if it was not given.
func (v *Value) Member(name string) *Value {
	if v == nil {
		return nil
	}
	return v.members[name]
}

// Get returns the text of a member, "" if it was not given.
func (v *Value) Get(name string) string { return v.Member(name).Text() }

// Has reports whether a member was given, even if empty.
func (v *Value) Has(name string) bool { return v.Member(name) != nil }

// Number returns an integer, or what it is when it was not given.
func (v *Value) Number(name string, otherwise int) int {
	n, err := strconv.Atoi(v.Get(name))
	if err != nil { // the model has seen to it that it is one if it was given
		return otherwise
	}
	return n
}

// Flag returns a boolean, false if it was not given.
func (v *Value) Flag(name string) bool {
	text := v.Get(name)
	return text == "true" || text == "1"
}

// number returns the integer that a text is. The model has seen to it that it is one.
func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// sparse is how many positions of a list may be left out in a row.
const sparse = 10

// read makes the value of a shape of what the request says.
func (s Shape) read(n *node) (*Value, error) {
	switch s.Type {
	case list:
		return s.readList(n)
	case structure:
		if n.given && n.text != "" {
			return nil, malformed("Unexpected value found where a structure was expected")
		}
		return s.readStructure(n.names)
	}
	if n.nested() {
		return nil, malformed("Start of list found where not expected")
	}
	return &Value{text: n.text}, s.readable(n.text)
}

// readable returns an error if the text does not stand for a value of the shape at all.
func (s Shape) readable(text string) error {
	switch s.Type {
	case integer:
		if _, err := strconv.ParseInt(text, 10, 32); err != nil {
			return malformed("Invalid Argument")
		}
	case boolean:
		if !slices.Contains([]string{"true", "false", "1", "0"}, text) {
			return malformed("Invalid Argument")
		}
	}
	return nil
}

func (s Shape) readStructure(names map[string]*node) (*Value, error) {
	v := &Value{members: map[string]*Value{}}
	for _, m := range s.Members {
		n := names[m.Name]
		if n == nil {
			continue
		}
		part, err := m.Shape.read(n)
		if err != nil {
			return nil, err
		}
		v.members[m.Name] = part
	}
	return v, nil
}

// readList reads Name.member.1 and so on. What stands in the place of the positions is the only element.
func (s Shape) readList(n *node) (*Value, error) {
	if n.given && n.text != "" && !n.nested() {
		return nil, malformed("Unexpected value found where a list was expected")
	}
	if of := n.names["member"]; of != nil {
		n = of
	}
	v := &Value{}
	if len(n.elements) == 0 {
		if !n.nested() && (!n.given || n.text == "") {
			return v, nil
		}
		one, err := s.Of.read(n)
		v.items = []*Value{one}
		return v, err
	}
	extent := 1
	for _, position := range slices.Sorted(maps.Keys(n.elements)) {
		if skipped := position - extent; skipped > sparse {
			return nil, malformed(fmt.Sprintf("Excessively sparse input would skip %d list elements", skipped))
		}
		for len(v.items) < position-1 {
			v.items = append(v.items, nil)
		}
		element, err := s.Of.read(n.elements[position])
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, element)
		extent = position
	}
	return v, nil
}
