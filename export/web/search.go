package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"dateline/graph/query"
	"dateline/graph/search"
	"dateline/graph/store"
)

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
	err := x.keeper.read(ctx, func(s *store.Store, _ state) error {
		// An id, typed or pasted, leads to what it is of.
		if n, err := x.named1(ctx, s, b.Words); err == nil && n != "" {
			http.Redirect(w, r, n, http.StatusSeeOther)
			p = nil
			return nil
		}
		found, err := search.Find(ctx, s, b.Words, hitsPerPage, offset)
		if err != nil {
			return err
		}
		b.Total, b.Near = found.Total, found.Near
		if offset > 0 {
			found.Names = nil // they stand on the first page
		}
		sentences := make([]store.Sentence, len(found.Hits))
		for i, h := range found.Hits {
			sentences[i] = h.Sentence
		}
		rows, err := query.Found(ctx, s, found.Names, sentences, query.Filter{})
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
		b.Pages = pagerOf("/search", v, offset, hitsPerPage, len(found.Hits), found.Total > offset+len(found.Hits))
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
