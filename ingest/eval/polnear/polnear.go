// Package polnear scores attributions against gold in the manner of the PolNeAR
// corpus (Newell, Margolin and Ruths, LREC 2018): brat standoff files that mark
// the source, the cue and the content of each attribution. It takes the text of
// such files and the Attributions of a Document and gives counts; it runs no
// stage and reads no disk.
//
// The corpus marks only the outermost of nested attributions, and gives each word
// to one of them. So attributions inside the content of another are left out
// before scoring.
package polnear

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// Gold is one attribution that a person marked. Source and Content may be empty.
type Gold struct {
	Source, Cue, Content []nlp.Span
}

// Read takes the text of an article and its brat file. Offsets of brat count
// characters; those of the answer are bytes.
func Read(text, ann string) ([]Gold, error) {
	offset := make([]int, 0, len(text)+1)
	for i := range text {
		offset = append(offset, i)
	}
	offset = append(offset, len(text))
	spans := map[string][]nlp.Span{}
	var events []string
	for n, line := range strings.Split(ann, "\n") {
		id, rest, ok := strings.Cut(strings.TrimRight(line, "\r"), "\t")
		if !ok {
			continue
		}
		switch id[0] {
		case 'T':
			where, _, _ := strings.Cut(rest, "\t")
			_, where, _ = strings.Cut(where, " ")
			for part := range strings.SplitSeq(where, ";") {
				a, b, _ := strings.Cut(part, " ")
				from, err1 := strconv.Atoi(a)
				to, err2 := strconv.Atoi(b)
				if err1 != nil || err2 != nil || from < 0 || to < from || to >= len(offset) {
					return nil, fmt.Errorf("polnear: line %d: bad span %q in a text of %d characters", n+1, part, utf8.RuneCountInString(text))
				}
				spans[id] = append(spans[id], nlp.Span{Start: offset[from], End: offset[to]})
			}
		case 'E':
			events = append(events, rest)
		}
	}
	var out []Gold
	for _, e := range events {
		var g Gold
		for f := range strings.FieldsSeq(e) {
			role, id, _ := strings.Cut(f, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Source":
				g.Source = append(g.Source, spans[id]...)
			case "Cue":
				g.Cue = append(g.Cue, spans[id]...)
			case "Content":
				g.Content = append(g.Content, spans[id]...)
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// Count is how many a person marked, how many were found, how many of them agree.
type Count struct{ Gold, Found, Right int }

// Precision is Right of Found, 0 if nothing was found.
func (c Count) Precision() float64 { return ratio(c.Right, c.Found) }

// Recall is Right of Gold, 0 if nothing was marked.
func (c Count) Recall() float64 { return ratio(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.Right, c.Gold+c.Found) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c Count) add(o Count) Count {
	return Count{c.Gold + o.Gold, c.Found + o.Found, c.Right + o.Right}
}

func (c Count) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (%d gold, %d found, %d right)", c.Precision(), c.Recall(), c.F1(), c.Gold, c.Found, c.Right)
}

// Score is the counts for each part. Two spans agree when they overlap; one span
// answers for one.
type Score struct {
	Source, Cue, Content Count
	// Linked counts sources that agree within attributions whose cues agree.
	Linked Count
}

// Add is the sum of two scores.
func (s Score) Add(o Score) Score {
	return Score{s.Source.add(o.Source), s.Cue.add(o.Cue), s.Content.add(o.Content), s.Linked.add(o.Linked)}
}

func (s Score) String() string {
	return fmt.Sprintf("source  %v\ncue     %v\ncontent %v\nlinked  %v\n", s.Source, s.Cue, s.Content, s.Linked)
}

// Compare scores the outermost attributions found in one article.
func Compare(gold []Gold, found []nlp.Attribution) Score {
	var outer []nlp.Attribution
	cues := map[int]bool{}
	for i := range found {
		if found[i].Within < 0 && !cues[found[i].CueToken] {
			cues[found[i].CueToken] = true
			outer = append(outer, found[i])
		}
	}
	var s Score
	pairs := match(gold, outer, func(g *Gold, a *nlp.Attribution) bool { return overlap(g.Cue, a.Cue) }, &s.Cue,
		func(g *Gold) bool { return len(g.Cue) > 0 }, func(*nlp.Attribution) bool { return true })
	hasSource := func(g *Gold) bool { return len(g.Source) > 0 }
	named := func(a *nlp.Attribution) bool { return a.Source.End > a.Source.Start }
	match(gold, outer, func(g *Gold, a *nlp.Attribution) bool { return overlap(g.Source, a.Source) }, &s.Source, hasSource, named)
	match(gold, outer, func(g *Gold, a *nlp.Attribution) bool { return overlap(g.Content, a.Content...) }, &s.Content,
		func(g *Gold) bool { return len(g.Content) > 0 }, func(a *nlp.Attribution) bool { return len(a.Content) > 0 })
	s.Linked.Gold, s.Linked.Found = s.Source.Gold, s.Source.Found
	for g, a := range pairs {
		if a >= 0 && named(&outer[a]) && overlap(gold[g].Source, outer[a].Source) {
			s.Linked.Right++
		}
	}
	return s
}

// match pairs gold with found one to one, in the order of the text, and counts.
func match(gold []Gold, found []nlp.Attribution, agree func(*Gold, *nlp.Attribution) bool, c *Count,
	counts func(*Gold) bool, has func(*nlp.Attribution) bool) []int {
	pairs := make([]int, len(gold))
	used := make([]bool, len(found))
	for i := range found {
		if has(&found[i]) {
			c.Found++
		}
	}
	for g := range gold {
		pairs[g] = -1
		if !counts(&gold[g]) {
			continue
		}
		c.Gold++
		for i := range found {
			if !used[i] && has(&found[i]) && agree(&gold[g], &found[i]) {
				used[i], pairs[g] = true, i
				c.Right++
				break
			}
		}
	}
	return pairs
}

func overlap(a []nlp.Span, b ...nlp.Span) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Overlaps(y) {
				return true
			}
		}
	}
	return false
}
