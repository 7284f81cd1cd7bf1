package resolve

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// ships makes names of ships things where they were taken for people: "MV Alan Kurdi",
// "the tanker Anna Keller"; and elsewhere "the Anna Keller", and Anna Keller unless the
// article tells of a person of that name.
func (r *resolver) ships() {
	d := r.d
	named := map[string]bool{} // of a ship
	person := map[string]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named || m.Kind != graph.Person {
			continue
		}
		switch key := clean(d.Text(m.Name)); {
		case r.aboard(m):
			named[key] = true
		case r.human(m):
			person[key] = true
		}
	}
	if len(named) == 0 {
		return
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		key := clean(d.Text(m.Name))
		if m.Form != nlp.Named || m.Kind != graph.Person || !named[key] {
			continue
		}
		if first, _ := r.nameTokens(m); !person[key] || r.aboard(m) || first > 0 && r.w.is("article", strings.ToLower(d.Word(first-1))) {
			m.Kind, m.Gender = graph.Product, nlp.Neuter
		}
	}
}

// aboard reports whether what stands before a name makes it a ship's.
func (r *resolver) aboard(m *nlp.Mention) bool {
	first, _ := r.nameTokens(m)
	if first == 0 || m.Rank != "" || r.sent[first-1] != r.sent[first] {
		return false
	}
	return r.w.is("ship-mark", r.d.Word(first-1)) || r.w.is("ship", r.lemma(first-1)) && !r.w.is("ship", strings.ToLower(r.d.Word(first)))
}

// human reports whether the sentence says of a name what is only said of people: a role,
// "who ...", "was a boy".
func (r *resolver) human(m *nlp.Mention) bool {
	if m.Role != "" || m.Rank != "" {
		return true
	}
	if c := r.child(m.Head, nlp.DepAclRelcl); c >= 0 && r.w.is("person-who", strings.ToLower(r.d.Word(int(r.lo[c])))) {
		return true
	}
	h := r.d.Tokens[m.Head].Head
	return r.subject(m.Head) && h >= 0 && r.child(h, nlp.DepCop) >= 0 && senses()[r.lemma(h)].name == "person"
}
