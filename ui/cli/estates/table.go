package estates

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/text"
)

// The formats.
const (
	formatTable = "table"
	formatJSON  = "json"
	formatCSV   = "csv"
)

// FormatNames returns what --format may hold.
func FormatNames() []string { return []string{formatTable, formatJSON, formatCSV} }

// row is an account as it is printed. In JSON the names of the fields are never changed; new ones may be added. What is
// not known is null.
type row struct {
	ID       *string        `json:"id"`
	Name     string         `json:"name"`
	Label    *string        `json:"label"`
	Profiles []string       `json:"profiles"`
	Email    *string        `json:"email"`
	Units    []string       `json:"units"`
	Role     *string        `json:"role"`
	Users    *int           `json:"users"`
	Keys     *int           `json:"keys"`
	Active   *int           `json:"active"`
	Findings map[string]int `json:"findings"`
	RootKey  *bool          `json:"root_key"`
	ReadAt   *string        `json:"read_at"`
	State    string         `json:"state"`
	Reason   *string        `json:"reason"`
	Kind     *string        `json:"kind"` // of the failure, such as "denied"
	Code     *string        `json:"code"` // the service's own error code
	Root     *rootUser      `json:"root,omitempty"`

	found audit.Set
}

// rowOf returns the row of an account.
func (c *command) rowOf(a collect.Account) row {
	profiles := slices.Sorted(slices.Values(a.Member.Profiles)) // which was in use is chance
	r := row{
		ID: optional(a.ID()), Name: system.OneLine(a.Name()), Label: optional(c.conf.Label(profiles...)),
		Profiles: []string{}, Email: optional(a.Member.Email), Units: []string{}, Role: optional(a.Member.Role),
		Findings: map[string]int{}, State: a.State.String(), Reason: optional(Reason(a)),
	}
	r.Profiles, r.Units = append(r.Profiles, profiles...), append(r.Units, a.Member.Units...)
	if a.State == collect.Suspended {
		r.State = strings.ToLower(strings.ReplaceAll(string(a.Member.State), "_", " "))
	}
	if a.Err != nil {
		r.Kind, r.Code = optional(a.Err.Kind.String()), optional(a.Err.Code)
	}
	if root, ok := c.roots[a.ID()]; ok {
		r.Root = &root
	}
	if a.State != collect.Read {
		return r
	}
	s, users := a.Summary(), a.Keys.Users()
	r.Users, r.Keys, r.Active, r.ReadAt = &users, &s.Keys, &s.Active, optional(a.ReadAt.UTC().Format(time.RFC3339))
	for _, f := range audit.AllFindings() {
		if n := s.Findings[f]; n > 0 {
			r.Findings[f.String()] = n
			r.found |= audit.SetOf(f)
		}
	}
	if c.set.PathPrefix == "" { // the root user has no path
		has := s.Findings[audit.RootKey] > 0
		r.RootKey = &has
	}
	return r
}

// optional returns nil for an empty text.
func optional(said string) *string {
	if said == "" {
		return nil
	}
	said = system.OneLine(said)
	return &said
}

