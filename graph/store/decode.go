package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/when"
)

// fact is a quad without its subject and label.
type fact struct {
	p quad.IRI
	o quad.Value
}

func str(v quad.Value) string {
	s, _ := v.(quad.String)
	return string(s)
}

func unpack(v quad.Value, into any) error {
	t, ok := v.(quad.TypedString)
	if !ok {
		return fmt.Errorf("%v is no literal of ours", v)
	}
	return json.Unmarshal([]byte(t.Value), into)
}

func cutPrefix(v quad.Value, prefix string) string {
	i, _ := v.(quad.IRI)
	return strings.TrimPrefix(text(i), prefix)
}

func decodeArticle(id graph.ArticleID, fs []fact) (graph.Source, error) {
	a := graph.Source{ID: id}
	var about aboutArticle
	for _, f := range fs {
		switch f.p {
		case pTitle:
			a.Title = str(f.o)
		case pPublisher:
			a.Publisher = str(f.o)
		case pAgency:
			a.Agency = str(f.o)
		case pURL:
			a.URL = str(f.o)
		case pPath:
			a.Path = str(f.o)
		case pLang:
			a.Lang = str(f.o)
		case pSection:
			a.Section = str(f.o)
		case pSHA256:
			a.SHA256 = str(f.o)
		case pText:
			a.Text = str(f.o)
		case pPublished:
			t, _ := f.o.(quad.Time)
			a.Published = time.Time(t).UTC()
		case pModified:
			t, _ := f.o.(quad.Time)
			a.Modified = time.Time(t).UTC()
		case pCopyOf:
			a.CopyOf = graph.ArticleID(strings.TrimPrefix(nodeID(f.o), artPrefix))
		case pAbout:
			if err := unpack(f.o, &about); err != nil {
				return a, fmt.Errorf("article %s: %w", id, err)
			}
		}
	}
	a.Byline, a.Dateline, a.DayOnly = about.Byline, about.Dateline, about.DayOnly
	if about.Zone != 0 {
		a.Published = a.Published.In(time.FixedZone("", about.Zone))
	}
	if about.Changed != 0 {
		a.Modified = a.Modified.In(time.FixedZone("", about.Changed))
	}
	return a, nil
}

func decodeEntity(id graph.EntityID, fs []fact) (graph.Entity, error) {
	e := graph.Entity{ID: id}
	for _, f := range fs {
		switch f.p {
		case pKind:
			e.Kind = graph.Kind(cutPrefix(f.o, kindPrefix))
		case pName:
			e.Name = str(f.o)
		case pAlias:
			e.Aliases = append(e.Aliases, str(f.o))
		case pOffice:
			e.Role = str(f.o)
		case pAbout:
			var about aboutEntity
			if err := unpack(f.o, &about); err != nil {
				return e, fmt.Errorf("entity %s: %w", id, err)
			}
			e.Country, e.Sector, e.Unnamed = about.Country, about.Sector, about.Unnamed
		}
	}
	slices.Sort(e.Aliases)
	return e, nil
}

func decodeWhen(id string, v quad.Value) (whenEvent, when.Period, error) {
	var w whenEvent
	if err := unpack(v, &w); err != nil {
		return w, when.Period{}, fmt.Errorf("%s: %w", id, err)
	}
	if w.When == "" {
		return w, when.Period{}, nil
	}
	p, err := when.Parse(w.When)
	if err != nil {
		return w, p, fmt.Errorf("%s: date %q: %w", id, w.When, err)
	}
	return w, p, nil
}

// decodeEvent gives the event without its claims.
func decodeEvent(id graph.EventID, fs []fact) (graph.Event, error) {
	e := graph.Event{ID: id}
	for _, f := range fs {
		switch f.p {
		case pType:
			e.Type = graph.TypeID(cutPrefix(f.o, relPrefix))
		case pPlace:
			e.Place = graph.EntityID(nodeID(f.o))
		case pWhen:
			w, p, err := decodeWhen(string(id), f.o)
			if err != nil {
				return e, err
			}
			e.When, e.Basis, e.Dating, e.Text, e.Class = p, w.Basis, w.Dating, w.Text, w.Class
			e.Manner, e.Tags, e.Values, e.Order = w.Manner, w.Tags, w.Values, w.Order
		default:
			if name, ok := strings.CutPrefix(string(f.p), rolePrefix); ok {
				e.Roles = append(e.Roles, decodeRole(text(quad.IRI(name)), f.o))
			}
		}
	}
	sortRoles(e.Roles)
	return e, nil
}

func decodeRole(name string, v quad.Value) graph.Role {
	id := nodeID(v)
	r := graph.Role{Name: name}
	switch {
	case strings.HasPrefix(id, relPrefix):
		r.Topic = graph.TypeID(strings.TrimPrefix(id, relPrefix))
	case isEvent(id):
		r.Event = graph.EventID(id)
	default:
		r.Entity = graph.EntityID(id)
	}
	return r
}

