package words

import (
	"cmp"

	"akia/iamsvc"
	"akia/ui/action"
)

// connection words what helps where a service was not reached, or something else answered in its place.
func connection(r iamsvc.Remedy, p Place) string {
	again := p.pick("press %s", action.Refresh, "try again")
	switch r.Kind {
	case iamsvc.RemedyCheckNetwork:
		return "Check the network and the endpoint, then " + again + "."
	case iamsvc.RemedyCheckEndpoint:
		return "Check " + cmp.Or(r.Setting, "the endpoint") + "."
	case iamsvc.RemedyCheckRegion:
		return "Check the region" + inSetting(r.Setting) + "."
	case iamsvc.RemedyEnableRegion:
		return "Enable it in the account's settings, or choose another region."
	case iamsvc.RemedyCheckProxy:
		return "Check " + cmp.Or(r.Setting, "the proxy settings") + ", then start akia again."
	case iamsvc.RemedyTrust:
		return "If a proxy or a private endpoint is meant to be there, put its CA certificate in " +
			cmp.Or(r.Setting, "AWS_CA_BUNDLE") + " and start akia again."
	case iamsvc.RemedySignInPage:
		return "Check the endpoint; a proxy or a sign-in page of the network may have answered instead. Then " + again + "."
	case iamsvc.RemedyUseHTTPS:
		return "Use https://, or allow it with --allow-plain-http."
	default:
		return ""
	}
}

func inSetting(setting string) string {
	if setting == "" {
		return ""
	}
	return " in " + setting
}
