package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"dateline/export"
	"dateline/export/told"
	"dateline/export/told/toldtest"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

//go:embed testdata/viewers.js
var viewersJS string

// librariesVar names the folder of the viewers' own files. '.ci/run' fetches them.
const librariesVar = "DATELINE_TEST_LIBRARIES"

// viewer is a program of others that shows a form of ours, in a page.
type viewer struct {
	format string
	files  []string // scripts and style sheets in the folder
	want   func(v *graph.View, file []byte) viewed
}

// viewed is what a reader sees: the words, and the dates as the viewer understood them.
type viewed struct {
	Texts, Dates, Groups []string
	Slides               int
	Problems             []string // errors, and what was said to the console
}

var viewers = map[string]viewer{
	"mermaid":    {"mermaid", []string{"mermaid.min.js"}, wantMermaid},
	"vis":        {"vis", []string{"vis-timeline-graph2d.min.js"}, wantVis},
	"timelinejs": {"timelinejs", []string{"timeline.js", "timeline.css"}, wantTimelineJS},
	"d3":         {"d3", []string{"d3.min.js"}, wantD3},
}

func wantMermaid(v *graph.View, _ []byte) (out viewed) {
	s := told.Read(v)
	last := ""
	for i := range s.Events {
		e := &s.Events[i]
		text := e.Line
		if d := e.Doubt(); d != "" {
			text += " (" + d + ")"
		}
		out.Texts = append(out.Texts, text)
		if d := e.DateText(); d != last {
			out.Dates = append(out.Dates, d)
			last = d
		}
	}
	return out
}

// dated calls show with every event that has a date, and with when it begins.
func dated(v *graph.View, show func(e *told.Event, from time.Time)) {
	s := told.Read(v)
	for i := range s.Events {
		from, to := s.Events[i].When.Bounds()
		if from.IsZero() && !to.IsZero() { // until then: shown on the last day
			from = to.Add(-time.Second).Truncate(24 * time.Hour)
		}
		if !from.IsZero() {
			show(&s.Events[i], from)
		}
	}
}

func wantVis(v *graph.View, _ []byte) (out viewed) {
	dated(v, func(e *told.Event, from time.Time) {
		out.Texts = append(out.Texts, e.Line)
		out.Dates = append(out.Dates, from.UTC().Format("2006-01-02T15:04:05.000Z"))
		label := told.ClassOf(e.Class).Label
		if !slices.Contains(out.Groups, label) {
			out.Groups = append(out.Groups, label)
		}
	})
	return out
}

func wantTimelineJS(v *graph.View, _ []byte) (out viewed) {
	out.Slides = 1 // the title
	dated(v, func(e *told.Event, from time.Time) {
		out.Texts = append(out.Texts, e.Line)
		out.Dates = append(out.Dates, from.UTC().Format("2006-01-02"))
		out.Slides++
	})
	return out
}

// wantD3 is what stands in the file: that it is all of the network other tests say.
func wantD3(_ *graph.View, file []byte) (out viewed) {
	var in struct {
		Nodes []struct{ Name string }
		Links []struct{ Text string }
	}
	if err := json.Unmarshal(file, &in); err != nil {
		return viewed{Problems: []string{err.Error()}}
	}
	for _, n := range in.Nodes {
		out.Texts = append(out.Texts, n.Name)
	}
	for _, l := range in.Links {
		out.Dates = append(out.Dates, l.Text)
	}
	return out
}

// plain is s without what a page may set otherwise: white space, and what is no sign.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufffd' || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func plainSorted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = plain(s)
	}
	slices.Sort(out)
	return out
}

// TestViewersOfOthers opens our files in the programs that they are written for, in a
// browser that reaches no network, and looks whether all of it is there.
func TestViewersOfOthers(t *testing.T) {
	folder := os.Getenv(librariesVar)
	if folder == "" {
		t.Skip(librariesVar + " names no folder with the viewers' files: see .ci/viewers")
	}
	browser := chromium(t)
	s, err := store.Open(ingested(t, "../../testdata/articles"), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	articles, err := query.Events(t.Context(), s, query.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]*graph.View{"articles": &articles, "hostile": toldtest.Evil(), "call": toldtest.Call(), "one": toldtest.Many(1)}
	for name, viewer := range viewers {
		for what, v := range views {
			t.Run(name+" "+what, func(t *testing.T) {
				f, _ := export.Lookup(viewer.format)
				var file bytes.Buffer
				if err := f.Write(&file, v, export.Options{}); err != nil {
					t.Fatal(err)
				}
				got, want := open(t, browser, folder, name, viewer.files, file.String()), viewer.want(v, file.Bytes())
				for _, p := range got.Problems {
					t.Errorf("the viewer says: %.300s", p)
				}
				for _, part := range []struct {
					what      string
					got, want []string
				}{{"texts", got.Texts, want.Texts}, {"dates", got.Dates, want.Dates}, {"groups", got.Groups, want.Groups}} {
					g, w := plainSorted(part.got), plainSorted(part.want)
					if !slices.Equal(g, w) {
						t.Errorf("%d %s, want %d; missing %.600q, not ours %.600q", len(g), part.what, len(w), without(w, g), without(g, w))
					}
				}
				if got.Slides != want.Slides {
					t.Errorf("%d slides, want %d", got.Slides, want.Slides)
				}
			})
		}
	}
}

// without are those of a that b has not, as often.
func without(a, b []string) []string {
	b = slices.Clone(b)
	var out []string
	for _, s := range a {
		if i := slices.Index(b, s); i >= 0 {
			b = slices.Delete(b, i, i+1)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// open shows a file in a viewer, and says what it shows.
func open(t *testing.T, browser, folder, name string, files []string, file string) viewed {
	t.Helper()
	var page strings.Builder
	page.WriteString(`<!doctype html><meta charset="utf-8"><div id="view" style="width:1600px;height:900px"></div><pre id="out"></pre>`)
	for _, f := range files {
		path, err := filepath.Abs(filepath.Join(folder, f))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("%v: %s is to hold it", err, librariesVar)
		}
		if strings.HasSuffix(f, ".css") {
			page.WriteString(`<link rel="stylesheet" href="file://` + path + `">`)
		} else {
			page.WriteString(`<script src="file://` + path + `"></script>`)
		}
	}
	data, err := json.Marshal(file) // Go writes "<" in it as an escape
	if err != nil {
		t.Fatal(err)
	}
	page.WriteString("<script>\n" + viewersJS + "\nread('" + name + "', " + string(data) + ");</script>")
	dir := t.TempDir()
	at := filepath.Join(dir, "page.html")
	if err := os.WriteFile(at, []byte(page.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1600,1000", "--virtual-time-budget=60000", "--dump-dom", "file://"+at)
	cmd.WaitDelay = time.Second
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("%s does not run here: %v", browser, err)
	}
	_, after, _ := strings.Cut(string(dom), `<pre id="out">BEGIN`)
	found, _, ok := strings.Cut(after, "END</pre>")
	var seen viewed
	if err := json.Unmarshal([]byte(html.UnescapeString(found)), &seen); !ok || err != nil {
		t.Fatalf("the page says nothing (%v): %.500s", err, after)
	}
	return seen
}
