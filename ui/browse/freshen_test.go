package browse

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// twins are two panes of one account: one is brought up to date as the program does it, the other is matched anew each time.
type twins struct {
	t    *testing.T
	r    *rand.Rand
	a    *store.Store
	pane usersPane
	anew usersPane
	page int
}

func newTwins(t *testing.T, r *rand.Rand) *twins {
	w := &twins{t: t, r: r, a: store.New(), pane: newTestPane(), anew: newTestPane()}
	w.both(func(p *usersPane) { p.window.Resize(p, 6) })
	w.step()
	w.choose()
	return w
}

func (w *twins) both(do func(*usersPane)) { do(&w.pane); do(&w.anew) }

// choose sets a filter and an order, as a person does.
func (w *twins) choose() {
	filter := []string{
		"", "b", "bot", "/ci", "akia0", "7", "no such", "status:active", "-status:active bot", "age:>9d", "b -a", "-finding:old",
		"status:", " ", "key:akia1 age:<9d",
	}[w.r.IntN(15)]
	order := userOrder(w.r.IntN(int(userOrders)))
	w.both(func(p *usersPane) {
		p.filter.SetValue(filter)
		p.order = order
		p.update(w.a)
	})
}

func (w *twins) user() string { return fmt.Sprintf("%c-bot-%02d", 'a'+w.r.IntN(5), w.r.IntN(6)) }

func (w *twins) keys() []iamsvc.Key {
	var keys []iamsvc.Key
	for range w.r.IntN(4) {
		k := iamsvc.Key{ID: fmt.Sprintf("AKIA%d", w.r.IntN(20)), Status: iamsvc.Active}
		if w.r.IntN(3) == 0 {
			k.Status = iamsvc.Inactive
		}
		if w.r.IntN(5) > 0 {
			k.Created = start.AddDate(0, 0, -w.r.IntN(20))
		}
		keys = append(keys, k)
	}
	return keys
}

// step reads a page of users, or learns about keys, and sometimes moves the cursor.
func (w *twins) step() {
	if w.r.IntN(6) == 0 {
		n := w.r.IntN(9) - 4
		w.both(func(p *usersPane) {
			if p.Len() > 0 {
				p.window.Move(p, n)
				p.choose()
			}
		})
	}
	if w.page < 12 && w.r.IntN(3) == 0 {
		w.readPage()
		w.pane.grow(w.a)
	} else {
		for range 1 + w.r.IntN(4) {
			w.change()
		}
		w.pane.freshen(w.a)
	}
	w.anew.update(w.a)
	w.compare()
}

func (w *twins) readPage() {
	var p iamsvc.UserPage
	for range w.r.IntN(12) {
		path, created := []string{"/", "/ci/"}[w.r.IntN(2)], start.AddDate(0, 0, -w.r.IntN(100))
		p.Users = append(p.Users, iamsvc.User{Name: w.user(), Path: path, Created: created})
	}
	w.page++
	p.More, p.Marker = w.page < 12, fmt.Sprint(w.page)
	w.a.AddPage(p, start)
}

// change is one thing that becomes known of a user's keys, or is done with them.
func (w *twins) change() {
	user, id := w.user(), fmt.Sprintf("AKIA%d", w.r.IntN(20))
	ask := store.Read{Op: store.AskKeys, User: iamsvc.NamedUser(user)}
	switch w.r.IntN(14) {
	case 0:
		w.a.Fail(ask, &iamsvc.Error{Kind: iamsvc.KindNetwork}, start)
	case 1:
		w.a.ForgetKeys(iamsvc.NamedUser(user))
	case 2:
		w.a.AddKey(iamsvc.Key{ID: id, User: iamsvc.NamedUser(user), Status: iamsvc.Active, Created: start}, start)
	case 3:
		w.a.RemoveKey(iamsvc.NamedUser(user), id, start)
	case 4:
		w.a.SetStatus(iamsvc.NamedUser(user), id, iamsvc.Inactive, start)
	case 5:
		w.a.LearnKeys(iamsvc.NamedUser(user), w.keys(), start.Add(time.Duration(w.r.IntN(9))*time.Second), start)
	case 6:
		if w.r.IntN(20) == 0 {
			w.a.ForgetAll()
		}
	case 7:
		if w.r.IntN(20) == 0 {
			w.a.AddUser(iamsvc.User{Name: user, Path: "/"}, start)
			w.both(func(p *usersPane) { p.update(w.a) })
		}
	case 8:
		if w.r.IntN(20) == 0 {
			w.a.RemoveUser(iamsvc.NamedUser(user), start)
			w.both(func(p *usersPane) { p.update(w.a) })
		}
	default:
		w.a.LearnKeys(iamsvc.NamedUser(user), w.keys(), start, start)
	}
}

