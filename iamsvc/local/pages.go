package local

import (
	"encoding/base64"
	"sort"
	"strings"
)

// pageRequest is which page of a list was asked for.
type pageRequest struct {
	after   string // the key of the last item of the page before, "" for the first page
	size    int
	scope   string // what the marker is bound to, for lists whose filter must not change
	limit   *int   // a fault's bound on what a page holds
	resumed bool   // the page before was an empty one that a fault made
}

// pageInfo is what an answer says about its page.
type pageInfo struct {
	IsTruncated bool
	Marker      string `xml:",omitempty"`
}

// page reads Marker and MaxItems. Markers are opaque to callers; inside is the key of the last item seen rather than
// an index, so that neither a change of the list nor one of the page size makes a walk skip or repeat anything.
func (r *Request) page(scope string) (pageRequest, error) {
	p := pageRequest{scope: scope, limit: r.PageLimit, size: r.in.Number("MaxItems", 100)}
	if !r.in.Has("Marker") {
		return p, nil
	}
	return p, p.resume(r.in.Get("Marker"))
}

// resume takes the position out of a marker.
func (p *pageRequest) resume(marker string) error {
	text, err := base64.RawURLEncoding.DecodeString(marker)
	if err != nil || len(text) < 2 {
		return invalid("Invalid Marker.")
	}
	scope, rest, found := strings.Cut(string(text[1:]), "\n")
	if !found {
		return invalid("Invalid Marker.")
	}
	if scope != p.scope {
		return invalid("Marker and Filter do not match")
	}
	p.after, p.resumed = rest, text[0] == 'e'
	return nil
}

func (p pageRequest) marker(kind byte, after string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(kind) + p.scope + "\n" + after))
}

// turn returns one page of items, which are sorted by key, out of those that keep lets through (all, when it is nil).
func turn[T any](p pageRequest, items []T, key func(T) string, keep func(T) bool) ([]T, pageInfo) {
	size := p.size
	if p.limit != nil && !p.resumed {
		size = min(size, *p.limit)
	}
	start := 0
	if p.after != "" {
		start = sort.Search(len(items), func(i int) bool { return key(items[i]) > p.after })
	}
	var out []T
	for _, item := range items[start:] {
		switch {
		case keep != nil && !keep(item):
		case len(out) < size:
			out = append(out, item)
		case size == 0:
			return nil, pageInfo{true, p.marker('e', p.after)}
		default:
			return out, pageInfo{true, p.marker('n', key(out[len(out)-1]))}
		}
	}
	return out, pageInfo{}
}

// listOfUser begins an action that lists something of one user: it returns the user and which page is asked for.
func (a *account) listOfUser(r *Request) (*user, pageRequest, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, pageRequest{}, err
	}
	page, err := r.page("")
	return u, page, err
}
