package query

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// UnknownError says that nothing is called so.
type UnknownError struct {
	What string   // "name", "relation", "event", "place" ...
	Name string   // as asked
	Near []string // what may have been meant, best first
}

func (e *UnknownError) Error() string {
	s := fmt.Sprintf("unknown %s %q", e.What, e.Name)
	switch len(e.Near) {
	case 0:
		return s
	case 1:
		return s + fmt.Sprintf("; did you mean %q?", e.Near[0])
	}
	quoted := make([]string, len(e.Near))
	for i, n := range e.Near {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return s + "; did you mean " + strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1] + "?"
}

// AmbiguousError says that several entities are called so.
type AmbiguousError struct {
	Name       string
	Candidates []Candidate // most events first
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q may be any of %d", e.Name, len(e.Candidates))
}

// asker is one question at work: a reader and what it has looked up.
type asker struct {
	*store.Reader
	ctx      context.Context
	entities map[graph.EntityID]graph.Entity
	budget   *budget // nil: no bound
}

// budget bounds the work of one question, so that it takes the same time in any graph: index
// records of events are looked at, and whole events read, which costs as much as some twenty.
type budget struct {
	left   int
	looked int  // records
	spent  bool // there was more to look at
}

// look takes the price of a record; false says that there is nothing left.
func (b *budget) look() bool {
	if b == nil {
		return true
	}
	if b.left <= 0 {
		b.spent = true
		return false
	}
	b.left--
	b.looked++
	return true
}

// read takes the price of a whole event.
func (b *budget) read() {
	if b != nil {
		b.left -= 20
	}
}

// ask runs do on the database as it stands.
func ask(ctx context.Context, s *store.Store, do func(a *asker) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.View(ctx, func(r *store.Reader) error {
		return do(&asker{Reader: r, ctx: ctx, entities: map[graph.EntityID]graph.Entity{}})
	})
}

// entity is a canonical entity; one that is not there has only its id.
func (a *asker) entity(id graph.EntityID) (graph.Entity, error) {
	if e, ok := a.entities[id]; ok {
		return e, nil
	}
	e, ok, err := a.Entity(id)
	if err != nil {
		return e, err
	}
	if !ok {
		e = graph.Entity{ID: id, Name: string(id)}
	}
	a.entities[id] = e
	return e, nil
}

func (a *asker) name(id graph.EntityID) string {
	if id == "" {
		return ""
	}
	e, err := a.entity(id)
	if err != nil {
		return string(id)
	}
	return e.Name
}

func (a *asker) names(ids []graph.EntityID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, a.name(id))
	}
	return out
}

// Names are the entities that name may mean, best first; none if it is unknown.
func Names(ctx context.Context, s *store.Store, name string) (out []Candidate, err error) {
	err = ask(ctx, s, func(a *asker) error {
		out, err = a.candidates(name)
		return err
	})
	return out, err
}

// candidates are the entities called name: by id, else those of that name or alias,
// else those with all its words in one of their names.
func (a *asker) candidates(name string) ([]Candidate, error) {
	if isID(name) {
		id := graph.EntityID(a.Canon(name))
		if e, ok, err := a.Entity(id); err != nil || ok {
			return []Candidate{a.candidate(e)}, err
		}
	}
	ids := a.Called(name)
	if len(ids) == 0 {
		ids = a.withWords(name)
	}
	var out []Candidate
	for _, id := range ids {
		e, err := a.entity(id)
		if err != nil {
			return nil, err
		}
		out = append(out, a.candidate(e))
	}
	slices.SortFunc(out, func(x, y Candidate) int { return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.ID, y.ID)) })
	return out, nil
}

func isID(name string) bool { return strings.Contains(name, "/") || strings.HasPrefix(name, "ent:") }

func (a *asker) candidate(e graph.Entity) Candidate {
	return Candidate{ID: e.ID, Name: e.Name, Kind: e.Kind, Role: e.Role, Country: e.Country, Events: a.CountEvents(e.ID, 10000)}
}

// withWords are the entities with all words of name in their names. "Gen.
// Gerasimov" finds Valery Gerasimov by his last word alone.
func (a *asker) withWords(name string) []graph.EntityID {
	words := strings.Fields(store.Fold(name))
	var out []graph.EntityID
	for i, w := range words {
		ids := a.WithWord(w)
		if i == 0 {
			out = ids
			continue
		}
		out = slices.DeleteFunc(out, func(id graph.EntityID) bool { return !slices.Contains(ids, id) })
	}
	return out
}

// foremost is the entity of the lexicon among several of a name if nearly all that is told is told of it:
// who asks for Ukraine does not mean "Ukraine", the team, of whom two of 1,700 events are told. "" if none.
func foremost(cs []Candidate) graph.EntityID {
	all := 0
	for _, c := range cs {
		all += c.Events
	}
	for _, c := range cs {
		if store.ArticleOf(c.ID) == "" && c.Events > 0 && c.Events >= 50*(all-c.Events) {
			return c.ID
		}
	}
	return ""
}

