package main

import (
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

const databaseFlag = "db"

// dbFlag names the database; every command that touches one has it.
func dbFlag() cli.Flag {
	return &cli.StringFlag{Name: databaseFlag, Value: "dateline.db", EnvVars: []string{"DATELINE_DB"},
		Usage: "the database `FILE`, or postgres://USER@HOST/NAME"}
}

// databaseName is the database of c as it may be shown, without a password.
func databaseName(c *cli.Context) string { return store.Name(c.String(databaseFlag)) }

// noFile reports whether path names a file that is not there. Whether a server has the database, opening it tells.
func noFile(path string) bool {
	if store.OnServer(path) {
		return false
	}
	_, err := os.Stat(path)
	return os.IsNotExist(err)
}

// openReading opens the database of c for questions.
func openReading(c *cli.Context) (*store.Store, error) {
	path := c.String(databaseFlag)
	if noFile(path) {
		return nil, noDatabase(path)
	}
	return store.Open(path, store.Options{ReadOnly: true, Create: store.MustExist})
}

func noDatabase(path string) error {
	return fmt.Errorf("%s: %w; make one with 'dateline ingest ARTICLES...', or name another with --db", path, store.ErrNotFound)
}

// openWriting opens or makes the database at path.
func openWriting(path string) (*store.Store, error) {
	return store.Open(path, store.Options{Merger: merge.Merger{}})
}

// asking runs do with the database of c, open for reading.
func asking(c *cli.Context, do func(*store.Store) error) error {
	s, err := openReading(c)
	if err != nil {
		return err
	}
	defer s.Close()
	return do(s)
}

// selecting is asking with the events that the filter flags of c select.
func selecting(c *cli.Context, do func(*store.Store, query.Filter) error) error {
	f, err := filterOf(c)
	if err != nil {
		return err
	}
	return asking(c, func(s *store.Store) error {
		if err := withBatch(c.Context, c, s, &f); err != nil {
			return err
		}
		return do(s, f)
	})
}

// filterFlags select events. Every command that lists or draws events has them.
func filterFlags() []cli.Flag {
	return under("Which events", []cli.Flag{
		&cli.StringSliceFlag{Name: "actor", Aliases: []string{"a"}, Usage: "only events with this `NAME` taking part (may be repeated: any of them)"},
		&cli.StringSliceFlag{Name: "with", Usage: "and with this `NAME` too"},
		&cli.StringFlag{Name: "side", Usage: "on which `SIDE` the --actor is: actor (does it), other (it is done to), either"},
		&cli.StringSliceFlag{Name: "relation", Aliases: []string{"r"}, Usage: "only this `RELATION`, for example spoke_with (may be repeated)"},
		&cli.StringSliceFlag{Name: "class", Usage: "only this PLOVER `CLASS`, for example CONSULT (may be repeated)"},
		&cli.StringSliceFlag{Name: "tag", Usage: "only this `CONTEXT`, for example military"},
		&cli.StringSliceFlag{Name: "place", Usage: "only events in this `PLACE`; a country includes its places"},
		&cli.StringFlag{Name: "since", Usage: "only events that may lie at or after this `DATE` (2021, 2021-03, 2021-03-31)"},
		&cli.StringFlag{Name: "until", Usage: "only events that may lie at or before this `DATE`"},
		&cli.BoolFlag{Name: "certainly", Usage: "with --since, --until: only events that certainly lie between"},
		&cli.StringSliceFlag{Name: "source", Usage: "only events told by this publisher, agency or article `ID`"},
		&cli.StringSliceFlag{Name: "claimant", Usage: "only events that this `NAME` asserts or denies"},
		&cli.BoolFlag{Name: "undated", Usage: "with --since, --until: also events without any date"},
		&cli.StringFlag{Name: "batch", Usage: "only events told by articles of this run of ingest: its `ID` or how that begins (a wrong one lists them), or latest"},
		&cli.BoolFlag{Name: "denied", Usage: "only events that somebody denies"},
		&cli.StringFlag{Name: "polarity", Usage: "asserted (nobody denies it), denied, or disputed (asserted and denied)"},
		&cli.StringFlag{Name: "factuality", Usage: "only events that somebody is at least so sure of: certain, probable, possible, unknown"},
		&cli.StringSliceFlag{Name: "mode", Usage: "only events told as past, present, planned, hypothetical, ordered or habitual"},
		&cli.StringSliceFlag{Name: "basis", Usage: "only events whose date is known so: explicit, relative, dateline, publication, none"},
		&cli.IntFlag{Name: "min-sources", Usage: "only events with at least `N` independent sources"},
		&cli.Float64Flag{Name: "min-confidence", Usage: "only events read with at least this confidence, `0..1`"},
		&cli.BoolFlag{Name: "confirmed", Usage: "only events that a person confirmed"},
		&cli.BoolFlag{Name: "rejected", Usage: "also events that a person rejected"},
		&cli.StringFlag{Name: "known-on", Usage: "only what articles published up to this `DATE` tell, as they tell it"},
		&cli.BoolFlag{Name: "open", Usage: "also open relations: any verb with an actor, class OTHER"},
	})
}

// pageFlags bound and order a list.
func pageFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "at most `N` rows"},
		&cli.IntFlag{Name: "offset", Usage: "leave out the first `N` rows"},
		&cli.StringFlag{Name: "sort", Value: "time", Usage: "the order of rows: time, newest, sources or confidence"},
	}
}

