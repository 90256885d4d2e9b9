package browse

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// TestRowsGrowAsIfMatchedAnew reads pages, and makes and removes users in between: matching only what is new must give the
// rows that matching everything gives.
func TestRowsGrowAsIfMatchedAnew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		a, pane := store.New(), newTestPane()
		pane.filter.SetValue([]string{"", "b", "bot", "/ci", "bot -path:/ci", "age:>1d", "b 7 c", "-b"}[r.IntN(8)])
		pane.order = userOrder(r.IntN(int(userOrders)))
		for page := range 12 {
			var p iamsvc.UserPage
			for range r.IntN(8) {
				name := fmt.Sprintf("%c-bot-%03d", 'a'+r.IntN(26), r.IntN(300))
				path, created := []string{"/", "/ci/"}[r.IntN(2)], start.AddDate(0, 0, -r.IntN(100))
				p.Users = append(p.Users, iamsvc.User{Name: name, Path: path, Created: created})
			}
			p.More, p.Marker = page < 11, fmt.Sprint(page)
			if r.IntN(4) == 0 {
				a.Only(iamsvc.User{Name: "bob", Path: "/"})
			}
			if r.IntN(5) == 0 {
				a.RefreshUsers()
			}
			a.AddPage(p, start)
			pane.grow(a)
			anew := newTestPane()
			anew.filter.SetValue(pane.filter.Value())
			anew.order = pane.order
			anew.update(a)
			same := func(x, y row) bool { return x.user == y.user && x.hit.field == y.hit.field }
			if pane.Len() != anew.Len() || !slices.EqualFunc(pane.rows, anew.rows, same) {
				t.Fatalf("round %d, page %d: %d rows, want %d", round, page, pane.Len(), anew.Len())
			}
			if !maps.Equal(pane.open, anew.open) {
				t.Fatalf("round %d, page %d, /%s: not known of %v, want %v", round, page, pane.filter.Value(), pane.open, anew.open)
			}
		}
	}
}
