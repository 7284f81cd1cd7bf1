package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/search"
	"dateline/graph/store"
)

func searchCommand() *cli.Command {
	return &cli.Command{
		Name:      "search",
		Usage:     "sentences and names by their words",
		ArgsUsage: "WORDS...",
		Description: `Finds names, and sentences that tell of something, that have all the words, in any
form ("ship" finds "ships"). Words in double quotes must follow each other. The filters
choose among the events that the sentences tell of. The index is kept beside the
database (FILE.search) and brought up to date by itself.

Examples:
   dateline search canal ship
   dateline search '"act of terrorism"'
   dateline search sanctions --actor Iran --format json`,
		Flags: flags(dbFlag(), filterFlags(), pageFlags(), formatFlag(), []cli.Flag{
			&cli.BoolFlag{Name: "afresh", Usage: "make the index anew first"},
		}),
		Action: runSearch,
	}
}

type hitJSON struct {
	Sentence string          `json:"sentence,omitempty"`
	Article  graph.ArticleID `json:"article,omitempty"`
	Start    int             `json:"start,omitempty"`
	End      int             `json:"end,omitempty"`
	Source   string          `json:"publisher,omitempty"`
	Events   []graph.EventID `json:"events,omitempty"`
	Entity   graph.EntityID  `json:"entity,omitempty"`
	Name     string          `json:"name,omitempty"`
	Kind     graph.Kind      `json:"kind,omitempty"`
}

// searchFor is how many matches are looked at for those that the filters choose.
const searchFor = 1000

func runSearch(c *cli.Context) error {
	words := strings.Join(c.Args().Slice(), " ")
	if strings.TrimSpace(words) == "" {
		return badUsage(c, "search takes the words to look for")
	}
	return selecting(c, func(s *store.Store, f query.Filter) error {
		index, changed, err := search.Open(c.Context, s, c.Bool("afresh"))
		if err != nil {
			return fmt.Errorf("the search index of %s: %w", databaseName(c), err)
		}
		defer index.Close()
		if index.InMemory() {
			fmt.Fprintf(c.App.ErrWriter, "%s cannot be written: the index is made anew each time\n", search.Folder(s.Path()))
		} else if changed > 100 {
			fmt.Fprintf(c.App.ErrWriter, "%s indexed\n", plural(changed, "article"))
		}
		hits, total, near, err := index.Find(c.Context, words, searchFor, 0)
		if err != nil {
			return err
		}
		spots := make([]query.Spot, len(hits))
		for i, h := range hits {
			spots[i] = query.Spot{Article: h.Article, Start: h.Start, End: h.End, Events: h.Events, Entity: h.Entity}
		}
		found, err := query.Found(c.Context, s, spots, f)
		if err != nil {
			return askError(err)
		}
		l := hitListing(found)
		l.nothing = fmt.Sprintf("nothing has the words %s %s", words, filterWords(c))
		switch {
		case near:
			l.note = "nothing has these words; words that differ by one letter do"
		case total > len(hits):
			l.note = fmt.Sprintf("the best %d of %d matches were looked at; more words find less", len(hits), total)
		}
		return l.write(c)
	})
}

func hitListing(found []query.Sentence) *listing {
	l := &listing{columns: []string{"what", "when", "text", "source", "id"}}
	for _, h := range found {
		if h.Entity != "" {
			what := string(h.Kind)
			l.rows = append(l.rows, []string{what, "", h.Name, plural(h.N, "event"), string(h.Entity)})
			l.items = append(l.items, hitJSON{Entity: h.Entity, Name: h.Name, Kind: h.Kind})
			continue
		}
		l.rows = append(l.rows, []string{"sentence", h.When, h.Text, h.Publisher, joinIDs(h.Events)})
		l.items = append(l.items, hitJSON{Sentence: h.Text, Article: h.Article, Start: h.Start, End: h.End, Source: h.Publisher, Events: h.Events})
	}
	return l
}
