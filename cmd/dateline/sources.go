package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func sourcesCommand() *cli.Command {
	return &cli.Command{
		Name:  "sources",
		Usage: "the articles in the graph",
		Description: `Lists the articles with publisher, date and how much was read from each.

Examples:
   dateline sources
   dateline sources --format csv`,
		Flags: flags(dbFlag(), formatFlag(), []cli.Flag{&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "at most `N` rows"},
			&cli.IntFlag{Name: "offset", Usage: "leave out the first `N` rows"}}),
		Action: runSources,
	}
}

type sourceJSON struct {
	ID        graph.ArticleID `json:"id"`
	Title     string          `json:"title"`
	Heading   string          `json:"heading"` // the title, else the words it begins with
	Publisher string          `json:"publisher,omitempty"`
	Agency    string          `json:"agency,omitempty"`
	Published string          `json:"published,omitempty"`
	URL       string          `json:"url,omitempty"`
	Path      string          `json:"path,omitempty"`
	CopyOf    graph.ArticleID `json:"copy_of,omitempty"`
	Events    int             `json:"events"`
	Claims    int             `json:"claims"`
}

func runSources(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "sources takes no argument %q", c.Args().First())
	}
	return asking(c, func(s *store.Store) error {
		offset := c.Int("offset")
		rows, total, err := query.SourcesPage(c.Context, s, offset, c.Int("limit"))
		if err != nil {
			return askError(err)
		}
		l := &listing{columns: []string{"published", "publisher", "agency", "title", "events", "claims", "copy of", "id"},
			nothing: "no articles in " + databaseName(c)}
		if rest := total - offset - len(rows); rest > 0 {
			l.note = fmt.Sprintf("%d more articles; the next page: --offset %d", rest, offset+len(rows))
		}
		l.sheet = [][]string{append(slices.Clone(l.columns), "address", "file")}
		for _, r := range rows {
			j := sourceOf(r)
			l.rows = append(l.rows, []string{j.Published, r.Publisher, r.Agency, r.Heading, fmt.Sprint(r.Events), fmt.Sprint(r.Claims), string(r.CopyOf), string(r.ID)})
			l.sheet = append(l.sheet, append(slices.Clone(l.rows[len(l.rows)-1]), r.URL, r.Path))
			l.items = append(l.items, j)
		}
		l.dropEmpty(1, 2, 6)
		return l.write(c)
	})
}

func sourceOf(r query.SourceRow) sourceJSON {
	published := ""
	switch {
	case r.Published.IsZero():
	case r.DayOnly:
		published = r.Published.Format("2006-01-02")
	default:
		published = r.Published.Format("2006-01-02T15:04Z07:00")
	}
	return sourceJSON{r.ID, r.Title, r.Heading, r.Publisher, r.Agency, published, r.URL, r.Path, r.CopyOf, r.Events, r.Claims}
}
