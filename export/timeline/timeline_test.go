package timeline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"dateline/export/told/toldtest"
	"dateline/graph"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// views are the cases that every property is checked on.
func views() map[string]*graph.View {
	views := map[string]*graph.View{
		"call": toldtest.Call(), "evil": toldtest.Evil(), "many": toldtest.Many(300), "two thousand": toldtest.Many(2000),
		"empty": {Title: "Nothing"}, "zero": {},
	}
	add := func(name string, dates ...string) {
		b := toldtest.New(name)
		a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
		for i, d := range dates {
			b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: fmt.Sprintf("Somebody met somebody else for the %dth time", i), Actor: "Somebody", When: d,
				Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
		}
		views[name] = &b.View
	}
	add("one event", "2021-03-31")
	add("no date", "", "", "")
	add("one moment", "2021-03-31T10:00:00Z", "2021-03-31T10:00:00Z")
	add("one open", "2014/..")
	add("one before", "[..2013]")
	add("a thousand years", "1066-10-14", "1215", "1492-10-12", "1648", "1789-07-14", "1914/1918", "2021-03-31")
	add("one old, many new", "1914", "2021-03-29", "2021-03-30", "2021-03-31", "2021-03-31", "2021-04-02")
	add("hours", "2021-03-31T08:00:00Z", "2021-03-31T09:30:00Z", "2021-03-31T16:00:00Z", "2021-03-31")
	add("years apart", "2001", "2005-03", "2009~", "2014", "2018/2020")
	add("vague", "1990~", "2000-05?", "199X", "19XX", "[2021-03-22..2021-03-28]", "2014/..", "../2019", "[2020..]")
	var day []string
	for range 40 {
		day = append(day, "2021-03-31")
	}
	add("all on one day", day...)
	return views
}

// charts are laid out once for all tests that look at them.
var charts = sync.OnceValue(func() map[string]Chart {
	out := map[string]Chart{}
	for name, v := range views() {
		for i, o := range []Options{{Lanes: "actor"}, {Width: 320}, {}, {Width: 700, Lanes: "actor"}, {Lanes: "class"}, {Lanes: "place", Width: 2400}, {Lanes: "source", MaxEvents: 50, MaxListed: -1}} {
			if len(v.Events) > 1000 && i > 1 {
				break
			}
			out[fmt.Sprintf("%s/lanes %s, width %v, at most %d", name, o.Lanes, o.Width, o.MaxEvents)] = Layout(v, o)
		}
	}
	return out
})

func eachChart(t *testing.T, f func(t *testing.T, c Chart)) {
	for name, c := range charts() {
		t.Run(name, func(t *testing.T) { f(t, c) })
	}
}

// words are all texts of c.
func words(c Chart) []Text {
	texts := slices.Clone(c.Texts)
	for _, m := range c.Marks {
		texts = append(texts, m.Texts...)
	}
	return texts
}

func TestNoWordsOverlap(t *testing.T) {
	eachChart(t, func(t *testing.T, c Chart) {
		texts := words(c)
		slices.SortFunc(texts, func(a, b Text) int { return cmp.Compare(a.Box().Y, b.Box().Y) })
		for i, a := range texts {
			for _, b := range texts[i+1:] {
				if b.Box().Y > a.Box().Y+a.Box().H {
					break
				}
				if a.Box().Overlaps(b.Box()) {
					t.Fatalf("%q %+v overlaps %q %+v", a.S, a.Box(), b.S, b.Box())
				}
			}
		}
	})
}

// A mark may not lie on the words of another event.
func TestNoMarkOnWords(t *testing.T) {
	eachChart(t, func(t *testing.T, c Chart) {
		texts := words(c)
		slices.SortFunc(texts, func(a, b Text) int { return cmp.Compare(a.Box().Y, b.Box().Y) })
		for _, m := range c.Marks {
			if m.Shape == Cluster {
				continue
			}
			box := Box{m.X, m.Y - m.H/2, m.W, m.H}
			if m.Shape != Bar {
				box = Box{m.X - m.H/2, m.Y - m.H/2, m.H, m.H}
			}
			at, _ := slices.BinarySearchFunc(texts, box.Y-40, func(x Text, y float64) int { return cmp.Compare(x.Box().Y, y) })
			for _, x := range texts[at:] {
				if x.Box().Y > box.Y+box.H {
					break
				}
				if box.Overlaps(x.Box()) {
					t.Fatalf("mark %s %+v lies on %q %+v", m.Event, box, x.S, x.Box())
				}
			}
		}
	})
}

