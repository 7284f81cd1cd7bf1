package event

import (
	"slices"
	"strconv"
	"strings"
)

// This file reads the slots of a pattern.

func (r *reader) slots(p *Pattern, s string) {
	fields := strings.Fields(s)
	arrow := slices.Index(fields, "->")
	if arrow != 1 || len(fields) < 3 {
		r.fail("slots must start as in: subj -> obj")
		return
	}
	p.actor = r.side(p, "actor", fields[0])
	p.other = r.side(p, "recipient", fields[2])
	for _, f := range fields[3:] {
		key, val, ok := strings.Cut(f, "=")
		if !ok {
			r.fail("%q: expected role=slot or option=value", f)
			continue
		}
		switch key {
		case "light":
			p.light = set(val)
		case "unless":
			p.unless = set(val)
		case "manner":
			p.manner = val
		case "mutual":
			p.mutual = val == "yes"
		case "count":
			p.count = val
		case "conf":
			c, err := strconv.ParseFloat(val, 64)
			if err != nil || c <= 0 || c > 1 {
				r.fail("conf must be a number over 0 up to 1")
			}
			p.conf = c
		default:
			r.side(p, key, val)
		}
	}
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(s, ",") {
		m[w] = true
	}
	return m
}

// side reads one role's slot: "subj", "obj[gpe,organisation]|to", "with?".
func (r *reader) side(p *Pattern, role, s string) int {
	if s == "-" {
		return -1
	}
	sl := slot{role: role}
	if t, ok := strings.CutSuffix(s, "?"); ok {
		s, sl.optional = t, true
	} else if t, ok := strings.CutSuffix(s, "!"); ok {
		s, sl.required = t, true
	}
	for _, a := range strings.Split(s, "|") {
		name, cons, bracket := strings.Cut(a, "[")
		var proto alt
		if bracket {
			cons, ok := strings.CutSuffix(cons, "]")
			if !ok {
				r.fail("%q: no ] to the [", a)
			}
			r.constrain(&proto, cons)
		}
		if ps, ok := places[name]; ok {
			for _, pl := range ps {
				b := proto
				b.place = pl
				sl.alts = append(sl.alts, b)
			}
			continue
		}
		if !r.words.preps[name] {
			r.fail("%q is neither a slot nor a preposition of words/grammar.txt", name)
			continue
		}
		proto.place, proto.prep = prepPlace, name
		sl.alts = append(sl.alts, proto)
	}
	p.slots = append(p.slots, sl)
	return len(p.slots) - 1
}

func (r *reader) constrain(a *alt, s string) {
	for _, c := range strings.Split(s, ",") {
		neg := strings.HasPrefix(c, "!")
		c = strings.TrimPrefix(c, "!")
		if c == "named" {
			a.named, a.unnamed = !neg, neg
			continue
		}
		if l, ok := strings.CutPrefix(c, "="); ok {
			m := &a.lemma
			if neg {
				m = &a.noLem
			}
			if *m == nil {
				*m = map[string]bool{}
			}
			(*m)[strings.ReplaceAll(l, "_", " ")] = true
			continue
		}
		b, ok := r.words.class[c]
		if !ok {
			r.fail("unknown kind or class %q", c)
		}
		if neg {
			a.no |= b
		} else {
			a.yes |= b
		}
	}
}

// finish sets what depends on the whole file: required slots, specificity.
func (r *reader) finish(p *Pattern) {
	if p.kind == nounPattern && p.actor >= 0 && !r.rel.State {
		// A light verb lends the noun its subject: "stepped up attacks on".
		if s := &p.slots[p.actor]; !slices.ContainsFunc(s.alts, func(a alt) bool { return a.place == subjPlace || a.place == namePlace }) {
			s.alts = append(s.alts, alt{place: subjPlace})
		}
	}
	p.spec = 16*min(1, len(p.objects)) + 12*min(1, len(p.particle)) + 6*len(p.before)
	for i := range p.slots {
		s := &p.slots[i]
		if r.rel.Symmetric && (s.role == "actor" || s.role == "recipient") {
			s.role = "participant"
		}
		core := len(s.alts) > 0 && (s.alts[0].place == objPlace || s.alts[0].place == subjPlace || s.alts[0].place == iobjPlace)
		switch {
		case s.optional:
		case r.rel.State && (i == p.actor || i == p.other):
			s.required = true
		case i == p.other && core && p.kind != nounPattern && len(p.objects) == 0 && !r.rel.Symmetric:
			s.required = true
		}
		for j := range s.alts {
			a := &s.alts[j]
			switch {
			case a.lemma != nil:
				a.weight = 6 // words are sharper than classes
			case a.yes|a.no != 0 || a.noLem != nil || a.named:
				a.weight = 4
			}
		}
		if s.required {
			p.spec += 2
		}
	}
	if p.unless != nil {
		p.spec += 2
	}
}
