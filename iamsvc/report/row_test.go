package report_test

import (
	"slices"
	"testing"

	"akia/iamsvc/report"
)

func TestUnderAPath(t *testing.T) {
	const arn = "arn:aws:iam::123456789012:"
	rows := []report.Row{
		{User: report.RootUser, ARN: arn + "root"},
		{User: "alice", ARN: arn + "user/alice"},
		{User: "robot", ARN: arn + "user/ci/robot"},
		{User: "deploy", ARN: arn + "user/ci/deep/deploy"},
	}
	for prefix, want := range map[string][]string{
		"":      {report.RootUser, "alice", "robot", "deploy"},
		"/":     {"alice", "robot", "deploy"},
		"/ci/":  {"robot", "deploy"},
		"/none": nil,
	} {
		var got []string
		for _, r := range report.Under(rows, prefix) {
			got = append(got, r.User)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", prefix, got, want)
		}
	}
}
