package model

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// node is a part of the parameters of a request: what stands at a name of which each dot leads one level down. A
// number is the position of an element, however many zeros it begins with.
type node struct {
	text     string
	given    bool // with a text of its own
	names    map[string]*node
	elements map[int]*node
}

// tree returns the parameters by the members of the input that they belong to. Others are passed over.
func tree(params url.Values, members []Member) (map[string]*node, error) {
	out := map[string]*node{}
	for _, key := range slices.Sorted(maps.Keys(params)) {
		path := strings.Split(key, ".")
		known := slices.ContainsFunc(members, func(m Member) bool { return m.Name == path[0] })
		if !known || len(params[key]) == 0 {
			continue
		}
		if out[path[0]] == nil {
			out[path[0]] = &node{}
		}
		at, err := out[path[0]].walk(path[1:])
		if err != nil {
			return nil, err
		}
		at.text, at.given = params[key][0], true
	}
	return out, nil
}

// walk returns the node at a path below this one, which is made where it is missing.
func (n *node) walk(path []string) (*node, error) {
	afterIndex := false
	for _, name := range path {
		isIndex := strings.Trim(strings.TrimPrefix(name, "-"), "0123456789") == "" && strings.Trim(name, "-") != ""
		if !isIndex {
			n, afterIndex = child(&n.names, name), false
			continue
		}
		position, err := index(name, afterIndex)
		if err != nil {
			return nil, err
		}
		n, afterIndex = child(&n.elements, position), true
	}
	return n, nil
}

func child[K comparable](of *map[K]*node, key K) *node {
	if *of == nil {
		*of = map[K]*node{}
	}
	if (*of)[key] == nil {
		(*of)[key] = &node{}
	}
	return (*of)[key]
}

// index returns the position that a number in a parameter's name stands for.
func index(name string, afterIndex bool) (int, error) {
	if name[0] == '-' {
		return 0, malformed("Key " + name + " may not have a leading '-'")
	}
	if afterIndex {
		return 0, malformed("Two index elements may not occur back to back") // Tags.member.1.0.Key
	}
	position, err := strconv.Atoi(name)
	if err != nil || position == 0 {
		return 0, malformed(name + " is not a valid index")
	}
	return position, nil
}

// nested reports whether there is anything below the node.
func (n *node) nested() bool { return len(n.names)+len(n.elements) > 0 }
