package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"
)

// Widths of help, in letters: of a terminal within these, else of the first.
const (
	helpWidth  = 80
	widestHelp = 110
	flagWidth  = 26 // of the column of flags; longer ones stand on a line of their own
)

// helpOf is how wide help for w is set.
func helpOf(w io.Writer) int {
	if width, ok := terminalWidth(w); ok {
		return max(40, min(width, widestHelp))
	}
	return helpWidth
}

// writeHelp gives each command of list its help as text; path is what leads to them.
func writeHelp(list []*cli.Command, path string, width int) {
	for _, c := range list {
		name := path + " " + c.Name
		c.CustomHelpTemplate = asTemplate(commandHelp(c, name, width))
		writeHelp(c.Subcommands, name, width)
	}
}

// asTemplate is a template that gives s.
func asTemplate(s string) string { return strings.ReplaceAll(s, "{{", `{{"{{"}}`) }

// commandHelp is what a command does, with examples, and its flags by what they are for.
func commandHelp(c *cli.Command, name string, width int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n", name, c.Usage)
	usage := name + " [flags]"
	if len(c.Subcommands) > 0 {
		usage = name + " COMMAND [flags]"
	}
	fmt.Fprintf(&b, "Usage: %s\n", strings.TrimSpace(usage+" "+c.ArgsUsage))
	if c.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", c.Description)
	}
	if len(c.Subcommands) > 0 {
		b.WriteString("\nCommands:\n")
		commandLines(&b, c.Subcommands, width)
		fmt.Fprintf(&b, "\n'%s COMMAND --help' tells more of each.\n", name)
	}
	var order []string
	groups := map[string][]cli.Flag{}
	for _, f := range c.Flags {
		group := ""
		if g, ok := f.(cli.CategorizableFlag); ok {
			group = g.GetCategory()
		}
		if groups[group] == nil {
			order = append(order, group)
		}
		groups[group] = append(groups[group], f)
	}
	slices.SortStableFunc(order, func(x, y string) int { return min(len(x), 1) - min(len(y), 1) }) // its own first
	for _, group := range order {
		head := group
		if head == "" {
			head = "Flags"
		}
		fmt.Fprintf(&b, "\n%s:\n", head)
		for _, f := range groups[group] {
			flagLines(&b, f, width)
		}
	}
	return b.String()
}

// flagLines writes a flag: its names, what it takes and what it does.
func flagLines(b *strings.Builder, f cli.Flag, width int) {
	d, ok := f.(cli.DocGenerationFlag)
	if v, may := f.(cli.VisibleFlag); !ok || may && !v.IsVisible() {
		return
	}
	usage := d.GetUsage()
	value := ""
	if d.TakesValue() {
		value = " VALUE"
		if before, rest, ok := strings.Cut(usage, "`"); ok {
			word, after, _ := strings.Cut(rest, "`")
			value, usage = " "+word, before+word+after
		}
	}
	if s, ok := f.(cli.DocGenerationSliceFlag); ok && s.IsSliceFlag() {
		value += "..."
	}
	name := "    "
	for _, n := range f.Names() {
		if len(n) == 1 {
			name = "-" + n + ", "
		}
	}
	name += "--" + f.Names()[0] + value
	switch v := strings.Trim(d.GetDefaultText(), `"`); v {
	case "", "0", "false", "0s":
	default:
		usage += " (default: " + v + ")"
	}
	if env := d.GetEnvVars(); len(env) > 0 {
		usage += " [$" + strings.Join(env, ", $") + "]"
	}
	hang(b, "  "+name, usage, flagWidth+2, width)
}

// commandLines writes a line for each command that is shown.
func commandLines(b *strings.Builder, list []*cli.Command, width int) {
	for _, c := range list {
		if !c.Hidden {
			hang(b, "  "+c.Name, c.Usage, 17, width)
		}
	}
}

// hang writes a term, and beside or below it what it means, broken at blanks to fit width.
func hang(b *strings.Builder, term, meaning string, column, width int) {
	lines := strings.Split(text.WrapSoft(meaning, max(width-column, 20)), "\n")
	if len(term)+2 > column {
		fmt.Fprintf(b, "%s\n", term)
		term = ""
	}
	for _, l := range lines {
		fmt.Fprintf(b, "%-*s%s\n", column, term, strings.TrimSpace(l))
		term = ""
	}
}

// programHelp is what the program is for, how to start, and its commands by what they are for.
func programHelp(description string, width int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", description)
	for _, g := range commandGroups() {
		if len(commandNames(g.commands)) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n", g.name)
		commandLines(&b, g.commands, width)
	}
	b.WriteString("\n'dateline help COMMAND' tells more of each, with examples; 'dateline --version' prints the version.\n")
	return b.String()
}

func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "what a command does, with examples",
		ArgsUsage: "[COMMAND]",
		Description: `The same as --help after the command.

Examples:
   dateline help
   dateline help events`,
		Action: func(c *cli.Context) error {
			list, at := c.App.Commands, (*cli.Command)(nil)
			for _, name := range c.Args().Slice() {
				i := slices.IndexFunc(list, func(o *cli.Command) bool { return o.HasName(name) && !o.Hidden })
				if i < 0 {
					return unknown("command", name, commandNames(list))
				}
				at, list = list[i], list[i].Subcommands
			}
			if at == nil {
				return cli.ShowAppHelp(c)
			}
			cli.HelpPrinter(c.App.Writer, at.CustomHelpTemplate, at)
			return nil
		},
	}
}

// under puts flags under a heading of the help.
func under(heading string, flags []cli.Flag) []cli.Flag {
	for _, f := range flags {
		switch f := f.(type) {
		case *cli.StringFlag:
			f.Category = heading
		case *cli.StringSliceFlag:
			f.Category = heading
		case *cli.BoolFlag:
			f.Category = heading
		case *cli.IntFlag:
			f.Category = heading
		case *cli.Float64Flag:
			f.Category = heading
		}
	}
	return flags
}
