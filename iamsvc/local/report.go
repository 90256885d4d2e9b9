package local

import (
	"encoding/base64"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	reportLife = 4 * time.Hour
	reportTime = 2 * time.Second // that a report takes to be made
)

// credentialReport is a report, made or in the making. It tells of the moment at which it was begun.
type credentialReport struct {
	ready   time.Time
	content string
}

type generateReportResult struct {
	State       string
	Description string `xml:",omitempty"`
}

// generateCredentialReport starts a report unless there is one that is young enough or in the making.
func (a *account) generateCredentialReport(r *Request) (any, error) {
	switch {
	case a.report == nil:
		a.report = a.newReport(r)
		return generateReportResult{"STARTED", "No report exists. Starting a new report generation task"}, nil
	case a.report.expired(r.At):
		a.report = a.newReport(r)
		return generateReportResult{State: "STARTED"}, nil
	case r.At.Before(a.report.ready):
		return generateReportResult{State: "INPROGRESS"}, nil
	}
	return generateReportResult{State: "COMPLETE"}, nil
}

func (a *account) newReport(r *Request) *credentialReport {
	return &credentialReport{ready: r.At.Add(r.ReportTime), content: a.credentials()}
}

func (c *credentialReport) expired(now time.Time) bool { return !now.Before(c.ready.Add(reportLife)) }

type getReportResult struct {
	Content, ReportFormat, GeneratedTime string
}

func (a *account) getCredentialReport(r *Request) (any, error) {
	switch {
	case a.report == nil:
		return nil, &Error{http.StatusGone, "ReportNotPresent", ""}
	case r.At.Before(a.report.ready):
		return nil, &Error{http.StatusNotFound, "ReportInProgress", ""}
	case a.report.expired(r.At):
		return nil, &Error{http.StatusGone, "ReportExpired", "The most recent credential report has expired."}
	}
	return getReportResult{
		base64.StdEncoding.EncodeToString([]byte(a.report.content)), "text/csv", stamp(a.report.ready),
	}, nil
}

// credentials writes the report: the root user, then the users in the order of their names.
func (a *account) credentials() string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	_ = w.Write(strings.Split(`user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,`+
		`password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,`+
		`access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,`+
		`access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,`+
		`cert_1_last_rotated,cert_2_active,cert_2_last_rotated`, ","))
	_ = w.Write(a.root.reportRow())
	for _, u := range a.users.sorted {
		_ = w.Write(u.reportRow())
	}
	w.Flush() // a strings.Builder takes everything
	return strings.TrimSuffix(text.String(), "\n")
}

func (u *user) reportRow() []string {
	row := []string{u.name, u.arn, stamp(u.created)}
	switch {
	case u.isRoot:
		row[0] = "<root_account>"
		row = append(row, strconv.FormatBool(u.hasPassword()), orElse(stamp(u.passwordUsed), "no_information"),
			orElse(stamp(u.passwordSet), "N/A"), "not_supported")
	case u.hasPassword():
		row = append(row, "true", orElse(stamp(u.passwordUsed), "no_information"), stamp(u.passwordSet), "N/A")
	default:
		row = append(row, "false", "N/A", "N/A", "N/A")
	}
	row = append(row, strconv.FormatBool(len(u.mfa) > 0))
	for i := range 2 {
		if i < len(u.keys) {
			row = append(row, u.keys[i].reportCells()...)
		} else {
			row = append(row, "false", "N/A", "N/A", "N/A", "N/A")
		}
	}
	return append(row, "false", "N/A", "false", "N/A")
}

func (k *accessKey) reportCells() []string {
	return []string{
		strconv.FormatBool(k.status == statusActive), stamp(k.created), orElse(stamp(k.used.at), "N/A"),
		orElse(k.used.region, "N/A"), orElse(k.used.service, "N/A"),
	}
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
