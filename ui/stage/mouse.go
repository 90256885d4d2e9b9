package stage

import tea "charm.land/bubbletea/v2"

// OnClick is what a click on an area does. It changes nothing but what is selected, focused or sorted.
type OnClick func() tea.Cmd

// OnWheel is what the wheel does over an area: it scrolls by so many rows, up if that is less than 0.
type OnWheel func(rows int) tea.Cmd

// OnMark is what a click on the mark of a row does. It is not done where an answer has just moved the rows: the click
// was meant for another one.
type OnMark func() tea.Cmd