func (w *twins) compare() {
	w.t.Helper()
	same := func(x, y row) bool {
		return x.user == y.user && x.hit.same(y.hit) && x.hit.score == y.hit.score && slices.Equal(x.hit.at, y.hit.at)
	}
	if !slices.EqualFunc(w.pane.rows, w.anew.rows, same) || (w.pane.rows == nil) != (w.anew.rows == nil) {
		w.t.Fatalf("/%s, %s:\n%v\nwant\n%v", w.pane.filter.Value(), w.pane.order, w.pane.rows, w.anew.rows)
	}
	if !maps.Equal(w.pane.open, w.anew.open) {
		w.t.Fatalf("/%s: not known of %v, want %v", w.pane.filter.Value(), w.pane.open, w.anew.open)
	}
	from, to := w.pane.window.Range(&w.pane)
	wantFrom, wantTo := w.anew.window.Range(&w.anew)
	samePlace := w.pane.window.ID() == w.anew.window.ID() && w.pane.window.Pos() == w.anew.window.Pos()
	if !samePlace || from != wantFrom || to != wantTo {
		w.t.Fatalf("/%s, %s: on %s at %d of %d to %d, want %s at %d of %d to %d", w.pane.filter.Value(), w.pane.order,
			w.pane.window.ID(), w.pane.window.Pos(), from, to, w.anew.window.ID(), w.anew.window.Pos(), wantFrom, wantTo)
	}
	for i := range w.pane.Len() {
		if at := w.pane.Index(w.pane.ID(i)); at != i {
			w.t.Fatalf("/%s, %s: row %d is found at %d", w.pane.filter.Value(), w.pane.order, i, at)
		}
	}
	for _, u := range w.a.Users() {
		shown := slices.ContainsFunc(w.pane.rows, func(r row) bool { return w.a.Users()[r.user].Name == u.Name })
		if at := w.pane.Index(u.Name); at >= 0 != (shown || w.pane.rows == nil) {
			w.t.Fatalf("/%s, %s: %s is found at %d", w.pane.filter.Value(), w.pane.order, u.Name, at)
		}
	}
}

// TestRowsAreFreshAsIfMatchedAnew: matching only the users whose keys came must give the rows, and leave the cursor, as
// matching everything does.
func TestRowsAreFreshAsIfMatchedAnew(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		w := newTwins(t, r)
		for range 60 {
			if r.IntN(15) == 0 {
				w.choose()
			}
			w.step()
		}
	}
}

// TestManyChangesAreFreshToo: more changes than are remembered come before the next answer.
func TestManyChangesAreFreshToo(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{255, 256, 257, 511, 512, 513, 2000} {
		w := newTwins(t, r)
		w.readPage()
		w.both(func(p *usersPane) {
			p.filter.SetValue("akia")
			p.update(w.a)
		})
		for range n {
			w.a.SetKeys(iamsvc.NamedUser(w.user()), w.keys(), start)
		}
		w.pane.freshen(w.a)
		w.anew.update(w.a)
		w.compare()
	}
}

// TestAnswerMatchesOneUser: however many users there are.
func TestAnswerMatchesOneUser(t *testing.T) {
	a, pane := store.New(), newTestPane()
	a.AddPage(iamsvc.UserPage{Users: people(5_000)}, start)
	pane.filter.SetValue("akia")
	pane.update(a)
	rows := pane.rows[:0:0]
	// Matching anew would take this row away.
	pane.rows = append(rows, row{user: 4_999, hit: hit{field: inKeyID, score: behindNames}})
	a.SetKeys(iamsvc.NamedUser("person-000007"), []iamsvc.Key{{ID: "AKIAONE"}}, start)
	pane.freshen(a)
	if pane.Len() != 2 || pane.ID(0) != "person-000007" {
		t.Errorf("%d rows", pane.Len())
	}
	pane.update(a)
	if pane.Len() != 1 {
		t.Errorf("%d rows", pane.Len())
	}
}
