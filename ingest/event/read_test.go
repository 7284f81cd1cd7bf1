package event

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestDefaultLoads(t *testing.T) {
	f, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Types()) == 0 {
		t.Fatal("no types")
	}
}

func TestReadErrors(t *testing.T) {
	head := "type x_y \"x\" / \"was x\"\nclass ACCUSE\n"
	for _, c := range []struct{ name, text, want string }{
		{"no type", "class ACCUSE\n", "t.txt:1: no type line"},
		{"no class", "type x_y \"x\"\n", "t.txt:1: no class line"},
		{"keyword", head + "verbs hit  subj -> obj\n", `t.txt:3: unknown keyword "verbs"`},
		{"slot", head + "verb hit  subj -> objj\n", `t.txt:3: "objj" is neither a slot nor a preposition`},
		{"arrow", head + "verb hit  subj obj\n", "t.txt:3: slots must start as in: subj -> obj"},
		{"class of noun", head + "verb hit  subj[frog] -> obj\n", `t.txt:3: unknown kind or class "frog"`},
		{"reading", head + "  A x_y B\n", "t.txt:3: a reading must follow"},
		{"conf", head + "verb hit  subj -> obj conf=2\n", "t.txt:3: conf must be a number"},
	} {
		_, err := Load(fstest.MapFS{"t.txt": {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestWithReplaces(t *testing.T) {
	head := "type x_y \"x\" / \"was x\"\nclass ACCUSE\nverb "
	a, err := Load(fstest.MapFS{"a.txt": {Data: []byte(head + "hit  subj -> obj\n")}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.With(fstest.MapFS{"b.txt": {Data: []byte(head + "kick  subj -> obj\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if b.verbs["hit"] != nil || len(b.verbs["kick"]) != 1 {
		t.Errorf("got verbs %v", b.verbs)
	}
}
