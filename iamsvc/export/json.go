package export

import (
	"bufio"
	"encoding/json"
	"io"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

// The names of the fields are never changed; new ones may be added. What is not known is null.
type (
	jsonHead struct {
		Account         string         `json:"account"`
		Alias           string         `json:"alias"`
		PathPrefix      *string        `json:"path_prefix"`
		Time            string         `json:"time"`
		ReportGenerated *string        `json:"report_generated"`
		Thresholds      jsonThresholds `json:"thresholds_days"`
		Findings        map[string]int `json:"findings"`
		Unchecked       []string       `json:"unchecked"`
		Incomplete      bool           `json:"incomplete"`
		Filter          *string        `json:"filter"`
		Hidden          int            `json:"hidden"`
		Scope           string         `json:"scope"`
	}
	jsonThresholds struct {
		MaxAge     int `json:"max_age"`
		Unused     int `json:"unused"`
		UnusedLong int `json:"unused_long"`
		NeverUsed  int `json:"never_used"`
		Inactive   int `json:"inactive"`
	}
	jsonKey struct {
		User        string   `json:"user"`
		Root        bool     `json:"root"`
		KeyID       *string  `json:"key_id"`
		Status      *string  `json:"status"`
		Created     *string  `json:"created"`
		AgeDays     *int     `json:"age_days"`
		LastUse     jsonUse  `json:"last_use"`
		Findings    []string `json:"findings"`
		Ambiguous   bool     `json:"ambiguous"`
		Quarantined bool     `json:"quarantined"`
		Score       int      `json:"score"`
		AsOf        *string  `json:"as_of"`
		Source      string   `json:"source"`
	}
	jsonUse struct {
		State   string  `json:"state"` // known, never, unknown, denied, failed
		At      *string `json:"at"`
		Days    *int    `json:"days"`
		Service *string `json:"service"`
		Region  *string `json:"region"`
	}
)

// json writes one object; each key is on a line of its own.
func (d Document) json(w io.Writer) error {
	out := bufio.NewWriter(w)
	head, err := json.Marshal(d.jsonHead())
	if err != nil {
		return err
	}
	_, _ = out.Write(head[:len(head)-1]) // an error of the writer comes up again in Flush
	_, _ = out.WriteString(",\"keys\":[")
	separator := "\n"
	for r := range d.Rows {
		line, err := json.Marshal(d.jsonKey(r))
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator)
		if _, err := out.Write(line); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

func (d Document) jsonHead() jsonHead {
	t := d.Thresholds
	head := jsonHead{
		Account: sanitize.Text(d.Account), Alias: sanitize.Text(d.Alias), PathPrefix: optional(d.PathPrefix),
		Time: stamp(d.Now), ReportGenerated: optional(stamp(d.Generated)),
		Thresholds: jsonThresholds{t.MaxAge, t.Unused, t.LongUnused, t.NeverUsed, t.Inactive},
		Findings:   map[string]int{}, Unchecked: []string{}, Incomplete: d.Incomplete(),
		Filter: optional(d.Filter), Hidden: d.Hidden,
		Scope: "Access keys only. " + iamsvc.NotChecked,
	}
	for _, f := range d.findings() {
		head.Findings[f.finding.String()] = f.keys
	}
	for _, text := range d.Unchecked {
		head.Unchecked = append(head.Unchecked, sanitize.Text(text))
	}
	return head
}

func (d Document) jsonKey(r audit.Row) jsonKey {
	k := jsonKey{
		User: sanitize.Text(r.User.ReportName()), Root: r.Root(), KeyID: optional(r.KeyID),
		Status:  optional(string(r.Status)),
		Created: optional(stamp(r.Created)), AgeDays: optionalNumber(d.days(r.Created)),
		LastUse: jsonUse{
			State: state(r.Use), At: optional(stamp(r.Use.At)), Days: optionalNumber(d.days(r.Use.At)),
			Service: optional(r.Use.Service), Region: optional(r.Use.Region),
		},
		Findings: []string{}, Ambiguous: r.Join == audit.JoinAmbiguous, Quarantined: r.Quarantined, Score: int(r.Score),
		AsOf: optional(stamp(r.AsOf)), Source: r.Source.String(),
	}
	for f := range r.Findings.All() {
		k.Findings = append(k.Findings, f.String())
	}
	return k
}

// optional returns nil for an empty text.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	text = sanitize.Text(text)
	return &text
}

func optionalNumber(n int, known bool) *int {
	if !known {
		return nil
	}
	return &n
}
