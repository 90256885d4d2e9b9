package words

import "akia/iamsvc/rotation"

// Removal says why a key is the one to remove.
func Removal(why rotation.Reason) string {
	switch why {
	case rotation.RemoveInactive:
		return "it is not active"
	case rotation.RemoveUnused:
		return "it was never used"
	case rotation.RemoveIdle:
		return "it was used longer ago"
	case rotation.RemoveOlder:
		return "it is older"
	default:
		return "the key being rotated stays for now"
	}
}
