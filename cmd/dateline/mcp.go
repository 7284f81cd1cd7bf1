package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func mcpCommand() *cli.Command {
	return &cli.Command{
		Name: "mcp", Usage: "give an assistant the questions as tools (Model Context Protocol)",
		Description: `Speaks the Model Context Protocol on standard input and output, for programs that
work with assistants: they start this command themselves. The tools only read: search, events,
who, claims, entity, path, why, sources, relations, facets and ask, each with the sentences, the
articles and the ids that its answer rests on. The database may be written meanwhile by
'dateline ingest': each call opens it anew.

In the settings of such a program it is usually written so:
   {"mcpServers": {"dateline": {"command": "dateline", "args": ["mcp", "--db", "/path/to/dateline.db"]}}}

Examples:
   dateline mcp
   dateline mcp --db story.db --timeout 5s`,
		Flags: flags(dbFlag(), []cli.Flag{
			&cli.DurationFlag{Name: "timeout", Value: 20 * time.Second, Usage: "no call takes longer than this `TIME`"},
		}),
		Action: runMCP,
	}
}

func runMCP(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "mcp takes no argument %q", c.Args().First())
	}
	if c.Duration("timeout") <= 0 {
		return badUsage(c, "--timeout %v: it must be more than nothing", c.Duration("timeout"))
	}
	s, err := openReading(c) // what is wrong with the database is said at once
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	t := &tools{open: func() (*store.Store, error) { return openReading(c) }, timeout: c.Duration("timeout"), now: time.Now}
	err = t.server().Run(c.Context, &mcp.IOTransport{Reader: io.NopCloser(c.App.Reader), Writer: keepOpen{c.App.Writer}})
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil // the other side is done
	}
	return err
}

// keepOpen is a writer that is not ours to close.
type keepOpen struct{ io.Writer }

func (keepOpen) Close() error { return nil }

// instructions are what an assistant is told of the whole.
const instructions = `Dateline is a graph of dated events, relations and claims that were read from English news articles.
Every event rests on sentences of articles; who says so, and who denies it, is kept. Answer from the sentences
that the tools return and name their sources (publisher, date). "denied", "planned" and "supposed" events did not
simply happen. Dates are EDTF: "2021-03" is some day of March 2021, "[..2021-03-31]" then or before, with basis "publication"
only a bound. An empty result means that the articles do not tell, not that it did not happen.
Begin with "search" or "entity" for a name, with "who" for a relation between two, with "ask" for a plain question. Where a name
fits several, the error lists them with ids: call again with the id.`
