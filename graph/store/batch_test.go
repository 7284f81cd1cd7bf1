package store_test

import (
	"fmt"
	"reflect"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// TestBatchArticles: the articles of a batch are stored as they come, kept when its record is written anew, and replaced when the
// record brings others; no quad of what it had before stays.
func TestBatchArticles(t *testing.T) {
	s := empty(t, store.Options{})
	one := store.Batch{ID: "one", Started: graphtest.Day(1, 1), State: "running"}
	two := store.Batch{ID: "one more", Started: graphtest.Day(1, 2)}
	group := func(id string, from, to int) store.Group {
		g := store.Group{Batch: store.BatchArticles{ID: id}}
		for i := from; i < to; i++ {
			g.Batch.Articles = append(g.Batch.Articles, graph.ArticleID(fmt.Sprint("a", i)))
			g.Batch.Texts = append(g.Batch.Texts, fmt.Sprint("t", i))
		}
		return g
	}
	check := func(want ...store.Batch) {
		t.Helper()
		got, err := s.Batches(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].Started, got[i].Finished = got[i].Started.UTC(), got[i].Finished.UTC()
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("batches\n%+v\nwant\n%+v", got, want)
		}
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	putGroup := func(g store.Group) {
		t.Helper()
		_, err := s.PutGroup(t.Context(), g)
		do(err)
	}
	do(s.PutBatch(t.Context(), one))
	do(s.PutBatch(t.Context(), two))
	putGroup(group("one", 0, 3))
	putGroup(group("one more", 7, 8))
	putGroup(group("one", 3, 5))
	all := group("one", 0, 5).Batch
	one.Articles, one.Texts = all.Articles, all.Texts
	two.Articles, two.Texts = []graph.ArticleID{"a7"}, []string{"t7"}
	check(one, two) // as one that is killed now leaves it

	head := one
	head.Articles, head.Texts, head.State = nil, nil, "done"
	do(s.PutBatch(t.Context(), head))
	one.State = "done"
	check(one, two)

	before := quads(t, s)
	one.Articles, one.Texts = one.Articles[:3], one.Texts[:3] // the first list alone, which it had before
	do(s.PutBatch(t.Context(), one))
	check(one, two)
	if now := quads(t, s); now != before-1 {
		t.Errorf("%d quads, %d before: of two lists one is left", now, before)
	}
	none := one
	none.Articles, none.Texts = []graph.ArticleID{}, nil
	do(s.PutBatch(t.Context(), none))
	one.Articles, one.Texts = nil, nil
	check(one, two)
	if now := quads(t, s); now != before-2 {
		t.Errorf("%d quads, %d before: no list is left", now, before)
	}
	if err := s.PutBatch(t.Context(), store.Batch{ID: "a\x00b"}); err == nil {
		t.Error("an id with a zero byte is taken")
	}
}

func quads(t *testing.T, s *store.Store) int64 {
	t.Helper()
	info, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return info.Quads
}
