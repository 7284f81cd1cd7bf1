package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func jobsCommand() *cli.Command {
	return &cli.Command{
		Name:  "jobs",
		Usage: "the batches that were read into the graph",
		Description: `Lists the runs of ingest, build and feed, the latest first: when, how they ended,
and what became of their articles. A batch that was killed is shown as broken
off; running the same command again goes on where it was.

Examples:
   dateline jobs
   dateline jobs --format json`,
		Flags:  flags(dbFlag(), formatFlag(), []cli.Flag{&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 20, Usage: "at most `N` rows"}}),
		Action: runJobs,
	}
}

type jobJSON struct {
	ID       string         `json:"id"`
	Started  string         `json:"started"`
	Finished string         `json:"finished,omitempty"`
	State    string         `json:"state"`
	Counts   map[string]int `json:"counts"`
	Note     string         `json:"note"`
}

func runJobs(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "jobs takes no argument %q", c.Args().First())
	}
	return asking(c, func(s *store.Store) error {
		batches, err := s.Batches(c.Context)
		if err != nil {
			return err
		}
		slices.Reverse(batches)
		l := &listing{columns: []string{"started", "took", "state", "articles", "what"}, nothing: "no batches in " + databaseName(c)}
		for i, b := range batches {
			if n := c.Int("limit"); n > 0 && i == n {
				l.note = fmt.Sprintf("%d more batches; --limit shows them", len(batches)-n)
				break
			}
			state := jobState(b, s.Shared())
			took, finished := "", ""
			if !b.Finished.IsZero() {
				took = b.Finished.Sub(b.Started).Round(time.Second).String()
				finished = b.Finished.Format(time.RFC3339)
			}
			l.rows = append(l.rows, []string{b.Started.Format("2006-01-02 15:04:05"), took, state, countWords(b), b.Note})
			l.items = append(l.items, jobJSON{b.ID, b.Started.Format(time.RFC3339), finished, state, b.Counts, b.Note})
		}
		return l.write(c)
	})
}

// jobState is how a batch ended. We could open the file, so nobody is writing it: a
// batch that says it runs does not run any more. On a server one that runs says so
// every minute.
func jobState(b store.Batch, shared bool) string {
	switch b.State {
	case "":
		return "done" // a record of an earlier version
	case "running":
		last := b.Finished
		if last.IsZero() {
			last = b.Started
		}
		if shared && time.Since(last) < 3*time.Minute {
			return "running"
		}
		return "broken off"
	}
	return b.State
}

// countWords are the counts in the order in which they matter.
func countWords(b store.Batch) string {
	if len(b.Counts) == 0 {
		return plural(len(b.Articles), "article")
	}
	var parts []string
	for _, state := range []string{stateNew, stateChanged, stateCopy, stateSame, stateOld, stateUnread, stateRefused, "not English"} {
		if n := b.Counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	return strings.Join(parts, ", ")
}
