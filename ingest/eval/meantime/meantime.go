// Package meantime scores happenings against gold in the manner of MEANTIME (A.
// Minard et al., "MEANTIME, the NewsReader Multilingual Event and Time Corpus",
// LREC 2016): mentions of events, and who or what takes part in them, in CAT
// XML. It takes the text of such a file and a Document read from it, and gives
// counts; it opens no file and runs no stage. Only the first six sentences of the
// corpus are marked.
package meantime

import (
	"encoding/xml"
	"strings"

	"dateline/ingest/nlp"
)

const marked = 6 // sentences

// Gold is the marked part of one article, over a text of its own.
type Gold struct {
	Text   string // the words joined by spaces, a sentence a line
	Events []Event
}

// Event is one mention of an event with its participants.
type Event struct {
	nlp.Span
	Participants []nlp.Span
}

type markable struct {
	ID     int `xml:"m_id,attr"`
	Anchor []struct {
		ID int `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

type file struct {
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Word     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		Entities []markable `xml:"ENTITY_MENTION"`
		Events   []markable `xml:"EVENT_MENTION"`
	} `xml:"Markables"`
	Relations struct {
		Participants []struct {
			Source struct {
				ID int `xml:"m_id,attr"`
			} `xml:"source"`
			Target struct {
				ID int `xml:"m_id,attr"`
			} `xml:"target"`
		} `xml:"HAS_PARTICIPANT"`
	} `xml:"Relations"`
}

// Read takes a CAT XML file.
func Read(text string) (Gold, error) {
	var x file
	dec := xml.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(&x); err != nil {
		return Gold{}, err
	}
	var g Gold
	var b strings.Builder
	spans := map[int]nlp.Span{}
	last := -1
	for _, t := range x.Tokens {
		if t.Sentence >= marked {
			break
		}
		switch {
		case last < 0:
		case t.Sentence != last:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		last = t.Sentence
		start := b.Len()
		b.WriteString(t.Word)
		spans[t.ID] = nlp.Span{Start: start, End: b.Len()}
	}
	g.Text = b.String()
	cover := func(m markable) (s nlp.Span, ok bool) {
		for _, a := range m.Anchor {
			o, in := spans[a.ID]
			if !in {
				continue
			}
			if !ok {
				s, ok = o, true
			}
			s.Start, s.End = min(s.Start, o.Start), max(s.End, o.End)
		}
		return s, ok
	}
	entity := map[int]nlp.Span{}
	for _, m := range x.Markables.Entities {
		if s, ok := cover(m); ok {
			entity[m.ID] = s
		}
	}
	index := map[int]int{}
	for _, m := range x.Markables.Events {
		if s, ok := cover(m); ok {
			index[m.ID] = len(g.Events)
			g.Events = append(g.Events, Event{Span: s})
		}
	}
	for _, p := range x.Relations.Participants {
		if i, ok := index[p.Source.ID]; ok {
			if s, ok := entity[p.Target.ID]; ok {
				g.Events[i].Participants = append(g.Events[i].Participants, s)
			}
		}
	}
	return g, nil
}

// Counts is right, found and in gold.
type Counts struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 {
	return 2 * float64(c.Right) / float64(max(c.Found+c.Gold, 1))
}

// Add compares d, read from g.Text, with g. An event mention is right when the
// words of a happening overlap it; a participant when it overlaps an argument of
// such a happening. States are no events.
func Add(g Gold, d *nlp.Document, events, participants *Counts) {
	events.Gold += len(g.Events)
	for _, e := range g.Events {
		participants.Gold += len(e.Participants)
	}
	taken := make([]bool, len(g.Events))
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if d.Types[h.Type].State || d.Types[h.Type].Topic {
			continue
		}
		at := -1
		for j, e := range g.Events {
			if e.Overlaps(h.Words) && (at < 0 || taken[at]) {
				at = j
			}
		}
		if at >= 0 && taken[at] && i > 0 {
			continue // a second reading of the same words
		}
		events.Found++
		if at < 0 {
			continue
		}
		taken[at] = true
		events.Right++
		used := make([]bool, len(g.Events[at].Participants))
		for _, a := range h.Args {
			if a.Happening >= 0 || d.Tokens[a.Token].Tag == nlp.VERB {
				continue
			}
			participants.Found++
			for k, p := range g.Events[at].Participants {
				if !used[k] && p.Overlaps(a.Span) {
					used[k] = true
					participants.Right++
					break
				}
			}
		}
	}
}
