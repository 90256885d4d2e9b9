package filter_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"akia/iamsvc/filter"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// row is a row of a table for these tests.
type row struct {
	name, path, colour string // no colour: not known
	made, used         time.Time
	usedKnown          filter.Known
}

var colours = []string{"red", "green"}

func language() *filter.Language[row] {
	return &filter.Language[row]{
		Texts: func(r *row, look func(string) bool) bool { return look(r.name) || look(r.colour) },
		Fields: []filter.Field[row]{
			{Name: "name", Also: []string{"called"}, Help: "its name", Text: func(r *row) (string, bool) { return r.name, true }},
			{Name: "path", Text: func(r *row) (string, bool) { return r.path, true }, Prefix: true},
			{Name: "colour", Values: colours, Choice: func(r *row, v int) filter.Truth {
				if r.colour == "" {
					return filter.Unknown
				}
				return filter.Is(r.colour == colours[v])
			}},
			{Name: "used", Span: true, Time: func(r *row) (time.Time, filter.Known) { return r.used, r.usedKnown }},
			{Name: "tag", Example: "team=billing", Holds: func(want string) func(*row) filter.Truth {
				return func(r *row) filter.Truth {
					if r.name == "Bob" {
						return filter.Unknown
					}
					return filter.Is(r.name == want)
				}
			}},
			{Name: "made", Time: func(r *row) (time.Time, filter.Known) { return r.made, filter.At }},
		},
	}
}

// offers returns values of fields that are not those of the language.
func offers(field string) []string {
	if field == "tag" {
		return []string{"team=billing", "team=the others"}
	}
	return nil
}

func rows() []row {
	days := func(n int) time.Time { return noon.AddDate(0, 0, -n) }
	return []row{
		{"alice", "/ci/build/", "red", days(10), days(3), filter.At},
		{"Bob", "/", "green", days(100), days(90), filter.At},
		{"carol o'hara", "/CI/", "", days(400), days(91), filter.At},
		{"dave:1", "/people/", "red", days(30), time.Time{}, filter.Never},
		{"eve,2", "/ci", "green", days(31), time.Time{}, filter.NotKnown},
	}
}

