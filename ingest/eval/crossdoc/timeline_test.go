package crossdoc_test

import (
	"context"
	"os"
	"testing"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/ingest/eval/crossdoc"
)

func TestScoreTimeline(t *testing.T) {
	gold, err := crossdoc.ReadTimeline("X\n0\tXXXX-XX-XX\t7-1-odd\n1\t2001\t7-2-fell\n2\t2002\t7-3-rose\t8-1-rise\n3\t2003\t8-4-left\n")
	if err != nil || len(gold.Events) != 5 {
		t.Fatal(gold, err)
	}
	if _, _, f := crossdoc.ScoreTimeline(gold, gold).PRF(); f != 1 {
		t.Errorf("gold against itself: %v", f)
	}
	turned := gold
	turned.Events = append([]crossdoc.TimelineEvent(nil), gold.Events...)
	for i := range turned.Events {
		turned.Events[i].Place = 4 - turned.Events[i].Place
	}
	if s := crossdoc.ScoreTimeline(gold, turned); s.FoundRight != 1 || s.Gold != 3 { // what is simultaneous stays so
		t.Errorf("turned round: %+v", s)
	}
}

func TestTimelines(t *testing.T) {
	var facts []graph.Facts
	var all crossdoc.Articles
	for _, f := range shared(t, "timeline-trial/corpus/*.xml") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, err := crossdoc.ReadTimelineArticle(string(b))
		if err != nil || a.Published.IsZero() {
			t.Fatalf("%s: %v, published %v", f, err, a.Published)
		}
		told, fs, err := crossdoc.TellArticle(a)
		if err != nil {
			t.Fatal(err)
		}
		all, facts = append(all, told), append(facts, fs)
	}
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(context.Background(), facts...); err != nil {
		t.Fatal(err)
	}
	var sum crossdoc.TimelineScore
	err = s.View(context.Background(), func(r *store.Reader) error {
		for _, f := range shared(t, "timeline-trial/*.txt") {
			b, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			gold, err := crossdoc.ReadTimeline(string(b))
			if err != nil {
				return err
			}
			found := crossdoc.TimelineOf(all, r, gold.Entity)
			score := crossdoc.ScoreTimeline(gold, found)
			p, rec, f1 := score.PRF()
			t.Logf("%-22s P %.3f R %.3f F1 %.3f (%d events found, %d in gold) %+v", gold.Entity, p, rec, f1, len(found.Events), len(gold.Events), score)
			if os.Getenv("TIMELINE_SHOW") != "" {
				for _, e := range gold.Events {
					t.Logf("   gold  %+v", e)
				}
				for _, e := range found.Events {
					t.Logf("   found %+v", e)
				}
			}
			sum = sum.Add(score)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p, r, f := sum.PRF()
	t.Logf("all: P %.3f R %.3f F1 %.3f", p, r, f)
	if f < 0.20 {
		t.Error("under the floor of 0.20")
	}
}
