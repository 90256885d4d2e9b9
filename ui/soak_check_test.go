package ui

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/queue"
)

// settle lets everything come to rest, and checks that screen, store and account agree.
func (s *soak) settle() {
	s.log("settling")
	s.world.mend()
	s.world.server.SetLag(localtest.Lag{})
	s.swap(false)
	if s.over {
		s.checkEnd()
		return
	}
	s.idle()
	s.world.activate()
	s.wait(31 * time.Second) // lists lag up to 12 s, changes from here outrank them for 15 s
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.closeAll()
	s.key("ctrl+r")
	s.wait(3 * time.Second)
	s.idle()
	if _, selected := s.m.selectedUser(); !selected { // no name was found to open at, or akia's own user was renamed
		s.key("h") // the focus may be on the keys of nobody
		s.key("j")
	}
	s.wait(2 * time.Second)
	s.idle()
	if _, selected := s.m.selectedUser(); !selected {
		s.key("g")
		s.wait(2 * time.Second)
		s.idle()
	}
	if s.over { // it was leaving
		s.checkEnd()
		return
	}
	s.tally.checks++
	users, keys := s.world.truth()
	if admin, _ := s.world.server.Admin(); !has(keys, admin) {
		s.checkCreates(nil)
		s.over = true // akia has deleted the key that it is signed in with
		return
	}
	s.checkRest()
	s.checkUsers(users, keys)
	s.checkSelected(users, keys)
	s.checkCreates(nil)
}

func has(keys map[string][]iamsvc.Key, id string) bool {
	for _, list := range keys {
		if slices.ContainsFunc(list, func(k iamsvc.Key) bool { return k.ID == id }) {
			return true
		}
	}
	return false
}

// idle waits until nothing is under way; it fails if that never is.
func (s *soak) idle() {
	for range 400 {
		if s.over || s.flying == 0 && len(s.m.UnderWay) == 0 && !s.m.browse.Seeking() {
			return
		}
		s.wait(time.Second)
	}
	s.fail("something never ends: %d commands, changes %v, seek %s", s.flying, s.m.UnderWay, s.m.browse.SeekWords())
}

// closeAll leaves every dialog, the filter, the error and the audit.
func (s *soak) closeAll() {
	for range 60 {
		if s.over {
			return
		}
		s.wait(300 * time.Millisecond)
		switch {
		case strings.Contains(s.m.View().Content, "Discard the secret?"):
			s.key("ctrl+u") // what was typed already
			s.key("ctrl+k")
			for _, c := range "discard" {
				s.key(string(c))
			}
			s.key("enter")
		case strings.Contains(s.m.View().Content, "Do you have the secret?"):
			s.key("y")
		case s.m.mode() != browsing || s.m.browse.Filter() != "" || s.m.Status.Err != nil:
			s.key("esc")
		case s.m.audit.OnScreen():
			s.key("a")
		default:
			return
		}
	}
	s.fail("a dialog, the filter or an error cannot be left")
}

// checkRest fails if something is under way although nothing should be.
func (s *soak) checkRest() {
	m := s.m
	switch {
	case len(m.Windows) > 0:
		s.fail("%d dialogs are stuck", len(m.Windows))
	case len(m.UnderWay) > 0 || m.Asker.Waiting(queue.Sweep) || m.browse.Seeking():
		s.fail("under way: %v %v %s", m.UnderWay, maps.Collect(m.Asker.UnderWay()), m.browse.SeekWords())
	case m.Status.Err != nil:
		s.fail("an error is left: %v", m.Status.Err)
	case !m.Store.Identity.Known():
		s.fail("the account is not known")
	case !s.home() || accountIn(ansi.Strip(m.View().Content)) != m.Store.Identity.Value.Account:
		s.fail("it is not the first account that is shown, but %s", m.Store.Identity.Value.Account)
	case strings.Contains(m.View().Content, "going slower"):
		s.fail("it still says that IAM limits calls")
	case m.busy():
		s.fail("it is busy with nothing")
	}
}

// checkUsers compares the list of users, and what it shows of their keys.
func (s *soak) checkUsers(users []string, keys map[string][]iamsvc.Key) {
	m := s.m
	var have []string
	for _, u := range m.Store.Users() {
		have = append(have, u.Name)
	}
	n := min(len(have), len(users))
	if len(have) > len(users) || !slices.Equal(have[:n], users[:n]) {
		s.fail("the users are %q, akia has %q", users, have)
	}
	title := strconv.Itoa(len(have))
	if len(have) < len(users) {
		title += "+"
	}
	lines := strings.Split(ansi.Strip(m.View().Content), "\n")
	if got := regexp.MustCompile(`Users ([0-9]+\+?) `).FindStringSubmatch(lines[1]); got == nil || got[1] != title {
		s.fail("the count is not %s: %s", title, lines[1])
	}
	for i, user := range m.browse.InView() {
		name := user.ReportName()
		s.checkKnown(name, keys[name])
		row := string([]rune(lines[3+i])[:m.browse.UsersWidth()])
		marks := strings.Count(row, m.Theme.Marks.Active) + strings.Count(row, m.Theme.Marks.Inactive)
		if !m.Config.ASCII && (marks != len(keys[name]) || !strings.Contains(row, name[:min(len(name), 12)])) {
			s.fail("the row of %s, who has %d keys, is %q", name, len(keys[name]), row)
		}
	}
}

