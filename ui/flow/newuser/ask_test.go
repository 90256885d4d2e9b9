package newuser

import (
	"testing"

	"akia/iamsvc"
)

func TestTagsAreReadAsTheyAreTyped(t *testing.T) {
	for text, want := range map[string][]iamsvc.Tag{
		"":            nil,
		" , ":         nil,
		"a=b":         {{Key: "a", Value: "b"}},
		"a = b=c , d": {{Key: "a", Value: "b=c"}, {Key: "d"}},
	} {
		got := parseTags(text)
		if len(got) != len(want) {
			t.Errorf("%q is read as %v", text, got)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q is read as %v, want %v", text, got, want)
			}
		}
	}
}
