package timeml

import (
	"fmt"
	"slices"
	"strings"
)

// Score counts how the expressions found agree with those a person marked, as
// task A of TempEval-3 does: an expression found matches one of the gold if
// they are the same (strict) or share a character (relaxed); type and value
// count among the relaxed matches. Attributes are equal if their strings are.
type Score struct {
	Gold, Found     int
	Strict, Relaxed int
	Type, Value     int
	Wrong           []Difference
	Events          EventScore
	Links           LinkScore
}

// EventScore counts events: found ones that share a character with one of the
// gold, and those of them with its class.
type EventScore struct{ Gold, Found, Right, Class int }

// LinkScore counts links as they are written, without what follows from them:
// links found between a pair that the gold links too, in either direction, and
// those of them with the same relation. Links to or from what the gold does not
// mark count as found only.
type LinkScore struct{ Gold, Found, Pair, Right int }

// Difference is one place where found and gold disagree; one of them may be nil.
type Difference struct {
	Doc         string
	Gold, Found *Timex
	Text        string
}

// Add counts one document. Both lists are in the order of the text.
func (s *Score) Add(doc, text string, gold, found []Timex) {
	s.Gold += len(gold)
	s.Found += len(found)
	used := make([]bool, len(found))
	for i := range gold {
		g := &gold[i]
		match := -1
		for j := range found {
			f := &found[j]
			if used[j] || f.Start >= g.End || g.Start >= f.End {
				continue
			}
			if match < 0 || f.Start == g.Start && f.End == g.End {
				match = j
			}
		}
		if match < 0 {
			s.Wrong = append(s.Wrong, Difference{doc, g, nil, text})
			continue
		}
		used[match] = true
		f := &found[match]
		s.Relaxed++
		same := f.Start == g.Start && f.End == g.End
		if same {
			s.Strict++
		}
		if f.Type == g.Type {
			s.Type++
		}
		if f.Value == g.Value {
			s.Value++
		}
		if !same || f.Value != g.Value {
			s.Wrong = append(s.Wrong, Difference{doc, g, f, text})
		}
	}
	for j := range found {
		if !used[j] {
			s.Wrong = append(s.Wrong, Difference{doc, nil, &found[j], text})
		}
	}
}

// AddDoc counts expressions, events and links of one document. Both must have the
// same text, save for white space at its ends.
func (s *Score) AddDoc(gold, found *Doc) error {
	shift := len(gold.Text) - len(strings.TrimLeft(gold.Text, space)) - len(found.Text) + len(strings.TrimLeft(found.Text, space))
	if strings.Trim(gold.Text, space) != strings.Trim(found.Text, space) {
		return fmt.Errorf("the text of %s is another one than that of the gold", found.ID)
	}
	times, events := slices.Clone(found.Timexes), slices.Clone(found.Events)
	for i := range times {
		times[i].Start, times[i].End = times[i].Start+shift, times[i].End+shift
	}
	for i := range events {
		events[i].Start, events[i].End = events[i].Start+shift, events[i].End+shift
	}
	s.Add(gold.ID, gold.Text, gold.Timexes, times)
	// What is found, by the gold element it stands for.
	same := map[string]string{found.DCT.ID: gold.DCT.ID}
	s.Events.Gold += len(gold.Events)
	s.Events.Found += len(events)
	for _, f := range events {
		i := slices.IndexFunc(gold.Events, func(g Event) bool { return f.Start < g.End && g.Start < f.End })
		if i < 0 {
			continue
		}
		g := &gold.Events[i]
		s.Events.Right++
		if f.Class == g.Class {
			s.Events.Class++
		}
		same[f.Instance] = g.Instance
	}
	for _, f := range times {
		if i := slices.IndexFunc(gold.Timexes, func(g Timex) bool { return f.Start < g.End && g.Start < f.End }); i >= 0 {
			same[f.ID] = gold.Timexes[i].ID
		}
	}
	relations := map[[2]string]string{}
	for _, l := range gold.Links {
		relations[[2]string{l.From, l.To}] = l.Rel
		relations[[2]string{l.To, l.From}] = inverse[l.Rel]
	}
	s.Links.Gold += len(relations) / 2
	s.Links.Found += len(found.Links)
	for _, l := range found.Links {
		a, b := same[l.From], same[l.To]
		if rel, ok := relations[[2]string{a, b}]; ok && a != "" && b != "" {
			s.Links.Pair++
			if rel == l.Rel {
				s.Links.Right++
			}
		}
	}
	return nil
}

const space = " \t\r\n"

// inverse is each relation of TimeML seen from the other side.
var inverse = map[string]string{
	"BEFORE": "AFTER", "AFTER": "BEFORE", "IBEFORE": "IAFTER", "IAFTER": "IBEFORE", "INCLUDES": "IS_INCLUDED", "IS_INCLUDED": "INCLUDES",
	"BEGINS": "BEGUN_BY", "BEGUN_BY": "BEGINS", "ENDS": "ENDED_BY", "ENDED_BY": "ENDS", "DURING": "DURING_INV", "DURING_INV": "DURING",
	"SIMULTANEOUS": "SIMULTANEOUS", "IDENTITY": "IDENTITY",
}

// F1 of n right ones.
func (s *Score) F1(n int) float64 {
	if s.Gold+s.Found == 0 {
		return 0
	}
	return 2 * float64(n) / float64(s.Gold+s.Found)
}

// String is the score in one line.
func (s *Score) String() string {
	p, r := 0.0, 0.0
	if s.Found > 0 {
		p = float64(s.Relaxed) / float64(s.Found)
	}
	if s.Gold > 0 {
		r = float64(s.Relaxed) / float64(s.Gold)
	}
	return fmt.Sprintf("gold %d found %d: relaxed %.4f (P %.3f R %.3f) strict %.4f type %.4f value %.4f",
		s.Gold, s.Found, s.F1(s.Relaxed), p, r, s.F1(s.Strict), s.F1(s.Type), s.F1(s.Value))
}

func (d Difference) String() string {
	show := func(t *Timex) string {
		if t == nil {
			return "-"
		}
		return fmt.Sprintf("[%s] %s %s %s", d.Text[t.Start:t.End], t.Type, t.Value, t.Mod)
	}
	at := d.Found
	if d.Gold != nil {
		at = d.Gold
	}
	from, to := max(0, at.Start-40), min(len(d.Text), at.End+25)
	return fmt.Sprintf("%s: gold %s | found %s | …%q", d.Doc, show(d.Gold), show(d.Found), d.Text[from:to])
}
