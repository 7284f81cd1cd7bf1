package ingest_test

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest"
	"dateline/ingest/article"
)

// TestOffice reads who is elected as what: coreference may take the office for who holds it, and an
// event's office is never a person with a name.
func TestOffice(t *testing.T) {
	for _, text := range []string{
		"Jan Petersen announces his resignation as party leader after ten years. He continues as foreign minister.\n",
		"Pranab Mukherjee was elected President in 2012 and served his full term.\n",
	} {
		all, err := article.Read(strings.NewReader(text), "a.md", article.Options{})
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		d, err := ingest.Read(all[0])
		if err != nil {
			t.Fatal(err)
		}
		entity := map[graph.EntityID]*graph.Entity{}
		for i := range d.Entities {
			entity[d.Entities[i].ID] = &d.Entities[i]
		}
		offices := 0
		for _, e := range d.Events {
			for _, r := range e.Roles {
				if r.Name != "office" {
					continue
				}
				offices++
				if o := entity[r.Entity]; o != nil && o.Kind == graph.Person && !o.Unnamed {
					t.Errorf("%s: the office is %q", text, o.Name)
				}
			}
		}
		if offices == 0 {
			t.Errorf("%s: no office", text)
		}
	}
}
