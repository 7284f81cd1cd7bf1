package words

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
)

var top = []byte("top")

// file is an empty index in a file.
func file(t testing.TB) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "w.db"), bolt.Options{Wait: time.Second, NoSync: true, Upwards: Upwards})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	err = db.Group(context.Background(), func(tx engine.Tx) error {
		in, err := tx.CreateBucketIfNotExists(top)
		for _, name := range Buckets() {
			if err == nil {
				_, err = in.CreateBucketIfNotExists(name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// everything is all that an index has, by stem and sentence.
func everything(t *testing.T, db *bolt.DB, stems []string) (postings []string, kept []Sentence) {
	t.Helper()
	err := db.View(context.Background(), func(tx engine.Tx) error {
		x, err := Open(tx.Bucket(top))
		if err != nil {
			return err
		}
		for id := range x.Articles() {
			of, err := x.Of(id)
			if err != nil {
				return err
			}
			kept = append(kept, of...)
		}
		parts, err := x.Parts(stems)
		if err != nil {
			return err
		}
		for i := range parts {
			p := &parts[i]
			for j, stem := range stems {
				w := p.Walk(j)
				for w != nil && w.Next() {
					if !p.Has(w.At()) {
						continue
					}
					s, err := x.Sentences([]uint64{p.Number(w.At())})
					if err != nil {
						return err
					}
					at := w.Words(nil)
					if len(at) != w.Times() {
						t.Fatalf("%d times, at %v", w.Times(), at)
					}
					postings = append(postings, fmt.Sprint(stem, s[0].Article, s[0].Start, p.Length(w.At()), at))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(postings)
	return postings, kept
}

// Whatever comes and goes, the index has what a plain list of the sentences has.
func TestFollows(t *testing.T) {
	t.Run("whole", func(t *testing.T) { follows(t, mostSentences) })
	t.Run("in large parts", func(t *testing.T) { follows(t, 100) })
}

func follows(t *testing.T, most int) {
	defer func(n int) { mostSentences = n }(mostSentences)
	mostSentences = most
	vocabulary := strings.Fields("ship canal storm talk minister border army harbour vote grain rail bridge")
	rng := rand.New(rand.NewPCG(1, 2))
	db := file(t)
	have := map[string][]Sentence{}
	make1 := func(id string) []Sentence {
		out := make([]Sentence, 1+rng.IntN(4))
		for i := range out {
			s := Sentence{Article: id, Start: 100 * i, End: 100*i + 40, Events: []string{"v1", fmt.Sprint("v", i)}}
			if i == 0 {
				s.Events = nil // the whole of the article
			}
			for range 1 + rng.IntN(9) {
				s.Stems = append(s.Stems, vocabulary[rng.IntN(len(vocabulary))])
			}
			out[i] = s
		}
		return out
	}
	for round := range 200 {
		var gone []string
		var come []Ready
		for range rng.IntN(4) {
			id := fmt.Sprintf("a%02d", rng.IntN(40))
			if slices.Contains(gone, id) {
				continue
			}
			gone = append(gone, id)
			delete(have, id)
			if rng.IntN(3) > 0 {
				have[id] = make1(id)
				come = append(come, Make(id, have[id]))
			}
		}
		err := db.Group(context.Background(), func(tx engine.Tx) error { return Apply(tx.Bucket(top), gone, come) })
		if err != nil {
			t.Fatal(err)
		}
		if round%20 != 19 {
			continue
		}
		var want []string
		var told []Sentence
		for _, ss := range have {
			for _, s := range ss {
				at := map[string][]int{}
				for i, w := range s.Stems {
					at[w] = append(at[w], i)
				}
				length := len(s.Stems)
				if s.Events == nil {
					length = 0
				}
				for w, is := range at {
					want = append(want, fmt.Sprint(w, s.Article, s.Start, length, is))
				}
				s.Stems = nil
				told = append(told, s)
			}
		}
		slices.Sort(want)
		slices.SortFunc(told, func(a, b Sentence) int {
			return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start))
		})
		got, kept := everything(t, db, vocabulary)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: %d postings, want %d:\n%s\n%s", round, len(got), len(want), got, want)
		}
		if !reflect.DeepEqual(kept, told) {
			t.Fatalf("round %d: sentences\n%+v\nwant\n%+v", round, kept, told)
		}
	}
	db.View(context.Background(), func(tx engine.Tx) error {
		x, err := Open(tx.Bucket(top))
		if err != nil || len(x.parts) > 4*together {
			t.Errorf("%d parts after 200 commits (%v)", len(x.parts), err)
		}
		large := false
		for _, p := range x.parts {
			large = large || len(p.lengths) > 100
			if len(p.lengths) > most {
				t.Errorf("a part of %d sentences, of at most %d", len(p.lengths), most)
			}
		}
		if !large && most > 100 {
			t.Error("no large part: the test shows nothing")
		}
		return nil
	})
}

// A list that is damaged gives less, and ends.
func FuzzWalk(f *testing.F) {
	var l list
	l.take(3, 2, places([]int{0, 7}))
	l.take(9, 1, places([]int{300}))
	f.Add(l.b)
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		last := -1
		for w := newWalk(b); w.Next(); {
			if w.At() <= last || len(w.Words(nil)) > w.Times() {
				t.Fatalf("sentence %d after %d, %d places of %d", w.At(), last, len(w.Words(nil)), w.Times())
			}
			last = w.At()
		}
		if p, err := unpackPart([]byte{0, 0, 0, 1}, b); err == nil && p.pack() == nil {
			t.Fatal("a part without a form")
		}
		if s, err := unpackSentence(b); err == nil {
			if again, err := unpackSentence(s.pack()); err != nil || !reflect.DeepEqual(s, again) {
				t.Fatalf("%+v became %+v (%v)", s, again, err)
			}
		}
	})
}
