package eval

import (
	"slices"

	"dateline/graph"
)

// voice is one who asserts or denies; an empty name is the article itself.
type voice struct {
	name   string
	denies bool
}

// voices are those of gold.
func (f Fact) voices() (vs []voice) {
	for _, n := range f.Claimed {
		vs = append(vs, voice{n, false})
	}
	for _, n := range f.DeniedBy {
		vs = append(vs, voice{n, true})
	}
	if len(vs) == 0 {
		vs = append(vs, voice{"", f.Denied})
	}
	return vs
}

// claims scores who says so, whether it is denied, how sure it is and whether
// it has happened.
func (s *scorer) claims(f Fact, e graph.Event) {
	type ours struct {
		id     graph.EntityID
		denies bool
	}
	var got []ours
	asserted, denied := false, false
	sure := graph.Unknown
	for _, c := range e.Claims {
		o := ours{"", c.Polarity == graph.Denied}
		if n := len(c.Claimant); n > 0 {
			o.id = c.Claimant[n-1]
		}
		if !slices.Contains(got, o) {
			got = append(got, o)
		}
		asserted = asserted || !o.denies
		denied = denied || o.denies
		sure = min(sure, c.Factuality)
	}
	t := s.c["found: claimant"]
	want := f.voices()
	t.Gold += len(want)
	t.Found += len(got)
	wantAsserted, wantDenied := false, false
	for _, v := range want {
		wantAsserted = wantAsserted || !v.denies
		wantDenied = wantDenied || v.denies
		if slices.ContainsFunc(got, func(o ours) bool {
			return o.denies == v.denies && (v.name == "" && o.id == "" || v.name != "" && o.id != "" && s.ents.is(o.id, v.name))
		}) {
			t.Right++
		} else {
			s.miss("claimant of %s: no %q", f, v.name)
		}
	}
	s.c["found: polarity"].one(asserted == wantAsserted && denied == wantDenied)
	s.c["found: factuality"].one(sure == f.Fact)
	if len(e.Claims) > 0 {
		m := e.Claims[0].Mode
		happened := func(m graph.Mode) bool { return m == graph.Past || m == graph.Present || m == graph.Habitual }
		ok := m == f.Mode || happened(m) && happened(f.Mode)
		s.c["found: mode"].one(ok)
		if !ok {
			s.miss("mode of %s is %s", f, m)
		}
	}
}

// one counts a question that has one answer.
func (t *Tally) one(right bool) {
	t.Found++
	t.Gold++
	if right {
		t.Right++
	}
}

// states scores offices, membership and the like.
func (s *scorer) states() {
	t := s.c["states"]
	used := map[int]bool{}
	for _, f := range s.g.Facts {
		if !f.State {
			continue
		}
		t.Gold++
		found := false
		for i, st := range s.doc.States {
			if used[i] || !sameState(f.Type, st.Type) || !s.end(f.From, st.From) || !s.end(f.To, st.To) {
				continue
			}
			used[i], found = true, true
			t.Right++
			break
		}
		if !found {
			s.miss("no state %s", f)
		}
	}
	for i, st := range s.doc.States {
		if s.paras(st.Claims) == nil {
			continue
		}
		t.Found++
		if !used[i] {
			s.miss("state %s %s %s %q is none", st.From, st.Type, st.To, st.Value)
		}
	}
}

// end compares one side of a state; gold may leave it open.
func (s *scorer) end(names []string, id graph.EntityID) bool {
	if len(names) == 0 {
		return true
	}
	return slices.ContainsFunc(names, func(n string) bool { return s.ents.is(id, n) })
}
