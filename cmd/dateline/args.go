package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves the flags of the command in args before its arguments, so
// that "dateline who spoke_with --format json" works: the flag parser stops at
// the first argument. "--" ends the flags, "-" is an argument.
func flagsFirst(app *cli.App, args []string) []string {
	if len(args) < 2 {
		return args
	}
	at := 1 // the command's place
	cmd := app.Command(args[at])
	if cmd == nil {
		return args
	}
	for at+1 < len(args) {
		sub := cmd.Subcommands
		i := slices.IndexFunc(sub, func(c *cli.Command) bool { return c.HasName(args[at+1]) })
		if i < 0 {
			break
		}
		cmd, at = sub[i], at+1
	}
	takesValue := map[string]bool{}
	for _, f := range cmd.Flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, n := range f.Names() {
			takesValue[n] = !isBool
		}
	}
	flags, rest := []string{}, []string{}
	tail := args[at+1:]
	for i := 0; i < len(tail); i++ {
		a := tail[i]
		if a == "--" {
			rest = append(rest, tail[i+1:]...)
			break
		}
		if len(a) < 2 || a[0] != '-' {
			rest = append(rest, a)
			continue
		}
		flags = append(flags, a)
		name := strings.TrimLeft(a, "-")
		if takesValue[name] && i+1 < len(tail) {
			i++
			flags = append(flags, tail[i])
		}
	}
	out := append(slices.Clone(args[:at+1]), flags...)
	if len(rest) > 0 {
		out = append(append(out, "--"), rest...)
	}
	return out
}

// unknown is the error for a name that is not in known: it says what is, and
// what was probably meant.
func unknown(what, name string, known []string) error {
	text := fmt.Sprintf("unknown %s %q", what, name)
	if len(known) <= 24 {
		text += " (known: " + strings.Join(known, ", ") + ")"
	}
	if best := closest(name, known); best != "" {
		text += fmt.Sprintf("; did you mean %q?", best)
	}
	return &usageErr{text: text, line: usageLine(nil), here: true}
}

// closest is the entry of known that is nearest to name by edit distance, if
// one is near enough to be a slip of the hand.
func closest(name string, known []string) string {
	best, least := "", len(name)/3+1
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the Levenshtein distance of a and b, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 0; i < len(a); i++ {
		diagonal := row[0]
		row[0] = i + 1
		for j := 0; j < len(b); j++ {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

func commandNames(list []*cli.Command) []string {
	var names []string
	for _, c := range list {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

func flagNames(c *cli.Command) []string {
	if c == nil {
		return nil
	}
	var names []string
	for _, f := range c.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, "--"+n)
			}
		}
	}
	slices.Sort(names)
	return names
}

// flags joins lists of flags and single ones.
func flags(parts ...any) []cli.Flag {
	var all []cli.Flag
	for _, p := range parts {
		switch p := p.(type) {
		case cli.Flag:
			all = append(all, p)
		case []cli.Flag:
			all = append(all, p...)
		}
	}
	return all
}
