package iamsvc

import (
	"context"
	"fmt"
	"hash/fnv"
	"sync"
)

// WalkLimits is when a list that goes on from page to page is held to have no end. No account of AWS comes near them.
type WalkLimits struct {
	// Pages is how many pages a list of the account's users may have, ListPages a list about one user.
	Pages, ListPages int
	// Idle is how many pages in a row may hold nothing new.
	Idle int
	// Users is how many users there may be.
	Users int
}

// DefaultWalkLimits returns the limits in force where Options sets none.
func DefaultWalkLimits() WalkLimits {
	return WalkLimits{Pages: 10_000, ListPages: 100, Idle: 100, Users: 100_000}
}

// orDefault fills in what is zero.
func (l WalkLimits) orDefault() WalkLimits {
	d := DefaultWalkLimits()
	for _, of := range []struct{ to, from *int }{
		{&l.Pages, &d.Pages}, {&l.ListPages, &d.ListPages}, {&l.Idle, &d.Idle}, {&l.Users, &d.Users},
	} {
		if *of.to <= 0 {
			*of.to = *of.from
		}
	}
	return l
}

// errBrokenOff is an answer of a list that says it goes on but not where.
var errBrokenOff = &malformedResponse{what: "says there is more, but not where it goes on"}

// errCircle is an answer of a list that comes back to where it was.
var errCircle = &malformedResponse{what: "leads back to an earlier page: the list has no end"}

// page is what a list tells of itself besides its items.
type page struct {
	truncated bool
	marker    *string
}

// next returns where the list goes on; empty at its end.
func (p page) next() (string, error) {
	switch {
	case !p.truncated:
		return "", nil
	case p.marker == nil || *p.marker == "":
		return "", errBrokenOff
	default:
		return *p.marker, nil
	}
}

// walk sends a list's action for one page after the other until the last. A list that says it goes on but not where,
// that comes back to where it was, or that has no end, is an answer that breaks the contract.
func walk(
	ctx context.Context, s *Service, a action, get func(ctx context.Context, marker *string) (page, error),
) error {
	var marker *string
	seen := map[string]bool{}
	for {
		next, _, err := send(ctx, s, a, func(ctx context.Context) (string, error) {
			p, err := get(ctx, marker)
			if err != nil {
				return "", err
			}
			if err := s.walks.limits.list(p, seen); err != nil {
				return "", err
			}
			return p.next()
		})
		if err != nil || next == "" {
			return err
		}
		marker = &next
		seen[next] = true
	}
}

// list returns what is wrong with the page of a list about one user, whose earlier pages led to the markers given.
func (l WalkLimits) list(p page, seen map[string]bool) error {
	next, err := p.next()
	switch {
	case err != nil || next == "":
		return err
	case seen[next]:
		return errCircle
	case len(seen)+1 >= l.ListPages:
		return unending(fmt.Sprintf("more than %d pages", l.ListPages))
	}
	return nil
}

// unending is the failure of a list that went past a limit.
func unending(past string) error { return &malformedResponse{what: "has no end: " + past} }

// walks follows the lists of the account's users, whose pages are asked for one by one from outside: a page is known
// by its marker as the one that goes on from another.
type walks struct {
	limits WalkLimits
	mu     sync.Mutex
	at     map[walkPlace]*step
}

// walkPlace is where a list goes on.
type walkPlace struct{ op, marker string }

// step is a page of a walk that was read, and through those before it the way there.
type step struct {
	before             *step
	marker             string // where it leads
	mark               uint64 // of its users; 0 for none
	pages, idle, users int
}

func newWalks(limits WalkLimits) *walks {
	return &walks{limits: limits.orDefault(), at: map[walkPlace]*step{}}
}

// page notes a page that was asked for with a marker and holds the users of these names. It returns an error if the
// list does not go on as lists do.
func (w *walks) page(op, marker string, p page, names []string) error {
	next, err := p.next()
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	from := walkPlace{op, marker}
	if next == "" {
		delete(w.at, from)
		return nil
	}
	if next == marker {
		return errCircle
	}
	s := w.step(w.at[from], next, names)
	if err := w.check(s); err != nil {
		return err
	}
	delete(w.at, from)
	w.at[walkPlace{op, next}] = s
	return nil
}

// step returns the page that follows on another; nil for the first.
func (w *walks) step(before *step, next string, names []string) *step {
	s := &step{before: before, marker: next, mark: fingerprint(names), pages: 1, users: len(names)}
	fresh := s.mark != 0
	if before != nil {
		s.pages += before.pages
		s.idle = before.idle
		s.users += before.users
		fresh = fresh && !before.had(s.mark)
	}
	if fresh {
		s.idle = 0
	} else {
		s.idle++
	}
	return s
}

// had reports whether a page of the walk so far had the same users.
func (s *step) had(mark uint64) bool {
	for ; s != nil; s = s.before {
		if s.mark == mark {
			return true
		}
	}
	return false
}

// check returns what is wrong with a walk that has come this far.
func (w *walks) check(s *step) error {
	for earlier := s.before; earlier != nil; earlier = earlier.before {
		if earlier.marker == s.marker {
			return errCircle
		}
	}
	switch {
	case s.idle >= w.limits.Idle:
		return unending(fmt.Sprintf("%d pages in a row had nothing new", s.idle))
	case s.pages >= w.limits.Pages:
		return unending(fmt.Sprintf("more than %d pages", w.limits.Pages))
	case s.users > w.limits.Users:
		return unending(fmt.Sprintf("more than %d users", w.limits.Users))
	}
	return nil
}

// fingerprint returns a number that pages of other users do not have; 0 for no users.
func fingerprint(names []string) uint64 {
	if len(names) == 0 {
		return 0
	}
	h := fnv.New64a()
	for _, name := range names {
		_, _ = h.Write([]byte(name)) // which never fails
		_, _ = h.Write([]byte{0})
	}
	return max(h.Sum64(), 1)
}
