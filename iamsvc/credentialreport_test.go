package iamsvc_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/report"
)

// reporting runs a test in a bubble of time, with a service on a server in this process.
func reporting(t *testing.T, users int, faults []localtest.Fault, test func(t *testing.T, s *iamsvc.Service, server *localtest.Server)) {
	t.Helper()
	server := startLocal(t, users) // its socket would hold up the bubble's time
	server.Inject(faults...)
	keyID, secret := server.Admin()
	synctest.Test(t, func(t *testing.T) {
		s, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret), ReadOnly: true,
			HTTPClient: &http.Client{Transport: server.Transport()},
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, s, server)
	})
}

func TestCredentialReport(t *testing.T) {
	t.Parallel()
	reporting(t, 40, nil, func(t *testing.T, s *iamsvc.Service, server *localtest.Server) {
		server.SetReportTime(5 * time.Second)
		var states []iamsvc.ReportState
		start := time.Now()
		got, err := s.CredentialReport(t.Context(), func(state iamsvc.ReportState) { states = append(states, state) })
		if err != nil {
			t.Fatal(err)
		}
		want := []iamsvc.ReportState{iamsvc.ReportStarted, iamsvc.ReportInProgress, iamsvc.ReportInProgress, iamsvc.ReportComplete}
		if !slices.Equal(states, want) || time.Since(start) != 6*time.Second {
			t.Errorf("states %v after %s", states, time.Since(start))
		}
		if len(got.Rows) != 42 || got.Rows[0].User != report.RootUser || !got.Generated.Equal(start.Add(5*time.Second).Truncate(time.Second)) {
			t.Errorf("%d rows of %s, made at %s", len(got.Rows), got.Rows[0].User, got.Generated)
		}
		if _, err := s.CredentialReport(t.Context(), nil); err != nil || time.Since(start) != 6*time.Second {
			t.Errorf("a report that is there took until %s: %v", time.Since(start), err)
		}
	})
}

// By a clock that is behind, no list of keys would be newer than the report, and what it has of deleted keys would stay.
func TestCredentialReportIsNotOfTheFuture(t *testing.T) {
	t.Parallel()
	server := startLocal(t, 3)
	server.SetReportTime(0)
	keyID, secret := server.Admin()
	behind := func() time.Time { return time.Now().Add(-4 * time.Minute) }
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{
		EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret), Now: behind,
		HTTPClient: &http.Client{Transport: server.Transport()},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.CredentialReport(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.Generated.After(behind()) {
		t.Errorf("made at %s, now it is %s", got.Generated, behind())
	}
}

func TestCredentialReportComesAndGoes(t *testing.T) {
	t.Parallel()
	for code, status := range map[string]int{"ReportNotPresent": 410, "ReportExpired": 410, "ReportInProgress": 404} {
		t.Run(code, func(t *testing.T) {
			once := localtest.Fault{Action: "GetCredentialReport", Count: 1, Effect: localtest.FailBefore(status, code, "no")}
			reporting(t, 3, []localtest.Fault{once}, func(t *testing.T, s *iamsvc.Service, _ *localtest.Server) {
				start := time.Now()
				got, err := s.CredentialReport(t.Context(), nil)
				if err != nil || len(got.Rows) != 5 || time.Since(start) != 4*time.Second {
					t.Errorf("%d rows after %s: %v", len(got.Rows), time.Since(start), err)
				}
			})
		})
	}
}

func TestNoCredentialReport(t *testing.T) {
	t.Parallel()
	generate := func(effect localtest.Effect) []localtest.Fault {
		return []localtest.Fault{{Action: "GenerateCredentialReport", Effect: effect}}
	}
	for _, test := range []struct {
		name        string
		faults      []localtest.Fault
		kind        iamsvc.Kind
		sentence    string
		unavailable bool
	}{
		{
			"no capacity", generate(localtest.FailBefore(409, "LimitExceeded", "No more capacity to launch new report generation tasks")),
			iamsvc.KindQuota, "IAM has no capacity to generate a credential report now.", true,
		},
		{
			"denied", generate(localtest.Deny(localtest.NoIdentityPolicy)),
			iamsvc.KindDenied, "You may not generate a credential report.", true,
		},
		{
			"may not be got",
			[]localtest.Fault{{Action: "GetCredentialReport", Effect: localtest.Deny(localtest.DeniedByAccount)}},
			iamsvc.KindDenied, "You may not get the credential report.", true,
		},
		{
			"none in the partition", generate(localtest.FailBefore(400, "InvalidAction", "no such thing here")),
			iamsvc.KindService, "The endpoint of IAM doesn't know the operation GenerateCredentialReport.", true,
		},
		{
			"the login has run out", generate(localtest.FailBefore(403, "ExpiredToken", "The security token included in the request is expired")),
			iamsvc.KindExpired, "The AWS credentials have run out.", false,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			reporting(t, 3, test.faults, func(t *testing.T, s *iamsvc.Service, _ *localtest.Server) {
				_, err := s.CredentialReport(t.Context(), nil)
				e := iamsvc.AsError(err)
				if e == nil || e.Kind != test.kind || e.Error() != test.sentence || iamsvc.ReportUnavailable(err) != test.unavailable {
					t.Errorf("%+v: %v", e, err)
				}
				if e.Remedy().Kind == iamsvc.RemedyFreeKey {
					t.Errorf("%+v", e.Remedy())
				}
			})
		})
	}
	if iamsvc.ReportUnavailable(nil) || iamsvc.ReportUnavailable(context.Canceled) {
		t.Error("no error, or not one of this package, says that there is no report")
	}
}

