// Package accounts is the screen of several accounts: a row for each, which fills while they are read, the worst first.
// It reads by package collect, and goes into an account by its identity. Nothing is changed from here.
package accounts

import (
	"context"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/collect"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/stage"
)

// gatherFor is how long what is heard of accounts is collected for one message.
const gatherFor = 250 * time.Millisecond

// Room is the screen. Make it with New.
type Room struct {
	*stage.Stage
	host   Host
	reader *collect.Accounts
	box    *stage.Mailbox[heard]

	all    []collect.Account // in the order in which they were told
	rows   []int             // places in all, the worst first, each account once
	at     map[int]int       // the row of each place
	window list.Window
	chosen bool // the person has moved the cursor: until then the worst is under it

	began, ended time.Time
	running      int   // how many readings are under way
	err          error // why accounts may be missing
}

// Host is what the room needs of the screen that it is a part of.
type Host interface {
	// Enter goes into an account.
	Enter(a collect.Account) tea.Cmd
	// SignIn opens the session that an account waits for, then asks Again.
	SignIn(a collect.Account) tea.Cmd
}

// heard is what became known of the account in a place, or that a reading has ended.
type heard struct {
	place   int
	account collect.Account
	over    bool
	err     error
}

// New returns the screen of the accounts that a reader reads. It asks nothing until it is started.
func New(s *stage.Stage, host Host) *Room {
	r := &Room{Stage: s, host: host, box: stage.NewMailbox[heard](gatherFor), at: map[int]int{}}
	box := r.box
	r.reader = s.Config.Accounts(func(place int, a collect.Account) { box.Put(heard{place: place, account: a}) })
	return r
}

// Start reads all accounts.
func (r *Room) Start() tea.Cmd { return r.run(r.reader.Run) }

// Again reads the accounts that a function chooses once more.
func (r *Room) Again(choose func(collect.Account) bool) tea.Cmd {
	return r.run(func(ctx context.Context) error { return r.reader.Again(ctx, choose) })
}

// run runs a reading, and takes what is heard meanwhile.
func (r *Room) run(do func(context.Context) error) tea.Cmd {
	box := r.box
	work := func() tea.Msg {
		box.Put(heard{over: true, err: do(context.Background())})
		return nil
	}
	if r.running++; r.running > 1 { // what is heard is taken already
		return work
	}
	r.began = r.Config.Now()
	return tea.Batch(work, r.wait())
}

func (r *Room) wait() tea.Cmd {
	box := r.box
	return func() tea.Msg { return news{r, box.Take()} }
}

// news is what was heard of accounts.
type news struct {
	room *Room
	said []heard
}

// Heard returns the message that something was heard of the account in a place.
func (r *Room) Heard(place int, a collect.Account) tea.Msg {
	return news{r, []heard{{place: place, account: a}}}
}

// Take implements stage.Message.
func (n news) Take() tea.Cmd {
	r := n.room
	for _, h := range n.said {
		if h.over {
			r.running--
			if h.err != nil {
				r.err = h.err
				if e := iamsvc.AsError(h.err); e != nil {
					r.Fail(e)
				}
			}
			continue
		}
		r.all = append(r.all, make([]collect.Account, max(0, h.place+1-len(r.all)))...)
		r.all[h.place] = h.account
	}
	r.order()
	if r.running > 0 {
		return r.wait()
	}
	r.ended = r.Config.Now()
	return nil
}

// order puts the worst first. What is the same account as another one has no row.
func (r *Room) order() {
	r.rows = r.rows[:0]
	for i, a := range r.all {
		if a.State != collect.Same {
			r.rows = append(r.rows, i)
		}
	}
	slices.SortStableFunc(r.rows, func(x, y int) int { return collect.Worst(r.all[x], r.all[y]) })
	clear(r.at)
	for row, place := range r.rows {
		r.at[place] = row
	}
}

// Len implements list.Source.
func (r *Room) Len() int { return len(r.rows) }

// ID implements list.Source: the place in which an account was told is always that of the same one, whatever becomes
// known of it.
func (r *Room) ID(row int) string { return strconv.Itoa(r.rows[row]) }

// Index implements list.Source.
func (r *Room) Index(id string) int {
	place, err := strconv.Atoi(id)
	row, ok := r.at[place]
	if err != nil || !ok {
		return -1
	}
	return row
}

// Look brings the window up to date. While nobody has chosen a row the worst is on top, whichever it is.
func (r *Room) Look() {
	if !r.chosen {
		r.window.First(r)
	}
	r.window.Sync(r)
}

// Selected returns the identity of the row under the cursor; empty if there is none.
func (r *Room) Selected() string {
	if len(r.rows) == 0 {
		return ""
	}
	return r.window.ID()
}

// Account returns the account under the cursor; false if there is none.
func (r *Room) Account() (collect.Account, bool) {
	row := r.Index(r.window.ID())
	if row < 0 || row >= len(r.rows) {
		return collect.Account{}, false
	}
	return r.all[r.rows[row]], true
}

// Move moves the cursor.
func (r *Room) Move(f func(*list.Window, list.Source)) tea.Cmd {
	if len(r.rows) == 0 {
		return r.Say(dialog.Dim, "No account is known yet")
	}
	f(&r.window, r)
	r.chosen = true
	return nil
}

// Busy reports whether accounts are being read.
func (r *Room) Busy() bool { return r.running > 0 }

// Enter goes into the account under the cursor, signs in to it, or says why it can't be entered.
func (r *Room) Enter() tea.Cmd {
	a, ok := r.Account()
	if !ok {
		return r.Say(dialog.Dim, "No account is known yet")
	}
	r.chosen = true
	switch {
	case a.Service != nil && a.ID() != "":
		return r.host.Enter(a)
	case a.State == collect.SignedOut:
		return r.host.SignIn(a)
	case a.Err != nil:
		r.Status.Last = a.Err
		r.OpenHarmless(dialog.NewPage("Account "+r.title(a), r.why(a)...))
		return nil
	case a.State == collect.Suspended:
		return r.Say(dialog.Warn, r.title(a)+" is suspended in its organization: it can't be entered")
	default:
		return r.Say(dialog.Dim, r.title(a)+" is not read yet")
	}
}

// why says in full why an account can't be read.
func (r *Room) why(a collect.Account) []dialog.Line {
	lines := []dialog.Line{{Text: a.Err.Error(), Tone: dialog.Bad}}
	if role := a.Err.RoleRefused(); role != "" {
		lines = append(lines, dialog.Line{Text: "Role " + role, Tone: dialog.Strong})
	}
	if next := r.Remedy(a.Err.Remedy()); next != "" {
		lines = append(lines, dialog.Line{Text: next})
	}
	return lines
}

// Refresh reads again what could not be read, or else the account under the cursor.
func (r *Room) Refresh() tea.Cmd {
	failing := slices.ContainsFunc(r.all, collect.Account.Failing)
	under, _ := r.Account()
	choose := func(a collect.Account) bool { return a.Failing() }
	says := "Reading again what could not be read"
	if !failing {
		choose = func(a collect.Account) bool { return a.State == collect.Read && a.ID() == under.ID() }
		says = "Reading " + r.title(under) + " again"
	}
	if len(r.rows) == 0 && r.running == 0 {
		return tea.Batch(r.Start(), r.Say(dialog.Dim, "Listing the accounts"))
	}
	return tea.Batch(r.Again(choose), r.Say(dialog.Dim, says))
}
