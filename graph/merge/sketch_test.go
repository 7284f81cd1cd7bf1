package merge

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// TestThresholds holds the thresholds against the project's own articles: reprints are
// near their original, what two reporters wrote of one event is not.
func TestThresholds(t *testing.T) {
	files, err := filepath.Glob("../../testdata/articles/*/article.*")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	sketches := map[string]sketch{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if rest, ok := strings.CutPrefix(text, "---\n"); ok {
			_, text, _ = strings.Cut(rest, "---\n")
		}
		sketches[filepath.Base(filepath.Dir(f))] = sketchOf(graph.Source{Text: text})
	}
	copies := [][2]string{
		{"border-drill", "border-drill-reprint"}, {"ceasefire-valley", "ceasefire-valley-reprint"},
		{"suez-02-meridian", "suez-03-reprint-harbour"}, {"suez-02-meridian", "suez-04-reprint-kurier"},
	}
	is := map[[2]string]bool{{"suez-03-reprint-harbour", "suez-04-reprint-kurier"}: true}
	for _, c := range copies {
		whole, head := sketches[c[0]].likeness(sketches[c[1]])
		t.Logf("%s, %s: whole %.2f, head %.2f", c[0], c[1], whole, head)
		is[c] = true
		if !sketches[c[0]].near(sketches[c[1]]) {
			t.Errorf("%s is not near its reprint", c[0])
		}
	}
	names := sortedKeys(sketches)
	for i, a := range names {
		for _, b := range names[i+1:] {
			whole, head := sketches[a].likeness(sketches[b])
			if is[[2]string{a, b}] {
				continue
			}
			if whole > 0.05 || head > 0.1 {
				t.Logf("apart: %s, %s: whole %.2f, head %.2f", a, b, whole, head)
			}
			if sketches[a].near(sketches[b]) {
				t.Errorf("%s and %s are taken for copies", a, b)
			}
		}
	}
}

// TestShort: short texts of one body or one series are no copies; the same sentence with another word is.
func TestShort(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"The Front for the Freedom of Varda and the Valley says that it attacked a post in Olm.", "The Front for the Freedom of Varda and the Valley says that its chief was killed near Tarnow.", false},
		{"The Tarnow Rowers beat the Olm Sailors 3–2 in the Valley Cup at Seld.", "The Tarnow Rowers beat the Brenn Divers 5–1 in the Valley Cup at Seld.", false},
		{"The freighter Adela ran aground off Orlo on Monday, the coast guard said. Tugs freed the freighter on Monday night.", "The freighter Adela ran aground off Orlo on Monday, the coast guard said. Tugs freed the vessel on Monday night.", true},
	} {
		if got := sketchOf(graph.Source{Text: c.a}).near(sketchOf(graph.Source{Text: c.b})); got != c.want {
			t.Errorf("%q, %q: near %v", c.a, c.b, got)
		}
	}
	s := sketchOf(graph.Source{Text: "Short."})
	if o, ok := unpackSketch(s.pack()); !ok || !o.short {
		t.Error("a short text is not short any more when it was kept")
	}
}

// TestBulletins: articles of one form that differ in their names are no copies, and one cut
// from the end still is.
func TestBulletins(t *testing.T) {
	form := "The minister X met the envoy Y on Monday and they spoke about trade and the border. A spokesman for Z said that the talks had been useful."
	fill := func(x, y, z string) sketch {
		return sketchOf(graph.Source{Text: strings.NewReplacer("X", x, "Y", y, "Z", z).Replace(form)})
	}
	if a, b := fill("Anna Kohl", "Boris Tal", "Varda"), fill("Carla Nun", "Dora Em", "Kestria"); a.near(b) {
		t.Error("bulletins with other names are taken for copies")
	}
	long := "Varda's parliament voted on 3 March to leave the Orlo River Treaty, its speaker Helena Dragan said in Tarnow. " +
		"The motion passed by 61 votes to 40, with Viktor Danek's Civic Union against it. " +
		"Kestria called the vote a mistake. Foreign Minister Ilja Moran asked the Valley Council to meet in Seld. " +
		"The treaty of 1974 divides the water of the Orlo between the two countries. "
	more := strings.Repeat("Other words follow about Brenn and Olm and the winter of 1998 there. ", 20) +
		"Farmers of Lower Tarnow have 12,000 hectares under water. The Seld Institute counted 140 wells in May."
	if !sketchOf(graph.Source{Text: long + more}).near(sketchOf(graph.Source{Text: long + "The Kurier"})) {
		t.Error("a report that was cut from the end is not near the whole")
	}
}

// TestStretches: what lies no more than reprintDays apart lies in one of the two stretches that
// are looked at.
func TestStretches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		a := sketch{published: r.Int64N(400*365*day) - 300*365*day}
		b := sketch{published: a.published + r.Int64N(2*reprintDays*day+1) - reprintDays*day}
		if a.published == 0 || b.published == 0 {
			continue
		}
		if n := b.stretch(); n != a.stretch() && n != a.neighbour() {
			t.Fatalf("%d in stretch %d is looked for from %d in %d and %d", b.published, n, a.published, a.stretch(), a.neighbour())
		}
		if k := appendStretch(nil, a.stretch()); stretchOf(string(k)) != a.stretch() {
			t.Fatalf("stretch %d is written as %x", a.stretch(), k)
		}
	}
}

// TestBands: what is found does not depend on which came first, whether it was written
// yet, or whether one is short.
func TestBands(t *testing.T) {
	s, err := store.Memory(store.Options{Merger: banding(func(tx *store.Tx) {
		notes, err := tx.Notes("band")
		if err != nil {
			t.Fatal(err)
		}
		b := &bands{notes: notes}
		s := sketchOf(graph.Source{Text: strings.Repeat("Anna Adler met Boris Bose in Tarnow on 3 March 2021. ", 3), Published: time.Unix(1e9, 0)})
		k := s.bands()[0]
		find := func() (out []string) {
			b.each([]byte(k), map[string]bool{}, func(g, id string) { out = append(out, g+"/"+id) })
			slices.Sort(out)
			return out
		}
		b.add(k, "g", "one")
		b.add(k, "two", "two")
		if got := fmt.Sprint(find(), b.stretches(s)); got != fmt.Sprintf("[g/one two/two] [%d]", s.stretch()) {
			t.Error("before it is written:", got)
		}
		if err := b.flush(); err != nil {
			t.Fatal(err)
		}
		b.add(k, "two", "three")
		if got := fmt.Sprint(find()); got != "[g/one two/three two/two]" {
			t.Error("some of it written:", got)
		}
		for _, id := range []string{"two", "three"} {
			if err := b.remove(k, "two", id); err != nil {
				t.Fatal(err)
			}
		}
		if got := fmt.Sprint(find()); got != "[g/one]" {
			t.Error("some taken away:", got)
		}
		if got := b.stretches(sketch{}); len(got) != 1 || got[0] != s.stretch() {
			t.Error("without a date:", got)
		}
	})})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), graph.Facts{Article: graph.Source{ID: "a1", SHA256: "00", Text: "Nothing happened."}}); err != nil {
		t.Fatal(err)
	}
}

// banding is a Merger that only looks.
type banding func(*store.Tx)

func (b banding) Merge(_ context.Context, tx *store.Tx, _ store.Change) error {
	b(tx)
	return nil
}