// write prints the accounts in the format that was asked for.
func (c *command) write(w io.Writer, found Found, now time.Time) error {
	rows := make([]row, len(found.Accounts))
	for i, a := range found.Accounts {
		rows[i] = c.rowOf(a)
	}
	out := bufio.NewWriter(w)
	var err error
	switch c.format {
	case formatJSON:
		err = writeJSON(out, rows, found, now)
	case formatCSV:
		err = writeCSV(out, rows)
	default:
		writeText(out, rows)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// schema is the version of the JSON. It rises when a field changes its meaning.
const schema = 1

// writeJSON writes one object; each account is on a line of its own.
func writeJSON(out *bufio.Writer, rows []row, found Found, now time.Time) error {
	var why *string
	if found.Err != nil {
		why = optional(found.Err.Error())
	}
	head, err := json.Marshal(struct {
		Schema     int     `json:"schema"`
		Time       string  `json:"time"`
		Incomplete bool    `json:"incomplete"`
		Error      *string `json:"error"` // why accounts may be missing
	}{schema, now.UTC().Format(time.RFC3339), found.Verdict() != nil, why})
	if err != nil {
		return err
	}
	_, _ = out.Write(head[:len(head)-1]) // an error of the writer comes up again in Flush
	_, _ = out.WriteString(`,"accounts":[`)
	separator := "\n"
	for i := range rows {
		line, err := json.Marshal(&rows[i])
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator)
		_, _ = out.Write(line)
		separator = ",\n"
	}
	_, _ = out.WriteString("\n]}\n")
	return nil
}

// writeCSV writes one line for each account. Its columns are never renamed; new ones come last.
func writeCSV(out *bufio.Writer, rows []row) error {
	w := csv.NewWriter(out)
	heads := []string{
		"id", "name", "label", "profiles", "email", "users", "keys", "active", "findings", "root_key", "read_at", "state",
		"reason",
	}
	if err := w.Write(heads); err != nil {
		return err
	}
	for _, r := range rows {
		cells := []string{
			or(r.ID, ""), r.Name, or(r.Label, ""), strings.Join(r.Profiles, " "), or(r.Email, ""), number(r.Users, ""),
			number(r.Keys, ""), number(r.Active, ""), r.findings("="), yes(r.RootKey, "true", "false", ""),
			or(r.ReadAt, ""), r.State, or(r.Reason, ""),
		}
		for i := range cells {
			cells[i] = export.Cell(cells[i])
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// writeText writes a table for people, and below it why accounts could not be read.
func writeText(out *bufio.Writer, rows []row) {
	heads := []string{"ACCOUNT", "ID", "LABEL", "USERS", "KEYS", "FINDINGS", "ROOT KEY", "READ AT", "STATE"}
	lines := [][]string{heads}
	read, keys := 0, 0
	for _, r := range rows {
		if r.Keys != nil {
			read, keys = read+1, keys+*r.Keys
		}
		lines = append(lines, []string{
			r.Name, or(r.ID, "-"), or(r.Label, "-"), number(r.Users, "-"), number(r.Keys, "-"), r.findings(" "),
			yes(r.RootKey, "yes", "no", "-"), or(r.ReadAt, "-"), r.State,
		})
	}
	right := map[int]bool{3: true, 4: true}
	widths := make([]int, len(heads))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], text.Width(cell))
		}
	}
	if !slices.ContainsFunc(rows, func(r row) bool { return r.Label != nil }) {
		widths[2] = 0 // no account has one
	}
	for _, cells := range lines {
		var line []string
		for i, cell := range cells {
			switch {
			case widths[i] == 0:
			case right[i]:
				line = append(line, text.Right(cell, widths[i], ""))
			default:
				line = append(line, text.Fit(cell, widths[i], ""))
			}
		}
		_, _ = fmt.Fprintln(out, strings.TrimRight(strings.Join(line, "  "), " "))
	}
	_, _ = fmt.Fprintf(out, "\n%s, %s read, %s\n",
		text.Many(len(rows), "account"), text.Count(read), text.Many(keys, "key"))
	for _, r := range rows {
		if r.Reason != nil {
			_, _ = fmt.Fprintf(out, "! %s: %s\n", r.named(), *r.Reason)
		}
	}
	for _, r := range rows {
		if r.Root != nil {
			_, _ = fmt.Fprintf(out, "root user of %s: %s\n", r.named(), *r.Root)
		}
	}
}

func (r row) named() string {
	if r.ID == nil || *r.ID == r.Name {
		return r.Name
	}
	return r.Name + " (" + *r.ID + ")"
}

// findings lists how many keys have which findings, the worst first.
func (r row) findings(between string) string {
	var all []string
	for f := range r.found.WithoutImplied().All() {
		all = append(all, f.String()+between+strconv.Itoa(r.Findings[f.String()]))
	}
	if len(all) == 0 && between != "=" {
		return "-"
	}
	return strings.Join(all, ", ")
}

func or(said *string, none string) string {
	if said == nil {
		return none
	}
	return *said
}

func number(n *int, none string) string {
	if n == nil {
		return none
	}
	return strconv.Itoa(*n)
}

func yes(is *bool, yes, no, none string) string {
	switch {
	case is == nil:
		return none
	case *is:
		return yes
	default:
		return no
	}
}