// resolve is the one entity that name means.
func (a *asker) resolve(name string) (graph.EntityID, error) {
	cs, err := a.candidates(name)
	if err != nil {
		return "", err
	}
	folded := store.Fold(name)
	// Of several: those whose own name it is before those it is an alias or a part of,
	// those that are called so before those described with it ("an aide of Milley"),
	// families before given names, those that do something before those only mentioned.
	for _, better := range []func(c Candidate) bool{
		func(c Candidate) bool { return store.Fold(c.Name) == folded },
		func(c Candidate) bool { return !a.entities[c.ID].Unnamed },
		func(c Candidate) bool {
			return c.Kind == graph.Person && strings.HasSuffix(store.Fold(c.Name), " "+folded)
		},
		func(c Candidate) bool { return c.Events > 0 },
	} {
		rest := slices.DeleteFunc(slices.Clone(cs), func(c Candidate) bool { return !better(c) })
		if len(cs) > 1 && len(rest) > 0 {
			cs = rest
		}
	}
	switch len(cs) {
	case 0:
		return "", &UnknownError{What: "name", Name: name, Near: a.near(name)}
	case 1:
		return cs[0].ID, nil
	}
	if id := foremost(cs); id != "" {
		return id, nil
	}
	return "", &AmbiguousError{Name: name, Candidates: cs}
}

func (a *asker) resolveAll(names []string) (map[graph.EntityID]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	out := map[graph.EntityID]bool{}
	for _, n := range names {
		id, err := a.resolve(n)
		if err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, nil
}

// near are names a few letters from name.
func (a *asker) near(name string) []string {
	folded := store.Fold(name)
	if folded == "" {
		return nil
	}
	type hit struct {
		id   graph.EntityID
		cost int
	}
	var hits []hit
	limit := 1 + len(folded)/5
	want := uint64(0)
	for i := range len(folded) {
		want |= letter(folded[i])
	}
	n := 0
	for name := range a.Names() {
		if n++; n&1023 == 0 && a.ctx.Err() != nil {
			return nil
		}
		c := limit + 1
		letters := uint64(0)
		for from := 0; from < len(name); {
			to, word := from, uint64(0)
			for ; to < len(name) && name[to] != ' '; to++ {
				word |= letter(name[to])
			}
			if d := to - from - len(folded); -limit <= d && d <= limit && far(word, want) <= 2*limit {
				c = min(c, distance(folded, string(name[from:to]), limit))
			}
			if letters |= word; to < len(name) {
				letters |= letter(' ')
			}
			from = to + 1
		}
		if d := len(name) - len(folded); letters&letter(' ') != 0 && -limit <= d && d <= limit && far(letters, want) <= 2*limit {
			c = min(c, distance(folded, string(name), limit))
		}
		if c > limit {
			continue
		}
		for _, id := range a.Called(string(name)) {
			hits = append(hits, hit{id, c})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.id, y.id)) })
	hits = hits[:min(len(hits), 64)]
	slices.SortStableFunc(hits, func(x, y hit) int { // whom a person may have meant: a name before a description, a short one first
		return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(described(a, x.id), described(a, y.id)), cmp.Compare(len(a.name(x.id)), len(a.name(y.id))))
	})
	var out []string
	for _, h := range hits {
		if len(out) == 4 {
			break
		}
		if n := a.name(h.id); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// described is 1 for what has no name of its own, which stands behind what has one.
func described(a *asker, id graph.EntityID) int {
	if e, err := a.entity(id); err != nil || e.Unnamed || e.Kind == graph.Thing {
		return 1
	}
	return 0
}

// meant is the only name that a name of a question may be a slip or another spelling of: one letter
// in six apart, with the same first letter. It is "" where there is none or several.
func (a *asker) meant(name string) string {
	folded := store.Fold(name)
	limit := len(folded) / 6
	if limit == 0 || strings.Contains(folded, " ") {
		return ""
	}
	found := ""
	for _, n := range a.near(name) {
		for w := range strings.FieldsSeq(store.Fold(n)) {
			if w[0] != folded[0] || distance(folded, w, limit) > limit {
				continue
			}
			if found != "" && found != n {
				return ""
			}
			found = n
		}
	}
	return found
}

// letter is a bit for a byte, of those that are equal in their last six bits the same.
func letter(b byte) uint64 { return 1 << (b & 63) }

// far is how many letters only one of two has: each change of a letter makes it two at most.
func far(a, b uint64) int { return bits.OnesCount64(a ^ b) }

// nearest are those of known that are a few letters from name.
func nearest(name string, known []string) []string {
	type hit struct {
		name string
		cost int
	}
	var hits []hit
	limit := 1 + len(name)/4
	for _, k := range known {
		c := distance(name, k, limit)
		if c > limit && (strings.Contains(k, name) && len(name) > 2) {
			c = limit
		}
		if c <= limit {
			hits = append(hits, hit{k, c})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.name, y.name)) })
	var out []string
	for _, h := range hits[:min(4, len(hits))] {
		out = append(out, h.name)
	}
	return out
}

// distance is how many letters must be changed, added, dropped or swapped with their
// neighbour to make b of a; more than limit is given as limit+1.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var room [3 * 48]int
	if len(b) >= 48 {
		return longDistance(a, b, limit)
	}
	n := len(b) + 1
	return distanceIn(a, b, limit, room[:n], room[n:2*n], room[2*n:3*n])
}

func longDistance(a, b string, limit int) int {
	n := len(b) + 1
	return distanceIn(a, b, limit, make([]int, n), make([]int, n), make([]int, n))
}

func distanceIn(a, b string, limit int, before, last, now []int) int {
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			best = min(best, now[j])
		}
		if best > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
