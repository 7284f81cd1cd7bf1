package diagram

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-graphviz"

	"dateline/export/told/toldtest"
	"dateline/graph"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestMain lets the test program be its own child, as the real program is.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == ChildCommand {
		if os.Args[2] == "hang" {
			time.Sleep(time.Hour)
		}
		if err := RenderChild(os.Stdin, os.Stdout, os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func views() map[string]*graph.View {
	return map[string]*graph.View{"call": toldtest.Call(), "evil": toldtest.Evil(), "many": toldtest.Many(300), "empty": {Title: "Nothing"}}
}

func options(kind string, v *graph.View) Options {
	o := Options{Kind: kind}
	if kind == "around" && len(v.Entities) > 0 {
		o.Focus = string(v.Entities[0].ID)
	}
	return o
}

// Graphviz itself reads every graph, and gives back the labels as they were.
func TestGraphvizReadsEveryGraph(t *testing.T) {
	for name, v := range views() {
		for _, k := range Kinds() {
			b, err := DOT(v, options(k.Name, v))
			if err != nil {
				if len(v.Events) > 0 {
					t.Errorf("%s, %s: %v", name, k.Name, err)
				}
				continue
			}
			g, err := graphviz.ParseBytes(b)
			if err != nil {
				t.Errorf("%s, %s: %v\n%s", name, k.Name, err, b)
				continue
			}
			n, err := g.NodeNum()
			if want := bytes.Count(b, []byte("\n  n")) - bytes.Count(b, []byte(" -> ")); err != nil || n > want {
				t.Errorf("%s, %s: %d nodes for %d written (%v): text became structure", name, k.Name, n, want, err)
			}
		}
	}
}

func TestSameBytesFromAnyOrder(t *testing.T) {
	for _, k := range Kinds() {
		v := toldtest.Many(300)
		o := options(k.Name, v)
		want, err := DOT(v, o)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(v.Events)
		slices.Reverse(v.Entities)
		if got, _ := DOT(v, o); !bytes.Equal(got, want) {
			t.Errorf("%s: another order of events gives another graph", k.Name)
		}
	}
}

func TestLimitsAreStated(t *testing.T) {
	b, err := DOT(toldtest.Many(300), Options{MaxNodes: 5, MaxEdges: 6})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b, []byte(" -> ")); n > 6 {
		t.Errorf("%d edges, limit 6", n)
	}
	for _, want := range []string{"5 of 12 actors shown", "relations shown"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the picture does not say %q", want)
		}
	}
}

// What is denied or alleged is not drawn like what is reported.
func TestStandingsAreTold(t *testing.T) {
	b, err := DOT(toldtest.Call(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ label, style string }{
		{"deployed to", `style="dashed"`}, {"massed troops near", `style="dashed"`}, {"spoke with", `style="solid"`}, {"invaded", `style="dotted"`},
	} {
		found := false
		for l := range strings.Lines(string(b)) {
			if strings.Contains(l, "->") && strings.Contains(l, "label=\""+test.label) {
				found = true
				if !strings.Contains(l, test.style) {
					t.Errorf("%s: %s has no %s", test.label, l, test.style)
				}
			}
		}
		if !found {
			t.Errorf("no edge %q in\n%s", test.label, b)
		}
	}
}

func TestErrors(t *testing.T) {
	v := toldtest.Call()
	for _, test := range []struct {
		o    Options
		want string
	}{
		{Options{Kind: "actor"}, `unknown kind of diagram "actor" (known: actors, around, event, claims)`},
		{Options{Kind: "around"}, "no actor is named"},
		{Options{Kind: "around", Focus: "Nobody"}, `no actor "Nobody"`},
		{Options{Kind: "event", Focus: "v9"}, `no event "v9"`},
	} {
		if _, err := DOT(v, test.o); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q", test.o, err, test.want)
		}
	}
	if _, err := DOT(v, Options{Kind: "around", Focus: "ukraine"}); err != nil {
		t.Errorf("an actor by name: %v", err)
	}
}