func TestMatch(t *testing.T) {
	for query, want := range map[string]string{
		"":                      "alice Bob carol dave:1 eve,2",
		"   ":                   "alice Bob carol dave:1 eve,2",
		"ALI":                   "alice",
		"a e":                   "alice dave:1",
		"-a":                    "Bob eve,2",
		"-":                     "",
		"o'hara":                "carol",
		`"carol o"`:             "carol",
		`'carol o'`:             "carol",
		`"dave:1"`:              "dave:1",
		`-"dave:1" re`:          "alice Bob eve,2",
		"eve,2":                 "eve,2",
		"red":                   "alice dave:1",
		"colour:red":            "alice dave:1",
		"COLOUR:Red":            "alice dave:1",
		"-colour:red":           "Bob eve,2",
		"colour:red,green":      "alice Bob dave:1 eve,2",
		"-colour:red,green":     "",
		"path:/ci/":             "alice carol",
		"-path:/ci/":            "Bob dave:1 eve,2",
		"path:/ci,/people":      "alice carol dave:1 eve,2",
		"name:o":                "Bob carol",
		`name:"l o"`:            "carol",
		"name:alice,bob":        "alice Bob",
		"CALLED:alice":          "alice",
		"tag:Alice":             "alice",
		"-tag:alice":            "carol dave:1 eve,2",
		"tag:alice,bob":         "alice",
		`name:"eve,2"`:          "eve,2",
		"used:>90d":             "carol",
		"used:>=90d":            "Bob carol",
		"used:<90d":             "alice",
		"used:<=90d":            "alice Bob",
		"-used:>90d":            "alice Bob dave:1",
		"used:never":            "dave:1",
		"-used:never":           "alice Bob carol",
		"used:unknown":          "eve,2",
		"-used:unknown":         "alice Bob carol dave:1",
		"used:never,>90d":       "carol dave:1",
		"-used:never,>90d":      "alice Bob",
		"used:never,unknown":    "dave:1 eve,2",
		"used:>2160h":           "carol",
		"used:>12w":             "Bob carol",
		"used:>3m":              "carol",
		"used:>1y":              "",
		"made:2026-10-26":       "dave:1",
		"made:>2026-10-26":      "alice",
		"made:>=2026-10-26":     "alice dave:1",
		"made:<2026-01-01":      "carol",
		"made:=2026-10-25":      "eve,2",
		"colour:red used:never": "dave:1",
	} {
		q, err := language().Parse(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		var got []string
		for _, r := range rows() {
			if q.Match(&r, noon) {
				got = append(got, strings.Fields(r.name)[0])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
		if q.String() != query || q.All() != (strings.TrimSpace(query) == "") {
			t.Errorf("%s: it reads %q, all %v", query, q, q.All())
		}
	}
}

// TestMistakes: a mistake is said with its place, and the other terms still hold.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ query, at, message string }{
		{"color:red", "color:red", `Unknown field "color". Did you mean colour? Put quotes around a text with a colon`},
		{"x zzz:1 y", "zzz:1", `Unknown field "zzz". Choose from name, path, colour, used, tag, made.`},
		{"colour:grene", "grene", `Unknown colour "grene". Did you mean green?`},
		{"-colour:red,gold", "gold", `Unknown colour "gold". Choose from red, green.`},
		{"used:90d", "90d", `"90d" doesn't fit used. Write used:>90d`},
		{"used:>90", ">90", `">90" doesn't fit used. Write used:>90d`},
		{"used:>-1d", ">-1d", `">-1d" doesn't fit used. Write used:>90d`},
		{"used:>99999999999999999999d", ">99999999999999999999d", `doesn't fit used`},
		{"used:>4000000000y", ">4000000000y", `doesn't fit used`},
		{"made:>90d", ">90d", `">90d" doesn't fit made. Write made:>2026-01-31`},
		{"made:2026-13-01", "2026-13-01", "doesn't fit made"},
		{"name:", "", "name needs a value, such as name:TEXT"},
		{"tag:", "", "tag needs a value, such as tag:team=billing"},
		{"colour:red,", "", "colour needs a value, such as colour:red"},
		{`a "b c`, `"b c`, "This quote isn't closed"},
	} {
		q, err := language().Parse(c.query + "")
		var mistake *filter.Error
		if !errors.As(err, &mistake) {
			t.Errorf("%s: no mistake", c.query)
			continue
		}
		if got := c.query[mistake.From:mistake.To]; got != c.at || !strings.Contains(mistake.Message, c.message) {
			t.Errorf("%s: at %q: %s; want %q, %s", c.query, got, mistake, c.at, c.message)
		}
		if alice := (row{name: "alice x y", colour: "red"}); !q.Match(&alice, noon) {
			t.Errorf("%s: the mistake hides a row", c.query)
		}
	}
}

// TestTruth: what depends on facts that are not known is neither true nor false, and only that is unknown.
func TestTruth(t *testing.T) {
	for query, want := range map[string]string{
		"":                         "TTTTT",
		"colour:red":               "TF?TF",
		"-colour:red":              "FT?FT",
		"colour:red a":             "TF?TF",
		"colour:red name:e":        "TFFTF",
		"used:>90d":                "FFTF?",
		"used:>90d colour:red":     "FF?FF",
		"used:>90d,never":          "FFTT?",
		"tag:alice -used:<1d":      "T?FFF",
		"made:>2026-01-01,unknown": "TTFTT",
	} {
		q, err := language().Parse(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var got strings.Builder
		for _, r := range rows() {
			truth := q.Truth(&r, noon)
			got.WriteByte("?FT"[truth])
			if q.Match(&r, noon) != (truth == filter.True) {
				t.Errorf("%s: %s matches: %v, and is %v", query, r.name, q.Match(&r, noon), truth)
			}
		}
		if got.String() != want {
			t.Errorf("%s: %s, want %s", query, got.String(), want)
		}
	}
}

// TestAbsent: of what has no such moment nothing is true but what is denied.
func TestAbsent(t *testing.T) {
	for query, want := range map[string]bool{
		"used:never": false, "used:unknown": false, "used:>1d": false, "used:<1d": false, "-used:never": true, "-used:>1d": true,
	} {
		q, err := language().Parse(query)
		if r := (row{usedKnown: filter.Absent}); err != nil || q.Match(&r, noon) != want {
			t.Errorf("%s: %v, %v", query, !want, err)
		}
	}
}

// TestLooseWords: without texts to look in, the words are left to whoever has the query.
func TestLooseWords(t *testing.T) {
	l := language()
	l.Texts = nil
	q, err := l.Parse(`one -two "-three :x" colour:red`)
	if err != nil {
		t.Fatal(err)
	}
	want := []filter.Word{{Text: "one"}, {Text: "two", Not: true}, {Text: "-three :x"}}
	if !slices.Equal(q.Words(), want) || !q.Fields() || q.All() {
		t.Errorf("words %v, fields %v, all %v", q.Words(), q.Fields(), q.All())
	}
	if r := (row{name: "nobody", colour: "red"}); !q.Match(&r, noon) {
		t.Error("the words count")
	}
	if q, _ := l.Parse("one"); q.Fields() || q.All() {
		t.Errorf("a word alone: fields %v, all %v", q.Fields(), q.All())
	}
	if q, _ := language().Parse("one"); q.Fields() {
		t.Error("a word is a field")
	}
}

// TestInZone: a date is one of the zone of the field.
func TestInZone(t *testing.T) {
	l := language()
	late := row{made: time.Date(2026, 11, 24, 23, 30, 0, 0, time.UTC)}
	for zone, day := range map[*time.Location]string{
		nil: "2026-11-24", time.FixedZone("east", 3600): "2026-11-25", time.FixedZone("west", -3600): "2026-11-24",
	} {
		l.Fields[len(l.Fields)-1].In = zone
		if q, err := l.Parse("made:" + day); err != nil || !q.Match(&late, noon) {
			t.Errorf("%v: not made on %s: %v", zone, day, err)
		}
	}
}

// TestQuote: what is quoted is one value, whatever is in it.
func TestQuote(t *testing.T) {
	for _, text := range []string{"alice", "a b", "a,b", "a:b", "-a", `a"b`, "o'hara", "", "'"} {
		q, err := language().Parse("name:" + filter.Quote(text))
		if r := (row{name: text}); text != "" && (err != nil || !q.Match(&r, noon)) {
			t.Errorf("%s: %v", filter.Quote(text), err)
		}
		words := language()
		words.Texts = nil
		if q, _ := words.Parse(filter.Quote(text)); text != "" && (len(q.Words()) != 1 || q.Words()[0] != filter.Word{Text: text}) {
			t.Errorf("%s: words %v", filter.Quote(text), q.Words())
		}
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"x ", ""},
		{"n", "name:"},
		{"-us", "used:"},
		{"NA", "name:"},
		{"zz", ""},
		{`"na`, ""},
		{"name:al", ""},
		{"colour:", "red green"},
		{"colour:G", "green"},
		{"colour:red,", "red green"},
		{"colour:red", ""},
		{"a colour:r", "red"},
		{"used:>", ">30d >90d >365d"},
		{"used:n", "never"},
		{"zzz:1", ""},
		{"made:", "unknown"},
		{"na:", ""},
		{"tag:TEAM=", `team=billing "team=the others"`},
		{"called:al", ""},
	} {
		var got []string
		for _, o := range language().Complete(c.text, len(c.text), offers) {
			got = append(got, o.Text)
			text := c.text[:o.From] + o.Text + c.text[o.To:]
			if _, err := language().Parse(text); err != nil && !strings.HasSuffix(text, ":") {
				t.Errorf("%q becomes %q: %v", c.text, text, err)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %v, want %s", c.text, got, c.want)
		}
	}
	if got := language().Complete("co red", 2, nil); len(got) != 1 || got[0].Text != "colour:" || got[0].To != 2 {
		t.Errorf("in the middle: %v", got)
	}
}

func TestSpan(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"1h": time.Hour, "2D": 48 * time.Hour, "1w": 168 * time.Hour, "1m": 720 * time.Hour, "1y": 8760 * time.Hour, "0d": 0,
	} {
		if got, ok := filter.Span(text); !ok || got != want {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "d", "1", "1s", "-1d", "1.5d", "1dd", "201y", "+1d"} {
		if got, ok := filter.Span(text); ok {
			t.Errorf("%s is read as %v", text, got)
		}
	}
}

func TestNear(t *testing.T) {
	names := []string{"report", "journal", "completion", "demo-server"}
	for name, want := range map[string][]string{
		"repotr": {"report"}, "jornal": {"journal"}, "demo": {"demo-server"}, "xyz": nil, "REPORT": {"report"}, "": nil,
	} {
		if got := filter.Near(name, names); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a -b:c", `"`, `'x' y:"z`, "used:>1d,never", ":", "-:", ",,", "a:,", "-\"", "colour:r\x00"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		l := language()
		q, err := l.Parse(text)
		var mistake *filter.Error
		if errors.As(err, &mistake) && (mistake.From < 0 || mistake.From > mistake.To || mistake.To > len(text)) {
			t.Fatalf("%q: a mistake from %d to %d", text, mistake.From, mistake.To)
		}
		if err != nil && utf8.ValidString(text) && !utf8.ValidString(err.Error()) {
			t.Fatalf("%q: %q", text, err)
		}
		for _, r := range rows() {
			if q.Match(&r, noon) != (q.Truth(&r, noon) == filter.True) {
				t.Fatalf("%q: %s matches, but not in truth", text, r.name)
			}
		}
		quoted, err := l.Parse("name:" + filter.Quote(text))
		if both := strings.Contains(text, `"`) && strings.Contains(text, "'"); err != nil && !both && text != "" {
			t.Fatalf("%q quoted: %v", text, err)
		} else if r := (row{name: text}); !both && text != "" && !quoted.Match(&r, noon) && strings.ToLower(text) == text {
			t.Fatalf("%q quoted doesn't match itself", text)
		}
		for _, o := range l.Complete(text, at, offers) {
			if o.From < 0 || o.From > o.To || o.To > len(text) {
				t.Fatalf("%q at %d: completed from %d to %d", text, at, o.From, o.To)
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	q, err := language().Parse("alice used:>90d -colour:red")
	if err != nil {
		b.Fatal(err)
	}
	all := rows()
	for b.Loop() {
		for i := range all {
			q.Match(&all[i], noon)
		}
	}
}

func ExampleLanguage_Parse() {
	q, err := language().Parse("colour:red -used:never")
	fmt.Println(q.Match(&rows()[0], noon), q.Match(&rows()[3], noon), err)
	// Output: true false <nil>
}
