package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"akia/iamsvc/report"
)

// header is the first line of a report as IAM has been seen to write it.
const header = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation," +
	"mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region," +
	"access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date," +
	"access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated"

const (
	rootLine = "<root_account>,arn:aws:iam::123456789012:root,2015-01-02T03:04:05Z,not_supported,no_information,not_supported," +
		"not_supported,true,true,2016-01-02T03:04:05Z,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
	bobLine = "bob,arn:aws:iam::123456789012:user/ci/bob,2020-01-02T03:04:05Z,false,N/A,N/A,N/A,false," +
		"true,2021-01-02T03:04:05Z,2021-05-06T07:08:00Z,N/A,s3,false,2022-01-02T03:04:05Z,N/A,N/A,N/A,false,N/A,false,N/A"
	// What moto writes: dates with an offset, another word for none.
	motoLine = "eve,arn:aws:iam::123456789012:user/eve,2020-01-02T03:04:05+00:00,false,not_supported,not_supported,not_supported," +
		"false,true,2021-01-02T05:04:05+02:00,no_information,not_supported,not_supported,false,N/A,N/A,not_supported,not_supported," +
		"false,N/A,false,N/A"
)

func moment(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// want is what the three lines say.
func want() []report.Row {
	made := moment("2021-01-02T03:04:05Z")
	return []report.Row{
		{User: report.RootUser, ARN: "arn:aws:iam::123456789012:root", Created: moment("2015-01-02T03:04:05Z"), MFA: report.Yes, Slots: [2]report.Slot{
			{Present: true, Active: true, LastRotated: moment("2016-01-02T03:04:05Z"), UseTold: true},
		}},
		{User: "bob", ARN: "arn:aws:iam::123456789012:user/ci/bob", Created: moment("2020-01-02T03:04:05Z"), Password: report.No, MFA: report.No, Slots: [2]report.Slot{
			{Present: true, Active: true, LastRotated: made, LastUsed: moment("2021-05-06T07:08:00Z"), UseTold: true, Service: "s3"},
			{Present: true, LastRotated: moment("2022-01-02T03:04:05Z"), UseTold: true},
		}},
		{User: "eve", ARN: "arn:aws:iam::123456789012:user/eve", Created: moment("2020-01-02T03:04:05Z"), Password: report.No, MFA: report.No, Slots: [2]report.Slot{
			{Present: true, Active: true, LastRotated: made},
		}},
	}
}

func check(t *testing.T, content string) {
	t.Helper()
	rows, err := report.Parse([]byte(content))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, w := range want() {
		if rows[i] != w {
			t.Errorf("row %d is\n%+v, want\n%+v", i, rows[i], w)
		}
	}
	if !rows[0].Root() || rows[1].Root() || !rows[2].Slots[0].Present && !rows[2].Slots[1].Present {
		t.Error("who is root, and who has keys")
	}
}

func whole() string { return strings.Join([]string{header, rootLine, bobLine, motoLine}, "\n") }

func TestParse(t *testing.T) {
	extra := strings.ReplaceAll(whole(), "\n", ",N/A\n") + ",N/A"
	for name, content := range map[string]string{
		"as it is":             whole(),
		"with a last line end": whole() + "\n",
		"with CRLF":            strings.ReplaceAll(whole(), "\n", "\r\n"),
		"with a mark in front": "\ufeff" + whole(),
		"23 columns":           strings.Replace(extra, ",N/A", ",additional_credentials_info", 1),
		"capital letters":      strings.NewReplacer("true", "TRUE", "false", "FALSE", "no_information", "No_Information").Replace(whole()),
	} {
		t.Run(name, func(t *testing.T) { check(t, content) })
	}
}

func TestColumnsInAnyOrder(t *testing.T) {
	lines, err := csv.NewReader(strings.NewReader(whole())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, line := range lines {
		for i, j := 0, len(line)-1; i < j; i, j = i+1, j-1 {
			line[i], line[j] = line[j], line[i]
		}
		_ = w.Write(line)
	}
	w.Flush()
	check(t, out.String())
}

func TestFewColumns(t *testing.T) {
	const content = "user,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated\n" +
		"bob,true,2021-01-02T03:04:05Z,false,N/A\njoe,false,N/A,false,N/A"
	rows, err := report.Parse([]byte(content))
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	if s := rows[0].Slots[0]; !s.Present || s.UseTold {
		t.Errorf("a report that does not tell of last use: %+v", s)
	}
	if rows[1].Slots[0].Present || rows[1].Slots[1].Present {
		t.Errorf("%+v", rows[1])
	}
}

func TestWhatIsNoReport(t *testing.T) {
	for content, want := range map[string]string{
		"":                                   "the credential report is empty",
		"<html>\n</html>":                    `the credential report has no column "user"`,
		"user,arn\nbob,x":                    `the credential report has no column "access_key_1_active"`,
		header + "\nbob,arn":                 "line 2 of the credential report breaks off",
		header + "\n" + bobLine[3:]:          "line 2 of the credential report names no user",
		header + "\nb\"ob":                   "line 2 of the credential report: bare \" in non-quoted-field",
		header + "\n" + bobLine + "\n\"eve,": "line 3 of the credential report: extraneous or missing \" in quoted-field",
		header + "\n" + strings.Replace(bobLine, "bob", "a,bob", 1):         "line 2 of the credential report has more cells than there are columns",
		header + "\n" + strings.Replace(bobLine, "arn:", "", 1):             "line 2 of the credential report has an ARN that is not its user's",
		header + "\njoe" + bobLine[3:]:                                      "line 2 of the credential report has an ARN that is not its user's",
		header + "\n" + strings.Replace(rootLine, ":root", ":user/root", 1): "line 2 of the credential report has an ARN that is not its user's",
		whole() + "\n" + bobLine:                                            "line 5 of the credential report names a user for the second time",
		whole() + "\n" + strings.ReplaceAll(bobLine, "bob", "BOB"):          "line 5 of the credential report names a user for the second time",
		whole() + "\n" + strings.NewReplacer("bob", "joe", "123456789012", "1").Replace(bobLine): "line 5 of the credential report " +
			"is of another account than those before it",
		header + "\n" + strings.Replace(bobLine, "2021-01-02T", "yesterday", 1): "line 2 of the credential report " +
			"says of a key that it was made at what is no time",
		header + ",user\n" + bobLine + ",x": `the credential report has two columns "user"`,
		header + ",access_key_3_active\n" + bobLine + ",true": "line 2 of the credential report " +
			"tells of more keys than this program reads",
		whole()[:len(whole())-8]:                             "line 4 of the credential report breaks off",
		strings.Replace(whole(), "true,2021", "yes,2021", 1): "line 3 of the credential report says neither true nor false of a key",
	} {
		if rows, err := report.Parse([]byte(content)); rows != nil || err == nil || err.Error() != want {
			t.Errorf("%d rows and %v, want\n%s", len(rows), err, want)
		}
	}
}

// TestColumnsThatAreNew are passed over, also those of further keys as long as nobody has one.
func TestColumnsThatAreNew(t *testing.T) {
	check(t, strings.Replace(strings.ReplaceAll(whole(), "\n", ",x,false\n")+",x,N/A", ",x,false", ",new,access_key_3_active", 1))
}

func TestRowsBreakOff(t *testing.T) {
	in := io.MultiReader(strings.NewReader(header+"\n"+bobLine+"\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
	var got []string
	for row, err := range report.Rows(in) {
		got = append(got, fmt.Sprint(row.User, err))
	}
	if len(got) != 2 || got[0] != "bob<nil>" || got[1] != "unexpected EOF" {
		t.Errorf("%q", got)
	}
	for row, err := range report.Rows(strings.NewReader(whole())) {
		if err != nil || !row.Root() {
			t.Error(row, err)
		}
		return // it must not call back after this
	}
}

// FuzzParse looks for what makes the reader fail otherwise than by an error, or keep what makes no sense.
func FuzzParse(f *testing.F) {
	f.Add([]byte(whole()))
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, err := report.Parse(content)
		if err != nil && rows != nil {
			t.Error("rows beside an error")
		}
		for _, row := range rows {
			if row.User == "" {
				t.Error("a row without a user")
			}
			for _, s := range row.Slots {
				if !s.Present && s != (report.Slot{}) {
					t.Errorf("an empty slot that holds %+v", s)
				}
				if s.Active && !s.Present || !s.LastUsed.IsZero() && !s.UseTold {
					t.Errorf("%+v contradicts itself", s)
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	var content strings.Builder
	content.WriteString(header)
	for i := range 5000 {
		fmt.Fprintf(&content, "\nuser%d%s", i, bobLine[3:])
	}
	in := []byte(content.String())
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if rows, err := report.Parse(in); err != nil || len(rows) != 5000 {
			b.Fatal(len(rows), err)
		}
	}
}
