package story

import (
	"dateline/graph"
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
				if e := t.entity(t.argMention(a)); s.To == "" && e != s.From {
					s.To = e
				}
			}
		}
	}
	s.When, _, _ = t.when(g)
	return s
}
