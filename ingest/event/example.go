package event

import (
	"fmt"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Check compares what was found in the sentence of e, an example of the
// relation id, with what e says; "" if they agree. A reading is
//
//	[not] ACTOR relation RECIPIENT [; role=WORDS]... [[manner]] [@ time] [(mode)]
//
// "-" is nobody. The words must be in the argument and hold its head. Whether it
// is denied, when and in what mode it was is for later stages, and not compared.
func Check(d *nlp.Document, id graph.TypeID, e Example) string {
	if e.Not {
		for i := range d.Happenings {
			if d.Happenings[i].Type == id {
				return "is read as " + Describe(d, i)
			}
		}
		return ""
	}
	if len(e.Readings) == 0 {
		return "has no reading below it"
	}
	var wrong []string
	for _, r := range e.Readings {
		if !reads(d, id, r) {
			wrong = append(wrong, "not found: "+r)
		}
	}
	return strings.Join(wrong, "\n")
}

// Rules is where the patterns of the relation stand: "accuse.txt:12".
func (r *Relation) Rules() []string {
	var all []string
	for _, p := range r.Patterns {
		if len(all) == 0 || all[len(all)-1] != p.rule {
			all = append(all, p.rule)
		}
	}
	return all
}

// Describe is the happening i of d in one line.
func Describe(d *nlp.Document, i int) string {
	h := &d.Happenings[i]
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q %s", h.Type, d.Text(h.Words), h.Rule)
	for _, a := range h.Args {
		fmt.Fprintf(&b, " %s=%q", a.Role, d.Text(a.Span))
		if a.Mention >= 0 {
			fmt.Fprintf(&b, "/m%d", a.Mention)
		}
		if a.Happening >= 0 {
			fmt.Fprintf(&b, "/h%d", a.Happening)
		}
		if a.Topic != "" {
			fmt.Fprintf(&b, "/%s", a.Topic)
		}
	}
	if h.Place >= 0 {
		fmt.Fprintf(&b, " place=%q", d.Text(d.Mentions[h.Place].Span))
	}
	if h.Manner != "" {
		fmt.Fprintf(&b, " [%s]", h.Manner)
	}
	for _, q := range h.Values {
		fmt.Fprintf(&b, " %s %v %s %s", q.Approx, q.Amount, q.Unit, q.What)
	}
	return b.String()
}

// reads reports whether d has the reading, of the relation that it names.
func reads(d *nlp.Document, id graph.TypeID, reading string) bool {
	reading, _, _ = strings.Cut(reading, " @")
	reading, _, _ = strings.Cut(reading, " (")
	reading, manner, hasManner := strings.Cut(reading, " [")
	parts := strings.Split(reading, " ; ")
	main := strings.TrimPrefix(parts[0], "not ") + " "
	// A reading may name another relation than the file's.
	for _, w := range strings.Fields(main) {
		if strings.Contains(w, "_") && graph.TypeID(w) != id {
			id = graph.TypeID(w)
		}
	}
	left, right, ok := strings.Cut(main, " "+string(id)+" ")
	if !ok {
		return false
	}
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if h.Type != id || hasManner && h.Manner != strings.TrimSuffix(strings.TrimSpace(manner), "]") {
			continue
		}
		used := -1
		if left != "-" {
			if used = argument(d, h, left, -1, "actor", "participant"); used < 0 {
				continue
			}
		} else if role(h, "actor") {
			continue
		}
		if right != "-" && right != "" && argument(d, h, right, used, "recipient", "participant") < 0 {
			continue
		}
		all := true
		for _, p := range parts[1:] {
			name, words, _ := strings.Cut(strings.TrimSpace(p), "=")
			all = all && (name == "place" && h.Place >= 0 && strings.Contains(d.Text(d.Mentions[h.Place].Span), words) || argument(d, h, words, -1, name) >= 0)
		}
		if all {
			return true
		}
	}
	return false
}

func role(h *nlp.EventMention, name string) bool {
	for _, a := range h.Args {
		if a.Role == name {
			return true
		}
	}
	return false
}

// argument is the index of an argument in one of the roles that the words fit.
func argument(d *nlp.Document, h *nlp.EventMention, words string, not int, roles ...string) int {
	for i, a := range h.Args {
		for _, r := range roles {
			if a.Role != r || i == not {
				continue
			}
			text := d.Text(a.Span)
			at := strings.Index(text, words)
			if at >= 0 {
				head := d.Tokens[a.Token].Span
				s := nlp.Span{Start: a.Span.Start + at, End: a.Span.Start + at + len(words)}
				if s.Overlaps(head) || a.Mention >= 0 && s.Overlaps(d.Mentions[a.Mention].Span) {
					return i
				}
			}
			if a.Mention >= 0 {
				if m := d.Mentions[a.Mention]; m.Entity >= 0 && m.Entity < len(d.Entities) && d.Entities[m.Entity].Name == words || d.Text(m.Name) == words {
					return i
				}
			}
		}
	}
	return -1
}
