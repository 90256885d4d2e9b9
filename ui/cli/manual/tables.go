package manual

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/iamsvc/journal"
	"akia/iamsvc/policy"
	"akia/ui/action"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
)

// fill returns what stands at a place of a topic, in Markdown; false if there is no such place.
func fill(what, of string, keys *action.Keymap) (markdown string, ok bool) {
	switch what {
	case "key":
		for id := range action.Count {
			if id.Setting() == of {
				return code(keys.Show(id)), true
			}
		}
		return "", false
	case "panes":
		return definitions(actions(keys, action.InPanes)), true
	case "audit":
		return definitions(actions(keys, action.InAudit)), true
	case "fields":
		return definitions(fields()), true
	case "findings":
		return definitions(findings()), true
	case "settings":
		return definitions(configurable()), true
	case "permissions":
		return definitions(permissions()), true
	case "policies":
		return definitions(policies()), true
	case "exit-codes":
		return definitions(exitCodes(exit.Codes())), true
	case "report-fields":
		head, _ := export.JSONShape()
		return definitions(jsonFields(reflect.TypeOf(head), "")), true
	case "key-fields":
		_, key := export.JSONShape()
		return definitions(jsonFields(reflect.TypeOf(key), "")), true
	case "journal-fields":
		return definitions(jsonFields(reflect.TypeFor[journal.Line](), "")), true
	}
	return "", false
}

// definitions writes pairs as a list of definitions in Markdown. Terms are in the type of code.
func definitions(pairs []Pair) string {
	var b strings.Builder
	for _, p := range pairs {
		fmt.Fprintf(&b, "%s\n: %s\n\n", code(p.Term), escaped(p.Means))
	}
	return strings.TrimSpace(b.String())
}

// code writes a text in the type of code.
func code(text string) string {
	if strings.Contains(text, "`") {
		return "`` " + text + " ``"
	}
	return "`" + text + "`"
}

// escaped writes a text so that Markdown reads no marks into it.
func escaped(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, ">", `\>`, "[", `\[`, "]", `\]`,
	).Replace(text)
}

// actions returns the actions of a place that are not in the one before it, with all their keys.
func actions(keys *action.Keymap, in action.Place) []Pair {
	known := map[action.ID]string{}
	for before := range in {
		for _, a := range keys.Table(before) {
			known[a.ID] = said(a)
		}
	}
	var pairs []Pair
	for _, a := range keys.Table(in) {
		if before, ok := known[a.ID]; ok && before == said(a) {
			continue
		}
		var names []string
		for _, key := range a.Keys {
			names = append(names, action.ShowKey(key))
		}
		if len(names) == 0 {
			names = []string{":" + a.ID.Setting()}
		}
		pairs = append(pairs, Pair{strings.Join(names, " "), settings.Sentence(said(a))})
	}
	return pairs
}

// said returns what an action does: its name or what the help page says, whichever says more.
func said(a action.Action) string {
	if len(a.Name) >= len(a.Desc) {
		return a.Name
	}
	return a.Desc
}

// fields returns the fields of the filter language.
func fields() []Pair {
	var pairs []Pair
	for _, f := range audit.Language().Fields {
		means := settings.Sentence(f.Help)
		if len(f.Values) > 2 { // two are in the words
			means += ": " + strings.Join(f.Values, ", ")
		}
		pairs = append(pairs, Pair{f.Name + ":" + f.Sample(), means + "."})
	}
	return pairs
}

// findings returns the findings with what to do about them and where they are from.
func findings() []Pair {
	var pairs []Pair
	for _, f := range audit.AllFindings() {
		means := settings.Sentence(f.Title(audit.Defaults())) + ". " + f.Advice()
		if flag := settings.ThresholdFlag(f); flag != "" {
			means += " Set by --" + flag + "."
		}
		c := f.Control()
		for _, from := range []Pair{
			{"CIS AWS Foundations Benchmark", c.CIS}, {"AWS Config", c.Config}, {"Security Hub", c.SecurityHub},
		} {
			if from.Means != "" {
				means += " " + from.Term + ": " + from.Means + "."
			}
		}
		pairs = append(pairs, Pair{f.String(), means})
	}
	return pairs
}

// configurable returns the settings of the configuration file.
func configurable() []Pair {
	var pairs []Pair
	for _, e := range settings.Defaults() {
		pairs = append(pairs, Pair{e.Name + " = " + e.Value, e.Help})
	}
	return pairs
}

// permissions returns every permission that akia uses, and for what.
func permissions() []Pair {
	var pairs []Pair
	for _, p := range policy.Permissions() {
		pairs = append(pairs, Pair{p.Action, settings.Sentence(p.Use) + "."})
	}
	return pairs
}

// policies returns the policies that akia prints.
func policies() []Pair {
	var pairs []Pair
	for _, k := range policy.Kinds() {
		pairs = append(pairs, Pair{string(k), settings.Sentence(k.Use()) + "."})
	}
	return pairs
}

// exitCodes returns the exit statuses.
func exitCodes(codes []exit.Code) []Pair {
	var pairs []Pair
	for _, c := range codes {
		pairs = append(pairs, Pair{strconv.Itoa(c.Status), c.Means})
	}
	return pairs
}

// jsonFields returns the fields of an object by their names, those of objects within it behind a dot.
func jsonFields(object reflect.Type, within string) []Pair {
	var pairs []Pair
	for i := range object.NumField() {
		f := object.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		if f.Type.Kind() == reflect.Struct && f.Type.NumField() > 0 && f.Tag.Get("help") == "" {
			pairs = append(pairs, jsonFields(f.Type, within+name+".")...)
			continue
		}
		pairs = append(pairs, Pair{within + name, settings.Sentence(f.Tag.Get("help")) + "."})
	}
	return pairs
}
