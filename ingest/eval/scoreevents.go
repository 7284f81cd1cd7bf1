package eval

import (
	"slices"
	"sort"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// This file compares events with gold: which are the same, who took part, when.

func (s *scorer) events() {
	var gold []Fact
	for _, f := range s.g.Facts {
		if !f.State {
			gold = append(gold, f)
		}
	}
	var found []graph.Event
	for _, e := range s.doc.Events {
		if s.counted(e) && s.paras(e.Claims) != nil {
			found = append(found, e)
		}
	}
	byClass := s.align(gold, found, func(f Fact, e graph.Event) bool { return inventory[f.Type].Class == e.Class })
	byType := s.align(gold, found, func(f Fact, e graph.Event) bool { return s.sameType(f.Type, e.Type) })
	s.c["events: class"].add(len(byClass), len(found), len(gold))
	s.c["events: type"].add(len(byType), len(found), len(gold))

	right, edgesRight, edgesFound, edgesGold := 0, 0, 0, 0
	matched, used := map[int]bool{}, map[int]bool{}
	for _, p := range byType {
		f, e := gold[p.gold], found[p.event]
		matched[p.gold], used[p.event] = true, true
		whole := s.who(f, e)
		if whole {
			right++
			if f.edge() && s.edge(e) {
				edgesRight++
			}
		}
		s.found(f, e)
	}
	for i, f := range gold {
		s.c["roles"].Gold += len(f.From) + len(f.To)
		if f.edge() {
			edgesGold++
		}
		if !matched[i] {
			s.miss("no event %s", f)
		}
	}
	for i, e := range found {
		s.c["roles"].Found += s.asked(e)
		if s.edge(e) {
			edgesFound++
		}
		s.sure.add(e, used[i])
		if !used[i] {
			s.miss("event %s %s is none (%s)", e.Type, e.Text, rules(e.Claims))
		}
	}
	s.c["events: who"].add(right, len(found), len(gold))
	s.c["direct edges"].add(edgesRight, edgesFound, edgesGold)
}

// align pairs gold with events of the right kind, the most alike first, each once.
func (s *scorer) align(gold []Fact, found []graph.Event, kind func(Fact, graph.Event) bool) []pair {
	var all []pair
	for i, f := range gold {
		for j, e := range found {
			if !kind(f, e) {
				continue
			}
			who, points := s.common(f, e), 0
			near := slices.Contains(s.paras(e.Claims), f.Para)
			nobody := len(f.From)+len(f.To) == 0 || len(s.fillers(e)) == 0
			if who == 0 && !(nobody && near) {
				continue
			}
			points = 4 * who
			if near {
				points += 2
			}
			if f.When != "" && sameDate(f.When, e.When) {
				points++
			}
			if f.Type == e.Type {
				points++
			}
			all = append(all, pair{i, j, points})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].points > all[b].points })
	var out []pair
	g, e := map[int]bool{}, map[int]bool{}
	for _, p := range all {
		if !g[p.gold] && !e[p.event] {
			g[p.gold], e[p.event] = true, true
			out = append(out, p)
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].gold < out[b].gold })
	return out
}

// paras are the paragraphs of gold in which claims stand; nil if in none.
func (s *scorer) paras(claims []graph.Claim) (in []int) {
	for _, c := range claims {
		if p := s.paraOf(nlp.Span{Start: c.Trigger[0], End: c.Trigger[1]}); p >= 0 && !slices.Contains(in, p) {
			in = append(in, p)
		}
	}
	return in
}

// sameType: the relation itself, or one that the types call its parent.
func (s *scorer) sameType(gold, found graph.TypeID) bool {
	return gold == found || s.doc.Types[found].Parent == gold || s.doc.Types[gold].Parent == found
}

func (s *scorer) fillers(e graph.Event) (fs []filler) {
	both := s.doc.Types[e.Type].Symmetric
	for _, r := range e.Roles {
		if r.Name == "place" || r.Name == "claimant" {
			continue
		}
		f := filler{entity: r.Entity, left: r.Name == "actor", right: r.Name != "actor", extra: r.Entity == "" && r.Name == "content" || !sides[r.Name]}
		if both || r.Name == "participant" {
			f.left, f.right = true, true
		}
		fs = append(fs, f)
	}
	return fs
}

// asked is how many fillers of e gold must name.
func (s *scorer) asked(e graph.Event) (n int) {
	for _, f := range s.fillers(e) {
		if !f.extra {
			n++
		}
	}
	return n
}

