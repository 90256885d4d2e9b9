package ui

import (
	"math/rand/v2"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/local/localtest"
	"akia/ui/dialog"
)

// act does one thing at random: as the person, as time, as the network, as someone else.
func (s *soak) act() {
	switch n := s.r.IntN(100); {
	case n < 8 && s.hands != nil:
		s.typeBurst(s.someBurst())
	case n < 46:
		s.key(s.someKey())
	case n < 52:
		s.intend()
	case n < 56 && s.hands == nil:
		s.intend()
	case n < 56:
		s.typeBurst(s.someBurst())
	case n < 58:
		s.send(tea.PasteMsg{Content: s.somePaste()})
	case n < 61:
		s.send(tea.WindowSizeMsg(someSize(s.r)))
	case n < 80:
		s.wait(time.Duration(s.r.Int64N(int64(400 * time.Millisecond))))
	case n < 87:
		s.wait(time.Duration(s.r.Int64N(int64(5 * time.Second))))
	case n < 89:
		s.wait(time.Duration(s.r.Int64N(int64(90 * time.Second))))
	case n < 94:
		s.log("fault: %s", s.world.breakSomething(s.r))
	case n < 96:
		s.log("faults lifted")
		s.world.mend()
	case n < 97 && s.world.session != nil && s.r.IntN(2) == 0:
		s.swap(!s.world.session.away.Load())
	case n < 97:
		lag := time.Duration(s.r.IntN(12)) * time.Second
		s.log("lists lag by %s", lag)
		s.world.server.SetLag(localtest.Lag{Lists: lag})
		s.world.count("lists that lag")
	default:
		s.log("someone else: %s", s.world.someoneElse(s.r, s.someUser()))
		s.world.count("other administrators")
	}
	s.deliver()
}

func (s *soak) key(name string) {
	if s.hands != nil {
		s.typeKey(name)
		return
	}
	s.send(keyPress(name))
	s.deliver()
}

// someKey is a key that means something here, or one of all.
func (s *soak) someKey() string {
	var keys []string
	switch s.m.mode() {
	case browsing:
		keys = strings.Fields("j j j k k down up g G ctrl+d ctrl+u pgdown pgup tab tab l h enter esc t t t c c d d u u y o / / s T r r ctrl+r ? ! ctrl+z V space n a x e e")
	case filtering, searching:
		keys = strings.Fields("a e i . - b o t A K down up enter esc tab backspace ctrl+w")
	default:
		switch s.m.Top().Kind() {
		case dialog.KindReveal:
			keys = strings.Fields("v v y esc tab enter ? ! ctrl+z s n left")
		case dialog.KindTyped:
			keys = strings.Fields("a K 7 . backspace enter esc y tab")
		case dialog.KindPage:
			keys = strings.Fields("j k pgdown G g esc enter q")
		default:
			keys = strings.Fields("y y y n enter tab tab left esc ? !")
		}
	}
	if s.r.IntN(150) == 0 {
		return []string{"q", "ctrl+c"}[s.r.IntN(2)]
	}
	return keys[s.r.IntN(len(keys))]
}

// intend does several things that belong together, as a person who wants something.
func (s *soak) intend() {
	if s.m.mode() == asking && s.m.Top().Kind() == dialog.KindTyped {
		s.answer()
		return
	}
	switch s.r.IntN(6) {
	case 0, 1, 2:
		s.key("c")
		s.think()
		s.key("y")
	case 3:
		s.key("d")
		s.think()
		s.key("y")
		s.think()
		s.answer()
	case 4:
		s.key("t")
		s.think()
		s.key("u")
	default:
		for range 1 + s.r.IntN(30) {
			s.key([]string{"j", "k"}[s.r.IntN(2)])
			s.wait(30 * time.Millisecond)
		}
	}
}

// think is the pause before the next key.
func (s *soak) think() { s.wait(time.Duration(s.r.Int64N(int64(600 * time.Millisecond)))) }

// answer types what a dialog may want to read.
func (s *soak) answer() {
	if s.m.mode() != asking || s.m.Top().Kind() != dialog.KindTyped {
		return
	}
	text := "nothing"
	k, ok := s.m.selectedKey()
	switch n := s.r.IntN(6); {
	case n < 4 && ok && len(k.ID) > 4:
		text = k.ID[len(k.ID)-4:]
	case n == 4:
		text = "discard"
	case ok && !s.m.Own(k):
		text = k.ID
	}
	for _, c := range text {
		s.key(string(c))
	}
	s.key("enter")
}

// someUser is a user of the screen more often than not.
func (s *soak) someUser() string {
	if name, ok := s.m.selectedUser(); ok && name.UserName() != "" && s.r.IntN(2) == 0 {
		return name.UserName()
	}
	users := s.m.Store.Users()
	if len(users) == 0 {
		return "akia-admin"
	}
	return users[s.r.IntN(len(users))].Name
}

// somePaste is a text that a person may paste: what is meant, or anything at all.
func (s *soak) somePaste() string {
	k, _ := s.m.selectedKey()
	user, _ := s.m.selectedUser()
	return []string{
		k.ID, " " + k.ID + "\n", user.UserName(), "AKIA0000000000000000", "\x1b]52;c;aGFsbG8=\a\x1b[2J", "a\u202eb\u0301\u200b",
		strings.Repeat("日本語\n", 20_000), strings.Repeat("y", 3000), "",
	}[s.r.IntN(9)]
}

// someSize is a size of a window: mostly one to work in.
func someSize(r *rand.Rand) tea.WindowSizeMsg {
	switch r.IntN(6) {
	case 0:
		return tea.WindowSizeMsg{Width: r.IntN(60), Height: r.IntN(20)}
	case 1:
		return tea.WindowSizeMsg{Width: 60, Height: 15}
	case 2:
		return tea.WindowSizeMsg{Width: 60 + r.IntN(200), Height: 15 + r.IntN(80)}
	default:
		return tea.WindowSizeMsg{Width: 120, Height: 40}
	}
}
