// Command gen writes facts.txt of package model out of the models of services, as botocore and the other AWS SDKs carry
// them: for each action one line with its name and the shape of its input. It takes facts alone, no documentation.
//
//	gen OUTPUT SERVICE=SERVICE-2.JSON…
//
// A model whose name ends in .gz is unpacked.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"akia/iamsvc/local/model"
)

// service is what is read of a service's model.
type service struct {
	Operations map[string]struct {
		Input *struct{ Shape string }
	}
	Shapes map[string]shape
}

// shape is a shape as a model has it.
type shape struct {
	Type      string
	Required  []string
	Members   members
	Member    *struct{ Shape string }
	Min, Max  *int
	Pattern   string
	Enum      []string
	Sensitive bool
}

// members are the members of a structure, in the order in which the model has them.
type members []member

// member has a name of its own on the wire where it goes into the query or a header.
type member struct {
	name, shape, at string
}

// UnmarshalJSON reads an object without losing its order.
func (m *members) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var of struct{ Shape, Location, LocationName string }
		if err := d.Decode(&of); err != nil {
			return err
		}
		if of.Location == "" {
			of.LocationName = ""
		}
		*m = append(*m, member{fmt.Sprint(name), of.Shape, of.LocationName})
	}
	return nil
}

// fact returns what the validator needs of a shape.
func (s service) fact(name string) model.Shape {
	in := s.Shapes[name]
	out := model.Shape{
		Type: in.Type, Required: in.Required, Min: in.Min, Max: in.Max, Pattern: in.Pattern, Enum: in.Enum,
		Sensitive: in.Sensitive,
	}
	for _, m := range in.Members {
		out.Members = append(out.Members, model.Member{Name: m.name, At: m.at, Shape: s.fact(m.shape)})
	}
	if in.Member != nil {
		of := s.fact(in.Member.Shape)
		out.Of = &of
	}
	return out
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: gen OUTPUT SERVICE=SERVICE-2.JSON…")
	}
	var lines []string
	for _, arg := range args[1:] {
		prefix, path, _ := strings.Cut(arg, "=")
		s, err := read(path)
		if err != nil {
			return err
		}
		for _, action := range slices.Sorted(maps.Keys(s.Operations)) {
			input := model.Shape{Type: "structure"}
			if of := s.Operations[action].Input; of != nil {
				input = s.fact(of.Shape)
			}
			text, err := json.Marshal(input)
			if err != nil {
				return err
			}
			lines = append(lines, prefix+":"+action+" "+string(text)+"\n")
		}
	}
	return os.WriteFile(args[0], []byte(strings.Join(lines, "")), 0o644)
}

// read returns the model in a file.
func read(path string) (service, error) {
	var s service
	text, err := os.ReadFile(path)
	if err == nil && strings.HasSuffix(path, ".gz") {
		text, err = unpack(text)
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

func unpack(text []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
