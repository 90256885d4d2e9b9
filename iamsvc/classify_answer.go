package iamsvc

import (
	"net/http"
	"strconv"
	"strings"
)

// serviceFailed fills in an error that is none of IAM's usual ones.
func (e *Error) serviceFailed() {
	at := service(e.Op)
	switch code := strings.TrimSuffix(e.Code, "Exception"); {
	case code == "OptInRequired", code == "SubscriptionRequired":
		e.sentence = "This account isn't signed up for " + at + ", or its activation isn't complete."
		e.remedy = Remedy{Kind: RemedyOtherProfile}
	case code == "InvalidAction", code == "UnknownOperation", code == "UnsupportedOperation", code == "NotImplemented",
		code == "ActionNotSupported", e.status == http.StatusNotImplemented:
		e.sentence = "The endpoint of " + at + " doesn't know the operation " + e.Op + "."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case e.status == http.StatusServiceUnavailable, code == "ServiceUnavailable":
		e.sentence = at + " is unavailable for now: could not " + e.task() + "."
	}
}

// malformed fills in an answer that breaks the contract.
func (e *Error) malformed(bad *malformedResponse, last attempt) {
	if e.status == http.StatusTooManyRequests {
		e.Kind = KindThrottled
		return
	}
	e.transient = e.status >= http.StatusInternalServerError && e.status != http.StatusNotImplemented
	r := route{service: service(e.Op), host: clip(last.host)}
	http := ": HTTP " + strconv.Itoa(e.status)
	e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	switch bad.is {
	case isRedirect:
		e.sentence = r.beginning() + " answered " + e.Op + " with a redirect" + toHost(bad.to) + ", which is not followed."
	case isProxyLogin:
		e.sentence = "The proxy" + spaced(clip(last.proxy)) + " asks for a user name and a password" + http + "."
		e.remedy = Remedy{Kind: RemedyCheckProxy, Setting: proxySettingInForce()}
	case isGateway:
		e.sentence = "A gateway or load balancer answered in place of " + r.peer() + http + "."
		e.remedy = Remedy{Kind: RemedyLater}
	case isPage:
		e.sentence = "A web page answered in place of " + r.peer() + http + "."
		e.remedy = Remedy{Kind: RemedySignInPage}
	case isEmpty:
		e.sentence = r.beginning() + " gave " + e.Op + " an empty answer" + http + "."
	case isJSON:
		e.sentence = r.beginning() + " answered in JSON, which is no IAM API" + http + "."
	case isS3:
		e.sentence = "An S3 service answered in place of " + r.peer() + http + "."
	case isNowhere:
		e.sentence = r.beginning() + " has no IAM API there" + http + "."
	default:
		e.sentence = "What answered " + e.Op + " " + bad.what + "."
		e.remedy = Remedy{Kind: RemedySignInPage}
	}
}

// toHost returns " to evil.example" for the address of a redirect.
func toHost(host string) string {
	if host == "" {
		return ""
	}
	return " to " + clip(host)
}

// spaced returns the word with a blank before it; empty for none.
func spaced(word string) string {
	if word == "" {
		return ""
	}
	return " " + word
}
