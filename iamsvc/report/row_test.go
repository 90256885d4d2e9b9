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

func TestWhoIsNotInTheReport(t *testing.T) {
	const arn = "arn:aws:iam::123456789012:"
	rows := []report.Row{{User: report.RootUser, ARN: arn + "root"}, {User: "alice", ARN: arn + "user/alice"}}
	if report.Account(rows) != "123456789012" || report.Account(nil) != "" || !report.HasRoot(rows) || report.HasRoot(rows[1:]) {
		t.Error("the account or the root user of", rows)
	}
	if n := report.NewRoster(rows, "").Users(); n != 1 {
		t.Errorf("%d users", n)
	}
	for _, c := range []struct {
		prefix, name, path string
		lacks              bool
	}{
		{"", "alice", "/", false}, {"", "bob", "/", true}, {"/ci/", "bob", "/", false}, {"/ci/", "robot", "/ci/deep/", true},
	} {
		if got := report.NewRoster(rows, c.prefix).Lacks(c.name, c.path); got != c.lacks {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
