package ui

import (
	"context"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// CredentialReport tells of all keys of the account as they are, made an hour ago, or what a test has put in its place.
func (f *fakeService) CredentialReport(ctx context.Context, progress func(iamsvc.ReportState)) (iamsvc.Report, error) {
	if err := f.call(ctx, "CredentialReport", ""); err != nil {
		return iamsvc.Report{}, err
	}
	progress(iamsvc.ReportStarted)
	if !f.making {
		progress(iamsvc.ReportComplete)
	}
	if f.reported != nil {
		return *f.reported, nil
	}
	return f.report(), nil
}

func (f *fakeService) report() iamsvc.Report {
	out := iamsvc.Report{Generated: start.Add(-time.Hour), Rows: []report.Row{{User: report.RootUser}}}
	for _, u := range f.users {
		row := report.Row{User: u.Name, ARN: u.ARN, Created: u.Created}
		for i, k := range f.keys[u.Name][:min(2, len(f.keys[u.Name]))] {
			use := f.lastUse[k.ID]
			row.Slots[i] = report.Slot{
				Present: true, Active: k.Status == iamsvc.Active, LastRotated: k.Created,
				LastUsed: use.At, UseTold: true, Service: use.Service, Region: use.Region,
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// UserFacts says of every user which keys are described, and who is quarantined.
func (f *fakeService) UserFacts(ctx context.Context, marker string) (iamsvc.UserFactsPage, error) {
	if err := f.call(ctx, "UserFacts", marker); err != nil {
		return iamsvc.UserFactsPage{}, err
	}
	var page iamsvc.UserFactsPage
	for _, u := range f.users {
		facts := iamsvc.UserFacts{Name: u.Name, Tags: f.about(u.Name).tags, Quarantined: iamsvc.Quarantined(f.about(u.Name).attached)}
		for id := range f.texts[u.Name] {
			facts.Described = append(facts.Described, id)
		}
		page.Users = append(page.Users, facts)
	}
	return page, nil
}

// AccountSummary counts users.
func (f *fakeService) AccountSummary(ctx context.Context) (iamsvc.AccountSummary, error) {
	return iamsvc.AccountSummary{Users: len(f.users)}, f.call(ctx, "AccountSummary", "")
}

// AccountOf tells of a foreign account.
func (f *fakeService) AccountOf(ctx context.Context, keyID string) (string, error) {
	return "999988887777", f.call(ctx, "AccountOf", keyID)
}
