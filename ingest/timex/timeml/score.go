package timeml

import "fmt"

// Score counts how the expressions found agree with those a person marked, as
// task A of TempEval-3 does: an expression found matches one of the gold if
// they are the same (strict) or share a character (relaxed); type and value
// count among the relaxed matches. Attributes are equal if their strings are.
type Score struct {
	Gold, Found     int
	Strict, Relaxed int
	Type, Value     int
	Wrong           []Difference
}

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
