package iamsvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"akia/iamsvc/report"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// ReportState is how far IAM is with a credential report, in its own words.
type ReportState string

// The states of a credential report.
const (
	ReportStarted    ReportState = "STARTED"
	ReportInProgress ReportState = "INPROGRESS"
	ReportComplete   ReportState = "COMPLETE"
)

// Report is a credential report. IAM makes a new one every four hours at most: it may be as old as that, and what was
// changed since is not in it.
type Report struct {
	Generated time.Time
	Rows      []report.Row
}

// How a report is waited for.
const (
	reportPause    = 2 * time.Second
	reportPatience = 2 * time.Minute
)

// CredentialReport has IAM make a credential report, or takes the one it has, waits for it and returns it
// (iam:GenerateCredentialReport, iam:GetCredentialReport). The progress, if not nil, is told each state as it is
// learned, by the goroutine that called. Where [ReportUnavailable] holds for the error, the same can be found out key
// by key.
func (s *Service) CredentialReport(ctx context.Context, progress func(ReportState)) (Report, error) {
	if progress == nil {
		progress = func(ReportState) {}
	}
	for end := s.now().Add(reportPatience); ; {
		state, err := s.generateReport(ctx)
		if err != nil {
			return Report{}, err
		}
		progress(state)
		if state == ReportComplete {
			found, err := s.getReport(ctx)
			if e := AsError(err); e == nil || !notYet(e) {
				return found, err
			}
		}
		if !s.now().Before(end) {
			return Report{}, lateReport()
		}
		if err := waitIdle(ctx, func() error { return pause(ctx, reportPause) }); err != nil {
			return Report{}, s.classify(ctx, action{op: "GenerateCredentialReport"}, attempt{}, err)
		}
	}
}

type idleWait struct{}

// WithIdle returns a context for calls that are told when nothing is asked for a while because IAM needs the time: idle
// is called then, and is to call wait, which blocks until the time is over, and to return what it returns.
func WithIdle(ctx context.Context, idle func(wait func() error) error) context.Context {
	return context.WithValue(ctx, idleWait{}, idle)
}

// waitIdle waits in the way that the context asks for.
func waitIdle(ctx context.Context, wait func() error) error {
	if idle, ok := ctx.Value(idleWait{}).(func(func() error) error); ok {
		return idle(wait)
	}
	return wait()
}

// notYet reports whether a report is there no more, or not yet, though it was said to be complete.
func notYet(e *Error) bool {
	switch e.Code {
	case "ReportNotPresent", "ReportExpired", "ReportInProgress":
		return true
	}
	return false
}

func lateReport() *Error {
	return &Error{
		Kind: KindTimeout, Op: "GenerateCredentialReport",
		sentence: "IAM did not finish the credential report within " + span(reportPatience) + ".",
		remedy:   Remedy{Kind: RemedyRepeatLater},
	}
}

func (s *Service) generateReport(ctx context.Context) (ReportState, error) {
	a := action{op: "GenerateCredentialReport"}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GenerateCredentialReportOutput, error) {
		out, err := s.iam.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
		if err == nil && out.State == "" {
			return nil, &malformedResponse{what: "does not say how far the report is"}
		}
		return out, err
	})
	if e := AsError(err); e != nil && e.Kind == KindQuota {
		e.sentence = "IAM has no capacity to generate a credential report now."
		e.remedy = Remedy{Kind: RemedyRepeatLater}
	}
	if err != nil {
		return "", err
	}
	return ReportState(out.State), nil
}

func (s *Service) getReport(ctx context.Context) (Report, error) {
	a := action{op: "GetCredentialReport"}
	out, last, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetCredentialReportOutput, error) {
		return s.iam.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	})
	if err != nil {
		return Report{}, err
	}
	found := Report{Generated: utc(out.GeneratedTime)}
	// Lists are compared with it by a clock that may be a little behind: no list could be newer then.
	if now := s.clock.Now(); found.Generated.After(now) {
		found.Generated = now.UTC()
	}
	if found.Rows, err = report.Parse(out.Content); err != nil {
		return Report{}, uselessReport(last, err)
	}
	if found.Generated.IsZero() {
		return Report{}, uselessReport(last, errors.New("IAM does not say when it was made"))
	}
	if of, known := report.Account(found.Rows), s.account.Load(); of != "" && known != nil && of != *known {
		return Report{}, uselessReport(last, fmt.Errorf("it is that of account %s, not of %s", of, *known))
	}
	return found, nil
}

// uselessReport is a report of which nothing can be believed, since a part of it makes no sense.
func uselessReport(last attempt, why error) *Error {
	return &Error{
		Kind: KindService, Op: "GetCredentialReport", RequestID: last.requestID, status: last.status,
		sentence: "The credential report can't be used: " + why.Error() + ".", cause: why,
	}
}

// ReportUnavailable reports whether there is no credential report to be had though IAM can be reached and knows the
// caller: it is denied, IAM has no capacity for one or does not finish it, or there is none in the partition. Then
// users and keys can still be asked about one by one.
func ReportUnavailable(err error) bool {
	e := AsError(err)
	if e == nil {
		return false
	}
	switch e.Kind {
	case KindDenied, KindQuota, KindService, KindThrottled, KindTimeout, KindInvalid, KindNotFound, KindConflict:
		return true
	default:
		return false
	}
}