func TestCredentialReportThatIsNeverDone(t *testing.T) {
	t.Parallel()
	reporting(t, 3, nil, func(t *testing.T, s *iamsvc.Service, server *localtest.Server) {
		server.SetReportTime(time.Hour)
		start := time.Now()
		_, err := s.CredentialReport(t.Context(), nil)
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindTimeout || !iamsvc.ReportUnavailable(err) ||
			time.Since(start) != 2*time.Minute {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if _, err := s.CredentialReport(ctx, nil); iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindTimeout {
			t.Errorf("out of time: %v", err)
		}
	})
}

func TestCredentialReportThatIsNone(t *testing.T) {
	t.Parallel()
	const page = "<GetCredentialReportResponse><GetCredentialReportResult><Content>dXNlcixhcm4K</Content>" +
		"<ReportFormat>text/csv</ReportFormat></GetCredentialReportResult></GetCredentialReportResponse>"
	faults := []localtest.Fault{{Action: "GetCredentialReport", Effect: localtest.AnswerBefore(200, "text/xml", page)}}
	reporting(t, 3, faults, func(t *testing.T, s *iamsvc.Service, _ *localtest.Server) {
		_, err := s.CredentialReport(t.Context(), nil)
		e := iamsvc.AsError(err)
		if e == nil || !strings.Contains(e.Error(), `has no column "access_key_1_active"`) || !iamsvc.ReportUnavailable(err) {
			t.Error(err)
		}
	})
}

// TestTheTimeOfIAM is told by each of its answers; where this machine's is far off ages are counted by it.
func TestTheTimeOfIAM(t *testing.T) {
	t.Parallel()
	server := startLocal(t, 3)
	server.SetReportTime(0)
	keyID, secret := server.Admin()
	for _, off := range []time.Duration{0, -2 * time.Minute, 10 * 365 * 24 * time.Hour, -10 * 365 * 24 * time.Hour} {
		s, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret),
			Now:        func() time.Time { return time.Now().Add(off) },
			HTTPClient: &http.Client{Transport: server.Transport()},
		})
		if err != nil {
			t.Fatal(err)
		}
		if s.Clock().Known() {
			t.Error("IAM's time is known before it was asked")
		}
		got, err := s.CredentialReport(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		wrong := time.Until(s.Clock().Now()).Abs()
		if !s.Clock().Known() || wrong > 3*time.Minute || got.Generated.After(s.Clock().Now()) || time.Since(got.Generated) > 3*time.Minute {
			t.Errorf("%s off: ahead by %s, wrong by %s, generated %s", off, s.Clock().Ahead(), wrong, got.Generated)
		}
		if (s.Clock().Ahead() != 0) != (off.Abs() > 5*time.Minute) {
			t.Errorf("%s off: ahead by %s", off, s.Clock().Ahead())
		}
	}
}
