package main

import (
	"cmp"
	"context"
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
choose among the events that the sentences tell of.

Examples:
   dateline search canal ship
   dateline search '"act of terrorism"'
   dateline search sanctions --actor Iran --format json`,
		Flags:  flags(dbFlag(), filterFlags(), pageFlags(), formatFlag()),
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
		found, note, err := searched(c.Context, s, words, f)
		if err != nil {
			return askError(err)
		}
		l := hitListing(found)
		l.nothing, l.note = fmt.Sprintf("nothing has the words %s %s", words, filterWords(c)), note
		return l.write(c)
	})
}

// searched looks the words up; note says where what is found is not all, or not quite it.
func searched(ctx context.Context, s *store.Store, words string, f query.Filter) (rows []query.Sentence, note string, err error) {
	found, err := search.Find(ctx, s, words, searchFor, 0)
	if err != nil {
		return nil, "", err
	}
	switch {
	case found.Near:
		note = "nothing has these words; words that differ by one letter do"
	case found.Total > len(found.Hits):
		note = fmt.Sprintf("the best %d of %d sentences were looked at; more words find less", len(found.Hits), found.Total)
	}
	sentences := make([]store.Sentence, len(found.Hits))
	for i, h := range found.Hits {
		sentences[i] = h.Sentence
	}
	rows, err = query.Found(ctx, s, found.Names, sentences, f)
	return rows, note, err
}

func hitListing(found []query.Sentence) *listing {
	l := &listing{columns: []string{"what", "when", "text", "source", "id"},
		sheet: [][]string{{"what", "when", "text", "source", "id", "article", "start", "end"}}}
	for _, h := range found {
		if h.Entity != "" {
			what := string(h.Kind)
			l.rows = append(l.rows, []string{what, "", h.Name, plural(h.N, "event"), string(h.Entity)})
			l.sheet = append(l.sheet, []string{what, "", h.Name, "", string(h.Entity), "", "", ""})
			l.items = append(l.items, hitJSON{Entity: h.Entity, Name: h.Name, Kind: h.Kind})
			continue
		}
		l.rows = append(l.rows, []string{"sentence", h.When, h.Text, cmp.Or(h.Publisher, string(h.Article)), joinIDs(h.Events)})
		l.sheet = append(l.sheet, []string{"sentence", h.When, h.Text, h.Publisher, allIDs(h.Events), string(h.Article), fmt.Sprint(h.Start), fmt.Sprint(h.End)})
		l.items = append(l.items, hitJSON{Sentence: h.Text, Article: h.Article, Start: h.Start, End: h.End, Source: h.Publisher, Events: h.Events})
	}
	return l
}
