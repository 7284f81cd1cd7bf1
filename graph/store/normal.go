package store

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// roleRank puts those who act before those who are acted upon.
func roleRank(name string) int {
	switch name {
	case "actor":
		return 0
	case "participant":
		return 1
	case "recipient":
		return 2
	case "content":
		return 3
	}
	return 4
}

// normalise brings f into the one order in which it is kept, so that facts that
// say the same are equal. It changes copies only.
func normalise(f graph.Facts) graph.Facts {
	f.Entities = slices.Clone(f.Entities)
	for i := range f.Entities {
		e := &f.Entities[i]
		e.Name, e.Aliases = shortName(e.Name), slices.Clone(e.Aliases)
		for j, a := range e.Aliases {
			e.Aliases[j] = shortName(a)
		}
		e.Aliases = slices.DeleteFunc(e.Aliases, func(a string) bool { return a == e.Name || a == "" })
		slices.Sort(e.Aliases)
		e.Aliases = nilIfEmpty(slices.Compact(e.Aliases))
		e.Members = nil
	}
	slices.SortFunc(f.Entities, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	f.Events = slices.Clone(f.Events)
	for i := range f.Events {
		e := &f.Events[i]
		e.Roles = slices.Clone(e.Roles)
		sortRoles(e.Roles)
		e.Roles = nilIfEmpty(slices.Compact(e.Roles))
		e.Claims = sortClaims(e.Claims, f.Article.ID)
		e.When = asKept(e.When)
		e.Tags, e.Values, e.Order = nilIfEmpty(e.Tags), nilIfEmpty(e.Values), nilIfEmpty(e.Order)
		e.Members = nil
	}
	slices.SortFunc(f.Events, func(a, b graph.Event) int { return cmp.Compare(a.ID, b.ID) })
	f.States = slices.Clone(f.States)
	for i := range f.States {
		f.States[i].When = asKept(f.States[i].When)
		f.States[i].Claims = sortClaims(f.States[i].Claims, f.Article.ID)
	}
	slices.SortFunc(f.States, func(a, b graph.State) int { return cmp.Compare(a.ID, b.ID) })
	f.Types = slices.Clone(f.Types)
	slices.SortFunc(f.Types, func(a, b graph.Type) int { return cmp.Compare(a.ID, b.ID) })
	f.Article.CopyOf = ""
	f.Article.Published, f.Article.Modified = keptTime(f.Article.Published), keptTime(f.Article.Modified)
	return f
}

// Bounds of names in bytes, as written and folded. What is longer is no name, and would
// not fit into the keys of an index.
const (
	mostName   = 300
	mostFolded = 600
)

func shortName(s string) string {
	if len(s) > mostName {
		s = strings.ToValidUTF8(s[:mostName], "")
	}
	return s
}

// keptTime is t with its offset, but without the name of its zone.
func keptTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	if _, offset := t.Zone(); offset != 0 {
		return t.In(time.FixedZone("", offset)).Round(0)
	}
	return t.UTC().Round(0)
}

// asKept is p as sharp as its text form keeps it.
func asKept(p when.Period) when.Period {
	if p.IsZero() {
		return when.Period{}
	}
	if q, err := when.Parse(p.String()); err == nil {
		return q
	}
	return p
}

func nilIfEmpty[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return s
}

func sortRoles(rs []graph.Role) {
	slices.SortFunc(rs, func(a, b graph.Role) int {
		return cmp.Or(
			cmp.Compare(roleRank(a.Name), roleRank(b.Name)), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Event, b.Event), cmp.Compare(a.Topic, b.Topic),
		)
	})
}

func sortClaims(cs []graph.Claim, art graph.ArticleID) []graph.Claim {
	cs = slices.Clone(cs)
	for i := range cs {
		cs[i].Article = art
		cs[i].Claimant = nilIfEmpty(cs[i].Claimant)
	}
	slices.SortStableFunc(cs, CompareClaims)
	return cs
}

// CompareClaims orders claims by article, place in it, polarity and rule.
func CompareClaims(a, b graph.Claim) int {
	return cmp.Or(
		cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Trigger[0], b.Trigger[0]),
		cmp.Compare(a.Trigger[1], b.Trigger[1]), cmp.Compare(a.Polarity, b.Polarity), cmp.Compare(a.Rule, b.Rule),
		slices.Compare(a.Claimant, b.Claimant),
	)
}

