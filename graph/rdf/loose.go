package rdf

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"dateline/graph"
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
	events := map[string][]*node{}            // of a source
	var sources []string
	take := func(source string, event, claim *node) {
		if quoted[source] == nil {
			quoted[source] = map[string][]*node{}
			sources = append(sources, source)
		}
		if _, ok := quoted[source][event.id]; !ok {
			quoted[source][event.id] = nil
			events[source] = append(events[source], event)
		}
		if claim != nil {
			quoted[source][event.id] = append(quoted[source][event.id], claim)
		}
	}
	for _, s := range ns.order {
		n := ns.nodes[s]
		if n.is(Vocab+"State") || n.is(eventClasses...) {
			for _, c := range claims[s] {
				take(origin(c), n, c)
			}
			if len(claims[s]) == 0 {
				take(origin(n), n, nil)
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
		out = append(out, b.of(source, events[source], quoted[source]))
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
	for _, x := range events {
		sort := "/v"
		if x.is(Vocab + "State") {
			sort = "/s"
		}
		local[x.id] = graph.EventID(art + sort + short(x.id) + "-" + string(b.eventType(x)))
	}
	for _, x := range events {
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
