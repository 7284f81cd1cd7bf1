package story

import (
	"dateline/graph"
	"dateline/ingest/lexicon"
)

// tellState joins the tellings of group g into one state. Its actor holds it, its
// recipient is what it is held at, its value the words of the role.
func (t *teller) tellState(g []int) graph.State {
	d := t.d
	s := graph.State{ID: t.ids[t.of[g[0]]], Type: d.Happenings[g[0]].Type, Claims: t.claims(g)}
	for _, i := range g {
		h := &d.Happenings[i]
		s.Former = s.Former || h.Former
		for k := range h.Args {
			a := &h.Args[k]
			switch a.Role {
			case "actor":
				if s.From == "" {
					s.From = t.entity(t.argMention(a))
				}
			case "value":
				if s.Value == "" {
					s.Value = d.Text(a.Span)
				}
			default:
				e := t.entity(t.argMention(a))
				if e == "" {
					if k := t.described(a); k >= 0 {
						e = d.Entities[k].ID
					}
				}
				if s.To == "" && e != s.From {
					s.To = e
				}
			}
		}
	}
	if s.To == "" && s.Value != "" {
		s.To = t.countryOf(s.From)
	}
	s.When, _, _ = t.when(g)
	return s
}

// countryOf is the country of the entity who, made an entity where the article does
// not name it: the president of an article from Paris is that of France. Empty if
// the country is not known.
func (t *teller) countryOf(who graph.EntityID) graph.EntityID {
	code := ""
	for i := range t.d.Entities {
		if t.d.Entities[i].ID == who {
			code = t.d.Entities[i].Country
		}
	}
	c, ok := lexicon.Country(code)
	if !ok || code == "" {
		return ""
	}
	id := graph.EntityID(c.ID)
	for i := range t.d.Entities {
		if t.d.Entities[i].ID == id {
			return id
		}
	}
	t.d.Entities = append(t.d.Entities, graph.Entity{ID: id, Kind: graph.Kind(c.Kind), Name: c.Name, Country: c.Country, Sector: c.Sector})
	return id
}
