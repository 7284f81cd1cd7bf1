package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/export"
	"dateline/export/diagram"
	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
)

// TestMain lets the test program be the child that draws, as the real program is.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == diagram.ChildCommand {
		if err := diagram.RenderChild(os.Stdin, os.Stdout, os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// database is a file with the given facts.
func database(t testing.TB, facts ...graph.Facts) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Put(t, s, facts...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// site is an explorer of the given facts; change, if any, changes its options.
func site(t testing.TB, change func(*Options), facts ...graph.Facts) *Site {
	t.Helper()
	now := graphtest.Day(6, 1)
	o := Options{
		Path: database(t, facts...), By: "anna",
		Filter: func(_ context.Context, _ *store.Store, v url.Values) (query.Filter, error) {
			f := query.Filter{Actor: v["actor"], Relation: v["relation"], Source: v["source"]}
			if v.Get("sort") == "newest" {
				f.Sort = query.Newest
			}
			if v.Has("since") {
				return f, fmt.Errorf("since %q is no date", v.Get("since"))
			}
			return f, nil
		},
		Pictures: func(v url.Values) (export.Options, error) {
			return export.Options{Diagram: diagram.Options{Kind: v.Get("kind")}}, nil
		},
		Now: func() time.Time { now = now.Add(time.Second); return now },
	}
	if change != nil {
		change(&o)
	}
	x, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func calls() []graph.Facts {
	return []graph.Facts{graphtest.Call("https://a.example/1", "Daily Test"), graphtest.Call("https://b.example/2", "The Sample")}
}

// ask gives the answer to a request; do, if any, changes it first.
func ask(x http.Handler, method, target string, form url.Values, do func(*http.Request)) *http.Response {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, target, body)
	r.Host = "127.0.0.1:8080"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if do != nil {
		do(r)
	}
	w := httptest.NewRecorder()
	x.ServeHTTP(w, r)
	return w.Result()
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// shown is the page at an address, which must be there.
func shown(t testing.TB, x http.Handler, address string) string {
	t.Helper()
	r := ask(x, "GET", address, nil, nil)
	body := text(t, r)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s\n%s", address, r.Status, body)
	}
	return body
}

// firstEvent is the canonical id of an event of that relation.
func firstEvent(t testing.TB, x *Site, relation string) graph.EventID {
	t.Helper()
	var id graph.EventID
	err := x.keeper.read(t.Context(), func(s *store.Store, _ state) error {
		v, err := query.Events(t.Context(), s, query.Filter{Relation: []string{relation}})
		if err == nil {
			id = v.Events[0].ID
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestPagesShowWhatTheyAreFor(t *testing.T) {
	x := site(t, nil, calls()...)
	buildup := firstEvent(t, x, "troop_buildup")
	article := calls()[0].Article.ID
	for _, c := range []struct {
		address string
		want    []string
	}{
		{"/", []string{"What is in the graph", "Mark Milley", "Newest articles"}},
		{"/search?q=massing", []string{"Kyiv says Moscow is massing troops", "tells:"}},
		{"/search?q=Gerasimov", []string{"Valery Gerasimov", "Names"}},
		{"/entity/ent:ukraine", []string{"<h1><bdi>Ukraine</bdi></h1>", "What Ukraine says", "massing", "<svg"}},
		{eventAddress(buildup), []string{"<mark>massing</mark>", "Who denies it", "denies it</span>", "disputed", "Where the articles disagree", "Sources"}},
		{articleAddress(article), []string{`<mark><a href="/event/`, `class="name" href="/entity/`, "What was read here", `id="b`}},
		{"/timeline?actor=Russia", []string{"dateline-timeline", "Remove the filter", "The same as a list"}},
		{"/network", []string{`<img src="/picture/network.svg"`, "Who with whom"}},
		{"/sources?publisher=Daily+Test", []string{"1 article", "Daily Test"}},
		{"/discrepancies", []string{"disagree", "massing"}},
		{"/review", []string{"Are these the same?"}},
		{"/log", []string{"What was judged"}},
		{"/one/ent:ukraine", []string{"is one"}},
	} {
		body := shown(t, x, c.address)
		for _, w := range c.want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", c.address, w)
			}
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	x := site(t, nil, calls()...)
	for _, c := range []struct {
		address string
		status  int
		want    string
	}{
		{"/nowhere", 404, "There is no such page"},
		{"/event/nope", 404, "There is no event “nope”"},
		{"/event/", 404, "There is no event"},
		{"/event/%00%ff", 404, "There is no event"},
		{"/entity/Gerasimow", 404, "Valery Gerasimov"},
		{"/entity/%3Cscript%3Ealert(1)%3C/script%3E", 404, "&lt;script&gt;"},
		{"/entity/ent:../../etc/passwd", 307, ""},
		{"/entity/ent:%2e%2e%2fx", 404, "There is no name"},
		{"/article/abc", 404, "There is no article"},
		{"/article/" + strings.Repeat("a", 300), 404, "There is no article"},
		{"/timeline?actor=Nobody", 404, "There is no name “Nobody”"},
		{"/timeline?since=soon", 400, "no date"},
		{"/timeline?actor=&since=", 303, ""},
		{"/timeline?offset=-1&limit=x", 200, "Timeline"},
		{"/timeline?offset=99999999999999999999", 200, "Timeline"},
		{"/take/nothing", 400, "There is no form"},
		{"/take/csv?event=nope", 404, "There is no event"},
		{"/assets/../web.go", 307, ""},
		{"/assets/nope.css", 404, ""},
	} {
		r := ask(x, "GET", c.address, nil, nil)
		if body := text(t, r); r.StatusCode != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d, want %d with %q\n%s", c.address, r.StatusCode, c.status, c.want, body)
		}
	}
}

func TestNamesLeadToIDs(t *testing.T) {
	x := site(t, nil, calls()...)
	r := ask(x, "GET", "/entity/Gerasimov", nil, nil)
	if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(r.Header.Get("Location"), "/entity/") {
		t.Errorf("a name: %s to %q", r.Status, r.Header.Get("Location"))
	}
	id := string(firstEvent(t, x, "troop_buildup"))
	if r := ask(x, "GET", "/event/"+id[:20], nil, nil); r.Header.Get("Location") != "/event/"+id {
		t.Errorf("the beginning of an id: %s to %q", r.Status, r.Header.Get("Location"))
	}
	if r := ask(x, "GET", "/search?q="+url.QueryEscape(id), nil, nil); r.Header.Get("Location") != "/event/"+id {
		t.Errorf("an id in the search: %s to %q", r.Status, r.Header.Get("Location"))
	}
}

// Who gives a filter that fits several keeps the others when choosing.
func TestWhichOne(t *testing.T) {
	b := graphtest.Article("https://c.example/3", "Probe", graphtest.Day(4, 2))
	one, two := b.Entity(graph.Person, "Anna Cruz"), b.Entity(graph.Person, "Boris Cruz")
	b.Event("met_with", "2021-04-01", one, two, b.Claim("Anna Cruz met Boris Cruz.", "met"))
	x := site(t, nil, b.Done())
	r := ask(x, "GET", "/timeline?actor=Cruz&relation=met_with", nil, nil)
	body := text(t, r)
	if want := "/timeline?actor=" + url.QueryEscape(string(one)) + "&amp;relation=met_with"; r.StatusCode != http.StatusMultipleChoices || !strings.Contains(body, want) {
		t.Errorf("%s, without %s\n%s", r.Status, want, body)
	}
	if body := text(t, ask(x, "GET", "/timeline?actor=Kruz&actor=Anna", nil, nil)); !strings.Contains(body, "actor=Anna") {
		t.Errorf("an unknown name:\n%s", body)
	}
}

// Every form that a page offers can be taken out, is saved and not shown, and runs nothing.
func TestTake(t *testing.T) {
	x := site(t, nil, calls()...)
	for _, f := range takeForms(url.Values{"actor": {"Russia"}}, true) {
		r := ask(x, "GET", f.Address, nil, nil)
		body := text(t, r)
		if r.StatusCode != 200 || len(body) == 0 || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment;") || !strings.Contains(r.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %s, %d bytes, %q", f.Address, r.Status, len(body), r.Header.Get("Content-Disposition"))
		}
		if cmp.Or(f.Name == "png", f.Name == "pdf", f.Name == "chart") {
			continue
		}
		if f.Name == "csv" && (strings.Contains(body, "Gerasimov") || !strings.Contains(body, "Russia")) {
			t.Errorf("the filter does not choose:\n%s", body)
		}
	}
	id := string(firstEvent(t, x, "troop_buildup"))
	if body := shown(t, x, "/take/jsonl?event="+url.QueryEscape(id)); strings.Count(body, "\n") != 1 {
		t.Errorf("one event gives\n%s", body)
	}
}

// The database is let go when nobody asks, so that articles can be read in beside the pages.
func TestOthersCanWrite(t *testing.T) {
	x := site(t, nil, calls()[0])
	if body := shown(t, x, "/sources"); !strings.Contains(body, "1 article") {
		t.Fatal(body)
	}
	s, err := store.Open(x.o.Path, store.Options{Merger: merge.Merger{}, Wait: 20 * idle})
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Put(t, s, calls()[1])
	if r := ask(x, "GET", "/timeline", nil, nil); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("while another writes: %s", r.Status)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 100 { // the list is made anew behind the page
		if strings.Contains(shown(t, x, "/sources"), "2 articles") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the page of sources does not see the new article")
}
