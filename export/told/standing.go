package told

import (
	"strings"

	"dateline/graph"
)

// Standing is how an event stands once all claims about it are heard.
type Standing uint8

// The standings, from the firmest.
const (
	Reported Standing = iota // asserted in an article's own voice or by one who took part
	Alleged                  // asserted by others only, or as no more than possible
	Disputed                 // asserted by some, denied by others
	Denied                   // only denied
	Planned                  // announced, ordered or expected, not said to have happened
	Supposed                 // only spoken of as a possibility
)

var standings = [...]string{"reported", "alleged", "disputed", "denied", "planned", "supposed"}

func (s Standing) String() string { return standings[s] }

// standing weighs the claims of e. The own voice of an article, its outlet's or
// agency's, names no claimant here: it is the source's number that says so.
func (s *Story) standing(e *graph.Event) (st Standing, said, denied []string) {
	var firm, happened, planned bool
	asserted := false
	for _, c := range e.Claims {
		by := s.voice(c)
		if c.Polarity == graph.Denied {
			if by == "" {
				by = "the report"
			}
			denied = add(denied, by)
			continue
		}
		asserted = true
		if by != "" {
			said = add(said, by)
		}
		switch c.Mode {
		case graph.Past, graph.Present, graph.Habitual:
			happened = true
			if (by == "" || s.tookPart(e, c)) && c.Factuality <= graph.Probable {
				firm = true
			}
		case graph.Planned, graph.Ordered:
			planned = true
		}
	}
	switch {
	case !asserted:
		st = Denied
	case len(denied) > 0:
		st = Disputed
	case happened && firm:
		st = Reported
	case happened:
		st = Alleged
	case planned:
		st = Planned
	default:
		st = Supposed
	}
	return st, said, denied
}

// voice is the innermost claimant of c, "" when that is the outlet or agency of
// the article itself.
func (s *Story) voice(c graph.Claim) string {
	if len(c.Claimant) == 0 {
		return ""
	}
	name := s.Name(c.Claimant[len(c.Claimant)-1])
	a := s.view.Articles[c.Article]
	if strings.EqualFold(name, a.Publisher) || strings.EqualFold(name, a.Agency) {
		return ""
	}
	return name
}

// tookPart reports whether the innermost claimant of c speaks of what it did.
func (s *Story) tookPart(e *graph.Event, c graph.Claim) bool {
	last := c.Claimant[len(c.Claimant)-1]
	for _, r := range e.Roles {
		if r.Entity == last && (r.Name == "actor" || r.Name == "participant") {
			return true
		}
	}
	return false
}

// Class describes one of PLOVER's classes, or one added for timelines, to people.
type Class struct {
	Name  graph.Class
	Label string // "meetings and talks"
	Group Group

	weight float64
}

// Group is PLOVER's quad of cooperation and conflict, verbal and material: what
// a picture gives a colour.
type Group struct {
	Key   string // vc mc vx mx other
	Label string
}

// The groups, in the order of a legend.
var (
	VerbalCooperation   = Group{"vc", "cooperation in words"}
	MaterialCooperation = Group{"mc", "cooperation in deeds"}
	VerbalConflict      = Group{"vx", "conflict in words"}
	MaterialConflict    = Group{"mx", "conflict in deeds"}
	OtherGroup          = Group{"ot", "other events"}
)

// Groups is the list of them.
func Groups() []Group {
	return []Group{VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict, OtherGroup}
}

// ClassOf describes c; an unknown class is of the other group.
func ClassOf(c graph.Class) Class {
	for _, k := range classes {
		if k.Name == c {
			return k
		}
	}
	return Class{c, strings.ToLower(string(c)), OtherGroup, 0}
}

// classes, with the groups of PLOVER's manual. The weights are a judgement: force
// and turning points before talk, talk before statements.
var classes = [...]Class{
	{"AGREE", "agreements and promises", VerbalCooperation, 1.5},
	{"CONSULT", "meetings and talks", VerbalCooperation, 1.5},
	{"SUPPORT", "support", VerbalCooperation, 1},
	{"CONCEDE", "concessions", VerbalCooperation, 1.5},
	{"COOPERATE", "cooperation", MaterialCooperation, 1.5},
	{"AID", "aid", MaterialCooperation, 1.5},
	{"RETREAT", "withdrawals and releases", MaterialCooperation, 2},
	{"YIELD", "yielding", MaterialCooperation, 2},
	{"REQUEST", "requests and demands", VerbalConflict, 0.5},
	{"ACCUSE", "accusations", VerbalConflict, 1},
	{"REJECT", "refusals", VerbalConflict, 1},
	{"THREATEN", "threats and warnings", VerbalConflict, 1.5},
	{"PROTEST", "protests", MaterialConflict, 2},
	{"SANCTION", "sanctions and ruptures", MaterialConflict, 2},
	{"MOBILIZE", "military posture", MaterialConflict, 2},
	{"COERCE", "coercion and arrests", MaterialConflict, 2},
	{"ASSAULT", "attacks", MaterialConflict, 2.5},
	{"STATE", "statements", OtherGroup, 0},
	{"DENY", "denials", VerbalConflict, 0.5},
	{"OFFICE", "offices and elections", OtherGroup, 2},
	{"LAW", "laws and rulings", OtherGroup, 2},
	{"ORG", "organisations", OtherGroup, 1.5},
	{"INCIDENT", "disasters and accidents", OtherGroup, 2},
	{"LIFE", "lives", OtherGroup, 1.5},
}
