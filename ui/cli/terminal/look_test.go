package terminal

import "testing"

func TestLookOf(t *testing.T) {
	for _, test := range []struct {
		name string
		flag bool
		env  map[string]string
		want Look
	}{
		{"nothing set", false, nil, Look{}},
		{"flag", true, nil, Look{ASCII: true}},
		{"UTF-8", false, map[string]string{"LANG": "en_US.UTF-8"}, Look{}},
		{"UTF-8 in small letters", false, map[string]string{"LANG": "C.utf8"}, Look{}},
		{"charset alone", false, map[string]string{"LC_CTYPE": "UTF-8"}, Look{}},
		{"no charset named", false, map[string]string{"LANG": "en_US"}, Look{}},
		{"C", false, map[string]string{"LANG": "C"}, Look{ASCII: true}},
		{"POSIX", false, map[string]string{"LC_ALL": "POSIX"}, Look{ASCII: true}},
		{"Latin 9", false, map[string]string{"LANG": "de_DE.ISO-8859-15@euro"}, Look{ASCII: true}},
		{"LC_ALL before LANG", false, map[string]string{"LC_ALL": "en_US.UTF-8", "LANG": "C"}, Look{}},
		{"LC_CTYPE before LANG", false, map[string]string{"LC_CTYPE": "C", "LANG": "en_US.UTF-8"}, Look{ASCII: true}},
		{"NO_COLOR", false, map[string]string{"NO_COLOR": "yes"}, Look{NoColor: true}},
		{"console of Linux", false, map[string]string{"TERM": "linux"}, Look{}},
		{"dumb", false, map[string]string{"TERM": "dumb"}, Look{ASCII: true, NoColor: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := LookOf(test.flag, func(name string) string { return test.env[name] })
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
