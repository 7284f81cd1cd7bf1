package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

var (
	sides        = []string{"either", "actor", "other"} // in the order of query.Side
	polarities   = []string{"asserted", "denied", "disputed"}
	factualities = names(graph.Certain, graph.Probable, graph.Possible, graph.Unknown)
	modes        = names(graph.Past, graph.Present, graph.Planned, graph.Hypothetical, graph.Ordered, graph.Habitual)
	bases        = names(when.BasisNone, when.BasisExplicit, when.BasisRelative, when.BasisDateline, when.BasisPublication)
)

func names[T fmt.Stringer](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.String()
	}
	return out
}

// standing reads the flags that say how an event must stand: on which side, denied
// or not, how sure, in which mode, dated how.
func standing(c *cli.Context, f *query.Filter) error {
	side, err := choice(c, "side", sides)
	if err != nil {
		return err
	}
	if side >= 0 {
		f.Side = query.Side(side)
		if f.Side != query.EitherSide && len(f.Actor) == 0 && c.Command.Name != "entity" {
			return badUsage(c, "--side %s needs --actor: on which side is who?", c.String("side"))
		}
	}
	polarity := strings.ToLower(c.String("polarity"))
	if c.Bool("denied") {
		if polarity == polarities[0] {
			return badUsage(c, "--denied and --polarity asserted leave nothing: give one of them")
		}
		polarity = cmp.Or(polarity, polarities[1])
	}
	if err := setPolarity(polarity, f); err != nil {
		return err
	}
	sure, err := choice(c, "factuality", factualities)
	if err != nil {
		return err
	}
	if sure >= 0 {
		least := graph.Factuality(sure)
		f.Factuality = &least
	}
	for _, name := range c.StringSlice("mode") {
		i := slices.Index(modes, strings.ToLower(name))
		if i < 0 {
			return unknown("mode", name, modes)
		}
		f.Mode = append(f.Mode, graph.Mode(i))
	}
	for _, name := range c.StringSlice("basis") {
		b, ok := when.BasisOf(strings.ToLower(name))
		if !ok {
			return unknown("basis", name, bases)
		}
		f.Basis = append(f.Basis, b)
	}
	return nil
}

// setPolarity lets only events of a polarity through.
func setPolarity(name string, f *query.Filter) error {
	if name == "" {
		return nil
	}
	i := slices.Index(polarities, name)
	if i < 0 {
		return unknown("polarity", name, polarities)
	}
	denied := i > 0
	f.Denied, f.Asserted = &denied, i != 1
	return nil
}

// choice is the place of the flag's value among those it may have, -1 if it is not given.
func choice(c *cli.Context, flag string, values []string) (int, error) {
	value := c.String(flag)
	if value == "" {
		return -1, nil
	}
	i := slices.Index(values, strings.ToLower(value))
	if i < 0 {
		return -1, unknown(flag, value, values)
	}
	return i, nil
}

// withBatch adds the articles of --batch to f.
func withBatch(ctx context.Context, c *cli.Context, s *store.Store, f *query.Filter) error {
	if c.String("batch") == "" {
		return nil
	}
	b, err := batchOf(ctx, c, s)
	f.Articles = b.Articles
	return err
}

// batchOf is the run of ingest that --batch names.
func batchOf(ctx context.Context, c *cli.Context, s *store.Store) (b store.Batch, err error) {
	want := c.String("batch")
	all, err := s.Batches(ctx)
	if err != nil {
		return b, err
	}
	if want == "latest" && len(all) > 0 {
		return all[len(all)-1], nil
	}
	var found []store.Batch
	var ids []string
	for _, b := range all {
		if b.ID == want {
			return b, nil
		}
		if strings.HasPrefix(b.ID, want) {
			found = append(found, b)
		}
		ids = append(ids, b.ID)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return b, unknown("batch", want, append(ids, "latest"))
	}
	return b, badUsage(c, "--batch %s: %d runs of ingest begin so; give more of the id", want, len(found))
}
