package annotate

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Explain writes every layer of d as text for a person: metadata, blocks,
// sentences with their tokens, mentions, time expressions, entities, event
// mentions, attributions, events, states, problems. All offsets are bytes.
func Explain(w io.Writer, d *nlp.Document) error {
	b := bufio.NewWriter(w)
	a := d.Article
	fmt.Fprintf(b, "article %s\n", a.ID)
	for _, f := range [][2]string{{"title", a.Title}, {"publisher", a.Publisher}, {"agency", a.Agency}, {"byline", a.Byline},
		{"dateline", a.Dateline}, {"url", a.URL}, {"published", published(a)}, {"language", a.Lang}} {
		if f[1] != "" {
			fmt.Fprintf(b, "  %-10s %s\n", f[0], f[1])
		}
	}
	section(b, "blocks")
	for i, bl := range a.Blocks {
		fmt.Fprintf(b, "  %d %s %d-%d %s\n", i, bl.Kind, bl.Start, bl.End, short(a.Text[bl.Start:bl.End]))
	}
	if d.Has&nlp.Sentences != 0 {
		section(b, "sentences")
		for i, s := range d.Sentences {
			explainSentence(b, d, i, s)
		}
	}
	if d.Has&nlp.Names != 0 {
		section(b, "mentions")
		for i, m := range d.Mentions {
			explainMention(b, d, i, m)
		}
	}
	if d.Has&nlp.Times != 0 {
		section(b, "times")
		for _, t := range d.Timexes {
			fmt.Fprintf(b, "  %d-%d %q %s %s", t.Start, t.End, d.Text(t.Span), t.Type, t.Value)
			for _, f := range [][2]string{{"mod", t.Mod}, {"quant", t.Quant}, {"freq", t.Freq}, {"edtf", t.Period.String()}, {"why", t.Why}} {
				if f[1] != "" {
					fmt.Fprintf(b, " %s=%s", f[0], f[1])
				}
			}
			fmt.Fprintf(b, " (%s)\n", t.Rule)
		}
	}
	if d.Has&nlp.Resolved != 0 {
		section(b, "entities")
		for i, e := range d.Entities {
			fmt.Fprintf(b, "  e%d %s %s %q", i, e.ID, e.Kind, e.Name)
			for _, f := range [][2]string{{"role", e.Role}, {"country", e.Country}, {"sector", e.Sector}, {"also", strings.Join(e.Aliases, "; ")}} {
				if f[1] != "" {
					fmt.Fprintf(b, " %s=%s", f[0], f[1])
				}
			}
			fmt.Fprintln(b)
		}
	}
	if d.Has&nlp.Happenings != 0 {
		section(b, "event mentions")
		for i, h := range d.Happenings {
			explainHappening(b, d, i, h)
		}
	}
	if d.Has&nlp.Claims != 0 {
		section(b, "attributions")
		for i, at := range d.Attributions {
			fmt.Fprintf(b, "  a%d %s: %q %q", i, at.Stance, d.Text(at.Source), d.Text(at.Cue))
			for _, c := range at.Content {
				fmt.Fprintf(b, " %q", short(d.Text(c)))
			}
			fmt.Fprintln(b)
		}
	}
	if d.Has&nlp.Told != 0 {
		names := map[graph.EntityID]string{}
		for _, e := range d.Entities {
			names[e.ID] = e.Name
		}
		section(b, "events")
		for _, e := range d.Events {
			explainEvent(b, e, names)
		}
		section(b, "states")
		for _, s := range d.States {
			fmt.Fprintf(b, "  %s %s %s %s", s.ID, names[s.From], s.Type, names[s.To])
			if s.Value != "" {
				fmt.Fprintf(b, " %q", s.Value)
			}
			if s.Former {
				fmt.Fprint(b, " (former)")
			}
			fmt.Fprintln(b)
		}
	}
	if len(d.Problems) > 0 {
		section(b, "problems")
		for _, p := range d.Problems {
			fmt.Fprintf(b, "  %d-%d %s: %s\n", p.Start, p.End, p.Stage, p.What)
		}
	}
	return b.Flush()
}

func section(b *bufio.Writer, name string) { fmt.Fprintf(b, "\n%s\n", name) }

func published(a *article.Article) string {
	if a.Published.IsZero() {
		return "unknown"
	}
	layout := time.RFC3339
	if a.DayOnly {
		layout = time.DateOnly
	}
	return fmt.Sprintf("%s (from %s)", a.Published.Format(layout), a.DateFrom)
}

