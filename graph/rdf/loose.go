package rdf

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"dateline/graph"
	"dateline/graph/when"
)

// Predicates of other vocabularies that say who takes part, when and where. Of ours
// (urn:dateline:role:) the name is the role.
var (
	takerRoles = map[string]string{
		SEM + "hasActor": "participant", Schema + "attendee": "participant", Schema + "participant": "participant", PROV + "wasAssociatedWith": "participant",
		Schema + "actor": "actor", Schema + "agent": "actor", Schema + "organizer": "actor", Schema + "performer": "actor",
		Schema + "recipient": "recipient", Schema + "object": "recipient",
	}
	placePredicates = []string{SEM + "hasPlace", Schema + "location", PROV + "atLocation", DCTerms + "spatial"}
	datePredicates  = []string{SEM + "hasTimeStamp", DCTerms + "date", SEM + "hasTime"}
	beginPredicates = []string{SEM + "hasBeginTimeStamp", Schema + "startDate", PROV + "startedAtTime"}
	endPredicates   = []string{SEM + "hasEndTimeStamp", Schema + "endDate", PROV + "endedAtTime"}
	eventClasses    = []string{SEM + "Event", Schema + "Event", PROV + "Activity"}
)

// loose makes Facts of what stands in no article's graph: those of the sources that claims are
// quoted from, and of the file itself.
func (b *builder) loose(ns *nodes) []graph.Facts {
	b.nodes = ns
	claims := b.claimsOf()
	quoted := map[string]map[string][]*node{} // source -> event -> its claims there
	var sources []string
	var events []*node
	take := func(source, event string, claim *node) {
		if quoted[source] == nil {
			quoted[source] = map[string][]*node{}
			sources = append(sources, source)
		}
		if quoted[source][event] = append(quoted[source][event], claim); claim == nil {
			quoted[source][event] = nil
		}
	}
	for _, s := range ns.order {
		n := ns.nodes[s]
		if n.is(Vocab+"State") || n.is(eventClasses...) {
			events = append(events, n)
			for _, c := range claims[s] {
				take(origin(c), s, c)
			}
			if len(claims[s]) == 0 {
				take(origin(n), s, nil)
			}
			delete(claims, s)
		}
	}
	for _, s := range ns.order { // in the order of the file
		for _, q := range ns.nodes[s].all(Vocab + "of") {
			if claims[q.O] != nil {
				b.fail(q.Where, "a claim speaks of %s, which is no event or state of this file", q.O)
			}
		}
	}
	b.passedOver(ns)
	var out []graph.Facts
	for _, source := range sources {
		out = append(out, b.of(source, events, quoted[source]))
	}
	return out
}

// origin is the IRI of the article that a claim or event is quoted from.
func origin(x *node) string {
	for _, q := range x.all(PROV+"wasQuotedFrom", PROV+"hadPrimarySource", DCTerms+"source") {
		return q.O
	}
	return ""
}

// of makes the Facts of one source.
func (b *builder) of(source string, events []*node, claims map[string][]*node) graph.Facts {
	label := b.file.options.Label
	art := label
	if source != "" {
		art += "-" + short(source)
	}
	local := map[string]graph.EventID{}
	b.begin(b.nodes, graph.Source{ID: graph.ArticleID(art), Title: label, Publisher: b.file.options.Publisher, Path: b.file.options.File}, ids{
		entity: func(iri string) (graph.EntityID, bool) {
			if id, ok := ID("entity", iri); ok && id != "" && !strings.Contains(id, "/") {
				return graph.EntityID(id), true // one that the lexicon knows
			}
			return graph.EntityID(art + "/e" + short(iri)), true
		},
		event: func(iri string) (graph.EventID, bool) {
			id, ok := local[iri]
			return id, ok
		},
	})
	if x := b.nodes.nodes[source]; x != nil {
		b.source(x)
	}
	if a := &b.facts.Article; source != "" {
		if a.Path = ""; web(source) && a.URL == "" {
			a.URL = source
		}
	}
	var mine []*node
	for _, x := range events {
		if _, ok := claims[x.id]; ok {
			mine = append(mine, x)
			sort := "/v"
			if x.is(Vocab + "State") {
				sort = "/s"
			}
			local[x.id] = graph.EventID(art + sort + short(x.id) + "-" + string(b.eventType(x)))
		}
	}
	for _, x := range mine {
		if x.is(Vocab + "State") {
			b.state(x, local[x.id], claims[x.id])
		} else {
			b.event(x, local[x.id], claims[x.id])
		}
	}
	f := b.finish()
	if f.Article.SHA256 == "" {
		sum := sha256.Sum256([]byte(f.Article.Text))
		f.Article.SHA256 = hex.EncodeToString(sum[:])
	}
	return f
}

// short is a name for an IRI in an id.
func short(iri string) string {
	sum := sha256.Sum256([]byte(iri))
	return hex.EncodeToString(sum[:6])
}

// eventType is the relation of an event: its type, else a class of its own.
func (b *builder) eventType(x *node) graph.TypeID {
	candidates := x.all(SEM+"eventType", Schema+"additionalType", DCTerms+"type")
	for _, q := range x.all(TypeIRI) {
		if !slices.Contains(eventClasses, q.O) && q.O != Vocab+"State" {
			candidates = append(candidates, q)
		}
	}
	for _, q := range candidates {
		id, ours := ID("type", q.O)
		if !ours {
			id = snake(q.O)
		}
		if !b.typeID(q.Where, id) {
			return ""
		}
		b.types[graph.TypeID(id)] = true
		return graph.TypeID(id)
	}
	b.fail(x.where, "%s does not say what sort of event it is: it needs sem:eventType, for example <%s>", x.id, IRI("type", "spoke_with"))
	return ""
}

// snake is the last part of an IRI, or a text, as a name of a relation: "https://x.org/SpokeWith" is spoke_with.
func snake(s string) string {
	if i := strings.LastIndexAny(strings.TrimRight(s, "/#"), "/#:"); i >= 0 {
		s = s[i+1:]
	}
	var b strings.Builder
	lower := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			if lower {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(r))
			lower = false
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		lower = unicode.IsLower(r) || unicode.IsDigit(r)
	}
	return strings.Trim(b.String(), "_")
}

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
