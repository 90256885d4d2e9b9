package words

import "akia/ui/text"

// Unmatched says of how many keys it is not known whether a filter matches them; empty for none.
func Unmatched(keys int) string {
	if keys == 0 {
		return ""
	}
	return "The filter leaves out " + text.Many(keys, "key") + " because what it asks for isn't known."
}
