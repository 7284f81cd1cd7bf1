package ingest_test

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest"
	"dateline/ingest/article"
)

// TestHeadlineAndLead reads articles whose headline and lead tell one event in other words.
func TestHeadlineAndLead(t *testing.T) {
	for _, c := range []struct {
		text string
		kind graph.TypeID
		want []string // the names of who takes part
	}{
		{"# Turkey agrees to pause offensive\n\nTurkey agreed on Thursday to suspend its offensive against the rebels for five days.\n", "agreed_to", []string{"Turkey"}},
		{"# President concedes\n\nViktor Danek conceded shortly before midnight.\n", "conceded_to", []string{"Viktor Danek"}},
	} {
		all, err := article.Read(strings.NewReader(c.text), "a.md", article.Options{})
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		d, err := ingest.Read(all[0])
		if err != nil {
			t.Fatal(err)
		}
		name := map[graph.EntityID]string{}
		for _, e := range d.Entities {
			name[e.ID] = e.Name
		}
		n := 0
		for _, e := range d.Events {
			if e.Type != c.kind {
				continue
			}
			n++
			var who []string
			for _, r := range e.Roles {
				if r.Entity != "" && r.Name != "content" {
					who = append(who, name[r.Entity])
				}
			}
			if strings.Join(who, ", ") != strings.Join(c.want, ", ") {
				t.Errorf("who: %q, want %q\n%s", who, c.want, c.text)
			}
		}
		if n != 1 {
			t.Errorf("%d events %s, want 1\n%s", n, c.kind, c.text)
		}
	}
}
