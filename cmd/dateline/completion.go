package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"
)

// shells are the scripts that let a shell ask the program what may come next. Each hands over the words
// typed so far and takes one candidate a line, with a tab before its description.
var shells = []struct{ name, script string }{
	{"bash", `_dateline() {
	local line
	COMPREPLY=()
	while IFS=$'\t' read -r line _; do
		COMPREPLY+=("$(printf %q "$line")")
	done < <("${COMP_WORDS[0]}" ` + completeName + ` "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _dateline dateline
`},
	{"zsh", `#compdef dateline
_dateline() {
	local -a found
	local value description
	while IFS=$'\t' read -r value description; do
		found+=("${value//:/\\:}${description:+:$description}")
	done < <("${words[1]}" ` + completeName + ` "${(@Q)words[2,CURRENT]}" 2>/dev/null)
	if (( ${#found} )); then _describe dateline found; else _files; fi
}
compdef _dateline dateline
`},
	{"fish", `complete -c dateline -f -a '(dateline ` + completeName + ` (commandline -opc)[2..-1] (commandline -ct | string unescape) 2>/dev/null)'
`},
}

func completionCommand() *cli.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return &cli.Command{
		Name:      "completion",
		Usage:     "a script that lets your shell complete commands, flags, relations and names",
		ArgsUsage: "bash|zsh|fish",
		Description: `Prints a script for your shell. Names come from the database that --db or
DATELINE_DB names.

Examples:
   dateline completion bash > ~/.local/share/bash-completion/completions/dateline
   dateline completion zsh > ~/.zfunc/_dateline
   dateline completion fish > ~/.config/fish/completions/dateline.fish`,
		Action: func(c *cli.Context) error {
			name := c.Args().First()
			if c.NArg() != 1 {
				return badUsage(c, "completion takes the name of a shell, got %d arguments", c.NArg())
			}
			i := slices.Index(names, name)
			if i < 0 {
				return unknown("shell", name, names)
			}
			_, err := fmt.Fprint(c.App.Writer, shells[i].script)
			return err
		},
	}
}

// completeCommand stands in the list so that its name is taken; run answers it before flags are read.
func completeCommand() *cli.Command { return &cli.Command{Name: completeName, Hidden: true} }
