package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// Screen is the screens of several accounts, of which one is shown. Each is a [Model] of its own, with its own store
// and service; one that is left stays as it is, asks nothing, and is found again as it was. What a command of an
// account answers comes back to that account, whichever is shown by then. Make it with NewScreen.
type Screen struct {
	shown *Model
	kept  []*Model // all that were opened, the shown one among them
	seen  []tea.Msg
}

// NewScreen returns the screen of a first account. Others are opened by what Config.Enter is asked for.
func NewScreen(first Config) *Screen {
	s := &Screen{seen: make([]tea.Msg, looks)}
	s.keep(first)
	return s
}

// keep adds an account and shows it.
func (s *Screen) keep(cfg Config) {
	if open := cfg.Open; open != nil {
		cfg.Enter = func(to stage.Entry) tea.Cmd { return s.enter(to, open) }
	}
	s.shown = New(cfg)
	s.kept = append(s.kept, s.shown)
}

// looks are the kinds of message that say how the terminal is: an account that is shown is told the last of each.
const (
	lookSize = iota
	lookBackground
	lookColors
	looks
)

// look returns which kind of message about the terminal a message is; false for any other.
func look(msg tea.Msg) (int, bool) {
	switch msg.(type) {
	case tea.WindowSizeMsg:
		return lookSize, true
	case tea.BackgroundColorMsg:
		return lookBackground, true
	case tea.ColorProfileMsg:
		return lookColors, true
	default:
		return 0, false
	}
}

// Init implements tea.Model.
func (s *Screen) Init() tea.Cmd { return addressed(s.shown, s.shown.Init()) }

// Update implements tea.Model. It calls no service, as Model.Update.
func (s *Screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	to := s.shown
	switch m := msg.(type) {
	case answerTo:
		to, msg = m.model, m.msg
	case entered:
		return s, s.show(m)
	}
	if kind, ok := look(msg); ok {
		s.seen[kind] = msg
	}
	_, cmd := to.Update(msg)
	return s, addressed(to, cmd)
}

// View implements tea.Model.
func (s *Screen) View() tea.View { return s.shown.View() }

// answerTo is a message for the account whose command it comes from.
type answerTo struct {
	model *Model
	msg   tea.Msg
}

// addressed returns a command whose message comes back to the account. What is meant for the program that runs the
// screen, such as that it is to end, is left as it is.
func addressed(to *Model, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			for i, each := range msg {
				msg[i] = addressed(to, each)
			}
			return msg
		case stage.Message, taken, write.Outcome:
			return answerTo{to, msg}
		default:
			return msg
		}
	}
}

// entered is an account that is to be shown.
type entered struct {
	from *Model // where the person was
	at   stage.Entry
	cfg  Config
	err  error
}

// enter opens an account, which reads files, and shows it.
func (s *Screen) enter(to stage.Entry, open func(stage.Entry) (Config, error)) tea.Cmd {
	from := s.shown
	if why := from.keepsOpen(); why != "" {
		return from.Say(dialog.Warn, why+": the account can't be left yet")
	}
	if i := slices.IndexFunc(s.kept, func(m *Model) bool { return m.Config.At == to }); i >= 0 {
		return func() tea.Msg { return entered{from: from, at: to} }
	}
	return func() tea.Msg {
		cfg, err := open(to)
		return entered{from, to, cfg, err}
	}
}

// show shows an account that was opened, unless the person has gone elsewhere since or begun what must end first.
func (s *Screen) show(e entered) tea.Cmd {
	why := s.shown.keepsOpen()
	switch {
	case e.from != s.shown:
		return nil
	case e.err != nil:
		return addressed(s.shown, s.shown.refused(fmt.Sprintf("%s was not opened: %s", e.at, e.err)))
	case why != "":
		return addressed(s.shown, s.shown.refused(why+": the account can't be left yet"))
	}
	s.shown.leave()
	if i := slices.IndexFunc(s.kept, func(m *Model) bool { return m.Config.At == e.at }); i >= 0 {
		s.shown = s.kept[i]
		return tea.Batch(s.tell(), addressed(s.shown, s.shown.comeBack()))
	}
	e.cfg.At = e.at
	s.keep(e.cfg)
	return tea.Batch(s.tell(), addressed(s.shown, s.shown.Init()))
}

// tell tells the shown account how the terminal is.
func (s *Screen) tell() tea.Cmd {
	var cmds []tea.Cmd
	for _, msg := range s.seen {
		if msg != nil {
			_, cmd := s.shown.Update(msg)
			cmds = append(cmds, addressed(s.shown, cmd))
		}
	}
	return tea.Batch(cmds...)
}

// ExitStatus returns the status to end the process with, as that of Model.
func (s *Screen) ExitStatus() int { return s.shown.ExitStatus() }

// LastWords returns what a person must know after the screen is gone, of every account that was opened, as that of
// Model.
func (s *Screen) LastWords() (words []string) {
	for _, m := range s.kept {
		words = append(words, m.LastWords()...)
	}
	return words
}
