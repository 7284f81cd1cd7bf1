package story

import (
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// A saying whose content is one event reads as that event, said.
func TestQuote(t *testing.T) {
	d := &nlp.Document{
		Types: map[graph.TypeID]graph.Type{"said": {Label: "said"}, "attacked": {Label: "attacked"}},
		Events: []graph.Event{
			{ID: "e1", Type: "said", Class: stateClass, Text: "Kyiv said that rebels", Roles: []graph.Role{{Name: "content", Event: "e2"}}},
			{ID: "e2", Type: "attacked", Class: "ASSAULT", Text: "Rebels attacked the port"},
			{ID: "e3", Type: "said", Class: stateClass, Text: "Kyiv said much", Roles: []graph.Role{{Name: "content", Event: "e2"}, {Name: "content", Event: "e1"}}},
			{ID: "e4", Type: "said", Class: stateClass, Text: "Kyiv said nothing more"},
		},
	}
	(&teller{d: d}).quote()
	for i, want := range []string{"Kyiv said: Rebels attacked the port", "Rebels attacked the port", "Kyiv said much", "Kyiv said nothing more"} {
		if got := d.Events[i].Text; got != want {
			t.Errorf("%s: got %q, want %q", d.Events[i].ID, got, want)
		}
	}
}

// What was deployed stands before where to.
func TestLineOfObjects(t *testing.T) {
	d := &nlp.Document{Types: map[graph.TypeID]graph.Type{"deployed_to": {Label: "deployed to"}},
		Entities: []graph.Entity{{Name: "NATO"}, {Name: "Poland"}, {Name: "troops"}}}
	tell := &teller{d: d}
	e := &graph.Event{Type: "deployed_to", Class: "MOBILIZE"}
	actor, to, what := filler{role: "actor", entity: 0}, filler{role: "recipient", entity: 1}, filler{role: "what", entity: 2}
	if got := tell.line(e, []filler{actor, to, what}); got != "NATO deployed troops to Poland" {
		t.Errorf("got %q", got)
	}
	if got := tell.line(e, []filler{actor, what}); got != "NATO deployed troops" {
		t.Errorf("got %q", got)
	}
}

// Nobody dismisses himself.
func TestApart(t *testing.T) {
	he := filler{role: "actor", entity: 0, pronoun: true}
	him := filler{role: "recipient", entity: 0, pronoun: true}
	actor, recipient := filler{role: "actor", entity: 0, named: true}, filler{role: "recipient", entity: 0, named: true}
	other := filler{role: "actor", entity: 1, named: true}
	for _, c := range []struct {
		name string
		in   []filler
		want string // the role that is left
	}{
		{"he dismissed whom", []filler{he, recipient}, "recipient"},
		{"dismissed him", []filler{actor, him}, "actor"},
		{"two names", []filler{actor, recipient}, "recipient"},
	} {
		if got := apart(c.in); len(got) != 1 || got[0].role != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	if got := apart([]filler{actor, other, recipient}); len(got) != 3 {
		t.Errorf("each other: got %+v", got)
	}
}
