package merge

import (
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// eventKey is what events must have in common to be one; empty if e is never one with another.
func (m *run) eventKey(e graph.Event) (string, error) {
	family, symmetric, open, err := m.family(e.Type)
	if err != nil {
		return "", err
	}
	var parts []string
	people, content := 0, false
	// What an accusation is about is its topic, where one is known: two reports
	// of it describe the content each in its own way.
	topical := map[string]bool{}
	for _, r := range e.Roles {
		if r.Topic != "" {
			topical[r.Name] = true
		}
	}
	strong := m.strong(e, symmetric)
	for _, r := range e.Roles {
		switch {
		case r.Entity != "" && strong && !open && m.described(r.Entity): // of "hold" and "become" it says what was done
		case r.Entity != "" && (r.Name == "actor" || r.Name == "recipient" || r.Name == "participant" || r.Name == "content"):
			name := r.Name
			if symmetric {
				name = "with"
			}
			people++
			parts = append(parts, name+"="+m.tx.Canon(string(r.Entity)))
		case r.Topic != "":
			content = true
			parts = append(parts, r.Name+":"+string(r.Topic))
		case r.Event != "" && !topical[r.Name]:
			// "A quake struck", said twice by one office, is no content to tell it by.
			if c := m.contentKey(e, r.Event); c != "" {
				content = true
				parts = append(parts, r.Name+":"+c)
			}
		}
	}
	if people == 0 && strong { // so many were killed at a place on a day, whatever they and who did it are called
		parts = append(parts, "at="+m.tx.Canon(string(e.Place)), byDay)
		people = 2
	}
	if people == 0 {
		return "", nil
	}
	if people == 1 && !content {
		// One participant and nothing else is too little to tell two statements or two
		// attacks of a week apart. What happens to somebody on one day (arrested, freed,
		// elected) is one event, if the places agree; else the place must be the same.
		switch {
		case m.once(e):
			parts = append(parts, byDay)
		case strong && m.alleged(e):
			parts = append(parts, "alleged") // what one is accused of and denies
		case e.Place != "" && (e.Basis != when.BasisPublication || slices.ContainsFunc(e.Roles, func(r graph.Role) bool { return r.Entity != "" && r.Name == "recipient" })):
			parts = append(parts, "at="+m.tx.Canon(string(e.Place)))
		default:
			parts = append(parts, "of="+string(m.rootOf(store.ArticleOf(e.ID))))
		}
	}
	slices.Sort(parts)
	return string(family) + sep + strings.Join(slices.Compact(parts), sep), nil
}

// described reports whether an entity is known by a description only ("12 people", "rebels"), remembered: all
// entities are signed before events are looked at.
func (m *run) described(id graph.EntityID) bool {
	is, ok := m.vague[id]
	if !ok {
		is = strings.HasPrefix(string(m.sigOf.Get([]byte(id))), "u"+sep)
		m.vague[id] = is
	}
	return is
}

// strong reports whether e is known by more than those that are only described: it happened
// to somebody named, two named ones take part, or it has numbers, a place and a day.
func (m *run) strong(e graph.Event, symmetric bool) bool {
	named, victim, any := 0, false, false
	for _, r := range e.Roles {
		if r.Entity == "" {
			continue
		}
		any = true
		if !m.described(r.Entity) {
			named++
			victim = victim || r.Name == "recipient" && !symmetric && e.Class != consult
		}
	}
	if named == 0 {
		from, to := e.When.Bounds()
		day := e.Basis != when.BasisPublication && !from.IsZero() && !to.IsZero() && to.Sub(from) <= 24*time.Hour
		return any && day && len(e.Values) > 0 && e.Place != "" && !m.described(e.Place)
	}
	return victim || named > 1 || !symmetric && m.alleged(e)
}

// consult is the class of visits, calls and meetings: where somebody goes is not what tells who goes ("a man").
const consult graph.Class = "CONSULT"

// alleged reports whether somebody named asserts, or anybody denies, what e tells: the article does
// not tell it itself.
func (m *run) alleged(e graph.Event) bool {
	for _, c := range e.Claims {
		if c.Polarity != graph.Denied && (len(c.Claimant) == 0 || m.described(c.Claimant[len(c.Claimant)-1])) {
			return false
		}
	}
	return true
}

// byDay marks the keys of events with one participant that happen once a day.
const byDay = "by day"

// once reports whether e, of one participant, is of a kind that happens to one and the same
// on one day only once, and is dated to the day.
func (m *run) once(e graph.Event) bool {
	from, to := e.When.Bounds()
	if e.Basis == when.BasisPublication || from.IsZero() || to.IsZero() || to.Sub(from) > 24*time.Hour {
		return false
	}
	for _, r := range e.Roles {
		if r.Entity != "" && r.Name == "recipient" {
			return !m.described(r.Entity) // not "a soldier"
		}
	}
	return false
}

// contentKey stands for an event that is the content of another: its relation and named participants but for those
// of the other; empty if it has none ("we attacked").
func (m *run) contentKey(of graph.Event, id graph.EventID) string {
	e, ok, err := m.tx.LocalEvent(id)
	if err != nil || !ok {
		return ""
	}
	var parts []string
	for _, r := range e.Roles {
		if r.Entity == "" || m.described(r.Entity) {
			continue
		}
		canon := m.tx.Canon(string(r.Entity))
		if !slices.ContainsFunc(of.Roles, func(o graph.Role) bool { return o.Entity != "" && m.tx.Canon(string(o.Entity)) == canon }) {
			parts = append(parts, canon)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return string(e.Type) + "+" + strings.Join(parts, "+")
}

// again reports whether e is of a kind that recurs between the same ones.
func (m *run) again(e graph.Event) bool {
	if r := theRules().recurring; !r[string(e.Class)] && !r[string(e.Type)] {
		return false
	}
	if slices.ContainsFunc(e.Claims, func(c graph.Claim) bool { return c.Polarity == graph.Denied }) {
		return false // days after it was said of somebody
	}
	return !slices.ContainsFunc(e.Roles, func(r graph.Role) bool {
		return r.Name == "recipient" && strings.HasPrefix(string(m.sigOf.Get([]byte(r.Entity))), "n"+sep+string(graph.Person)+sep)
	})
}

// family is the most general relation that t is a kind of, whether that is symmetric, and whether t is an open one.
func (m *run) family(t graph.TypeID) (family graph.TypeID, symmetric, open bool, err error) {
	for range 8 {
		ty, ok, err := m.tx.Type(t)
		if err != nil {
			return t, false, false, err
		}
		symmetric, open = symmetric || ty.Symmetric, open || ty.Open
		if !ok || ty.Parent == "" {
			break
		}
		t = ty.Parent
	}
	return t, symmetric, open, nil
}
