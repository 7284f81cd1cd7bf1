// Command dateline reads news articles, keeps what they say in a graph, answers
// questions about it, and draws it.
//
// Each command is one file: its options, its help with examples, its run
// function. Results go to standard output, everything else to standard error.
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some articles could
// not be read.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"
)

// Exit codes of the program.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
)

func main() { os.Exit(program()) }

// program runs the command of os.Args. The first signal asks it to finish what is
// in hand; then signals are as usual, and the second one ends it at once.
func program() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		if context.Cause(ctx) != context.Canceled { // a signal, not the end of the program
			fmt.Fprintln(os.Stderr, "dateline: finishing what is in hand; a second signal stops at once")
		}
		stop()
		signal.Reset(os.Interrupt, syscall.SIGTERM) // also where a shell had them ignored
	})
	defer profile(os.Getenv(profileVariable), os.Stderr)()
	return run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
}

// group is commands that serve one purpose.
type group struct {
	name     string
	commands []*cli.Command
}

// commandGroups is the table of commands, in the order of the help.
func commandGroups() []group {
	return []group{
		{"Read articles", []*cli.Command{
			buildCommand(), ingestCommand(), feedCommand(), importCommand(), jobsCommand(),
		}},
		{"Ask", []*cli.Command{
			askCommand(), eventsCommand(), whoCommand(), claimsCommand(), entityCommand(), pathCommand(), searchCommand(),
			facetsCommand(), sourcesCommand(), statsCommand(), queryCommand(),
		}},
		{"Check", []*cli.Command{
			whyCommand(), discrepanciesCommand(), diffCommand(), explainCommand(),
		}},
		{"Judge", []*cli.Command{
			reviewCommand(), mergeCommand(), splitCommand(), unsureCommand(), renameCommand(), confirmCommand(), rejectCommand(),
			retractCommand(), logCommand(), undoCommand(), judgementsCommand(),
		}},
		{"Draw and pass on", []*cli.Command{
			timelineCommand(), diagramCommand(), exportCommand(), serveCommand(), mcpCommand(), annotateCommand(),
		}},
		{"Look after", []*cli.Command{
			dbCommand(), framesCommand(), evalCommand(), trainCommand(), completionCommand(), helpCommand(),
		}},
		{"", []*cli.Command{
			completeCommand(), madeCommand(), queryChildCommand(), renderCommand(), readPDFCommand(),
		}},
	}
}

// commands is all of them.
func commands() []*cli.Command {
	var all []*cli.Command
	for _, g := range commandGroups() {
		all = append(all, g.commands...)
	}
	return all
}

// about is what the program is for.
const about = `dateline: who did what, when, and according to whom, from news articles

Dateline reads English news articles, keeps dated events, relations and
claims in a graph, answers who-did-what-with-whom, and draws timelines and
diagrams. Every fact can be traced to the sentence it came from. It works
offline.

Start with:
   dateline build ARTICLES... -o OUT     read a folder, write pictures and a page
   dateline ingest ARTICLES...           read articles into the graph
   dateline who spoke_with               who spoke with whom, and when
   dateline ask "who met Macron?"        a question in English
   dateline why EVENT                    the sentences behind an event
   dateline serve                        all of it in the browser

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some articles could not be read.`

// run is the program with its surroundings as arguments.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	app := &cli.App{
		Name:            "dateline",
		Usage:           "who did what, when, and according to whom, from news articles",
		Version:         version(),
		Commands:        commands(),
		Reader:          in,
		Writer:          out,
		ErrWriter:       errs,
		Flags:           []cli.Flag{},
		Suggest:         true,
		HideHelpCommand: true,
		ExitErrHandler:  func(*cli.Context, error) {},
		OnUsageError:    usageError,
		CommandNotFound: func(c *cli.Context, name string) {
			// Reached only by "dateline help NAME".
			fmt.Fprintf(errs, "dateline: unknown command %q\n", name)
		},
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return unknown("command", name, commandNames(c.App.Commands))
			}
			return cli.ShowAppHelp(c)
		},
	}
	width := helpOf(out)
	prepare(app.Commands)
	writeHelp(app.Commands, app.Name, width)
	app.CustomAppHelpTemplate = asTemplate(programHelp(about, width))
	if len(args) > 1 && args[1] == completeName {
		return complete(ctx, app, args[2:], out)
	}
	err := app.RunContext(ctx, flagsFirst(app, args))
	return report(errs, err)
}

