package audit

import "fmt"

// Control is where a finding comes from. A field that is empty has nothing to say about it.
type Control struct {
	CIS         string // the CIS AWS Foundations Benchmark: version and number, for each version that has it
	Config      string // the managed rule of AWS Config
	SecurityHub string // the control of AWS Security Hub
}

// Control returns the controls that the finding is taken from; none for what is good practice alone. Where a control
// has a number of days it is that of [Defaults], whatever threshold is set.
func (f Finding) Control() Control {
	switch f {
	case RootKey:
		return Control{"v5.0.0 1.3, v6.0.0 2.3, v7.0.0 2.4", "iam-root-access-key-check", "IAM.4"}
	case LongUnused:
		return Control{"", "iam-user-unused-credentials-check", "IAM.8"}
	case NeverUsed, Unused:
		return Control{"v5.0.0 1.11, v6.0.0 2.11, v7.0.0 2.11", "", "IAM.22"}
	case Old:
		return Control{"v5.0.0 1.13, v6.0.0 2.13, v7.0.0 2.12", "access-keys-rotated", "IAM.3"}
	case SeveralActive: // version 7 dropped it
		return Control{CIS: "v5.0.0 1.12, v6.0.0 2.12"}
	default:
		return Control{}
	}
}

// Title says what the finding is, in a few words, with its threshold.
func (f Finding) Title(t Thresholds) string {
	switch f {
	case RootKey:
		return "key of the root user"
	case Quarantined:
		return "user quarantined by AWS"
	case LongUnused:
		return fmt.Sprintf("active, unused for %d days", t.LongUnused)
	case NeverUsed:
		return fmt.Sprintf("active, never used in %d days", t.NeverUsed)
	case Unused:
		return fmt.Sprintf("active, unused for %d days", t.Unused)
	case Old:
		return fmt.Sprintf("active, older than %d days", t.MaxAge)
	case SeveralActive:
		return "more than one active key"
	case IdleInactive:
		return fmt.Sprintf("inactive, unused for %d days", t.Inactive)
	case NoDescription:
		return "no description"
	default:
		return f.String()
	}
}

// Advice says in one line what to do about the finding.
func (f Finding) Advice() string {
	switch f {
	case RootKey:
		return "Delete it: sign in as root with a password and MFA, and only for what needs root."
	case Quarantined:
		return "AWS found a key of this user exposed. Deactivate the keys, check what was done with them, then delete them."
	case LongUnused, Unused:
		return "Deactivate it. Delete it once you're sure nobody needs it."
	case NeverUsed:
		return "Deactivate it, and ask its owner what it's for."
	case Old:
		return "Rotate it: create a second key, update what uses this one, deactivate it, then delete it."
	case SeveralActive:
		return "Finish the rotation: deactivate the key that's no longer used."
	case IdleInactive:
		return "Delete it. Nothing has used it for that long; AWS doesn't record when it was deactivated."
	case NoDescription:
		return "Say what it is for, so that the next person knows."
	default:
		return ""
	}
}
