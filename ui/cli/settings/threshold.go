package settings

import "akia/iamsvc/audit"

// ThresholdFlag returns the name of the flag that a finding depends on; empty for none.
func ThresholdFlag(f audit.Finding) string {
	switch f {
	case audit.Old:
		return "max-age"
	case audit.Unused:
		return "unused"
	case audit.LongUnused:
		return "unused-long"
	case audit.NeverUsed:
		return "never-used"
	case audit.IdleInactive:
		return "inactive"
	case audit.NoDescription:
		return "descriptions"
	default:
		return ""
	}
}
