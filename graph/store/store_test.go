package store_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
	"dateline/graph/store/postgres/postgrestest"
)

var ctx = context.Background()

// backend is what the tests run against: TestMain runs all of them against each.
var backend = "memory"

// place is where a new database can be made.
func place(t testing.TB) string {
	t.Helper()
	switch backend {
	case "postgres":
		return postgrestest.New(t)
	case "memory":
		t.Skip("of databases that stay")
	}
	return filepath.Join(t.TempDir(), "test.db")
}

// onlyFile skips what is tested of files.
func onlyFile(t testing.TB) {
	if backend != "file" {
		t.Skip("of files")
	}
}

// empty is an open database without anything in it.
func empty(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	var s *store.Store
	var err error
	if backend == "memory" {
		s, err = store.Memory(o)
	} else {
		s, err = store.Open(place(t), o)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *store.Store, facts ...graph.Facts) []store.Result {
	t.Helper()
	rs, err := s.Put(ctx, facts...)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

func dump(t testing.TB, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Dump(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func clean(t testing.TB, s *store.Store) {
	t.Helper()
	problems, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("check: %s: %s", p.Where, p.What)
	}
	if t.Failed() {
		t.FailNow()
	}
}

func TestPutGivesBackWhatItGot(t *testing.T) {
	s := empty(t, store.Options{})
	for n := range 20 {
		want := graphtest.Random(1, n, 8)
		if n == 0 {
			want = graphtest.Call("https://example.org/call", "The Sample")
		}
		put(t, s, want)
		got, err := s.Facts(ctx, want.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if want := store.Normal(want); !reflect.DeepEqual(got, want) {
			t.Fatalf("article %d\ngot  %+v\nwant %+v", n, got, want)
		}
	}
	clean(t, s)
}

func TestOutcomes(t *testing.T) {
	s := empty(t, store.Options{})
	a := graphtest.Call("https://example.org/a", "The Sample")
	if r := put(t, s, a)[0]; r.Outcome != store.New {
		t.Fatalf("first: %v", r)
	}
	before := dump(t, s)
	if r := put(t, s, a)[0]; r.Outcome != store.Same {
		t.Fatalf("again: %v", r)
	}
	if dump(t, s) != before {
		t.Fatal("reading the same article again changed the graph")
	}
	twin := graphtest.Call("https://example.org/twin", "Probe")
	if r := put(t, s, twin)[0]; r.Outcome != store.Copy || r.CopyOf != a.Article.ID {
		t.Fatalf("copy: %+v", r)
	}
	changed := a
	changed.Article.Text += " More."
	changed.Article.SHA256 = "other"
	changed.Events = changed.Events[:1]
	if r := put(t, s, changed)[0]; r.Outcome != store.Changed || r.Replaced != a.Article.ID {
		t.Fatalf("changed: %+v", r)
	}
	got, err := s.Facts(ctx, a.Article.ID)
	if err != nil || len(got.Events) != 1 {
		t.Fatalf("%d events, %v", len(got.Events), err)
	}
	old, err := s.Versions(ctx, a.Article.ID)
	if err != nil || len(old) != 1 || len(old[0].Events) != len(a.Events) {
		t.Fatalf("earlier versions: %d, %v", len(old), err)
	}
	bad := graphtest.Call("https://example.org/bad", "Probe")
	bad.Events[0].Claims = nil
	rs := put(t, s, bad, graphtest.Call("https://example.org/good", "Probe"))
	if rs[0].Outcome != store.Refused || !errors.Is(rs[0].Err, store.ErrNoClaims) || rs[1].Outcome != store.Copy {
		t.Fatalf("an event without claims: %+v", rs)
	}
	clean(t, s)
}

// TestRefused: what cannot be kept whole is not kept at all.
func TestRefused(t *testing.T) {
	s := empty(t, store.Options{})
	for what, spoil := range map[string]func(f *graph.Facts){
		"no id":                        func(f *graph.Facts) { f.Article.ID = "" },
		"an id with a slash":           func(f *graph.Facts) { f.Article.ID = "a/b" },
		"an entity of another article": func(f *graph.Facts) { f.Entities[0].ID = "other/e1" },
		"an entity without a name":     func(f *graph.Facts) { f.Entities[0].Name = "" },
		"an entity twice":              func(f *graph.Facts) { f.Entities[1].ID = f.Entities[0].ID },
		"an id with a zero byte":       func(f *graph.Facts) { f.Events[0].ID += "\x00" },
		"a role of nobody":             func(f *graph.Facts) { f.Events[0].Roles[0] = graph.Role{Name: "actor"} },
		"a role of two":                func(f *graph.Facts) { f.Events[0].Roles[0].Topic = "attacked" },
		"a participant not there":      func(f *graph.Facts) { f.Events[0].Roles[0].Entity = graph.EntityID(f.Article.ID) + "/e999" },
		"a claimant not there":         func(f *graph.Facts) { f.Events[0].Claims[0].Claimant = []graph.EntityID{"ent:nobody"} },
		"a claim outside the text":     func(f *graph.Facts) { f.Events[0].Claims[0].End = len(f.Article.Text) + 1 },
		"words outside the sentence":   func(f *graph.Facts) { f.Events[0].Claims[0].Trigger[0] = 0 },
		"no confidence":                func(f *graph.Facts) { f.Events[0].Claims[0].Confidence = math.NaN() },
		"a state of nobody":            func(f *graph.Facts) { f.States[0].From = "" },
		"a state without a claim":      func(f *graph.Facts) { f.States[0].Claims = nil },
		"an endless amount":            func(f *graph.Facts) { f.Events[0].Values = []graph.Quantity{{Amount: math.Inf(1)}} },
	} {
		f := graphtest.Call("https://example.org/bad", "Probe")
		spoil(&f)
		rs, err := s.Put(ctx, f)
		if err != nil || rs[0].Outcome != store.Refused || rs[0].Err == nil {
			t.Errorf("%s: %+v %v", what, rs, err)
		}
	}
	if d := dump(t, s); d != "" {
		t.Errorf("something was stored:\n%s", d)
	}
}

func TestFileReadWithAnotherText(t *testing.T) {
	s := empty(t, store.Options{})
	a := graphtest.Call("first text", "The Sample")
	a.Article.URL, a.Article.Path = "", "news/a.txt"
	b := graphtest.Call("second text", "The Sample")
	b.Article.URL, b.Article.Path, b.Article.SHA256 = "", "news/a.txt", "b"
	put(t, s, a)
	if r := put(t, s, b)[0]; r.Outcome != store.Changed || r.Replaced != a.Article.ID {
		t.Fatalf("%+v", r)
	}
	as, err := s.Articles(ctx)
	if err != nil || len(as) != 1 || as[0].ID != b.Article.ID {
		t.Fatalf("%v %v", as, err)
	}
	clean(t, s)
}

func TestRemoveLeavesTypesOnly(t *testing.T) {
	s := empty(t, store.Options{})
	var ids []graph.ArticleID
	for n := range 12 {
		f := graphtest.Random(2, n, 6)
		ids = append(ids, f.Article.ID)
		put(t, s, f)
	}
	if err := s.Remove(ctx, ids...); err != nil {
		t.Fatal(err)
	}
	clean(t, s)
	info, err := s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if info.Articles+info.Entities+info.Events+info.States+info.Claims != 0 {
		t.Fatalf("left: %+v", info)
	}
	for line := range bytes.Lines([]byte(dump(t, s))) {
		if !bytes.Contains(line, []byte("<urn:dateline:types> .")) {
			t.Fatalf("left: %s", line)
		}
	}
}

// TestBudget holds the layout to what docs/performance.md says of it.
func TestBudget(t *testing.T) {
	b := graphtest.Article("https://example.org/budget", "Probe", graphtest.Day(3, 31))
	who, by, place := b.Entity(graph.Person, "Anna Adler"), b.Entity(graph.Person, "Boris Bose"), b.Entity(graph.GPE, "ent:france")
	count := func() int {
		said, _ := store.Quads(store.Normal(b.Done()))
		return len(said)
	}
	empty := count()
	c := b.Claim("Anna Adler planned to meet Boris Bose in France.", "meet", by)
	c.Mode = graph.Planned
	e := b.Event("met_with", "2021-04-02", who, by, c)
	e.Place, e.Manner, e.Tags = place, "visit", []string{"diplomatic"}
	e.Roles = append(e.Roles, graph.Role{Name: "topic", Topic: "troop_buildup"})
	one := count()
	d := b.Claim("Boris Bose denied it.", "denied", by)
	d.Polarity = graph.Denied
	b.Events[0].Claims = append(b.Events[0].Claims, d)
	two := count()
	if one-empty > 12 {
		t.Errorf("an event with one claim takes %d quads, the budget is 12", one-empty)
	}
	if two-one > 4 {
		t.Errorf("a further claim takes %d quads, the budget is 4", two-one)
	}
}

func TestOpenErrors(t *testing.T) {
	onlyFile(t)
	dir := t.TempDir()
	if _, err := store.Open(filepath.Join(dir, "none.db"), store.Options{ReadOnly: true}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("missing: %v", err)
	}
	if _, err := store.Open(filepath.Join(dir, "no", "such.db"), store.Options{}); !errors.Is(err, store.ErrUnwritable) {
		t.Errorf("missing folder: %v", err)
	}
	if _, err := store.Open(dir, store.Options{}); !errors.Is(err, store.ErrNotDatabase) {
		t.Errorf("a folder: %v", err)
	}
}
