package main

import (
	"context"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"dateline/graph"
	"dateline/ingest/article"
)

// fuller finds those waiting whose article is there already, or waits too, from
// another place, and is not superseded: a feed's summary must not take the place
// of the page, nor a second copy that of the first. It gives for each the reason,
// "" for the others. Twice in one file, the first stays, so that reading the file
// again changes nothing.
func (w *loader) fuller(ctx context.Context) ([]string, error) {
	reasons := make([]string, len(w.waiting))
	best := map[graph.ArticleID]int{} // the fullest so far
	for i, r := range w.waiting {
		if r.Err != nil || r.Skipped && w.options.old(r.Article) {
			continue
		}
		a := r.Article
		key := placeOf(a)
		if w.taken[key] {
			reasons[i] = "stands in this file before"
			continue
		}
		w.taken[key] = true
		if r.Skipped {
			continue
		}
		if j, ok := best[a.ID]; ok && w.waiting[j].Article.Source != a.Source {
			short, long := i, j
			if supersedes(a, editionOf(w.waiting[j].Article)) {
				short, long = j, i
			}
			reasons[short] = "the same article as " + w.waiting[long].Article.Source
			best[a.ID] = long
			continue
		}
		old, ok, err := w.store.Elsewhere(ctx, a.ID, pathOf(a))
		if err != nil {
			return nil, err
		}
		if ok && !supersedes(a, edition{old.Published, old.DayOnly, len(old.Text)}) {
			place, _, _ := strings.Cut(old.Path, "#")
			reasons[i] = "the same article as " + place
			continue
		}
		best[a.ID] = i
	}
	return reasons, nil
}

// edition is what tells which of two readings of one article is the better.
type edition struct {
	published time.Time
	dayOnly   bool
	bytes     int
}

func editionOf(a *article.Article) edition { return edition{a.Published, a.DayOnly, len(a.Text)} }

// supersedes reports whether a takes the place of a reading from elsewhere: it
// has much more text; or not much less, and was published later as far as both
// tell; or at the same time with more text.
func supersedes(a *article.Article, old edition) bool {
	switch n := len(a.Text); {
	case n >= 2*old.bytes:
		return true
	case 2*n <= old.bytes:
		return false
	}
	if !a.Published.IsZero() && !old.published.IsZero() {
		sure := time.Duration(0)
		if a.DayOnly || old.dayOnly {
			sure = 24 * time.Hour
		}
		switch d := a.Published.Sub(old.published); {
		case d > sure:
			return true
		case d < -sure:
			return false
		}
	}
	return len(a.Text) > old.bytes
}

// placeOf stands for an article in its file. It is short, since one is kept for
// each article of a batch.
func placeOf(a *article.Article) uint64 {
	h := fnv.New64a()
	io.WriteString(h, string(a.ID)+"\n"+a.Source)
	return h.Sum64()
}

// pathOf is the path that the store keeps: one for each article of a file with
// several, or the store would take the next one for a new text of the last.
func pathOf(a *article.Article) string {
	if a.Several {
		return a.Source + "#" + string(a.ID)
	}
	return a.Source
}
