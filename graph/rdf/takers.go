package rdf

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
)

// takers are those who take part, and where it was.
func (b *builder) takers(x *node) (roles []graph.Role, place graph.EntityID) {
	named := map[string]bool{} // those with a role of their own
	for _, q := range x.props {
		if name, ok := ID("role", q.P); ok {
			named[q.O] = true
			r := graph.Role{Name: name}
			if name == "" || len(name) > 100 || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
				b.fail(q.Where, "%q is no name of a role", name)
				continue
			}
			if id, ok := ID("type", q.O); ok && !q.Literal {
				if b.typeID(q.Where, id) {
					r.Topic = graph.TypeID(id)
					b.types[r.Topic] = true
				}
			} else if id, ok := b.ids.event(q.O); ok && !q.Literal {
				if r.Event = id; b.nodes.nodes[q.O] == nil {
					b.fail(q.Where, "the event %s is not in the file", q.O)
				}
			} else if r.Entity = b.taker(q); r.Entity == "" {
				continue
			}
			roles = append(roles, r)
		}
	}
	for _, q := range x.props {
		if name := takerRoles[q.P]; name != "" && !named[q.O] {
			if id := b.taker(q); id != "" {
				roles = append(roles, graph.Role{Name: name, Entity: id})
			}
		}
	}
	if len(roles) > mostRoles {
		b.fail(x.where, "%s has %d participants; at most %d are read", x.id, len(roles), mostRoles)
	}
	for _, q := range x.all(placePredicates...) {
		if place == "" {
			place = b.taker(q)
		}
	}
	return roles, place
}

// taker is the entity that a statement names. One that is a text, or has no description but a
// name, becomes an entity of that name.
func (b *builder) taker(q Located) graph.EntityID {
	if q.Literal {
		if strings.TrimSpace(q.O) == "" || len(q.O) > longestName {
			b.fail(q.Where, "a name must have 1 to %d bytes", longestName)
			return ""
		}
		id, _ := b.ids.entity("literal:" + q.O)
		if !b.handed[id] {
			b.handed[id] = true
			b.facts.Entities = append(b.facts.Entities, graph.Entity{ID: id, Name: q.O, Kind: graph.Thing})
		}
		return id
	}
	id, ok := b.ids.entity(q.O)
	x := b.nodes.nodes[q.O]
	switch {
	case !ok:
		b.fail(q.Where, "%s is no entity of the graph", q.O)
		return ""
	case x == nil:
		b.fail(q.Where, "%s is not described: it needs an rdfs:label, and better an rdf:type too", q.O)
		return ""
	}
	b.entity(x, id)
	return id
}

// kindOf is the kind of an entity by its classes.
func kindOf(x *node) graph.Kind {
	for _, t := range x.all(TypeIRI) {
		_, name, _ := cutLast(t.O)
		switch name {
		case "Agent", "Actor", "Thing":
			continue
		case "Organisation":
			return graph.Organisation
		}
		for _, c := range classes {
			if c.class == name {
				return c.kind
			}
		}
	}
	return graph.Thing
}

func cutLast(iri string) (before, after string, ok bool) {
	i := strings.LastIndexAny(iri, "/#")
	if i < 0 {
		return "", iri, false
	}
	return iri[:i+1], iri[i+1:], true
}

// period is when it was: EDTF as we write it, else what others write.
func (b *builder) period(x *node) when.Period {
	if len(x.all(Vocab+"basis")) > 0 && len(x.all(Vocab+"when")) == 0 {
		return when.Period{} // the bounds that are written beside are those of no date
	}
	for _, q := range x.all(append([]string{Vocab + "when"}, datePredicates...)...) {
		return b.date(q)
	}
	from, to := x.all(beginPredicates...), x.all(endPredicates...)
	switch {
	case len(from) > 0 && len(to) > 0:
		f, t := b.date(from[0]), b.date(to[0])
		if f.IsZero() || t.IsZero() || f.String() == t.String() {
			return f
		}
		p := when.Period{Start: f.Start, End: t.End, Lasting: true}
		if p.Start.From.After(p.End.To) {
			b.fail(to[0].Where, "it ends (%s) before it begins (%s)", to[0].O, from[0].O)
		}
		return p
	case len(from) > 0:
		return b.date(from[0])
	case len(to) > 0:
		return b.date(to[0])
	}
	early, late := x.all(SEM+"hasEarliestBeginTimeStamp"), x.all(SEM+"hasLatestEndTimeStamp")
	if len(early) > 0 && len(late) > 0 {
		f, t := b.date(early[0]), b.date(late[0])
		if m := (when.Moment{From: f.Start.From, To: t.End.To, Grain: when.Day}); !f.IsZero() && !t.IsZero() && m.From.Before(m.To) {
			return when.At(m)
		}
	}
	return when.Period{}
}

func (b *builder) date(q Located) when.Period {
	if !q.Literal {
		x := b.nodes.nodes[q.O] // sem:Time, time:Instant: a node with a value
		for _, v := range x.all(NS+"value", SEM+"hasTimeStamp", "http://www.w3.org/2006/time#inXSDDate", "http://www.w3.org/2006/time#inXSDDateTimeStamp") {
			return b.date(v)
		}
	}
	text := q.O
	if t, day, ok := instant(text); ok && !day {
		text = t.UTC().Format("2006-01-02T15:04:05Z")
	} else if ok {
		text = t.Format("2006-01-02")
	}
	p, err := when.Parse(text)
	if err != nil || len(q.O) > 200 {
		b.fail(q.Where, "%s is no date: write EDTF, like 2021-03-31, 2021-03 or 2021-03-01/2021-03-05", shown(q.O))
		return when.Period{}
	}
	return p
}

// passedOver counts what is said of the nodes that nothing here reads.
func (b *builder) passedOver(ns *nodes) {
	for _, s := range ns.order {
		for _, q := range ns.nodes[s].props {
			if !reads(q.P) {
				b.file.unknown[q.P]++
			}
		}
	}
}

// reads reports whether a predicate means something to us.
func reads(p string) bool {
	switch {
	case strings.HasPrefix(p, Vocab), strings.HasPrefix(p, RoleNS), takerRoles[p] != "",
		slices.ContainsFunc([][]string{names, placePredicates, datePredicates, beginPredicates, endPredicates}, func(l []string) bool { return slices.Contains(l, p) }):
		return true
	}
	return slices.Contains([]string{TypeIRI, SEM + "eventType", SEM + "hasEarliestBeginTimeStamp", SEM + "hasLatestEndTimeStamp", PROV + "value", PROV + "wasAttributedTo",
		PROV + "wasQuotedFrom", PROV + "hadPrimarySource", DCTerms + "source", DCTerms + "type", DCTerms + "description", DCTerms + "publisher", DCTerms + "issued",
		NIF + "beginIndex", NIF + "endIndex", NS + "value", SKOS + "broader", SKOS + "altLabel",
		Schema + "headline", Schema + "publisher", Schema + "sourceOrganization", Schema + "author", Schema + "dateline", Schema + "datePublished", Schema + "dateModified", DCTerms + "modified", Schema + "articleSection", Schema + "url",
		Schema + "inLanguage", Schema + "sha256", Schema + "articleBody", Schema + "alternateName", Schema + "jobTitle", Schema + "additionalType",
		Schema + "value", Schema + "unitText", Schema + "position", Schema + "description", Schema + "isBasedOn"}, p)
}
