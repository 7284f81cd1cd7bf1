package diagram

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/export/metric"
	"dateline/export/sheet"
	"dateline/export/told/toldtest"
	"dateline/graph"
)

// Whatever is drawn: all lies inside the picture, words and icons lie inside their
// nodes and beside each other, words on lines lie on no node and on no other words.
func TestNothingOverlaps(t *testing.T) {
	all := views()
	all["kinds"] = everyKind()
	for name, v := range all {
		for _, k := range Kinds() {
			for _, cluster := range []string{"", "community"} {
				o := options(k.Name, v)
				if o.Cluster = cluster; cluster != "" && k.Name != "actors" {
					continue
				}
				if _, err := DOT(v, o); err != nil {
					continue // TestGraphvizReadsEveryGraph looks at those
				}
				if name == "kinds" && k.Name != "actors" && k.Name != "claims" || testing.Short() && name != "call" {
					continue
				}
				t.Run(name+" "+k.Name+" "+cluster, func(t *testing.T) {
					t.Parallel()
					check(t, layout(t, v, o))
				})
			}
		}
	}
}

func check(t *testing.T, c Chart) {
	t.Helper()
	canvas := Box{0, 0, c.Width, c.Height}
	inside := func(b, in Box) bool {
		const e = 0.5
		return b.X >= in.X-e && b.Y >= in.Y-e && b.X+b.W <= in.X+in.W+e && b.Y+b.H <= in.Y+in.H+e
	}
	var words []Text
	words = append(words, c.Texts...)
	for i := range c.Nodes {
		n := &c.Nodes[i]
		if !inside(n.Box, canvas) {
			t.Errorf("node %q lies outside the picture", n.Title)
		}
		for _, w := range n.Texts {
			if !inside(w.Box(), n.Box) {
				t.Errorf("%q lies outside its node: %v in %v", w.S, w.Box(), n.Box)
			}
			if n.Icon != nil && w.Box().Overlaps(n.IconBox) {
				t.Errorf("%q lies on its icon", w.S)
			}
		}
		if n.Icon != nil && !inside(n.IconBox, n.Box) {
			t.Errorf("the icon of %q lies outside its node", n.Title)
		}
		for j := range c.Nodes[i+1:] {
			if n.Overlaps(c.Nodes[i+1+j].Box) {
				t.Errorf("%q lies on %q", n.Title, c.Nodes[i+1+j].Title)
			}
		}
		words = append(words, n.Texts...)
	}
	for i := range c.Edges {
		e := &c.Edges[i]
		for _, w := range e.Texts {
			if !inside(w.Box(), e.Room) || !inside(w.Box(), canvas) {
				t.Errorf("%q lies outside its room: %v in %v", w.S, w.Box(), e.Room)
			}
		}
		if e.Icon != nil && (!inside(e.IconBox, e.Room) || slices.ContainsFunc(e.Texts, func(w Text) bool { return w.Box().Overlaps(e.IconBox) })) {
			t.Errorf("the icon on %q is in the way", e.Title)
		}
		for j := range c.Nodes {
			if len(e.Texts) > 0 && e.Room.Overlaps(c.Nodes[j].Box) {
				t.Errorf("words of %q lie on %q", e.Title, c.Nodes[j].Title)
			}
		}
		words = append(words, e.Texts...)
	}
	for i, w := range words {
		for _, x := range words[i+1:] {
			if w.Box().Overlaps(x.Box()) {
				t.Errorf("%q lies on %q", w.S, x.S)
			}
		}
	}
}

// everyKind has a thing of each kind, with a name in a script of its own.
func everyKind() *graph.View {
	b := toldtest.New("Kinds")
	a := b.Article("a1", "Kinds", "A paper", "", "2022-07-22", "")
	names := map[graph.Kind]string{graph.Person: "王小明", graph.Organisation: "संयुक्त राष्ट्र", graph.GPE: "Ελλάδα", graph.Place: "ภูเขาไฟ", graph.Facility: "مطار", graph.Group: "한국인들",
		graph.Product: "Ever Given 9811000", graph.Work: "Пароль", graph.Law: "Act of Union", graph.Occasion: "ירושלים"}
	var before string
	for _, k := range kinds {
		if k.kind == "" {
			continue
		}
		name := names[k.kind]
		b.Kind(k.kind, "", name)
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Actor: name, Recipient: "somebody", When: "2022-07-22", Claims: []toldtest.C{{Article: a, Sentence: "They [met].", By: before}}})
		before = name
	}
	return &b.View
}

// A picture has an icon for each kind, and its legend explains those and no others.
func TestIconsOfKinds(t *testing.T) {
	c := layout(t, everyKind(), Options{})
	icons := 0
	for i := range c.Nodes {
		if c.Nodes[i].Icon != nil {
			icons++
		}
	}
	if want := len(kinds); icons != want {
		t.Errorf("%d icons, want %d: each kind but the article, and somebody, who is a person", icons, want)
	}
	var words []string
	for _, w := range c.Texts {
		if w.Class == "legend" {
			words = append(words, w.S)
		}
	}
	for _, k := range kinds {
		if got, want := slices.Contains(words, k.words), k.kind != ""; got != want {
			t.Errorf("the legend explains %q: %v, want %v", k.words, got, want)
		}
	}
}

