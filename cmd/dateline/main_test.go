package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

var update = flag.Bool("update", false, "rewrite goldens and the outputs in scripts")

func exitCode(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

func TestFlagsFirst(t *testing.T) {
	app := &cli.App{Commands: []*cli.Command{
		{Name: "who", Flags: []cli.Flag{&cli.StringFlag{Name: "format"}, &cli.BoolFlag{Name: "open"}}},
		{Name: "db", Subcommands: []*cli.Command{{Name: "backup", Flags: []cli.Flag{&cli.StringFlag{Name: "output", Aliases: []string{"o"}}}}}},
	}}
	for _, c := range []struct{ in, want string }{
		{"d who spoke_with --format json", "d who --format json -- spoke_with"},
		{"d who spoke_with X --open Y", "d who --open -- spoke_with X Y"},
		{"d who --format=json a", "d who --format=json -- a"},
		{"d who a -- --format", "d who -- a --format"},
		{"d db backup x -o -", "d db backup -o - -- x"},
		{"d who -", "d who -- -"},
		{"d", "d"},
		{"d nothing --x", "d nothing --x"},
	} {
		got := strings.Join(flagsFirst(app, strings.Fields(c.in)), " ")
		if got != c.want {
			t.Errorf("flagsFirst(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestClosest(t *testing.T) {
	known := []string{"timeline", "diagram", "json", "spoke_with"}
	for in, want := range map[string]string{"tmeline": "timeline", "spoke-with": "spoke_with", "JSON": "json", "zzzzzzzz": ""} {
		if got := closest(in, known); got != want {
			t.Errorf("closest(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every command has a line, a paragraph with examples, and flags with help.
func TestHelpIsComplete(t *testing.T) {
	var check func(list []*cli.Command, sub bool)
	check = func(list []*cli.Command, sub bool) {
		for _, c := range list {
			if c.Hidden {
				continue
			}
			if c.Usage == "" {
				t.Errorf("%s has no usage line", c.Name)
			}
			if !sub && !strings.Contains(c.Description, "Examples:\n   dateline ") {
				t.Errorf("%s has no examples in its help", c.Name)
			}
			for _, f := range c.Flags {
				if u, ok := f.(cli.DocGenerationFlag); !ok || u.GetUsage() == "" {
					t.Errorf("%s: flag --%s has no help", c.Name, f.Names()[0])
				}
			}
			check(c.Subcommands, true)
		}
	}
	check(commands(), false)
}

// The examples in the help name commands and flags that exist.
func TestHelpExamplesParse(t *testing.T) {
	for _, c := range commands() {
		for _, line := range strings.Split(c.Description, "\n") {
			example, ok := strings.CutPrefix(line, "   dateline ")
			if !ok {
				continue
			}
			words := strings.Fields(example)
			known := flagNames(c)
			for _, s := range c.Subcommands {
				if len(words) > 1 && s.HasName(words[1]) {
					known = append(known, flagNames(s)...)
				}
			}
			if words[0] != c.Name {
				t.Errorf("help of %s: the example %q runs another command", c.Name, example)
			}
			for _, w := range words[1:] {
				if w == "|" || w == ">" {
					break
				}
				name, _, _ := strings.Cut(w, "=")
				if strings.HasPrefix(name, "--") && !slices.Contains(known, name) {
					t.Errorf("help of %s: the example %q uses %s, which is no flag", c.Name, example, name)
				}
			}
		}
	}
}

func TestUnknownThings(t *testing.T) {
	for _, c := range []struct {
		args, want string
	}{
		{"dateline evnts", `did you mean "events"?`},
		{"dateline events --formt json", `did you mean "--format"?`},
		{"dateline events --since 2021-99", "is no date"},
		{"dateline who", "takes a relation"},
		{"dateline ingest", "no articles given"},
		{"dateline ingest --published yesterday x", "is no date"},
		{"dateline events --limit -1", "must not be negative"},
	} {
		var out, errs bytes.Buffer
		code := run(context.Background(), strings.Fields(c.args), strings.NewReader(""), &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%s: exit %d, %q; want exit %d and %q", c.args, code, errs.String(), exitUsage, c.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: wrote %q to standard output", c.args, out.String())
		}
	}
}