func TestRenderSVG(t *testing.T) {
	for name, v := range views() {
		dot, err := DOT(v, Options{MaxNodes: 20, MaxEdges: 30})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Render(context.Background(), dot)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.HasPrefix(b, []byte("<svg")) || !bytes.Contains(b, []byte(`role="img"`)) {
			t.Errorf("%s: begins %.60s", name, b)
		}
		dec := xml.NewDecoder(bytes.NewReader(b))
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Errorf("%s: not well-formed: %v", name, err)
				break
			}
			if e, ok := tok.(xml.StartElement); ok {
				if e.Name.Local == "script" || e.Name.Local == "image" {
					t.Errorf("%s: a %s in the picture", name, e.Name.Local)
				}
				for _, a := range e.Attr {
					if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "http") {
						t.Errorf("%s: a link to %q", name, a.Value)
					}
				}
			}
		}
	}
}

func TestRenderPNG(t *testing.T) {
	dot := []byte(`digraph { a [label="Ünited <b>", style=filled, fillcolor="#ffffff"]; b; a -> b [color="#ff0000"] }`)
	b, err := Render(context.Background(), dot)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Sheet(b)
	if err != nil {
		t.Fatal(err)
	}
	var picture bytes.Buffer
	if err := s.PNG(&picture, 1); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&picture)
	if err != nil {
		t.Fatal(err)
	}
	red := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, a := img.At(x, y).RGBA()
			if r > 0xc000 && g < 0x6000 && b < 0x6000 && a > 0xc000 {
				red++
			}
		}
	}
	if red == 0 {
		t.Error("the edge is not drawn")
	}
}

func TestRenderErrors(t *testing.T) {
	if _, err := Render(context.Background(), []byte("not a graph [")); err == nil || !strings.Contains(err.Error(), "DOT") {
		t.Errorf("bad DOT: %v", err)
	}
	if _, err := render(context.Background(), []byte("digraph{}"), "bmp"); err == nil || !strings.Contains(err.Error(), `unknown format "bmp" (known: svg)`) {
		t.Errorf("bad format: %v", err)
	}
	t.Setenv(childMark, "1")
	if _, err := Render(context.Background(), []byte("digraph{}")); err == nil || !strings.Contains(err.Error(), "its own command") {
		t.Errorf("a child that draws: %v", err)
	}
	t.Setenv(childMark, "")
	ctx, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer stop()
	start := time.Now()
	_, err := render(ctx, []byte("digraph{}"), "hang")
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("a child that hangs: %v after %v", err, time.Since(start))
	}
}

func TestGolden(t *testing.T) {
	for _, k := range Kinds() {
		v := toldtest.Call()
		o := options(k.Name, v)
		b, err := DOT(v, o)
		if err != nil {
			t.Fatal(err)
		}
		name := "testdata/" + k.Name + ".golden.dot"
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, b, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b, want) {
			t.Errorf("%s differs; look at it, then accept it with -update", name)
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, s := range toldtest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := quote(s)
		if len(q) < 3 || q[0] != '"' || q[len(q)-1] != '"' {
			t.Fatalf("%q is not a string", q)
		}
		for i := 1; i < len(q)-1; i++ {
			switch {
			case q[i] == '\\':
				if i++; i == len(q)-1 {
					t.Fatalf("%q ends in a lone backslash", q)
				}
			case q[i] == '"':
				t.Fatalf("%q ends early", q)
			case q[i] < 0x20:
				t.Fatalf("%q has a control character", q)
			}
		}
	})
}

func BenchmarkDOT(b *testing.B) {
	v := toldtest.Many(10000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DOT(v, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What more than two did with each other is one node, not a line for each pair.
func TestSeveralWithEachOther(t *testing.T) {
	b := toldtest.New("Deal")
	a := b.Article("a1", "Deal", "A paper", "", "2022-07-22", "")
	b.Add(toldtest.E{Type: "signed_with", Class: "AGREE", Actor: "Russia;Ukraine;Turkey;United Nations", When: "2022-07-22",
		Claims: []toldtest.C{{Article: a, Sentence: "They [signed] it."}}})
	dot, err := DOT(&b.View, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(dot, []byte(" -> ")); n != 4 {
		t.Errorf("%d lines, want 4:\n%s", n, dot)
	}
}
