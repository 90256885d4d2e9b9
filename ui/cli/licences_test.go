package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// linked is a module that is compiled into the program, and the folder that it is in.
type linked struct{ path, folder string }

// TestLicencesOfWhatIsLinked: everything that is linked on any system is under a licence that lets the program be given
// away in binaries.
func TestLicencesOfWhatIsLinked(t *testing.T) {
	t.Parallel()
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go command to list the modules")
	}
	found := make(map[string]bool)
	for _, target := range []string{"linux", "darwin", "windows"} {
		modules := modulesOf(t, goCommand, target)
		if len(modules) < 20 {
			t.Fatalf("only %d modules are linked on %s: %v", len(modules), target, modules)
		}
		for _, m := range modules {
			if found[m.path] {
				continue
			}
			found[m.path] = true
			if why := refused(m.folder); why != "" {
				t.Errorf("%s is linked on %s: %s", m.path, target, why)
			}
		}
	}
}

// modulesOf returns the modules that are linked on a system, but for this one.
func modulesOf(t *testing.T, goCommand, target string) []linked {
	t.Helper()
	list := exec.CommandContext(t.Context(), goCommand, "list", "-deps", "-mod=readonly",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", ".")
	list.Dir = filepath.Join("..", "..")
	list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+target, "GOARCH=amd64")
	var complaint strings.Builder
	list.Stderr = &complaint
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", target, err, complaint.String())
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	var modules []linked
	for _, line := range slices.Compact(lines) {
		if path, folder, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			modules = append(modules, linked{path, folder})
		}
	}
	return modules
}

// refused says why what is in the folder of a module may not be linked; "" if it may. Each of its licences counts.
func refused(folder string) string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err.Error()
	}
	name, some := regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([-._].*)?$`), false
	for _, entry := range entries {
		if entry.IsDir() || !name.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return err.Error()
		}
		some = true
		if licence(string(text)) == "" {
			return "the licence in " + entry.Name() + " is none of those allowed: " + strings.Join(allowed(), ", ")
		}
	}
	if !some {
		return "it has no licence"
	}
	return ""
}

// terms are the sentences by which a licence is known, whatever its line breaks. The first licence that has all of its own
// is meant.
var terms = []struct {
	name      string
	sentences []string
}{
	{"Apache-2.0", []string{"Apache License Version 2.0", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"}},
	{"MIT", []string{
		"Permission is hereby granted, free of charge, to any person obtaining a copy of this software",
		"to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software",
	}},
	{"ISC", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"}},
	{"BSD", []string{
		"Redistribution and use in source and binary forms, with or without modification, are permitted",
		"Redistributions in binary form must reproduce the above copyright notice",
	}},
}

// copyleft are words of licences that ask something of what is linked with them, and of additions that take rights back.
var copyleft = regexp.MustCompile(`(?i)general public license|mozilla public|eclipse public|common development and distribution|` +
	`commons clause|business source|server side public|non-?commercial|all advertising materials`)

// licence names the licence of a text; "" if it is not among those allowed.
func licence(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n>", "\n")), " ") // some quote theirs, as a mail does
	if copyleft.MatchString(text) {
		return ""
	}
	for _, l := range terms {
		if !slices.ContainsFunc(l.sentences, func(s string) bool { return !strings.Contains(text, s) }) {
			return l.name
		}
	}
	return ""
}

// allowed names the licences that may be linked.
func allowed() []string {
	names := make([]string, len(terms))
	for i, l := range terms {
		names[i] = l.name
	}
	return names
}

func TestLicence(t *testing.T) {
	t.Parallel()
	const mit = "Permission is hereby granted, free of charge, to any person\nobtaining a copy of this software … to use, copy,\n" +
		"modify, merge, publish, distribute, sublicense, and/or sell copies of the Software"
	for text, want := range map[string]string{
		mit: "MIT",
		mit + "\nunder the “Commons Clause” License Condition v1.0":              "",
		"GNU GENERAL PUBLIC LICENSE Version 3":                                   "",
		"GNU LESSER GENERAL PUBLIC LICENSE\n" + mit:                              "",
		"Mozilla Public License Version 2.0":                                     "",
		"Apache License\n  Version 2.0, January 2004":                            "",
		"All rights reserved. Redistribution and use in source and binary forms": "",
		"": "",
		"This is free and unencumbered software released into the public domain.": "",
	} {
		if got := licence(text); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
	if why := refused(t.TempDir()); why == "" {
		t.Error("a module without a licence is let through")
	}
}