// checkKnown compares what the store holds of a user's keys.
func (s *soak) checkKnown(user string, want []iamsvc.Key) {
	f := s.m.Store.Keys(iamsvc.NamedUser(user))
	if !f.Known() || f.At().IsZero() {
		s.fail("the keys of %s are not known: state %d, as of %s, error %v", user, f.State(), f.At(), f.Err)
	}
	got := slices.Clone(f.Value)
	sorted(got)
	sorted(want)
	if !slices.Equal(got, want) {
		s.fail("the keys of %s are %v, akia has %v", user, want, got)
	}
}

func sorted(keys []iamsvc.Key) {
	slices.SortFunc(keys, func(x, y iamsvc.Key) int { return strings.Compare(x.ID, y.ID) })
}

// keyRow is a row of the table of keys, with the mark of the key that akia is signed in with; a key ID elsewhere may be part of a name, or be told of in the details.
var keyRow = regexp.MustCompile(`^[^A-Za-z0-9]*(AKIA[A-Z2-7]{16})[^A-Za-z0-9]? .* (?:active|inactive) `)

// checkSelected compares the table of keys as it is drawn.
func (s *soak) checkSelected(users []string, keys map[string][]iamsvc.Key) {
	m := s.m
	user, ok := m.selectedUser()
	if !ok || !slices.Contains(users, user.UserName()) {
		s.fail("the user %q is selected", user)
	}
	s.checkKnown(user.UserName(), keys[user.UserName()])
	for _, k := range keys[user.UserName()] {
		if u := m.Store.LastUse(k.ID); !u.Known() {
			s.fail("the last use of %s is not known: %v", k.ID, u.Err)
		}
	}
	drawn := map[string]string{}
	for _, line := range strings.Split(ansi.Strip(m.View().Content), "\n")[2:m.PanesHeight()] {
		runes := []rune(line)
		if len(runes) <= m.browse.UsersWidth() {
			continue
		}
		right := string(runes[m.browse.UsersWidth():])
		if row := keyRow.FindStringSubmatch(right); row != nil {
			drawn[row[1]] = right
		}
	}
	for _, k := range keys[user.UserName()] {
		word := " " + strings.ToLower(string(k.Status)) + " "
		if !strings.Contains(drawn[k.ID], word) {
			s.fail("%s of %s is %s and drawn as %q", k.ID, user, k.Status, drawn[k.ID])
		}
		delete(drawn, k.ID)
	}
	if len(drawn) > 0 {
		s.fail("keys are drawn that %s does not have: %v", user, drawn)
	}
}

// checkCreates fails if akia has made a key of which nobody was told: its secret was shown, or the person knows that it is
// lost, or was told that it is not known and did not want to look, or saw the key in the list and deleted it while its answer
// was waited for, or someone else did. The last words count where the program has ended.
func (s *soak) checkCreates(words []string) {
	keys := s.world.everywhere()
	last := strings.Join(words, "\n")
	owner := map[string]string{}
	for user, list := range keys {
		for _, k := range list {
			owner[k.ID] = user
		}
	}
	ours := s.world.ours(keys)
	s.tally.creates = len(ours)
	s.tally.lost, s.tally.unclear, s.tally.early = 0, 0, 0
	for _, id := range ours {
		_, shown := s.secrets[id]
		switch user := owner[id]; {
		case shown:
		case s.told[id]:
			s.tally.lost++
		case user != "" && s.unclearOf(user), user == "" && len(s.unclear) > 0:
			s.tally.unclear++
		case user != "" && s.toldLast(last, user):
			s.tally.lost++
		case s.removed[id] || s.world.took[id]:
			s.tally.early++
		default:
			s.fail("the key %s of %q was made, and nobody was told; the last words are %q", id, user, words)
		}
	}
	for id := range s.secrets {
		if !slices.Contains(ours, id) {
			s.fail("the secret of %s was shown, which nobody has made", id)
		}
	}
}

// unclearOf reports whether the person was told that a user may have got a key, under any name that the user had.
func (s *soak) unclearOf(user string) bool {
	return slices.ContainsFunc(s.world.namesOf(user), func(name string) bool { return s.unclear[name] })
}

// toldLast reports whether the last words are about a key for a user, under any name that the user had.
func (s *soak) toldLast(words, user string) bool {
	return slices.ContainsFunc(s.world.namesOf(user), func(name string) bool {
		return strings.Contains(words, "creation of an access key for "+name+" ")
	})
}

// checkEnd checks what the program left behind.
func (s *soak) checkEnd() {
	s.tally.checks++
	words := s.m.LastWords()
	for range 200 {
		time.Sleep(time.Second) // what is under way ends unseen
	}
	s.checkCreates(words)
	for id := range s.secrets {
		d, open := revealOf(s.m, id)
		if open && !d.Saved() && !strings.Contains(strings.Join(words, "\n"), id) {
			s.fail("the secret of %s was on the screen and nowhere else, and the last words are %q", id, words)
		}
	}
}
