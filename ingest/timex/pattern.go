package timex

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/ingest/nlp"
)

// rule reads "category: pattern => meaning".
func (g *grammar) rule(line string) (r rule, seqs [][]element, err error) {
	head, rest, ok := strings.Cut(line, ": ")
	if !ok {
		return r, nil, fmt.Errorf("a rule reads category: pattern => meaning")
	}
	pattern, meaning, ok := strings.Cut(rest, " => ")
	if !ok {
		return r, nil, fmt.Errorf("a rule reads category: pattern => meaning")
	}
	if set := g.catSet(head); set&(set-1) != 0 {
		return r, nil, fmt.Errorf("%s is a group", head)
	}
	r.cat = g.cats[head]
	p := patternReader{g: g, r: &r, words: strings.Fields(pattern)}
	if seqs, err = p.alternatives(""); err != nil {
		return r, nil, err
	}
	if len(g.cats) > 60 {
		return r, nil, fmt.Errorf("too many categories")
	}
	err = g.meaning(&r, strings.Fields(meaning))
	return r, seqs, err
}

func (g *grammar) label(name string) int {
	l, ok := g.labels[name]
	if !ok {
		l = len(g.labels)
		g.labels[name] = l
		g.labelClass = append(g.labelClass, -1)
	}
	return l
}

func (g *grammar) meaning(r *rule, words []string) error {
	if kinds := map[string]int{"list": 0, "range": 0, "later": 1, "sooner": -1}; len(words) > 1 && hasKey(kinds, words[0]) {
		r.isRange, r.offset = words[0] == "range", kinds[words[0]]
		for _, w := range words[1:] {
			if !strings.HasPrefix(w, "$") {
				return fmt.Errorf("a list has labels, not %q", w)
			}
			r.list = append(r.list, g.label(w[1:]))
		}
		return nil
	}
	for i, w := range words {
		key, val, ok := strings.Cut(w, "=")
		switch {
		case !ok && strings.HasPrefix(w, "$"):
			r.meaning = append(r.meaning, assign{merge: g.label(w[1:])})
			continue
		case !ok && i == 0:
			key, val = "kind", w
		case !ok:
			return fmt.Errorf("%q is no field=value", w)
		}
		a := assign{merge: -1}
		if a.num = key == "num"; !a.num {
			if a.field, ok = fieldNames[key]; !ok {
				return fmt.Errorf("no field %q", key)
			}
		}
		val = strings.ReplaceAll(val, "-", "+-")
		for _, t := range strings.Split(strings.TrimPrefix(val, "+"), "+") {
			tm := term{factor: 1}
			if strings.HasPrefix(t, "-") {
				tm.factor, t = -1, t[1:]
			}
			for _, x := range strings.Split(t, "*") {
				if strings.HasPrefix(x, "$") {
					tm.labels = append(tm.labels, g.label(x[1:]))
				} else if c, ok := constant(x); ok {
					tm.factor *= float64(c)
				} else if f, err := strconv.ParseFloat(x, 64); err == nil {
					tm.factor *= f
				} else {
					return fmt.Errorf("%s: unknown value %q", key, x)
				}
			}
			a.terms = append(a.terms, tm)
		}
		r.meaning = append(r.meaning, a)
	}
	return nil
}

func hasKey(m map[string]int, k string) bool { _, ok := m[k]; return ok }

// patternReader expands a pattern into the flat sequences it stands for.
type patternReader struct {
	g     *grammar
	r     *rule
	words []string
	at    int
}

// alternatives reads up to the closing word and returns all sequences.
func (p *patternReader) alternatives(end string) (out [][]element, err error) {
	cur := [][]element{{}}
	for {
		if p.at == len(p.words) {
			if end != "" {
				return nil, fmt.Errorf("a group is not closed")
			}
			return append(out, cur...), nil
		}
		w := p.words[p.at]
		p.at++
		switch {
		case w == "|":
			out = append(out, cur...)
			cur = [][]element{{}}
		case end != "" && (w == end || w == end+"?"):
			out = append(out, cur...)
			if w == end+"?" {
				out = append(out, nil)
			}
			return out, nil
		case w == "(":
			inner, err := p.alternatives(")")
			if err != nil {
				return nil, err
			}
			cur = cross(cur, inner)
		case strings.HasPrefix(w, "["):
			if err := p.look(w); err != nil {
				return nil, err
			}
		default:
			opt := len(w) > 1 && strings.HasSuffix(w, "?")
			if strings.Contains(w, "<") {
				for !strings.Contains(w, ">") && p.at < len(p.words) { // <num 1..31>
					w += " " + p.words[p.at]
					p.at++
				}
				opt = strings.HasSuffix(w, "?")
			}
			if opt {
				w = w[:len(w)-1]
			}
			e, err := p.g.element(w)
			if err != nil {
				return nil, err
			}
			inner := [][]element{{e}}
			if opt {
				inner = append(inner, nil)
			}
			cur = cross(cur, inner)
		}
		if len(cur) > 4096 {
			return nil, fmt.Errorf("the pattern stands for too many sequences")
		}
	}
}