// report prints err the way a person needs it and gives the exit code.
func report(errs io.Writer, err error) int {
	var usage *usageErr
	var partial *partialErr
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &partial):
		if partial.text != "" {
			fmt.Fprintln(errs, "dateline:", partial.text)
		}
		return exitPartial
	case errors.As(err, &usage):
		fmt.Fprintln(errs, "dateline:", usage.text)
		if usage.line != "" {
			fmt.Fprintln(errs, "usage:", usage.line)
		}
		return exitUsage
	case errors.Is(err, syscall.EPIPE):
		return exitDone // the reader of our output had enough
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(errs, "dateline: stopped")
		return exitFailed
	}
	fmt.Fprintln(errs, "dateline:", err)
	return exitFailed
}

// usageErr is a wrong call; line is the usage line of the command.
type usageErr struct {
	text, line string
	here       bool // the usage line is that of the command that runs
}

func (e *usageErr) Error() string { return e.text }

// partialErr says that the work was done but for some articles.
type partialErr struct{ text string }

func (e *partialErr) Error() string { return e.text }

// badUsage is a usage error of the command c runs.
func badUsage(c *cli.Context, format string, args ...any) error {
	return &usageErr{text: fmt.Sprintf(format, args...), line: usageLine(c.Command)}
}

func usageLine(c *cli.Command) string {
	if c == nil || c.Name == "" || c.Name == "dateline" {
		return "dateline COMMAND [flags] [arguments]; 'dateline --help' lists the commands"
	}
	return strings.TrimSpace(c.HelpName+" [flags] "+c.ArgsUsage) + "; '" + c.HelpName + " --help' lists the flags"
}

// usageError turns a complaint of the flag parser into a usage error with the
// flags that were probably meant.
func usageError(c *cli.Context, err error, _ bool) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		text = unknown("flag", "--"+strings.TrimPrefix(name, "-"), flagNames(c.Command)).Error()
	} else if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		text = "--" + strings.TrimPrefix(name, "-") + " needs a value after it"
	} else if value, rest, ok := strings.Cut(strings.TrimPrefix(text, "invalid value "), " for flag -"); ok {
		name, _, _ := strings.Cut(rest, ":")
		text = fmt.Sprintf("--%s %s: write %s", name, value, valueOf(c.Command, name))
	}
	return &usageErr{text: text, line: usageLine(c.Command)}
}

// valueOf says what a flag of c takes.
func valueOf(c *cli.Command, name string) string {
	for _, f := range c.Flags {
		if !slices.Contains(f.Names(), name) {
			continue
		}
		switch f.(type) {
		case *cli.IntFlag, *cli.Int64Flag, *cli.UintFlag:
			return "a whole number"
		case *cli.Float64Flag:
			return "a number"
		case *cli.DurationFlag:
			return "a time such as 30s, 15m or 2h"
		case *cli.BoolFlag:
			return "true or false"
		}
	}
	return "another value"
}

// prepare gives every command the error handling of the program.
func prepare(list []*cli.Command) {
	for _, c := range list {
		c.OnUsageError = usageError
		c.HideHelpCommand = true
		if do := c.Action; do != nil {
			c.Action = func(x *cli.Context) error {
				err := do(x)
				var usage *usageErr
				if errors.As(err, &usage) && usage.here {
					usage.line = usageLine(c)
				}
				return err
			}
		}
		prepare(c.Subcommands)
	}
}

// version is what the build recorded of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) > 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}
