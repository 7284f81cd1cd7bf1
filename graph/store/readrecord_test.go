package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"dateline/graph"
	"dateline/graph/when"
)

// An entity is read from its record as from all that the record holds, and what is no record is an error, not a panic.
func FuzzReadEntity(f *testing.F) {
	var r record
	for _, e := range []graph.Entity{
		{Kind: graph.Person, Name: "Anna Berg", Aliases: []string{"Berg", "Dr. Berg"}, Role: "envoy", Country: "FRA", Sector: "GOV"},
		{Kind: graph.Person, Name: "Anne Berg", Unnamed: true},
		{Kind: graph.Organisation, Name: "Anna Berg"},
	} {
		r.put(e, 1)
		f.Add(r.pack())
	}
	r.put(graph.Entity{Kind: graph.Person, Name: `Anna "Annie" <Berg>`}, 3)
	f.Add(r.pack())
	f.Add([]byte(`{"n":1,"m":{}}`))
	f.Add([]byte(`{"n":1,"m":{"a":1}`))
	f.Add([]byte(`{"n":12345678901234567890,`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := readEntity("x", b)
		if err != nil {
			return
		}
		var r record
		if json.Unmarshal(b, &r) != nil || string(r.pack()) != string(b) {
			return // no record that was packed
		}
		if want := r.entity("x"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %+v\nwant %+v", b, got, want)
		}
	})
}

// A state comes back from under its entity as its article told it.
func TestPackState(t *testing.T) {
	day, err := when.Parse("2021-03-05~/2021-04")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []graph.State{
		{ID: "a1/s0-role_of", Type: "role_of", From: "a1/e0", Value: "envoy", Claims: []graph.Claim{{Article: "a1", Start: 0, End: 15, Trigger: [2]int{0, 4}}}},
		{ID: "a1/s9-head_of", Type: "head_of", From: "a1/e0", To: "ent:x", When: day, Former: true, Claims: []graph.Claim{
			{Article: "a1", Start: 200, End: 315, Trigger: [2]int{201, 204}, Claimant: []graph.EntityID{"ent:x", "a1/e7"}, Cue: "said", Direct: true,
				Polarity: graph.Denied, Factuality: graph.Possible, Mode: graph.Planned, Rule: "office.txt:3", Confidence: 0.37},
			{Article: "a1", Start: 1 << 20, End: 1<<20 + 4, Trigger: [2]int{1 << 20, 1<<20 + 1}},
		}},
	} {
		got, ok := unpackState(s.ID, packState(s))
		if !ok || !reflect.DeepEqual(got, s) {
			t.Errorf("got  %+v\nwant %+v", got, s)
		}
		for n := range packState(s) {
			if _, ok := unpackState(s.ID, packState(s)[:n]); ok {
				t.Errorf("%d bytes of it are taken for a whole one", n)
			}
		}
	}
}