// look reads "[prev x]", "[!prev x]", "[next x]", "[!next x]".
func (p *patternReader) look(w string) error {
	for !strings.HasSuffix(w, "]") {
		if p.at == len(p.words) {
			return fmt.Errorf("a condition is not closed")
		}
		w += " " + p.words[p.at]
		p.at++
	}
	what, elem, _ := strings.Cut(strings.Trim(w, "[]"), " ")
	var k look
	what, k.not = strings.CutPrefix(what, "!")
	k.not = strings.HasPrefix(w, "[!")
	switch what {
	case "prev":
	case "next":
		k.after = true
	default:
		return fmt.Errorf("a condition is on prev or next, not %q", what)
	}
	e, err := p.g.element(elem)
	k.pred = p.g.preds[e.pred]
	p.r.around = append(p.r.around, k)
	return err
}

func cross(a, b [][]element) (out [][]element) {
	for _, x := range a {
		for _, y := range b {
			out = append(out, append(x[:len(x):len(x)], y...))
		}
	}
	return out
}

// element reads [label:][~|_][^]core[/[!]TAG,TAG]: touching or apart from what
// is before, starting with a capital.
func (g *grammar) element(w string) (e element, err error) {
	e.label = -1
	label := ""
	if i := strings.IndexByte(w, ':'); i > 0 && w[:i] != "~" && w[:i] != "_" {
		label, w = w[:i], w[i+1:]
		if strings.ContainsAny(label, "~_@<") {
			return e, fmt.Errorf("a label comes first and is a plain word: %q", label)
		}
	}
	var p pred
	if len(w) > 1 {
		if w, p.glued = strings.CutPrefix(w, "~"); !p.glued {
			w, p.spaced = strings.CutPrefix(w, "_")
		}
		w, p.capital = strings.CutPrefix(w, "^")
	}
	if i := strings.LastIndexByte(w, '/'); i > 0 {
		tags := w[i+1:]
		w = w[:i]
		tags, p.notTag = strings.CutPrefix(tags, "!")
		for _, t := range strings.Split(tags, ",") {
			switch {
			case nlp.TagOf(t) != nlp.NoTag && nlp.FineOf(t) == nlp.NoFine:
				p.tag |= 1 << nlp.TagOf(t)
			case nlp.FineOf(t) != nlp.NoFine:
				p.fine |= 1 << nlp.FineOf(t)
			default:
				return e, fmt.Errorf("no tag %q", t)
			}
		}
	}
	switch {
	case w == "*":
		p.kind = isAny
	case strings.HasPrefix(w, "@"):
		p.kind = isClass
		if p.class, err = g.class(w[1:]); err != nil {
			return e, err
		}
		if label == "" {
			label = w[1:]
		}
		if c := &g.labelClass[g.label(label)]; *c >= 0 && *c != p.class {
			return e, fmt.Errorf("$%s stands for two classes", label)
		} else {
			*c = p.class
		}
	case strings.HasPrefix(w, "<") && strings.HasSuffix(w, ">"):
		p.kind = isCat
		name, bounds, ok := strings.Cut(w[1:len(w)-1], " ")
		p.lo, p.hi = -1, -1
		if ok {
			lo, hi, _ := strings.Cut(bounds, "..")
			if p.lo, err = strconv.Atoi(lo); err != nil {
				return e, err
			}
			if p.hi, err = strconv.Atoi(hi); err != nil {
				return e, err
			}
		}
		if label == "" {
			label = name
		}
		if n := len(name) - 1; strings.HasPrefix(name, "dig") && name[n] >= '1' && name[n] <= '9' {
			p.digits = name[n] - '0'
			name = name[:n]
		}
		p.cats = g.catSet(name)
	default:
		p.kind = isWord
		p.word = g.id(w)
	}
	if label != "" {
		e.label = int8(g.label(label))
	}
	id, ok := g.predID[p]
	if !ok {
		id = int32(len(g.preds))
		g.preds = append(g.preds, p)
		g.predID[p] = id
	}
	e.pred = id
	return e, nil
}
