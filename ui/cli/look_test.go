package cli

import "testing"

func TestLookOf(t *testing.T) {
	for _, test := range []struct {
		name string
		flag bool
		env  map[string]string
		want look
	}{
		{"nothing set", false, nil, look{}},
		{"flag", true, nil, look{ascii: true}},
		{"UTF-8", false, map[string]string{"LANG": "en_US.UTF-8"}, look{}},
		{"UTF-8 in small letters", false, map[string]string{"LANG": "C.utf8"}, look{}},
		{"charset alone", false, map[string]string{"LC_CTYPE": "UTF-8"}, look{}},
		{"no charset named", false, map[string]string{"LANG": "en_US"}, look{}},
		{"C", false, map[string]string{"LANG": "C"}, look{ascii: true}},
		{"POSIX", false, map[string]string{"LC_ALL": "POSIX"}, look{ascii: true}},
		{"Latin 9", false, map[string]string{"LANG": "de_DE.ISO-8859-15@euro"}, look{ascii: true}},
		{"LC_ALL before LANG", false, map[string]string{"LC_ALL": "en_US.UTF-8", "LANG": "C"}, look{}},
		{"LC_CTYPE before LANG", false, map[string]string{"LC_CTYPE": "C", "LANG": "en_US.UTF-8"}, look{ascii: true}},
		{"NO_COLOR", false, map[string]string{"NO_COLOR": "yes"}, look{noColor: true}},
		{"console of Linux", false, map[string]string{"TERM": "linux"}, look{}},
		{"dumb", false, map[string]string{"TERM": "dumb"}, look{ascii: true, noColor: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := lookOf(test.flag, func(name string) string { return test.env[name] })
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
