package export

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/export/told"
)

// pythonWith is an interpreter that has libraries; without one the test is skipped.
func pythonWith(t *testing.T, libraries, whence string) string {
	t.Helper()
	for _, p := range []string{os.Getenv("DATELINE_TEST_PYTHON"), "/usr/bin/python3", "python3"} {
		if p != "" && exec.Command(p, "-c", "import "+libraries).Run() == nil {
			return p
		}
	}
	t.Skip("no Python with " + libraries + ": " + whence)
	return ""
}

// read runs a script of testdata on a folder of files, and gives what it saw of each.
func read(t *testing.T, python, script, dir string) map[string]seen {
	t.Helper()
	cmd := exec.Command(python, filepath.Join("testdata", script), dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	files := map[string]seen{}
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatal(err)
	}
	return files
}

// seen is what the readers see of a file.
type seen struct {
	Nodes, Edges, Lost   []string
	Dated, Quads, Graphs int
}

// xmlText is s as XML 1.0 can say it: what it has no way to write becomes U+FFFD.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, s)
}

func TestReadersOfOthers(t *testing.T) {
	// The readers that most who take networks, RDF and calendars from here will use.
	python := pythonWith(t, "icalendar, networkx, rdflib", "Debian has them as python3-icalendar, python3-networkx, python3-rdflib")
	dir := t.TempDir()
	for name, v := range views() {
		for _, format := range []string{"graphml", "gexf", "nquads", "jsonld", "ics"} {
			f, _ := Lookup(format)
			if err := os.WriteFile(filepath.Join(dir, name+f.Ending), write(t, format, v), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	files := read(t, python, "readers.py", dir)
	for name, v := range views() {
		story := told.Read(v)
		list := ties(story)
		var want seen
		for _, x := range networkEntities(v, story, list) {
			want.Nodes = append(want.Nodes, xmlText(x.Name))
		}
		for _, t := range list {
			want.Edges = append(want.Edges, xmlText(t.event.Line))
			if from, _ := t.event.When.Bounds(); instant(from) != "" {
				want.Dated++
			}
		}
		slices.Sort(want.Nodes)
		slices.Sort(want.Edges)
		for _, ending := range []string{".graphml", ".gexf"} {
			got, ok := files[name+ending]
			if !ok || !slices.Equal(got.Nodes, want.Nodes) || !slices.Equal(got.Edges, want.Edges) || got.Dated != want.Dated {
				t.Errorf("%s%s: NetworkX reads\n%+v, not\n%+v", name, ending, got, want)
			}
		}
		dated := 0
		for i := range story.Events {
			if from, to := story.Events[i].When.Bounds(); instant(from) != "" || instant(to) != "" {
				dated++
			}
		}
		if got := files[name+".ics"]; got.Dated != dated || len(got.Nodes) != dated {
			t.Errorf("%s: icalendar reads %d events, %d with a date, not %d", name, len(got.Nodes), got.Dated, dated)
		}
		nq, ld := files[name+".nq"], files[name+".jsonld"]
		if nq.Quads != ld.Quads || nq.Graphs != ld.Graphs {
			t.Errorf("%s: RDFLib reads %d statements in %d graphs as N-Quads, %d in %d as JSON-LD", name, nq.Quads, nq.Graphs, ld.Quads, ld.Graphs)
		}
		if len(v.Events) > 0 && nq.Quads < len(v.Events)*5 {
			t.Errorf("%s: only %d statements for %d events", name, nq.Quads, len(v.Events))
		}
	}
}

// FollowTheMoney's own model knows every entity that we write, and keeps every value.
func TestFollowTheMoneyReads(t *testing.T) {
	python, dir := pythonWith(t, "followthemoney", "see .ci/readers.txt"), t.TempDir()
	want := map[string][]string{}
	for name, v := range views() {
		b := write(t, "ftm", v)
		if err := os.WriteFile(filepath.Join(dir, name+".ftm.json"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		for l := range bytes.Lines(b) {
			var e struct{ ID, Schema string }
			if err := json.Unmarshal(l, &e); err != nil {
				t.Fatal(err)
			}
			want[name] = append(want[name], e.Schema+" "+e.ID)
		}
		slices.Sort(want[name])
	}
	files := read(t, python, "ftm.py", dir)
	for name := range want {
		got := files[name+".ftm.json"]
		if !slices.Equal(got.Nodes, want[name]) || len(got.Lost) > 0 {
			t.Errorf("%s: FollowTheMoney reads %d entities of %d, and loses %q", name, len(got.Nodes), len(want[name]), got.Lost)
		}
	}
}
