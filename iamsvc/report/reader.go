package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// Parse returns all rows of a report in its order: the root user first where there is one.
func Parse(content []byte) ([]Row, error) {
	rows := make([]Row, 0, bytes.Count(content, []byte("\n")))
	for row, err := range Rows(bytes.NewReader(content)) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Rows reads a report line by line. It ends after the first error: a report that breaks off must not pass for a whole
// one.
func Rows(in io.Reader) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, err := newReader(in)
		for err == nil {
			var row Row
			if row, err = r.next(); err == nil && !yield(row, nil) {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(Row{}, err)
		}
	}
}

type reader struct {
	csv     *csv.Reader
	columns columns
	names   map[string]string // services and regions, each kept once
	users   map[string]bool   // those that had their line, in lower case
	account string            // that of the ARNs
}

func newReader(in io.Reader) (*reader, error) {
	r := &reader{csv: csv.NewReader(in), names: map[string]string{}, users: map[string]bool{}}
	r.csv.FieldsPerRecord = -1
	r.csv.ReuseRecord = true
	header, err := r.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("the credential report is empty")
	case err != nil:
		return nil, unreadable(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	r.columns, err = findColumns(header)
	return r, err
}

// next returns the next row; io.EOF after the last. A line that is not in order in any way makes the report useless:
// cells that are shifted by a comma in a name, for one, say of a user what is true of another, or of none.
func (r *reader) next() (Row, error) {
	line, err := r.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return Row{}, io.EOF
	case err != nil:
		return Row{}, unreadable(err)
	case len(line) < r.columns.all:
		return Row{}, r.wrong("breaks off")
	case len(line) > r.columns.all:
		return Row{}, r.wrong("has more cells than there are columns")
	case line[r.columns.user] == "":
		return Row{}, r.wrong("names no user")
	}
	row := Row{User: strings.Clone(line[r.columns.user]), ARN: strings.Clone(cell(line, r.columns.arn))}
	if err := r.known(row); err != nil {
		return Row{}, err
	}
	row.Created, _ = date(cell(line, r.columns.created))
	row.Password, row.MFA = answer(cell(line, r.columns.password)), answer(cell(line, r.columns.mfa))
	for i, at := range r.columns.slots {
		if row.Slots[i], err = r.slot(line, at); err != nil {
			return Row{}, err
		}
	}
	for _, at := range r.columns.further {
		if is, ok := truth(line[at]); is || !ok {
			return Row{}, r.wrong("tells of more keys than this program reads")
		}
	}
	return row, nil
}

// known returns an error for a row that is not that of its user, of a user who had one, or of another account than
// the others.
func (r *reader) known(row Row) error {
	name := strings.ToLower(row.User) // no two names of an account differ in case alone
	if r.users[name] {
		return r.wrong("names a user for the second time")
	}
	r.users[name] = true
	if r.columns.arn < 0 {
		return nil
	}
	account, ok := row.account()
	switch {
	case !ok:
		return r.wrong("has an ARN that is not its user's")
	case r.account == "":
		r.account = account
	case r.account != account:
		return r.wrong("is of another account than those before it")
	}
	return nil
}

// slot reads one key of a line.
func (r *reader) slot(line []string, at slotColumns) (Slot, error) {
	active, ok := truth(line[at.active])
	if !ok {
		return Slot{}, r.wrong("says neither true nor false of a key")
	}
	rotated, used := cell(line, at.rotated), cell(line, at.used)
	s := Slot{
		Active:  active,
		Present: active || !none(rotated) || !none(used),
		Region:  r.name(cell(line, at.region)), Service: r.name(cell(line, at.service)),
	}
	if !s.Present {
		return Slot{}, nil
	}
	if s.LastRotated, ok = date(rotated); !ok && !none(rotated) {
		return Slot{}, r.wrong("says of a key that it was made at what is no time")
	}
	s.LastUsed, ok = date(used)
	s.UseTold = ok || strings.EqualFold(used, "N/A")
	return s, nil
}

// name returns a service or region; empty for none. The line is not kept for its sake.
func (r *reader) name(text string) string {
	if none(text) {
		return ""
	}
	name, ok := r.names[text]
	if !ok {
		name = strings.Clone(text)
		r.names[name] = name
	}
	return name
}

func (r *reader) wrong(what string) error {
	line, _ := r.csv.FieldPos(0)
	return fmt.Errorf("line %d of the credential report %s", line, what)
}

// unreadable says where a report is no CSV, without quoting it.
func unreadable(err error) error {
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		return fmt.Errorf("line %d of the credential report: %w", parse.Line, parse.Err)
	}
	return err
}

func cell(line []string, at int) string {
	if at < 0 {
		return ""
	}
	return line[at]
}

// none reports whether a cell holds one of the words that the report has for no value.
func none(text string) bool {
	switch len(text) {
	case 0:
		return true
	case 3:
		return strings.EqualFold(text, "N/A")
	case 13:
		return strings.EqualFold(text, "not_supported")
	case 14:
		return strings.EqualFold(text, "no_information")
	default:
		return false
	}
}

// truth reads a yes or no. No value at all is a no.
func truth(text string) (value, ok bool) {
	switch {
	case strings.EqualFold(text, "true"):
		return true, true
	case strings.EqualFold(text, "false"), none(text):
		return false, true
	default:
		return false, false
	}
}

// answer reads a yes or no that need not be there: the report has neither for the password of the root user.
func answer(text string) Answer {
	switch {
	case strings.EqualFold(text, "true"):
		return Yes
	case strings.EqualFold(text, "false"):
		return No
	default:
		return NotSaid
	}
}

// date reads a time in either form that the report has had: with Z, and with an offset. IAM keeps whole seconds.
func date(text string) (time.Time, bool) {
	if none(text) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.IsZero() {
		return time.Time{}, false
	}
	return t.UTC().Truncate(time.Second), true
}
