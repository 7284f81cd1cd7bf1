package store_test

import (
	"testing"

	"dateline/graph"
	"dateline/graph/store"
)

func TestMarks(t *testing.T) {
	s := empty(t, store.Options{})
	ctx := t.Context()
	one := graph.Facts{Article: graph.Source{ID: "one", Title: "One", Path: "a.txt", SHA256: "s1", Text: "Text."}}
	changed := one
	changed.Article.Title = "Two"
	marked := func(mark string) bool {
		t.Helper()
		yes, err := s.Marked(ctx, "one", mark)
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	put := func(f graph.Facts) {
		t.Helper()
		if _, err := s.Put(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	if o, _, err := s.Standing(ctx, "one", "s1"); err != nil || o != store.New || marked("m1") {
		t.Errorf("before: %v, %v", o, err)
	}
	if err := s.Mark(ctx, map[graph.ArticleID][]string{"one": {"m1"}}); err != nil || marked("m1") {
		t.Errorf("an article that is not there was marked (%v)", err)
	}
	put(one)
	if err := s.Mark(ctx, map[graph.ArticleID][]string{"one": {"m1"}}); err != nil {
		t.Fatal(err)
	}
	if !marked("m1") || marked("m2") {
		t.Error("the mark does not hold, or another does")
	}
	if o, of, _ := s.Standing(ctx, "other", "s1"); o != store.Copy || of != "one" {
		t.Errorf("the same text under another id: %v of %q", o, of)
	}
	if o, _, _ := s.Standing(ctx, "one", "s2"); o != store.Changed {
		t.Errorf("another text under the same id: %v", o)
	}
	put(changed) // and the program is killed before it marks that
	if marked("m1") {
		t.Error("the mark outlived what it was made for")
	}
	put(one)
	if !marked("m1") {
		t.Error("what is stored is what was marked, but the mark does not hold")
	}
	if err := s.Mark(ctx, map[graph.ArticleID][]string{"one": {"m2"}}); err != nil || !marked("m1") || !marked("m2") {
		t.Errorf("two inputs of one article: %v", err)
	}
	if a, ok, err := s.Elsewhere(ctx, "one", "b.txt"); err != nil || !ok || a.Text != "Text." || a.Path != "a.txt" {
		t.Errorf("elsewhere: %+v, %v, %v", a, ok, err)
	}
	if _, ok, _ := s.Elsewhere(ctx, "one", "a.txt"); ok {
		t.Error("an article is elsewhere than where it is")
	}
	if err := s.Remove(ctx, "one"); err != nil || marked("m1") {
		t.Errorf("the mark of a removed article holds (%v)", err)
	}
}

// TestPutGroup: what is stored, what was there already and what is no longer waited for is marked with
// the last commit, what is refused is not.
func TestPutGroup(t *testing.T) {
	s := empty(t, store.Options{})
	ctx := t.Context()
	article := func(id graph.ArticleID, sha string) store.Prepared {
		return store.Prepare(graph.Facts{Article: graph.Source{ID: id, Title: "One", SHA256: sha, Text: "Text."}})
	}
	if _, err := s.PutGroup(ctx, store.Group{}, article("there", "s0")); err != nil {
		t.Fatal(err)
	}
	marks := store.Marks{"one": {"m"}, "two": {"m"}, "there": {"m"}, "a/b": {"m"}, "nowhere": {"m"}}
	// Two of one text are two commits, as the second is told to be a copy of the first.
	rs, err := s.PutGroup(ctx, store.Group{Marks: marks}, article("one", "s1"), article("a/b", "s2"), article("two", "s1"), article("there", "s0"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []store.Outcome{store.New, store.Refused, store.Copy, store.Same} {
		if rs[i].Outcome != want {
			t.Errorf("article %d is %v, not %v", i, rs[i].Outcome, want)
		}
	}
	for id, want := range map[graph.ArticleID]bool{"one": true, "two": true, "there": true, "a/b": false, "nowhere": false} {
		if yes, err := s.Marked(ctx, id, "m"); err != nil || yes != want {
			t.Errorf("%s is marked: %v, not %v (%v)", id, yes, want, err)
		}
	}
	if len(marks) != 5 {
		t.Errorf("the marks of the caller were changed: %v", marks)
	}
}