// isEvent reports whether a local id is that of an event.
func isEvent(id string) bool {
	_, local, ok := strings.Cut(id, "/")
	return ok && strings.HasPrefix(local, "v")
}

// isState reports whether a local id is that of a state.
func isState(id string) bool {
	_, local, ok := strings.Cut(id, "/")
	return ok && strings.HasPrefix(local, "s")
}

func decodeState(id graph.EventID, fs []fact) (graph.State, error) {
	s := graph.State{ID: id}
	for _, f := range fs {
		switch f.p {
		case pType:
			s.Type = graph.TypeID(cutPrefix(f.o, relPrefix))
		case pFrom:
			s.From = graph.EntityID(nodeID(f.o))
		case pTo:
			s.To = graph.EntityID(nodeID(f.o))
		case pWhen:
			w, p, err := decodeWhen(string(id), f.o)
			if err != nil {
				return s, err
			}
			s.When, s.Value, s.Former = p, w.Value, w.Former
		}
	}
	return s, nil
}

// decodeClaim gives the claim and the node it is about.
func decodeClaim(node string, fs []fact) (c graph.Claim, of string, err error) {
	c.Article = ArticleOf(node)
	for _, f := range fs {
		switch f.p {
		case pOf:
			of = nodeID(f.o)
		case pSaid:
			var s saidClaim
			if err := unpack(f.o, &s); err != nil {
				return c, of, fmt.Errorf("claim %s: %w", node, err)
			}
			c.Start, c.End, c.Trigger, c.Claimant, c.Cue, c.Direct = s.Span[0], s.Span[1], s.Trigger, s.Chain, s.Cue, s.Direct
			c.Polarity, c.Factuality, c.Mode, c.Rule, c.Confidence = s.Polarity, s.Factuality, s.Mode, s.Rule, s.Confidence
		}
	}
	return c, of, nil
}

func decodeType(id graph.TypeID, fs []fact) (graph.Type, error) {
	t := graph.Type{ID: id}
	for _, f := range fs {
		switch f.p {
		case pLabel:
			t.Label = str(f.o)
		case pInverse:
			t.Inverse = str(f.o)
		case pClass:
			t.Class = graph.Class(cutPrefix(f.o, "class:"))
		case pAbout:
			var a aboutType
			if err := unpack(f.o, &a); err != nil {
				return t, fmt.Errorf("type %s: %w", id, err)
			}
			t.Symmetric, t.State, t.Topic, t.Open, t.From, t.To, t.Parent = a.Symmetric, a.State, a.Topic, a.Open, a.From, a.To, a.Parent
		}
	}
	return t, nil
}

// decodeFacts is the inverse of Quads: the quads must be all those of one label.
func decodeFacts(id graph.ArticleID, quads []quad.Quad) (graph.Facts, error) {
	var f graph.Facts
	nodes := map[string][]fact{}
	var order []string
	for _, q := range quads {
		n := nodeID(q.Subject)
		if _, ok := nodes[n]; !ok {
			order = append(order, n)
		}
		p, _ := q.Predicate.(quad.IRI)
		nodes[n] = append(nodes[n], fact{p: p, o: q.Object})
	}
	events, states := map[string]int{}, map[string]int{}
	var claims []string
	var err error
	for _, n := range order {
		fs := nodes[n]
		_, local, _ := strings.Cut(n, "/")
		switch {
		case n == string(id):
			f.Article, err = decodeArticle(id, fs)
		case isEvent(n):
			var e graph.Event
			e, err = decodeEvent(graph.EventID(n), fs)
			events[n] = len(f.Events)
			f.Events = append(f.Events, e)
		case isState(n):
			var s graph.State
			s, err = decodeState(graph.EventID(n), fs)
			states[n] = len(f.States)
			f.States = append(f.States, s)
		case strings.HasPrefix(local, "c"):
			claims = append(claims, n)
		default:
			if slices.ContainsFunc(fs, func(x fact) bool { return x.p == pKind }) {
				var e graph.Entity
				e, err = decodeEntity(graph.EntityID(n), fs)
				f.Entities = append(f.Entities, e)
			}
		}
		if err != nil {
			return f, err
		}
	}
	for _, n := range claims {
		c, of, err := decodeClaim(n, nodes[n])
		if err != nil {
			return f, err
		}
		if i, ok := events[of]; ok {
			f.Events[i].Claims = append(f.Events[i].Claims, c)
		} else if i, ok := states[of]; ok {
			f.States[i].Claims = append(f.States[i].Claims, c)
		} else {
			return f, fmt.Errorf("claim %s is of %q, which is not there", n, of)
		}
	}
	return normalise(f), nil
}
