package cli

import (
	"io"
	"log/slog"
	"runtime"

	"akia/iamsvc"
	"akia/ui/cli/settings"
	"akia/ui/text"
)

// debugLog writes what --debug asks for: a line for each call, with its operation and how it went. A line is made of
// what the program knows of the call; it holds nothing of a request's or an answer's body, so no secret, and no text
// of the service but its error code, in quotes with every control character escaped.
type debugLog struct{ log *slog.Logger }

// newDebugLog returns a debugLog that writes to w.
func newDebugLog(w io.Writer) *debugLog {
	return &debugLog{slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: cleanAttr}))}
}

// cleanAttr keeps out of the log what hides or reorders text: logs are read in terminals.
func cleanAttr(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindString {
		a.Value = slog.StringValue(text.Clean(a.Value.String()))
	}
	return a
}

// start writes the line that a session begins with.
func (d *debugLog) start(service *iamsvc.Service, set *settings.Settings) {
	d.log.Info("start", "version", version(), "system", runtime.GOOS+"/"+runtime.GOARCH,
		"profile", service.Profile(), "region", service.Region(), "endpoint", service.Endpoint(),
		"read_only", set.ReadOnly, "demo", set.Demo, "timeout", set.Timeout)
}

// observe writes the line of a call that has ended or is made again.
func (d *debugLog) observe(call iamsvc.Call) {
	fields := []any{
		"op", call.Op, "subject", call.Subject, "start", call.Start, "duration", call.Duration,
		"attempts", call.Attempts, "throttled", call.Throttled, "request_id", call.RequestID,
	}
	if call.Err == nil {
		d.log.Info("call", append(fields, "outcome", "ok")...)
		return
	}
	d.log.Warn("call", append(fields, "outcome", kindWord(call.Err.Kind), "code", call.Err.Code, "unclear",
		call.Err.Unclear)...)
}

// kindWord names a kind of failure in a log.
func kindWord(kind iamsvc.Kind) string {
	switch kind {
	case iamsvc.KindDenied:
		return "denied"
	case iamsvc.KindNotFound:
		return "not found"
	case iamsvc.KindQuota:
		return "quota"
	case iamsvc.KindThrottled:
		return "throttled"
	case iamsvc.KindNoCredentials:
		return "no credentials"
	case iamsvc.KindExpired:
		return "credentials expired"
	case iamsvc.KindCredentials:
		return "credentials refused"
	case iamsvc.KindConflict:
		return "conflict"
	case iamsvc.KindChanged:
		return "changed meanwhile"
	case iamsvc.KindNetwork:
		return "network"
	case iamsvc.KindTimeout:
		return "timeout"
	case iamsvc.KindCancelled:
		return "cancelled"
	case iamsvc.KindInvalid:
		return "invalid"
	case iamsvc.KindRenamed:
		return "renamed"
	case iamsvc.KindKeyUnknown:
		return "key unknown"
	case iamsvc.KindOtherSigner:
		return "other signer"
	case iamsvc.KindReadOnly:
		return "read-only"
	case iamsvc.KindLostKey:
		return "secret lost"
	case iamsvc.KindMFA:
		return "MFA code needed"
	case iamsvc.KindNotCreated:
		return "not made"
	default:
		return "service"
	}
}