// Icons keep to their square, and are areas: no two look alike in grey.
func TestIconsAreSigns(t *testing.T) {
	seen := map[string]icon{}
	for name := range icons {
		s := sheet.Sheet{W: 20, H: 20, Ground: color.NRGBA{255, 255, 255, 255}, Items: []sheet.Item{{Path: name.place(2, 2, grid), Fill: color.NRGBA{0, 0, 0, 255}}}}
		var b bytes.Buffer
		if err := s.PNG(&b, 1); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		var dark, outside float64
		var bits []byte
		for y := range 20 {
			for x := range 20 {
				r, _, _, _ := img.At(x, y).RGBA()
				ink := 1 - float64(r)/0xffff
				dark += ink
				if x < 2 || y < 2 || x >= 18 || y >= 18 {
					outside += ink
				}
				bits = append(bits, byte(math.Round(ink)))
			}
		}
		if outside > 0 {
			t.Errorf("%s leaves its square", name)
		}
		if share := dark / (grid * grid); share < 0.15 || share > 0.75 {
			t.Errorf("%s covers %.0f%% of its square: too faint or a blot", name, 100*share)
		}
		if other, ok := seen[string(bits)]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[string(bits)] = name
	}
}

// Boxes that are packed overlap nowhere and lie where they are said to.
func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		sizes := make([][2]float64, n)
		for i := range sizes {
			sizes[i] = [2]float64{rapid.Float64Range(1, 1500).Draw(t, "w"), rapid.Float64Range(1, 800).Draw(t, "h")}
		}
		at, w, h := pack(sizes, 20)
		for i, p := range at {
			a := Box{p.x, p.y, sizes[i][0], sizes[i][1]}
			if a.X < 0 || a.Y < 0 || a.X+a.W > w+0.01 || a.Y+a.H > h+0.01 {
				t.Fatalf("box %d at %v leaves %.0f by %.0f", i, a, w, h)
			}
			for j := range i {
				if a.Overlaps(Box{at[j].x, at[j].y, sizes[j][0], sizes[j][1]}) {
					t.Fatalf("box %d lies on box %d", i, j)
				}
			}
		}
	})
}

// What PNG and PDF get is what stands in the SVG.
func TestSheetHoldsEveryWord(t *testing.T) {
	c := layout(t, toldtest.Call(), Options{})
	words, shapes := 0, 0
	for _, it := range Sheet(c).Items {
		if it.Text == nil {
			shapes++
		} else {
			words++
		}
	}
	b := Draw(c)
	if n := bytes.Count(b, []byte("<text ")); words != n || shapes == 0 {
		t.Errorf("%d lines of text, %d shapes; the SVG has %d lines", words, shapes, n)
	}
}

// The room of words is that of the widest font, so that no other overflows it.
func TestRoomIsMeasured(t *testing.T) {
	m := &maker{drawing: &drawing{}, fonts: metric.New()}
	l := m.set(words{main: []string{"Recep Tayyip Erdoğan and others"}, letters: 22}, nameSize, 100, 4, "name", "")
	if len(l.lines) < 2 {
		t.Errorf("%d lines in 100 px", len(l.lines))
	}
	for _, w := range l.lines {
		if w.W > 100 {
			t.Errorf("%q is %.0f px wide in a room of 100", w.S, w.W)
		}
	}
}

// A line is as wide as it has events, in the SVG too, whose style sheet may not undo it.
func TestBusyLinesAreWide(t *testing.T) {
	b := toldtest.New("lines")
	a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for i := range 6 {
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Actor: "Ann;Bob", When: fmt.Sprintf("2021-03-%02d", 1+3*i), Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	}
	c := layout(t, &b.View, Options{})
	if len(c.Edges) != 1 || c.Edges[0].Width < 3 {
		t.Fatalf("lines %+v, want one of 3 px or more", c.Edges)
	}
	if svg := string(Draw(c)); !strings.Contains(svg, `class="line solid" stroke-width="3.4"`) || regexp.MustCompile(`\.line[^{]*\{[^}]*stroke-width`).MatchString(svg) {
		t.Error("the SVG's line is not as wide")
	}
	words := ""
	for _, w := range c.Edges[0].Texts {
		words += w.S + "|"
	}
	if want := "met with\u00a0×6|1\u00a0Mar – 16\u00a0Mar\u00a02021|"; words != want {
		t.Errorf("words %q, want %q", words, want)
	}
}

// Who has many lines is drawn larger than who has one.
func TestMainActorsAreLarge(t *testing.T) {
	b := toldtest.New("main")
	a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for _, other := range []string{"Bob", "Cem", "Dee", "Eve", "Fay", "Gus", "Hal"} {
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Actor: "Ann;" + other, When: "2021-03-01", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	}
	heights := map[string]float64{}
	for _, n := range layout(t, &b.View, Options{}).Nodes {
		heights[n.Texts[0].S] = n.H
	}
	if heights["Ann"] < heights["Bob"]+8 {
		t.Errorf("heights %v: the one whom all met is no larger", heights)
	}
}

// Whatever Graphviz says, it is places or an error.
func FuzzReadPlaces(f *testing.F) {
	f.Add([]byte(`{"bb":"0,0,308,121","objects":[{"name":"n1","pos":"58,40"},{"name":"cluster_0","bb":"8,8,300,113"}],"edges":[{"id":"e0","lp":"154,57","pos":"s,94,40 e,213,40 105,40 135,40 172,40 202,40"}]}`))
	f.Add([]byte(`{"bb":"0,0,1,1","edges":[{"id":"e0","pos":"e,1"}]}`))
	f.Add([]byte(`{"bb":"0,0"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := readPlaces(b)
		if err != nil {
			return
		}
		for _, s := range p.edges {
			s.path(1, 1)
		}
	})
}
