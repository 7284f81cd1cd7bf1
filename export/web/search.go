package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"dateline/graph/query"
	"dateline/graph/search"
	"dateline/graph/store"
)

// wordIndex is the full-text index, open as long as the database stays as it is.
type wordIndex struct {
	mu    sync.Mutex
	index *search.Index
	of    state
}

// open opens the index of the database as it stands.
func (x *wordIndex) open(ctx context.Context, k *keeper) error {
	return x.use(ctx, k, func(*store.Store, *search.Index) error { return nil })
}

func (x *wordIndex) use(ctx context.Context, k *keeper, do func(*store.Store, *search.Index) error) error {
	return k.read(ctx, func(s *store.Store, at state) error {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.index == nil || x.of != at {
			if x.index != nil {
				x.index.Close()
				x.index = nil
			}
			index, _, err := search.Open(ctx, s, false)
			if err != nil {
				return err
			}
			x.index, x.of = index, at
		}
		return do(s, x.index)
	})
}

func (x *wordIndex) close() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index != nil {
		x.index.Close()
		x.index = nil
	}
}

// searchBody is what a search found.
type searchBody struct {
	Words     string
	Names     []query.Sentence
	Sentences []query.Sentence
	Total     int
	Near      bool // words that differ by a letter
	Pages     pager
}

const hitsPerPage = 30

func (x *Site) search(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	b := searchBody{Words: v.Get("q")}
	p := &page{Title: "Search", Template: "search", Place: "search", Body: &b}
	if b.Words == "" {
		return p, nil
	}
	p.Title = b.Words
	ctx, offset := r.Context(), whole(v, "offset", 0, mostSearched)
	err := x.words.use(ctx, x.keeper, func(s *store.Store, index *search.Index) error {
		// An id, typed or pasted, leads to what it is of.
		if n, err := x.named1(ctx, s, b.Words); err == nil && n != "" {
			http.Redirect(w, r, n, http.StatusSeeOther)
			p = nil
			return nil
		}
		hits, total, near, err := index.Find(ctx, b.Words, hitsPerPage+1, offset)
		if err != nil {
			return err
		}
		more := len(hits) > hitsPerPage
		hits = hits[:min(len(hits), hitsPerPage)]
		b.Total, b.Near = total, near
		spots := make([]query.Spot, len(hits))
		for i, h := range hits {
			spots[i] = query.Spot{Article: h.Article, Start: h.Start, End: h.End, Events: h.Events, Entity: h.Entity}
		}
		rows, err := query.Found(ctx, s, spots, query.Filter{})
		if err != nil {
			return err
		}
		for _, f := range rows {
			if f.Entity != "" {
				b.Names = append(b.Names, f)
			} else {
				b.Sentences = append(b.Sentences, f)
			}
		}
		b.Pages = pagerOf("/search", v, offset, hitsPerPage, len(hits), more)
		return nil
	})
	return p, err
}

// named1 is the address of what an id is of; empty for words that are none.
func (x *Site) named1(ctx context.Context, s *store.Store, word string) (string, error) {
	if !strings.Contains(word, "/") && !strings.HasPrefix(word, "ent:") || strings.ContainsAny(word, " \t") {
		return "", nil
	}
	n, err := query.Find(ctx, s, word)
	var unknown *query.UnknownError
	if errors.As(err, &unknown) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	kind := "/entity/"
	if n.Event {
		kind = "/event/"
	}
	return (&url.URL{Path: kind + n.ID}).String(), nil
}
