package web

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/query"
)

// Whatever was found where, the page has the whole text, each of it once, in its order.
func FuzzMarked(f *testing.F) {
	f.Add("Anna met Boris.\nBoris spoke.", "Anna", 0, 15, 5, 8, 16, 28, 22, 27)
	f.Add("é\n\n€uro met \xff", "uro", 0, 4, 1, 2, 2, 9, 3, 12)
	f.Add("", "x", 0, 0, 0, 0, -1, 5, 9, 3)
	f.Fuzz(func(t *testing.T, text, name string, a, b, c, d, e, g, h, i int) {
		r := &query.Reading{Source: graph.Source{Text: text}}
		r.Events = []graph.Event{
			{ID: "x/v1-met", Claims: []graph.Claim{{Start: a, End: b, Trigger: [2]int{c, d}}}},
			{ID: "x/v2-spoke", Claims: []graph.Claim{{Start: e, End: g, Trigger: [2]int{h, i}}, {Start: a, End: g, Trigger: [2]int{c, d}}}},
		}
		r.Entities = []graph.Entity{{ID: "x/e1", Name: name}, {ID: "x/e2", Name: strings.ToUpper(name)}}
		var back strings.Builder
		anchors := map[int]bool{}
		for _, p := range marked(r) {
			for _, piece := range p {
				back.WriteString(piece.Text)
				if piece.Begins && anchors[piece.Anchor] {
					t.Errorf("two sentences begin at %d", piece.Anchor)
				}
				anchors[piece.Anchor] = anchors[piece.Anchor] || piece.Begins
				if piece.Text == "" {
					t.Error("an empty piece")
				}
			}
		}
		if got, want := back.String(), strings.ReplaceAll(text, "\n", ""); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
		for _, ev := range r.Events {
			for _, cl := range ev.Claims {
				quoteOf(cl, r.Source, func(graph.EntityID) string { return "" })
			}
		}
	})
}

func TestMarkedWordsLead(t *testing.T) {
	r := &query.Reading{Source: graph.Source{Text: "Anna Cruz met Bo. Anna left."}}
	r.Entities = []graph.Entity{{ID: "x/e0", Name: "Anna Cruz", Aliases: []string{"Anna"}}, {ID: "x/e9", Name: "Annabel"}}
	claim := graph.Claim{Start: 0, End: 17, Trigger: [2]int{10, 13}}
	r.Events = []graph.Event{{ID: "x/v10-met", Claims: []graph.Claim{claim}}, {ID: "x/v10-saw", Claims: []graph.Claim{claim}}}
	var got []string
	for _, p := range marked(r)[0] {
		s := p.Text
		if p.Entity != "" {
			s = "name:" + s
		}
		if p.Event != "" {
			s = "event:" + s + strings.Repeat("+", len(p.Others))
		}
		got = append(got, s)
	}
	if want := "name:Anna Cruz| |event:met+| Bo.| |name:Anna| left."; strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
