package keyboard

import (
	"bytes"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// paste takes bytes of a paste and returns those behind its end.
func (s *scanner) paste(now time.Time, data []byte) []byte {
	s.came = now
	from := max(len(s.kept)-len(pasteEnd)+1, 0)
	s.kept = append(s.kept, data...)
	end := bytes.Index(s.kept[from:], []byte(pasteEnd))
	if end < 0 {
		if over := len(s.kept) - mostPaste; over > 0 { // the beginning and the end are kept
			s.kept = slices.Delete(s.kept, mostPaste-len(pasteEnd), mostPaste-len(pasteEnd)+over)
		}
		return nil
	}
	end += from
	rest := data[len(data)-(len(s.kept)-end-len(pasteEnd)):]
	if s.late {
		s.out = append(s.out, unit{ignored: true})
	} else {
		text := string(bytes.ToValidUTF8(s.kept[:end], nil))
		s.out = append(s.out, unit{msg: tea.PasteMsg{Content: text}})
	}
	s.reset()
	s.kept = nil // it may have been long
	return rest
}
