// Package eval scores what the program finds in articles against what a person
// found. It takes a folder of articles and a folder of gold, runs the
// pipeline it is given, aligns both and gives precision, recall and F1 per layer and set.
// It never changes gold, and knows no words of any language.
//
// Events are compared with what the article as a whole tells of them, not
// mention by mention: gold has one line for an event, wherever it is told.
package eval

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Options says what to score.
type Options struct {
	Data fs.FS    // holds gold/SET/NAME.txt and articles/NAME/article.*
	Sets []string // the sets of gold; empty: dev and held
	// Read turns an article into a document: the pipeline, or a part of it.
	Read func(*article.Article) (*nlp.Document, error)
	// Misses lists what was missed or invented in each article of the set dev.
	// The set held keeps its answers to itself.
	Misses bool
}

// Report is the scores per set.
type Report struct {
	Sets   []SetScore
	Misses []string
}

// SetScore is the scores of one set of gold.
type SetScore struct {
	Name     string
	Articles int
	Words    int
	Rows     []Row
	Sure     Reliability // of the events found
}

// Row is one line of the table.
type Row struct {
	Layer string
	Tally
}

// Run scores every article of the sets. An article that cannot be read is an
// error: gold without its article measures nothing.
func Run(ctx context.Context, opts Options) (*Report, error) {
	if opts.Read == nil {
		return nil, fmt.Errorf("eval: no pipeline to score")
	}
	sets := opts.Sets
	if len(sets) == 0 {
		sets = []string{"dev", "held"}
	}
	r := &Report{}
	for _, set := range sets {
		names, err := fs.Glob(opts.Data, path.Join("gold", set, "*.txt"))
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("eval: no gold in gold/%s", set)
		}
		slices.Sort(names)
		c := newCounts()
		score := SetScore{Name: set, Articles: len(names), Sure: newReliability()}
		for _, n := range names {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			g, a, err := load(opts.Data, set, strings.TrimSuffix(path.Base(n), ".txt"))
			if err != nil {
				return nil, err
			}
			doc, err := opts.Read(a)
			if err != nil {
				return nil, fmt.Errorf("eval: %w", err)
			}
			s, err := newScorer(g, doc, c)
			if err != nil {
				return nil, err
			}
			s.sure = score.Sure
			s.misses = opts.Misses && set == "dev"
			s.run()
			r.Misses = append(r.Misses, s.missed...)
			score.Words += len(strings.Fields(g.Text))
		}
		score.Rows = c.rows()
		r.Sets = append(r.Sets, score)
	}
	return r, nil
}

// load reads the gold and the article of one name.
func load(data fs.FS, set, name string) (*Gold, *article.Article, error) {
	src, err := fs.ReadFile(data, path.Join("gold", set, name+".txt"))
	if err != nil {
		return nil, nil, err
	}
	g, err := ParseGold(name, string(src))
	if err != nil {
		return nil, nil, err
	}
	files, err := fs.Glob(data, path.Join("articles", name, "article.*"))
	if err != nil || len(files) != 1 {
		return nil, nil, fmt.Errorf("eval: %d files articles/%s/article.*, want one", len(files), name)
	}
	f, err := data.Open(files[0])
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	as, err := article.Read(f, files[0], article.Options{})
	if err != nil {
		return nil, nil, err
	}
	if len(as) != 1 {
		return nil, nil, fmt.Errorf("eval: %s holds %d articles", files[0], len(as))
	}
	return g, as[0], nil
}

// place finds each paragraph of gold in the article: the offset of each.
func place(g *Gold, a *article.Article) ([]int, error) {
	at := make([]int, len(g.Paras))
	from := 0
	for i, p := range g.Paras {
		s := g.Text[p.Start:p.End]
		j := strings.Index(a.Text[from:], s)
		if j < 0 {
			return nil, fmt.Errorf("eval: %s: the article does not hold the paragraph %q", g.Name, s)
		}
		at[i] = from + j
		from += j + len(s)
	}
	return at, nil
}
