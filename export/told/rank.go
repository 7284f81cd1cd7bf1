package told

import (
	"math"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
)

// Parts is what makes an event important. Each is 0 or more.
type Parts struct {
	Sources      float64 // independent ones: log2(1+n)
	Participants float64 // named ones, at most four
	Class        float64 // force and turning points before talk, talk before statements
	Novelty      float64 // 1 for the first of its relation between these participants, 1/n for the nth
}

// Rank names a way of ordering events for when room is short.
type Rank struct {
	Name, Help string
	score      func(e *Event) float64
}

// Ranks is the table that help and errors read. Where two events are equal,
// importance decides.
func Ranks() []Rank {
	return []Rank{
		{"importance", "3 x independent sources (log2 of 1+n) + class (0 to 2.5) + 0.6 x named participants (at most 4) + novelty, less for what is vague or not said to have happened", func(*Event) float64 { return 0 }},
		{"sources", "by independent sources: copies of one agency's report count once", func(e *Event) float64 { return e.Parts.Sources }},
		{"participants", "by named participants", func(e *Event) float64 { return e.Parts.Participants }},
		{"class", "by kind of event: force and turning points, then talk, then statements", func(e *Event) float64 { return e.Parts.Class }},
		{"novelty", "what the same participants had not done before", func(e *Event) float64 { return e.Parts.Novelty }},
	}
}

// RankBy makes the Weight of every event that of the rank called name; an unknown
// name, or "", leaves importance.
func (s *Story) RankBy(name string) {
	i := slices.IndexFunc(Ranks(), func(r Rank) bool { return r.Name == name })
	if i < 1 {
		return
	}
	score := Ranks()[i].score
	for i := range s.Events { // importance is below 100: it decides among equals
		s.Events[i].Weight += 1000 * score(&s.Events[i])
	}
}

// weigh gives every event its weight; the events are in the order of time.
func (s *Story) weigh() {
	before := map[string]int{}
	for i := range s.Events {
		e := &s.Events[i]
		key := deed(e.Event)
		before[key]++
		e.Parts = Parts{
			Sources:      math.Log2(1 + float64(s.outlets(e.Sources))),
			Participants: float64(min(s.named(e.Event), 4)),
			Class:        ClassOf(e.Class).weight,
			Novelty:      1 / float64(before[key]),
		}
		e.Weight = weight(e)
	}
}

// deed is the relation and the participants of e, in whatever order.
func deed(e *graph.Event) string {
	var who []string
	for _, r := range e.Roles {
		if r.Entity != "" {
			who = append(who, string(r.Entity))
		}
	}
	slices.Sort(who)
	return string(e.Type) + "\x00" + strings.Join(who, "\x00")
}

// outlets counts who stands behind the sources: copies of one agency report, and
// several articles of one publisher, are one.
func (s *Story) outlets(numbers []int) int {
	seen := map[string]bool{}
	for _, n := range numbers {
		if n == 0 {
			continue
		}
		a := s.Sources[n-1]
		switch {
		case a.CopyOf != "":
			seen["copy "+string(a.CopyOf)] = true
		case a.Agency != "":
			seen[strings.ToLower(a.Agency)] = true
		case a.Publisher != "":
			seen[strings.ToLower(a.Publisher)] = true
		default:
			seen["art "+string(a.ID)] = true
		}
	}
	return len(seen)
}

// weight ranks events for when room is short: independent sources first, then
// what kind of event it is, who took part, whether it is new, and how it is dated.
func weight(e *Event) float64 {
	w := 3*e.Parts.Sources + e.Parts.Class + 0.6*e.Parts.Participants + e.Parts.Novelty
	if len(e.Actors) == 0 || len(e.Actors)+len(e.Recipients) < 2 {
		w-- // half a story
	}
	if e.Basis == when.BasisPublication || e.Basis == when.BasisNone {
		w -= 0.5
	}
	w += 0.25 * float64(min(len(e.Quotes), 4))
	if len(e.Values) > 0 {
		w += 0.5
	}
	switch e.Standing {
	case Supposed:
		w -= 1.5
	case Planned, Denied:
		w -= 0.5
	}
	return w
}