func TestAllInsideCanvas(t *testing.T) {
	eachChart(t, func(t *testing.T, c Chart) {
		inside := func(what string, b Box) {
			if b.X < -0.01 || b.Y < -0.01 || b.X+b.W > c.Width+0.01 || b.Y+b.H > c.Height+0.01 {
				t.Fatalf("%s %+v lies outside %v x %v", what, b, c.Width, c.Height)
			}
		}
		for _, x := range words(c) {
			inside(x.S, x.Box())
		}
		for _, m := range append(slices.Clone(c.Marks), c.Keys...) {
			if m.Shape == Disc || m.Shape == Echo {
				inside("disc "+m.Title, Box{m.X - m.H/2 - m.FadeL, m.Y - m.H/2, m.H + m.FadeL + m.FadeR, m.H})
				continue
			}
			inside("bar "+m.Title, Box{m.X, m.Y - m.H/2, m.W, m.H})
			if m.FadeL < 0 || m.FadeR < 0 {
				t.Fatalf("negative fade: %+v", m)
			}
		}
		for _, l := range c.Lanes {
			inside("lane", l.Box)
		}
		for _, x := range c.Ticks {
			inside("tick", Box{x.X, x.Top, 0, x.Bottom - x.Top})
		}
	})
}

// Every event of the View is drawn, gathered, listed apart or counted as omitted.
func TestNoEventIsLost(t *testing.T) {
	for name, v := range views() {
		for _, lanes := range LaneKinds() {
			c := Layout(v, Options{Lanes: lanes.Name, MaxEvents: 100})
			marked := 0
			for _, m := range c.Marks {
				if m.Event != "" && m.Shape != Echo {
					marked++
				}
			}
			if got := marked + c.Gathered + c.Undated + c.Omitted; got != len(v.Events) {
				t.Errorf("%s, lanes by %s: %d marked + %d gathered + %d undated + %d omitted is not %d", name, lanes.Name, marked, c.Gathered, c.Undated, c.Omitted, len(v.Events))
			}
		}
	}
}

func TestDrawIsWellFormed(t *testing.T) {
	eachChart(t, func(t *testing.T, c Chart) {
		b := Draw(c)
		dec := xml.NewDecoder(bytes.NewReader(b))
		titles := 0
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := tok.(xml.StartElement); ok {
				if e.Name.Local == "script" {
					t.Fatal("a script")
				}
				if e.Name.Local == "title" {
					titles++
				}
				for _, a := range e.Attr {
					if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "http") || strings.HasPrefix(a.Name.Local, "on") {
						t.Fatalf("attribute %s=%q", a.Name.Local, a.Value)
					}
				}
			}
		}
		if titles < 1+len(c.Marks) {
			t.Errorf("%d titles for %d marks", titles, len(c.Marks))
		}
	})
}

// The order in which the graph hands over events must not show.
func TestSameBytesFromAnyOrder(t *testing.T) {
	v := toldtest.Many(500)
	want := Draw(Layout(v, Options{Lanes: "actor"}))
	slices.Reverse(v.Events)
	slices.Reverse(v.Entities)
	if !bytes.Equal(want, Draw(Layout(v, Options{Lanes: "actor"}))) {
		t.Error("another order of events gives another picture")
	}
}

// What each kind of date and standing looks like.
func TestMarks(t *testing.T) {
	marks := map[string]Mark{}
	for _, m := range Layout(toldtest.Call(), Options{}).Marks {
		marks[string(m.Event)[len("v00000-"):]] = m
	}
	for _, test := range []struct {
		event  string
		shape  Shape
		status string
		hollow bool
		l, r   bool // fades
	}{
		{"massed_troops_near", Bar, "alleged", false, true, true},
		{"deployed_to", Bar, "disputed", false, true, true},
		{"killed", Bar, "alleged", false, true, true},
		{"accused", Disc, "reported", true, true, false},
		{"discussed", Bar, "alleged", false, false, false},
		{"plans_to_meet", Disc, "planned", false, false, false},
		{"invaded", Disc, "denied", false, false, false},
		{"held_exercise_in", Bar, "supposed", false, true, true},
		{"spoke_with", Disc, "reported", false, false, false},
	} {
		m := marks[test.event]
		if m.Shape != test.shape || m.Status != test.status || m.Hollow != test.hollow || m.FadeL > 0 != test.l || m.FadeR > 0 != test.r {
			t.Errorf("%s: got %s %s hollow=%v fades %.1f, %.1f; want %+v", test.event, m.Shape, m.Status, m.Hollow, m.FadeL, m.FadeR, test)
		}
	}
}

