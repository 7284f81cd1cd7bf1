package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/query/language"
)

func queryCommand() *cli.Command {
	return &cli.Command{
		Name:  "query",
		Usage: "ask in Gizmo or GraphQL, for those who know Cayley",
		Description: `Runs a query on the quads and writes a JSON value for each row, one a line. The
graph cannot be changed so. docs/vocabulary.md lists nodes and predicates, with worked
examples. FILE may be - for standard input.

Examples:
   dateline query --gizmo calls.js
   dateline query --gizmo - --limit 20 < calls.js
   dateline query --graphql russia.graphql --timeout 5s`,
		Flags: flags(dbFlag(), []cli.Flag{
			&cli.StringFlag{Name: "gizmo", Usage: "run the Gizmo query (JavaScript) in `FILE`"},
			&cli.StringFlag{Name: "graphql", Usage: "run the GraphQL query in `FILE`"},
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 1000, Usage: "at most `N` rows"},
			&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "stop after this `TIME`, for example 5s or 2m"},
			&cli.IntFlag{Name: "memory", Value: language.DefaultMemory >> 20, Usage: "stop when the query needs more than so many `MB`"},
		}),
		Action: runQuery,
	}
}

func runQuery(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "query takes no argument %q; name the file of the query with --gizmo or --graphql", c.Args().First())
	}
	o := language.Options{Limit: c.Int("limit"), Deadline: c.Duration("timeout"), Memory: int64(c.Int("memory")) << 20}
	var file string
	for _, name := range language.Names() {
		if c.String(name) == "" {
			continue
		}
		if file != "" {
			return badUsage(c, "--gizmo and --graphql: give one of them")
		}
		o.Language, file = name, c.String(name)
	}
	switch {
	case file == "":
		return badUsage(c, "no query given: name its file with --gizmo or --graphql, - for standard input")
	case o.Limit < 1 || o.Deadline <= 0 || o.Memory < 1<<20:
		return badUsage(c, "--limit, --timeout and --memory must be more than nothing")
	}
	text, err := queryText(c, file)
	if err != nil {
		return err
	}
	path := c.String(databaseFlag)
	if noFile(path) {
		return noDatabase(path)
	}
	more, err := language.Run(c.Context, path, text, o, c.App.Writer)
	switch {
	case errors.Is(err, language.ErrDeadline):
		return fmt.Errorf("%w; --timeout gives it longer, a narrower query (start from one node) takes less", err)
	case err != nil:
		return err
	case more:
		fmt.Fprintf(c.App.ErrWriter, "more than %d rows; --limit shows them\n", o.Limit)
	}
	return nil
}

func queryText(c *cli.Context, file string) (string, error) {
	if file == "-" {
		b, err := io.ReadAll(c.App.Reader)
		return string(b), err
	}
	b, err := os.ReadFile(file)
	return string(b), err
}

// queryChildCommand is the child process in which a query runs.
func queryChildCommand() *cli.Command {
	return &cli.Command{
		Name: language.ChildCommand, Hidden: true,
		Action: func(c *cli.Context) error {
			return language.Child(c.Context, c.Args().Slice(), c.App.Reader, c.App.Writer)
		},
	}
}