func explainSentence(b *bufio.Writer, d *nlp.Document, i int, s nlp.Sentence) {
	fmt.Fprintf(b, "  s%d %s %d-%d %s\n", i, s.Kind, s.Start, s.End, strings.Join(strings.Fields(d.Text(s.Span)), " "))
	for j := s.First; j < s.Last; j++ {
		t := d.Tokens[j]
		head := "root"
		if t.Head >= 0 && t.Head < len(d.Tokens) {
			head = fmt.Sprintf("%d %s", t.Head, d.Word(t.Head))
		}
		fmt.Fprintf(b, "    %-4d %-16s %-16s %-5s %-5s %-12s %s\n", j, d.Word(j), t.Lemma, t.Tag, t.Fine, t.Dep, head)
	}
}

func explainMention(b *bufio.Writer, d *nlp.Document, i int, m nlp.Mention) {
	fmt.Fprintf(b, "  m%d %d-%d %q %s %s", i, m.Start, m.End, d.Text(m.Span), m.Kind, m.Form)
	if m.Entity >= 0 {
		fmt.Fprintf(b, " -> e%d", m.Entity)
	}
	for _, f := range [][2]string{{"role", m.Role}, {"country", m.Country}} {
		if f[1] != "" {
			fmt.Fprintf(b, " %s=%s", f[0], f[1])
		}
	}
	if m.Former {
		fmt.Fprint(b, " (former)")
	}
	fmt.Fprintln(b)
}

func explainHappening(b *bufio.Writer, d *nlp.Document, i int, h nlp.EventMention) {
	fmt.Fprintf(b, "  h%d s%d %q %s", i, h.Sentence, d.Text(h.Words), h.Type)
	for _, a := range h.Args {
		fmt.Fprintf(b, " %s=%q", a.Role, d.Text(a.Span))
		switch {
		case a.Topic != "":
			fmt.Fprintf(b, "(%s)", a.Topic)
		case a.Happening >= 0:
			fmt.Fprintf(b, "(h%d)", a.Happening)
		case a.Mention >= 0 && d.Mentions[a.Mention].Entity >= 0:
			fmt.Fprintf(b, "(e%d)", d.Mentions[a.Mention].Entity)
		}
	}
	for _, c := range h.Claimants {
		fmt.Fprintf(b, " by=a%d", c)
	}
	fmt.Fprintf(b, " %s %s %s", h.Polarity, h.Factuality, h.Mode)
	if !h.When.IsZero() {
		fmt.Fprintf(b, " @ %s (%s)", h.When, h.Basis)
	}
	fmt.Fprintf(b, " [%s]\n", h.Rule)
}

func explainEvent(b *bufio.Writer, e graph.Event, names map[graph.EntityID]string) {
	fmt.Fprintf(b, "  %s %s", e.ID, e.Text)
	if !e.When.IsZero() {
		fmt.Fprintf(b, " @ %s", e.When)
	}
	if e.Basis != when.BasisNone {
		fmt.Fprintf(b, " (%s)", e.Basis)
	}
	if e.Manner != "" {
		fmt.Fprintf(b, " manner=%s", e.Manner)
	}
	fmt.Fprintln(b)
	for _, r := range e.Roles {
		what := names[r.Entity]
		if r.Event != "" {
			what = string(r.Event)
		}
		if r.Topic != "" {
			what = string(r.Topic)
		}
		fmt.Fprintf(b, "    %s: %s\n", r.Name, what)
	}
	for _, v := range e.Values {
		fmt.Fprintf(b, "    value: %s %v %s %s\n", v.Approx, v.Amount, v.Unit, v.What)
	}
	for _, c := range e.Claims {
		who := make([]string, len(c.Claimant))
		for i, id := range c.Claimant {
			who[i] = names[id]
		}
		says := strings.Join(who, " <- ")
		if says == "" {
			says = "the article"
		}
		fmt.Fprintf(b, "    claim %d-%d by %s: %s %s %s [%s] %.2f\n", c.Start, c.End, says, c.Polarity, c.Factuality, c.Mode, c.Rule, c.Confidence)
	}
	if e.Dating != "" {
		fmt.Fprintf(b, "    dated: %s\n", e.Dating)
	}
}

// short is s on one line, its middle left out where it is long.
func short(s string) string {
	const most = 72
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-20]) + " … " + string(r[len(r)-17:])
}