// common counts the names of gold that stand on their side of the event.
func (s *scorer) common(f Fact, e graph.Event) int {
	n := 0
	used := map[int]bool{}
	fs := s.fillers(e)
	take := func(names []string, on func(filler) bool) {
		for _, name := range names {
			for i, x := range fs {
				// What is no name may be an event of ours: "condemned the arrest".
				thing := x.entity == "" && s.ents.named[name] == nil
				if !used[i] && on(x) && (thing || s.ents.is(x.entity, name)) {
					used[i] = true
					n++
					break
				}
			}
		}
	}
	take(f.From, func(x filler) bool { return x.left })
	take(f.To, func(x filler) bool { return x.right })
	return n
}

// who counts the participants of an aligned pair and reports whether all are right.
func (s *scorer) who(f Fact, e graph.Event) bool {
	n := s.common(f, e)
	s.c["roles"].Right += n
	if n < len(f.From)+len(f.To) || n < s.asked(e) {
		s.miss("event %s is %s %s%s", f, e.Type, e.Text, s.asides(e))
		return false
	}
	return true
}

// asides lists the participants of e, for the list of misses.
func (s *scorer) asides(e graph.Event) string {
	var all []string
	for _, f := range s.fillers(e) {
		if f.extra {
			continue
		}
		name := string(f.entity)
		if en := s.ents.byID[f.entity]; en != nil {
			name = en.Name
		}
		all = append(all, name)
	}
	return " (with " + strings.Join(all, "; ") + ")"
}

// edge reports whether gold allows a direct edge between the participants: in
// the article's voice or that of one who did it.
func (f Fact) edge() bool {
	own := !slices.ContainsFunc(f.Claimed, func(c string) bool { return !slices.Contains(f.From, c) })
	return len(f.From) > 0 && len(f.To) > 0 && !f.Denied && len(f.DeniedBy) == 0 && own &&
		f.Fact == graph.Certain && (f.Mode == graph.Past || f.Mode == graph.Present)
}

// found scores what is said of an event that was found.
func (s *scorer) found(f Fact, e graph.Event) {
	s.date(f, e)
	s.claims(f, e)
	if f.Place != "" {
		s.c["found: place"].Gold++
	}
	right := e.Place != "" && f.Place != "" && s.ents.is(e.Place, f.Place)
	if e.Place != "" {
		s.c["found: place"].Found++
	}
	if right {
		s.c["found: place"].Right++
	} else if e.Place != "" || f.Place != "" {
		name := ""
		if en := s.ents.byID[e.Place]; en != nil {
			name = en.Name
		}
		s.miss("place of %s is %q, gold %q", f, name, f.Place)
	}
}

// date scores when an event that was found happened.
func (s *scorer) date(f Fact, e graph.Event) {
	exact, loose := s.c["found: date"], s.c["found: date overlaps"]
	dated := !e.When.IsZero() && (e.Basis == when.BasisExplicit || e.Basis == when.BasisRelative || e.Basis == when.BasisDateline)
	overlaps := dated && datesOverlap(f.When, e.When)
	if s.reported(f.When) {
		// The text gives no date: gold says only that it was before the report.
		// Nothing need be found, and what is found must not contradict it.
		if dated && !overlaps {
			exact.Found++
			loose.Found++
		}
		return
	}
	if f.When != "" {
		exact.Gold++
		loose.Gold++
	}
	switch {
	case dated:
		exact.Found++
		loose.Found++
		if f.When != "" && sameDate(f.When, e.When) {
			exact.Right++
		} else {
			s.miss("date of %s is %s (%s)", f, e.When, e.Dating)
		}
		if f.When != "" && overlaps {
			loose.Right++
		}
	case f.When != "":
		s.miss("no date of %s", f)
	}
}

// reported: some day up to that of the publication, [..2021-03-25] or
// [2021-03-23..2021-03-25].
func (s *scorer) reported(edtf string) bool {
	return strings.HasPrefix(edtf, "[") && strings.HasSuffix(edtf, ".."+s.doc.Article.Published.Format(time.DateOnly)+"]")
}

func rules(claims []graph.Claim) string {
	var all []string
	for _, c := range claims {
		if !slices.Contains(all, c.Rule) {
			all = append(all, c.Rule)
		}
	}
	return strings.Join(all, ", ")
}