func TestUndatedStandApart(t *testing.T) {
	c := Layout(toldtest.Call(), Options{})
	if c.Undated != 1 {
		t.Fatalf("%d undated, want 1", c.Undated)
	}
	head := slices.ContainsFunc(c.Texts, func(x Text) bool { return x.S == "No date in the text" })
	if !head {
		t.Error("no heading for the events without a date")
	}
	for _, m := range c.Marks {
		if strings.HasSuffix(string(m.Event), "reached_out_to") {
			t.Error("an event without a date stands on the axis")
		}
	}
}

// One old date must not squeeze a busy week into a line.
func TestLongEmptyStretchIsCut(t *testing.T) {
	c := Layout(views()["one old, many new"], Options{})
	if len(c.Breaks) != 1 || !strings.Contains(c.Breaks[0].Title, "106 years") {
		t.Fatalf("breaks %+v, want one of 106 years", c.Breaks)
	}
	if c := Layout(views()["years apart"], Options{}); len(c.Breaks) != 0 {
		t.Errorf("an even spread is cut: %+v", c.Breaks)
	}
}

func TestGolden(t *testing.T) {
	c := Layout(toldtest.Call(), Options{Lanes: "class"})
	chart, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/chart.golden.json", append(roundNumbers(t, chart), '\n'))
	golden(t, "testdata/timeline.golden.svg", Draw(c))
}

// roundNumbers rounds as Draw does: the last bits differ between processors.
func roundNumbers(t *testing.T, b []byte) []byte {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	var walk func(any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case float64:
			return json.Number(fmt.Sprintf("%.2f", v+0))
		case []any:
			for i := range v {
				v[i] = walk(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = walk(v[k])
			}
		}
		return v
	}
	out, err := json.MarshalIndent(walk(v), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it, then accept it with -update", name)
	}
}

func BenchmarkTimeline(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 10000, 100000} {
		v := toldtest.Many(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Draw(Layout(v, Options{}))
			}
		})
	}
}

// A few events on a long axis say on one line what crowded ones need several for.
func TestFewEventsHaveWideLabels(t *testing.T) {
	lines := func(n int) int {
		v := toldtest.New("labels")
		a := v.Article("a1", "An article", "A paper", "", "2021-03-31", "")
		for i := range n {
			v.Add(toldtest.E{Type: "said", Class: "STATE", Text: "The commission published its report on the flood", Actor: fmt.Sprint("Speaker ", i),
				When: fmt.Sprintf("2021-%02d-%02d", 1+i/28, 1+i%28), Claims: []toldtest.C{{Article: a, Sentence: "They [said] so."}}})
		}
		most := 0
		for _, m := range Layout(&v.View, Options{}).Marks {
			most = max(most, len(m.Texts))
		}
		return most
	}
	if few, many := lines(2), lines(100); few != 2 || many < 3 {
		t.Errorf("labels of %d lines for two events, %d for a hundred; want a date and a line, and more", few, many)
	}
}

// Where some lanes have several events, those with one share the last.
func TestLanesOfOneEventAreJoined(t *testing.T) {
	v := toldtest.New("lanes")
	a := v.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for i, actor := range []string{"Ann", "Bob", "Ann", "Bob", "Cem", "Dee"} {
		v.Add(toldtest.E{Type: "said", Class: "STATE", Text: actor + " spoke", Actor: actor, When: fmt.Sprintf("2021-03-%02d", 1+i), Claims: []toldtest.C{{Article: a, Sentence: "They [spoke]."}}})
	}
	var names []string
	for _, l := range Layout(&v.View, Options{Lanes: "actor"}).Lanes {
		names = append(names, l.Name)
	}
	if got := strings.Join(names, ", "); got != "Ann, Bob, Others" {
		t.Errorf("lanes %s, want Ann, Bob, Others", got)
	}
}
