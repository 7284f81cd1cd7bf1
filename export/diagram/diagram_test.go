package diagram

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
	if kind == "chain" {
		for _, e := range v.Events { // two that are surely connected
			var who []graph.EntityID
			for _, r := range e.Roles {
				if r.Entity != "" && !slices.Contains(who, r.Entity) {
					who = append(who, r.Entity)
				}
			}
			if len(who) > 1 {
				o.Focus, o.To = string(who[0]), string(who[1])
				break
			}
		}
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
		{Options{Kind: "actor"}, `unknown kind of diagram "actor" (known: actors, around, event, chain, communities, claims)`},
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

func layout(t *testing.T, v *graph.View, o Options) Chart {
	t.Helper()
	c, err := Layout(context.Background(), v, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSVGStandsAlone(t *testing.T) {
	for name, v := range views() {
		b := Draw(layout(t, v, Options{MaxNodes: 20, MaxEdges: 30}))
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

func TestErrorsOfTheChild(t *testing.T) {
	if _, err := inChild(context.Background(), []byte("not a graph ["), layoutForm); err == nil || !strings.Contains(err.Error(), "DOT") {
		t.Errorf("bad DOT: %v", err)
	}
	if _, err := inChild(context.Background(), []byte("digraph{}"), "bmp"); err == nil || !strings.Contains(err.Error(), `unknown format "bmp" (known: json0)`) {
		t.Errorf("bad format: %v", err)
	}
	t.Setenv(childMark, "1")
	if _, err := Layout(context.Background(), toldtest.Call(), Options{}); err == nil || !strings.Contains(err.Error(), "its own command") {
		t.Errorf("a child that draws: %v", err)
	}
	t.Setenv(childMark, "")
	ctx, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer stop()
	start := time.Now()
	_, err := inChild(ctx, []byte("digraph{}"), "hang")
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
		golden(t, k.Name+".golden.dot", b)
	}
	golden(t, "actors.golden.svg", Draw(layout(t, toldtest.Call(), Options{})))
}

func golden(t *testing.T, name string, b []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, want) {
		t.Errorf("%s differs; look at it, then accept it with -update", name)
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

// A chain holds the shortest ways and nothing else.
func TestChain(t *testing.T) {
	b := toldtest.New("chain")
	a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for _, pair := range []string{"Ann;Bob", "Bob;Cem", "Ann;Dee", "Dee;Eve", "Eve;Cem", "Cem;Fay"} {
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: pair, Actor: pair, When: "2021-03-31", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	}
	dot, err := DOT(&b.View, Options{Kind: "chain", Focus: "Ann", To: "Cem"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"Ann": true, "Bob": true, "Cem": true, "Dee": false, "Eve": false, "Fay": false} {
		if got := bytes.Contains(dot, []byte(`label="`+name+`"`)); got != want {
			t.Errorf("%s drawn: %v, want %v\n%s", name, got, want, dot)
		}
	}
	b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: "apart", Actor: "Gus;Hal", When: "2021-03-31", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	if _, err := DOT(&b.View, Options{Kind: "chain", Focus: "Ann", To: "Gus"}); err == nil || !strings.Contains(err.Error(), "connects Ann and Gus") {
		t.Errorf("no way between them: %v", err)
	}
}

// Two circles of friends with one tie between them are two communities, the same
// ones at every run, and a frame goes round each.
func TestCommunities(t *testing.T) {
	b := toldtest.New("circles")
	a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for _, pair := range []string{"A1;A2", "A2;A3", "A1;A3", "A3;A4", "A1;A4", "B1;B2", "B2;B3", "B1;B3", "B3;B4", "B1;B4", "A1;B1"} {
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: pair, Actor: pair, When: "2021-03-31", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	}
	first, err := DOT(&b.View, Options{Kind: "communities"})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(first, []byte(`class="community`)); n != 2 {
		t.Errorf("%d communities, want 2\n%s", n, first)
	}
	if n := bytes.Count(first, []byte(" -> ")); n != 1 {
		t.Errorf("%d lines between them, want 1\n%s", n, first)
	}
	for range 10 {
		if again, _ := DOT(&b.View, Options{Kind: "communities"}); !bytes.Equal(first, again) {
			t.Fatal("two runs differ")
		}
	}
	framed, err := DOT(&b.View, Options{Cluster: "community"})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(framed, []byte("subgraph cluster_")); n != 2 {
		t.Errorf("%d frames, want 2\n%s", n, framed)
	}
}

// A browser opens every kind of picture, and its words and icons lie inside it and
// beside each other.
func TestWordsInBrowser(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			browser = p
			break
		}
	}
	if browser == "" || testing.Short() {
		t.Skip("no Chromium on this machine, or -short")
	}
	const measure = `<!doctype html><meta charset="utf-8"><body>SVG<pre id="out"></pre><script>
let bad = [], n = 0;
for (const s of document.querySelectorAll('svg')) { const at = s.getBoundingClientRect();
 for (const t of s.querySelectorAll('text')) { n++; const r = t.getBoundingClientRect();
  if (r.left < at.left - 1 || r.right > at.right + 1 || r.top < at.top - 1 || r.bottom > at.bottom + 1) bad.push(t.textContent); }
 const seen = [...s.querySelectorAll('text,.icon')].map(t => { const r = t.getBoundingClientRect(), w = t.localName === 'text' ? .2 : 0;
  return {s: t.textContent, l: r.left, r: r.right, t: r.top + w*r.height, b: r.bottom - w*r.height}; });
 seen.forEach((a, i) => seen.slice(i + 1).forEach(b => { if (a.l < b.r - .5 && b.l < a.r - .5 && a.t < b.b - .5 && b.t < a.b - .5) bad.push(a.s + ' on ' + b.s); })); }
document.getElementById('out').textContent = 'BEGIN ' + n + ' words, outside: ' + bad.join(' | ') + ' END';
</script>`
	var pictures bytes.Buffer
	words := 0
	for _, k := range Kinds() {
		v := toldtest.Call()
		b := Draw(layout(t, v, options(k.Name, v)))
		words += bytes.Count(b, []byte("<text "))
		pictures.Write(b)
	}
	for _, v := range []*graph.View{everyKind(), toldtest.Evil()} { // in scripts that this machine may have no font for
		b := Draw(layout(t, v, Options{}))
		words += bytes.Count(b, []byte("<text "))
		pictures.Write(b)
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "page.html")
	if err := os.WriteFile(page, []byte(strings.Replace(measure, "SVG", pictures.String(), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+page)
	cmd.WaitDelay = time.Second
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("%s does not run here: %v", browser, err)
	}
	if want := fmt.Sprintf("BEGIN %d words, outside:  END", words); !strings.Contains(string(dom), want) {
		_, found, _ := strings.Cut(string(dom), `<pre id="out">`)
		t.Errorf("want %q, got %.300s", want, found)
	}
}