// validate reports why f cannot be stored.
func validate(f graph.Facts) error {
	if f.Article.ID == "" {
		return fmt.Errorf("%s: an article without an id cannot be stored", f.Article.Path)
	}
	if badID(string(f.Article.ID)) || strings.ContainsAny(string(f.Article.ID), "/@") {
		return fmt.Errorf("article id %q: it may hold no control characters, slashes or @", f.Article.ID)
	}
	known := map[string]bool{}
	for _, e := range f.Entities {
		if badID(string(e.ID)) {
			return fmt.Errorf("article %s: entity id %q: it may hold no control characters", f.Article.ID, e.ID)
		}
		if e.Name == "" || e.Kind == "" {
			return fmt.Errorf("article %s: entity %s has no name or no kind", f.Article.ID, e.ID)
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n := Fold(shortName(n)); len(n) > mostFolded {
				return fmt.Errorf("article %s: entity %s: the name %.40q... is too long", f.Article.ID, e.ID, n)
			}
		}
		if known[string(e.ID)] {
			return fmt.Errorf("article %s: entity %s stands twice", f.Article.ID, e.ID)
		}
		known[string(e.ID)] = true
		if a := ArticleOf(e.ID); e.ID == "" || a != "" && a != f.Article.ID {
			return fmt.Errorf("article %s: entity id %q is of another article", f.Article.ID, e.ID)
		}
	}
	for _, e := range f.Events {
		known[string(e.ID)] = true
	}
	check := func(what string, id graph.EventID, claims []graph.Claim, refs ...string) error {
		if ArticleOf(id) != f.Article.ID || badID(string(id)) {
			return fmt.Errorf("article %s: %s id %q is not of this article", f.Article.ID, what, id)
		}
		if len(claims) == 0 {
			return fmt.Errorf("article %s: %s %s: %w", f.Article.ID, what, id, ErrNoClaims)
		}
		for _, c := range claims {
			if c.Start < 0 || c.End < c.Start || c.End > len(f.Article.Text) || c.Trigger[0] < c.Start || c.Trigger[1] > c.End || c.Trigger[1] < c.Trigger[0] {
				return fmt.Errorf("article %s: %s %s: claim [%d,%d) with trigger [%d,%d) is not inside the text of %d bytes",
					f.Article.ID, what, id, c.Start, c.End, c.Trigger[0], c.Trigger[1], len(f.Article.Text))
			}
			if !(c.Confidence >= 0 && c.Confidence <= 1) {
				return fmt.Errorf("article %s: %s %s: confidence %v is not between 0 and 1", f.Article.ID, what, id, c.Confidence)
			}
			for _, by := range c.Claimant {
				refs = append(refs, string(by))
			}
		}
		for _, r := range refs {
			if r != "" && !known[r] {
				return fmt.Errorf("article %s: %s %s names %q, which the article does not have", f.Article.ID, what, id, r)
			}
		}
		return nil
	}
	seen := map[graph.EventID]bool{}
	for _, e := range f.Events {
		refs := []string{string(e.Place)}
		for _, v := range e.Values {
			if math.IsNaN(v.Amount) || math.IsInf(v.Amount, 0) {
				return fmt.Errorf("article %s: event %s: %v is no amount", f.Article.ID, e.ID, v.Amount)
			}
		}
		for _, r := range e.Roles {
			if r.Name == "" || !oneOf(r.Entity != "", r.Event != "", r.Topic != "") {
				return fmt.Errorf("article %s: event %s: role %q must have exactly one target", f.Article.ID, e.ID, r.Name)
			}
			refs = append(refs, string(r.Entity), string(r.Event))
		}
		if err := check("event", e.ID, e.Claims, refs...); err != nil {
			return err
		}
		if seen[e.ID] {
			return fmt.Errorf("article %s: event %s stands twice", f.Article.ID, e.ID)
		}
		seen[e.ID] = true
	}
	for _, s := range f.States {
		if err := check("state", s.ID, s.Claims, string(s.From), string(s.To)); err != nil {
			return err
		}
		if s.From == "" || seen[s.ID] {
			return fmt.Errorf("article %s: state %s stands twice or holds of nobody", f.Article.ID, s.ID)
		}
		seen[s.ID] = true
	}
	return nil
}

// badID reports whether an id holds what the keys of the index are joined with.
func badID(id string) bool {
	for i := 0; i < len(id); i++ {
		if id[i] < ' ' || id[i] == 0x7f {
			return true
		}
	}
	return false
}

// oneOf reports whether exactly one of bs is true.
func oneOf(bs ...bool) bool {
	n := 0
	for _, b := range bs {
		if b {
			n++
		}
	}
	return n == 1
}

// Normal is f in the one order in which it is kept and given back.
func Normal(f graph.Facts) graph.Facts { return normalise(f) }
