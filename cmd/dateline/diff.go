package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph/query"
	"dateline/graph/store"
)

func diffCommand() *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "how a story changed from one ingest to another", ArgsUsage: "BATCH1 BATCH2",
		Description: `Compares what the articles of two runs of ingest tell: events that only the second has,
that only the first has, and those that both tell of differently. A batch is its number or
id; without arguments the batches are listed. An article that both runs read is taken as
each read it.

Examples:
   dateline diff
   dateline diff 1 2
   dateline diff 1 2 --format jsonl`,
		Flags:  flags(dbFlag(), formatFlag()),
		Action: runDiff,
	}
}

type changeJSON struct {
	Kind string `json:"kind"`
	eventJSON
	What []string `json:"what,omitempty"`
}

func runDiff(c *cli.Context) error {
	return asking(c, func(s *store.Store) error {
		batches, err := s.Batches(c.Context)
		if err != nil {
			return err
		}
		switch c.NArg() {
		case 0:
			return writeBatches(c, batches)
		case 2:
		default:
			return badUsage(c, "diff takes two batches, got %d arguments; without arguments it lists them", c.NArg())
		}
		var two []store.Batch
		for _, name := range c.Args().Slice() {
			b, err := batchCalled(c, batches, name)
			if err != nil {
				return err
			}
			two = append(two, b)
		}
		changes, err := query.Diff(c.Context, s, two[0], two[1])
		if err != nil {
			return askError(err)
		}
		l := &listing{columns: []string{"", "when", "event", "relation", "what changed", "id"}, nothing: "both tell the same"}
		for _, x := range changes {
			l.rows = append(l.rows, []string{x.Kind, whenText(x.When, x.Basis), x.Text, string(x.Type), strings.Join(x.What, "; "), string(x.ID)})
			l.items = append(l.items, changeJSON{x.Kind, eventListing([]query.EventRow{x.EventRow}).items[0].(eventJSON), x.What})
		}
		l.dropEmpty(4)
		return l.write(c)
	})
}

func batchCalled(c *cli.Context, batches []store.Batch, name string) (store.Batch, error) {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(batches) {
		return batches[n-1], nil
	}
	i := slices.IndexFunc(batches, func(b store.Batch) bool { return strings.HasPrefix(b.ID, name) && len(name) > 3 })
	if i < 0 {
		return store.Batch{}, badUsage(c, "no batch %q; there are %d, and 'dateline diff' lists them", name, len(batches))
	}
	return batches[i], nil
}

type batchJSON struct {
	N        int    `json:"n"`
	ID       string `json:"id"`
	Articles int    `json:"articles"`
	Note     string `json:"note"`
}

func writeBatches(c *cli.Context, batches []store.Batch) error {
	l := &listing{columns: []string{"n", "batch", "articles", "read from"}, nothing: "no batches in " + databaseName(c)}
	for i, b := range batches {
		l.rows = append(l.rows, []string{fmt.Sprint(i + 1), b.ID, fmt.Sprint(len(b.Articles)), b.Note})
		l.items = append(l.items, batchJSON{i + 1, b.ID, len(b.Articles), b.Note})
	}
	return l.write(c)
}
