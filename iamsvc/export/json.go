package export

import (
	"bufio"
	"encoding/json"
	"io"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

// jsonSchema is the version of the JSON. It rises when a field changes its meaning.
const jsonSchema = 1

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
		Marked          bool           `json:"marked,omitempty" help:"true if the keys were chosen by hand; else missing"`
		Hidden          int            `json:"hidden" help:"number of keys that are left out by that"`
		Scope           string         `json:"scope" help:"what akia does not check"`
		Schema          int            `json:"schema" help:"version of this JSON; a field that changes its meaning raises it"`
		Accounts        []jsonAccount  `json:"accounts,omitempty" help:"the accounts, where there are several"`
	}
	jsonAccount struct {
		jsonOwner
		State           string  `json:"state" help:"how far it was read"`
		Reason          *string `json:"reason" help:"why it was not read"`
		Keys            int     `json:"keys" help:"number of its keys"`
		ReportGenerated *string `json:"report_generated" help:"when IAM made its credential report"`
	}
	jsonOwner struct {
		ID    *string `json:"id" help:"account ID"`
		Name  *string `json:"name" help:"what the account is called"`
		Label *string `json:"label" help:"its label in the configuration file"`
	}
	jsonThresholds struct {
		MaxAge     int `json:"max_age" help:"days of max-age"`
		Unused     int `json:"unused" help:"days of unused"`
		UnusedLong int `json:"unused_long" help:"days of unused-long"`
		NeverUsed  int `json:"never_used" help:"days of never-used"`
		Inactive   int `json:"inactive" help:"days of inactive"`
	}
	jsonKey struct {
		Account     jsonOwner         `json:"account"`
		ARN         *string           `json:"arn" help:"ARN of the user"`
		Path        *string           `json:"path" help:"path of the user"`
		Tags        map[string]string `json:"tags" help:"tags of the user; null if they are not known"`
		Description *string           `json:"description" help:"description of the key; null if it is not known"`
		User        string            `json:"user" help:"user name; <root_account> for the root user"`
		Root        bool              `json:"root" help:"true for a key of the root user"`
		KeyID       *string           `json:"key_id" help:"access key ID; null if it is not known"`
		Status      *string           `json:"status" help:"status, Active or Inactive; null if it is not known"`
		Created     *string           `json:"created" help:"when the key was created"`
		AgeDays     *int              `json:"age_days" help:"age in whole days"`
		LastUse     jsonUse           `json:"last_use"`
		Findings    []string          `json:"findings" help:"names of the findings, worst first"`
		Ambiguous   bool              `json:"ambiguous" help:"true if the last use may be that of the user's other key"`
		Quarantined bool              `json:"quarantined" help:"true if AWS has restricted the user"`
		Score       int               `json:"score" help:"the worse, the higher; comparable within one report"`
		AsOf        *string           `json:"as_of" help:"when these facts were true"`
		Source      string            `json:"source" help:"where they are from"`
	}
	jsonUse struct {
		State   string  `json:"state" help:"one of known, never, unknown, denied, failed"`
		At      *string `json:"at" help:"when the key was last used"`
		Days    *int    `json:"days" help:"days since the last use"`
		Service *string `json:"service" help:"service it was last used with"`
		Region  *string `json:"region" help:"Region it was last used in"`
	}
)

// JSONShape returns an empty head and an empty key of a report in JSON: their types have the fields, with what each is
// in its tag help.
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
	for of, r := range d.rows() {
		line, err := json.Marshal(d.jsonKey(of, r))
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
		Schema:  jsonSchema,
		Account: sanitize.Text(d.Account), Alias: sanitize.Text(d.Alias), PathPrefix: optional(d.PathPrefix),
		Time: stamp(d.Now), ReportGenerated: optional(stamp(d.Generated)),
		Thresholds: jsonThresholds{t.MaxAge, t.Unused, t.LongUnused, t.NeverUsed, t.Inactive},
		Findings:   map[string]int{}, Unchecked: []string{}, Incomplete: d.Incomplete(),
		Filter: optional(d.Filter), Marked: d.Marked, Hidden: d.Hidden,
		Scope: "Access keys only. " + iamsvc.NotChecked,
	}
	for _, f := range d.findings() {
		head.Findings[f.finding.String()] = f.keys
	}
	for _, a := range d.Accounts {
		head.Accounts = append(head.Accounts, jsonAccount{
			owner(a.Account), a.State, optional(a.Reason), a.Keys, optional(stamp(a.Generated)),
		})
	}
	for _, text := range d.Unchecked {
		head.Unchecked = append(head.Unchecked, sanitize.Text(text))
	}
	return head
}

func (d Document) jsonKey(of audit.Account, r audit.Row) jsonKey {
	k := jsonKey{
		Account: owner(of), ARN: optional(of.ARN(&r)), Path: optional(r.Path), Tags: tags(&r), Description: description(&r),
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

func owner(a audit.Account) jsonOwner {
	return jsonOwner{optional(a.ID), optional(a.Name), optional(a.Label)}
}

// tags returns the tags of the user; nil if they are not known. The root user can have none.
func tags(r *audit.Row) map[string]string {
	if r.Tags == nil && !r.Root() {
		return nil
	}
	all := map[string]string{}
	for _, tag := range r.Tags.All() {
		all[sanitize.Text(tag.Key)] = sanitize.Text(tag.Value)
	}
	return all
}

// description returns the description of the key, empty if it has none; nil if that is not known.
func description(r *audit.Row) *string {
	if r.Described == audit.DescriptionUnknown {
		return nil
	}
	said := sanitize.Text(r.Description)
	return &said
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
