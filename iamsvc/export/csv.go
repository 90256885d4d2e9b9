package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

// csv writes one line for each key. Its columns are never renamed; new ones come last. Those of the account are there
// where there are several.
func (d Document) csv(w io.Writer) error {
	buffered := bufio.NewWriter(w)
	out := csv.NewWriter(buffered)
	heads := []string{
		"user", "root", "key_id", "status", "created", "age_days", "last_use", "last_used", "unused_days", "service",
		"region",
		"findings", "ambiguous", "quarantined", "score",
		"as_of", "source",
	}
	if d.several() {
		heads = append(heads, "account", "account_name", "account_label")
	}
	if err := out.Write(heads); err != nil {
		return err
	}
	for of, r := range d.rows() {
		if err := out.Write(d.csvCells(of, r)); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// text writes the same cells with tabs between them and without a heading, as the AWS CLI does.
func (d Document) text(w io.Writer) error {
	out := bufio.NewWriter(w)
	for of, r := range d.rows() {
		cells := d.rawCells(of, r)
		for i, cell := range cells {
			cells[i] = sanitize.Text(cell)
		}
		if _, err := out.WriteString(strings.Join(cells, "\t") + "\n"); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (d Document) csvCells(of audit.Account, r audit.Row) []string {
	cells := d.rawCells(of, r)
	for i, text := range cells {
		cells[i] = forSpreadsheet(text)
	}
	return cells
}

// rawCells returns a row for programs, as it is.
func (d Document) rawCells(of audit.Account, r audit.Row) []string {
	cells := []string{
		r.User.ReportName(), strconv.FormatBool(r.Root()), r.KeyID, string(r.Status), stamp(r.Created), d.inDays(r.Created),
		state(r.Use), stamp(r.Use.At), d.inDays(r.Use.At), r.Use.Service, r.Use.Region, r.Findings.String(),
		strconv.FormatBool(r.Join == audit.JoinAmbiguous), strconv.FormatBool(r.Quarantined), strconv.Itoa(int(r.Score)),
		stamp(r.AsOf), r.Source.String(),
	}
	if d.several() {
		cells = append(cells, of.ID, of.Name, of.Label)
	}
	return cells
}
