package iamsvc_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"akia/iamsvc"
)

// pager answers ListUsers with what a page of the given number holds; a marker is the number of its page.
func pager(t *testing.T, limits iamsvc.WalkLimits, pages func(n int) (users []string, next string)) (*iamsvc.Service, func() int64) {
	t.Helper()
	count := 0
	s, asked := serve(t, iamsvc.Options{Walk: limits}, httptest.NewServer, func(w http.ResponseWriter, _ *http.Request) {
		users, next := pages(count)
		count++
		var b strings.Builder
		for _, name := range users {
			b.WriteString("<member><UserName>" + name + "</UserName></member>")
		}
		rest := "<IsTruncated>false</IsTruncated>"
		if next != "" {
			rest = "<IsTruncated>true</IsTruncated><Marker>" + next + "</Marker>"
		}
		_, _ = io.WriteString(w, "<ListUsersResponse><ListUsersResult><Users>"+b.String()+"</Users>"+rest+"</ListUsersResult></ListUsersResponse>")
	})
	return s, asked.Load
}

// readAll reads users page by page, and returns how many there were and what ended it.
func readAll(t *testing.T, s *iamsvc.Service) (users int, err error) {
	t.Helper()
	for marker, more := "", true; more; {
		page, err := s.ListUsers(t.Context(), marker)
		if err != nil {
			return users, err
		}
		users += len(page.Users)
		marker, more = page.Marker, page.More
	}
	return users, nil
}

// A list of users that has no end is left at a limit, which is said; one that only looks so is read to its end.
func TestListsOfUsersEnd(t *testing.T) {
	t.Parallel()
	limits := iamsvc.WalkLimits{Pages: 12, Idle: 4, Users: 100}
	marker := func(n int) string { return fmt.Sprint("m", n) }
	fresh := func(n, count int) (names []string) {
		for i := range count {
			names = append(names, fmt.Sprintf("user%d-%d", n, i))
		}
		return names
	}
	for name, c := range map[string]struct {
		page  func(n int) ([]string, string)
		calls int64
		users int
		want  string // the end of the sentence; empty: no failure
	}{
		"new users for ever": {func(n int) ([]string, string) { return fresh(n, 3), marker(n) }, 12, 33, "has no end: more than 12 pages."},
		"too many users":     {func(n int) ([]string, string) { return fresh(n, 40), marker(n) }, 3, 80, "has no end: more than 100 users."},
		"empty pages":        {func(n int) ([]string, string) { return nil, marker(n) }, 4, 0, "has no end: 4 pages in a row had nothing new."},
		"the same users":     {func(n int) ([]string, string) { return fresh(n%2, 2), marker(n) }, 6, 10, "has no end: 4 pages in a row had nothing new."},
		"the same marker":    {func(n int) ([]string, string) { return fresh(n, 1), "same" }, 2, 1, "leads back to an earlier page: the list has no end."},
		"a circle":           {func(n int) ([]string, string) { return fresh(n, 1), marker(n % 3) }, 4, 3, "leads back to an earlier page: the list has no end."},
		"some empty pages": {func(n int) ([]string, string) {
			switch {
			case n == 10:
				return fresh(n, 1), ""
			case n%4 == 3:
				return fresh(n, 1), marker(n)
			default:
				return nil, marker(n)
			}
		}, 11, 3, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, asked := pager(t, limits, c.page)
			users, err := readAll(t, s)
			if users != c.users || asked() != c.calls {
				t.Errorf("%d users by %d calls, want %d by %d", users, asked(), c.users, c.calls)
			}
			e := iamsvc.AsError(err)
			if c.want == "" && err != nil || c.want != "" && (e == nil || e.Error() != "What answered ListUsers "+c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// A list that is read again, or by two at a time, is not taken for one that goes in circles.
func TestListsOfUsersReadTwice(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, iamsvc.Options{Walk: iamsvc.WalkLimits{Idle: 2}}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
		next := map[string]string{"": "a", "a": "b", "b": "c", "c": ""}[r.PostForm.Get("Marker")]
		_, _ = fmt.Fprintf(w, "<ListUsersResponse><ListUsersResult><Users><member><UserName>before-%[1]s</UserName></member></Users>"+
			"<IsTruncated>%[2]t</IsTruncated><Marker>%[1]s</Marker></ListUsersResult></ListUsersResponse>", next, next != "")
	})
	markers := [2]string{}
	for range 4 {
		for i := range markers {
			page, err := s.ListUsers(t.Context(), markers[i])
			if err != nil {
				t.Fatal(err)
			}
			markers[i] = page.Marker
		}
	}
	for range 3 {
		if users, err := readAll(t, s); users != 4 || err != nil {
			t.Errorf("%d users, %v", users, err)
		}
	}
}

// Lists about one user end as well.
func TestListsOfOneUserEnd(t *testing.T) {
	t.Parallel()
	n := 0
	s, asked := serve(t, iamsvc.Options{Walk: iamsvc.WalkLimits{ListPages: 5}}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
		n++
		op := r.PostForm.Get("Action")
		_, _ = fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult><IsTruncated>true</IsTruncated><Marker>m%[2]d</Marker></%[1]sResult></%[1]sResponse>", op, n)
	})
	for op, ask := range map[string]func() error{
		"ListAccessKeys":    func() error { _, err := s.ListKeys(t.Context(), iamsvc.NamedUser("bob")); return err },
		"ListGroupsForUser": func() error { _, err := s.Groups(t.Context(), iamsvc.NamedUser("bob")); return err },
		"ListUserTags":      func() error { _, err := s.Descriptions(t.Context(), iamsvc.NamedUser("bob")); return err },
	} {
		before := asked.Load()
		e := iamsvc.AsError(ask())
		if e == nil || e.Error() != "What answered "+op+" has no end: more than 5 pages." || asked.Load()-before != 5 {
			t.Errorf("%v after %d calls", e, asked.Load()-before)
		}
	}
}
