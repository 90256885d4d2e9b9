package export

import (
	"bufio"
	"encoding/json"
	"io"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

// The names of the fields are never changed; new ones may be added. What is not known is null. The tag help says what a
// field is.
type (
	jsonHead struct {
		Account         string         `json:"account" help:"account ID"`
		Alias           string         `json:"alias" help:"account alias"`
		PathPrefix      *string        `json:"path_prefix" help:"path that limits the users; null for all"`
		Time            string         `json:"time" help:"when the report was made"`
		ReportGenerated *string        `json:"report_generated" help:"when IAM made the credential report; null without one"`
		Thresholds      jsonThresholds `json:"thresholds_days"`
		Findings        map[string]int `json:"findings" help:"number of keys with each finding"`
		Unchecked       []string       `json:"unchecked" help:"what could not be read, a sentence each"`
		Incomplete      bool           `json:"incomplete" help:"true if anything is in unchecked"`
		Filter          *string        `json:"filter" help:"the filter in force; null for none"`
		Hidden          int            `json:"hidden" help:"number of keys that the filter leaves out"`
		Scope           string         `json:"scope" help:"what akia does not check"`
	}
	jsonThresholds struct {
		MaxAge     int `json:"max_age" help:"value of --max-age"`
		Unused     int `json:"unused" help:"value of --unused"`
		UnusedLong int `json:"unused_long" help:"value of --unused-long"`
		NeverUsed  int `json:"never_used" help:"value of --never-used"`
		Inactive   int `json:"inactive" help:"value of --inactive"`
	}
	jsonKey struct {
		User        string   `json:"user" help:"user name; <root_account> for the root user"`
		Root        bool     `json:"root" help:"true for a key of the root user"`
		KeyID       *string  `json:"key_id" help:"access key ID; null if it is not known"`
		Status      *string  `json:"status" help:"status, Active or Inactive; null if it is not known"`
		Created     *string  `json:"created" help:"when the key was created"`
		AgeDays     *int     `json:"age_days" help:"age in whole days"`
		LastUse     jsonUse  `json:"last_use"`
		Findings    []string `json:"findings" help:"names of the findings, worst first"`
		Ambiguous   bool     `json:"ambiguous" help:"true if the last use may be that of the user's other key"`
		Quarantined bool     `json:"quarantined" help:"true if AWS has restricted the user"`
		Score       int      `json:"score" help:"the worse, the higher; comparable within one report"`
		AsOf        *string  `json:"as_of" help:"when these facts were true"`
		Source      string   `json:"source" help:"where they are from"`
	}
	jsonUse struct {
		State   string  `json:"state" help:"one of known, never, unknown, denied, failed"`
		At      *string `json:"at" help:"when the key was last used"`
		Days    *int    `json:"days" help:"days since the last use"`
		Service *string `json:"service" help:"service it was last used with"`
		Region  *string `json:"region" help:"Region it was last used in"`
	}
)

// JSONShape returns an empty head and an empty key of a report in JSON: their types have the fields, with what each is in
// its tag help.
func JSONShape() (head, key any) { return jsonHead{}, jsonKey{} }

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
