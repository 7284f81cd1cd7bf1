package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func claimsCommand() *cli.Command {
	return &cli.Command{
		Name:      "claims",
		Usage:     "who asserts and who denies, with the sentence",
		ArgsUsage: "[NAME | EVENT]",
		Description: `Lists claims: each is one sentence of one article that speaks of an event. With
a NAME the claims about or by it, with an EVENT id the claims about that event.

Examples:
   dateline claims Russia
   dateline claims --claimant Kirby
   dateline claims --denied --format markdown`,
		Flags:  flags(dbFlag(), filterFlags(), pageFlags(), formatFlag()),
		Action: runClaims,
	}
}

type claimJSON struct {
	Event      graph.EventID   `json:"event"`
	Text       string          `json:"text"`
	When       string          `json:"when,omitempty"`
	Claimant   []string        `json:"claimant,omitempty"`
	Polarity   string          `json:"polarity"`
	Factuality string          `json:"factuality"`
	Mode       string          `json:"mode"`
	Sentence   string          `json:"sentence"`
	Trigger    [2]int          `json:"trigger"`
	Article    graph.ArticleID `json:"article"`
	Start      int             `json:"start"`
	End        int             `json:"end"`
	Publisher  string          `json:"publisher,omitempty"`
	Rule       string          `json:"rule,omitempty"`
	Confidence float64         `json:"confidence"`
}

func runClaims(c *cli.Context) error {
	if c.NArg() > 1 {
		return badUsage(c, "claims takes at most one name, got %d arguments", c.NArg())
	}
	return selecting(c, func(s *store.Store, f query.Filter) error {
		rows, err := query.Claims(c.Context, s, c.Args().First(), f)
		if err != nil {
			return askError(err)
		}
		l := claimListing(rows)
		l.nothing = strings.Join(strings.Fields("no claims "+c.Args().First()+" "+filterWords(c)), " ")
		return l.write(c)
	})
}

func claimListing(rows []query.ClaimRow) *listing {
	l := &listing{columns: []string{"when", "event", "says", "claim", "sentence", "source", "id"},
		sheet: [][]string{{"when", "event", "says", "claim", "sentence", "source", "id", "article", "published", "start", "end", "rule", "confidence"}}}
	for _, r := range rows {
		l.rows = append(l.rows, []string{span(r.When, ""), r.Text, saysWho(r), claimWords(r), r.Sentence, cmp.Or(r.Publisher, string(r.Article)), string(r.Event)})
		published := ""
		if !r.Published.IsZero() {
			published = r.Published.Format("2006-01-02")
		}
		l.sheet = append(l.sheet, append(slices.Clone(l.rows[len(l.rows)-1]), string(r.Article), published,
			fmt.Sprint(r.Start), fmt.Sprint(r.End), r.Rule, fmt.Sprint(round2(r.Confidence))))
		l.items = append(l.items, claimJSON{r.Event, r.Text, r.When, r.Claimant, r.Polarity.String(), r.Factuality.String(),
			r.Mode.String(), r.Sentence, r.Trigger, r.Article, r.Start, r.End, r.Publisher, r.Rule, round2(r.Confidence)})
	}
	return l
}

// saysWho is the chain of claimants, innermost first, as people write it.
func saysWho(r query.ClaimRow) string {
	if len(r.Claimant) == 0 {
		return "the article"
	}
	names := make([]string, len(r.Claimant))
	for i, n := range r.Claimant {
		names[len(names)-1-i] = n
	}
	return strings.Join(names, ", via ")
}

// claimWords is "asserted", "denied", "asserted, possible, planned" ...
func claimWords(r query.ClaimRow) string {
	words := []string{r.Polarity.String()}
	if r.Factuality != graph.Certain {
		words = append(words, r.Factuality.String())
	}
	if r.Mode != graph.Past {
		words = append(words, r.Mode.String())
	}
	return strings.Join(words, ", ")
}

// round2 keeps two decimals: more would promise what confidences do not have.
func round2(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
