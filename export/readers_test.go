package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/export/told"
)

// pythonWithReaders is an interpreter that has NetworkX, RDFLib and icalendar, the readers that most who take
// networks, RDF and calendars from here will use ('.ci/run' installs Debian's).
func pythonWithReaders(t *testing.T) string {
	t.Helper()
	for _, p := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(p, "-c", "import icalendar, networkx, rdflib").Run() == nil {
			return p
		}
	}
	t.Skip("no Python with icalendar, networkx and rdflib: Debian has them as python3-icalendar, python3-networkx, python3-rdflib")
	return ""
}

// seen is what the readers see of a file.
type seen struct {
	Nodes, Edges         []string
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
	python, dir := pythonWithReaders(t), t.TempDir()
	for name, v := range views() {
		for _, format := range []string{"graphml", "gexf", "nquads", "jsonld", "ics"} {
			f, _ := Lookup(format)
			if err := os.WriteFile(filepath.Join(dir, name+f.Ending), write(t, format, v), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cmd := exec.Command(python, filepath.Join("testdata", "readers.py"), dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	files := map[string]seen{}
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatal(err)
	}
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
