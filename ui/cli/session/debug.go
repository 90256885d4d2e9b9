package session

import (
	"io"
	"log/slog"
	"runtime"

	"akia/iamsvc"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
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
	d.log.Info("start", "version", system.Version(), "system", runtime.GOOS+"/"+runtime.GOARCH,
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
	d.log.Warn("call", append(fields, "outcome", call.Err.Kind.String(), "code", call.Err.Code, "unclear",
		call.Err.Unclear)...)
}