func exactFlag() cli.Flag {
	return &cli.BoolFlag{Name: "exact", Usage: "with --limit: look at every event, however long it takes"}
}

var sorts = map[string]query.Sort{"time": query.ByTime, "newest": query.Newest, "sources": query.BySources, "confidence": query.ByConfidence}

// filterOf reads the filter flags of c.
func filterOf(c *cli.Context) (query.Filter, error) {
	f := query.Filter{
		Undated: c.Bool("undated"),
		Actor:   c.StringSlice("actor"), With: c.StringSlice("with"),
		Relation: c.StringSlice("relation"), Class: c.StringSlice("class"), Tag: c.StringSlice("tag"),
		Place: c.StringSlice("place"), Source: c.StringSlice("source"), Claimant: c.StringSlice("claimant"),
		Certainly: c.Bool("certainly"), MinSources: c.Int("min-sources"), Confidence: c.Float64("min-confidence"),
		Open: c.Bool("open"), Confirmed: c.Bool("confirmed"), Rejected: c.Bool("rejected"), Limit: c.Int("limit"), Offset: c.Int("offset"),
	}
	if err := standing(c, &f); err != nil {
		return f, err
	}
	for _, n := range []struct {
		name  string
		value int
	}{{"limit", f.Limit}, {"offset", f.Offset}, {"min-sources", f.MinSources}} {
		if n.value < 0 {
			return f, badUsage(c, "--%s %d: it must not be negative", n.name, n.value)
		}
	}
	if f.Confidence < 0 || f.Confidence > 1 {
		return f, badUsage(c, "--min-confidence %v: it must lie between 0 and 1", f.Confidence)
	}
	if s := c.String("sort"); s != "" {
		order, ok := sorts[s]
		if !ok {
			return f, unknown("order", s, []string{"time", "newest", "sources", "confidence"})
		}
		f.Sort = order
	}
	var err error
	if f.Since, _, err = bounds(c, "since"); err != nil {
		return f, err
	}
	if _, f.Until, err = bounds(c, "until"); err != nil {
		return f, err
	}
	if _, f.KnownOn, err = bounds(c, "known-on"); err != nil {
		return f, err
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && !f.Since.Before(f.Until) {
		return f, badUsage(c, "--since %s lies after --until %s: nothing can be found", c.String("since"), c.String("until"))
	}
	return f, nil
}

// bounds reads a date flag as EDTF and gives its first instant and the one after its last.
func bounds(c *cli.Context, name string) (from, to time.Time, err error) {
	text := c.String(name)
	if text == "" {
		return from, to, nil
	}
	p, err := when.Parse(text)
	if err != nil {
		return from, to, badUsage(c, "--%s %q is no date: write 2021, 2021-03 or 2021-03-31", name, text)
	}
	return p.Start.From, p.End.To, nil
}
