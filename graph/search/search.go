// Package search finds sentences and names by their words. It takes a *store.Store
// and keeps a full-text index (bleve) in a folder beside its file, FILE.search, that
// can be deleted at any time: Open brings it up to date with the articles of the
// store, reading only those that are new or changed. It gives places in articles and ids of
// entities; what they mean in the graph is package query's affair.
//
// Words are compared by their stems, without case and accents. Several words must all
// be there; "quoted words" must follow each other.
package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"dateline/graph"
	"dateline/graph/store"
)

// Hit is something that has the words that were looked for: a sentence that tells
// of events, or an entity's name.
type Hit struct {
	Article    graph.ArticleID // of a sentence
	Start, End int             // its bytes of the article's text
	Events     []graph.EventID // as the article tells them
	Entity     graph.EntityID  // of a name: as its article tells it
	Score      float64
}

// Index is an open full-text index.
type Index struct {
	b      bleve.Index
	memory bool
}

// Folder is where the index of the database at path is kept.
func Folder(path string) string { return store.Beside(path, os.UserCacheDir) + ".search" }

// Open opens the index of s, and brings it up to date; afresh makes it anew. changed is how many
// articles had to be read. Where the folder cannot be written, or another process is
// writing it, the index is made in memory.
func Open(ctx context.Context, s *store.Store, afresh bool) (x *Index, changed int, err error) {
	dir := Folder(s.Path())
	if afresh {
		if ours, _ := filepath.Glob(filepath.Join(dir, "index_meta.json")); len(ours) > 0 {
			if err := os.RemoveAll(dir); err != nil {
				return nil, 0, fmt.Errorf("cannot make %s anew: %w; delete it by hand", dir, err)
			}
		}
	}
	now, err := revision(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	x, fresh := openReading(dir, now)
	if fresh {
		return x, 0, nil
	}
	want, err := fingerprints(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	whole := false
	if x != nil {
		stale, err := x.stale(want)
		whole = err == nil && len(stale) == 0
		x.Close()
	}
	x, err = openWriting(dir)
	if err != nil {
		if x, _ = openReading(dir, now); whole && x != nil {
			return x, 0, nil // it is what it should be, though that cannot be noted
		}
		if x != nil {
			x.Close()
		}
		if x, err = inMemory(); err != nil {
			return nil, 0, err
		}
	}
	stale, err := x.stale(want)
	if err == nil {
		err = x.update(ctx, s, stale, want)
	}
	if err == nil {
		err = x.b.SetInternal(asOf, []byte(now))
	}
	if err != nil {
		x.Close()
		return nil, 0, err
	}
	return x, len(stale), nil
}

// lockWait is for how long another process that writes the index is waited for.
const lockWait = "500ms"

// openReading opens what is there; fresh says that it was made of the database as it stands now.
func openReading(dir, now string) (x *Index, fresh bool) {
	b, err := bleve.OpenUsing(dir, map[string]any{"read_only": true, "bolt_timeout": lockWait})
	if err != nil {
		return nil, false
	}
	seen, err := b.GetInternal(asOf)
	return &Index{b: b}, err == nil && string(seen) == now
}

func openWriting(dir string) (*Index, error) {
	b, err := bleve.OpenUsing(dir, map[string]any{"bolt_timeout": lockWait})
	if errors.Is(err, bleve.ErrorIndexPathDoesNotExist) || errors.Is(err, bleve.ErrorIndexMetaMissing) || errors.Is(err, bleve.ErrorIndexMetaCorrupt) {
		if !errors.Is(err, bleve.ErrorIndexPathDoesNotExist) {
			if ours, _ := filepath.Glob(filepath.Join(dir, "store")); len(ours) == 0 {
				return nil, err // a folder of somebody else's
			}
			os.RemoveAll(dir)
		}
		b, err = bleve.NewUsing(dir, mapping(), "scorch", "scorch", map[string]any{"bolt_timeout": lockWait})
	}
	if err != nil {
		return nil, err
	}
	return &Index{b: b}, nil
}

func inMemory() (*Index, error) {
	b, err := bleve.NewMemOnly(mapping())
	if err != nil {
		return nil, err
	}
	return &Index{b: b, memory: true}, nil
}

// InMemory reports whether the index could not be kept and will have to be made again.
func (x *Index) InMemory() bool { return x.memory }

// Close closes the index.
func (x *Index) Close() error { return x.b.Close() }

// Find gives what has all words of text, best first: at most limit hits, after the
// first offset, and how many there are in all. Where nothing has the words as they are spelt, words
// that differ by a letter count; near says so.
func (x *Index) Find(ctx context.Context, text string, limit, offset int) (hits []Hit, total int, near bool, err error) {
	for _, fuzzy := range []int{0, 1} {
		q := parse(text, fuzzy)
		if q == nil {
			return nil, 0, false, nil
		}
		r := bleve.NewSearchRequestOptions(q, limit, offset, false)
		r.Fields = []string{fieldEvents}
		r.SortBy([]string{"-_score", "_id"})
		res, err := x.b.SearchInContext(ctx, r)
		if err != nil {
			return nil, 0, false, err
		}
		for _, m := range res.Hits {
			if h, ok := hit(m); ok {
				hits = append(hits, h)
			}
		}
		if res.Total > 0 {
			return hits, int(res.Total), fuzzy > 0, nil
		}
	}
	return nil, 0, false, nil
}

// parse makes a query of words and "quoted words".
func parse(text string, fuzzy int) query.Query {
	var all []query.Query
	for i, part := range strings.Split(text, `"`) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		var either []query.Query
		for _, field := range []string{fieldText, fieldName} {
			if i%2 == 1 {
				p := bleve.NewMatchPhraseQuery(part)
				p.SetField(field)
				either = append(either, p)
				continue
			}
			m := bleve.NewMatchQuery(part)
			m.SetField(field)
			m.SetOperator(query.MatchQueryOperatorAnd)
			m.SetFuzziness(fuzzy)
			either = append(either, m)
		}
		all = append(all, bleve.NewDisjunctionQuery(either...))
	}
	if len(all) == 0 {
		return nil
	}
	return bleve.NewConjunctionQuery(all...)
}
