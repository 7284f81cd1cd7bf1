package meantime

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/ingest/nlp"
)

// CrossGold is one article with its mentions and what each refers to, in this article and in others.
type CrossGold struct {
	ID        string
	Text      string // the words joined by spaces, a sentence a line
	Published time.Time
	Sentences []nlp.Span
	Entities  []CrossMention
	Events    []CrossMention
}

// CrossMention is a mention of an entity or event.
type CrossMention struct {
	nlp.Span
	Instance     string // what it refers to: the same in all articles, or this article's own
	Kind         string // NAM, NOM, PRO ... of entities; the class of events
	Participants []int  // of events: indexes into Entities
}

type crossFile struct {
	DocID  string `xml:"doc_id,attr"`
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Word     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		Entities  []crossMarkable `xml:"ENTITY_MENTION"`
		Events    []crossMarkable `xml:"EVENT_MENTION"`
		Times     []crossMarkable `xml:"TIMEX3"`
		Entity    []crossMarkable `xml:"ENTITY"`
		EventInst []crossMarkable `xml:"EVENT"`
	} `xml:"Markables"`
	Relations struct {
		Refers []struct {
			Source []id `xml:"source"`
			Target id   `xml:"target"`
		} `xml:"REFERS_TO"`
		Participants []struct {
			Source id `xml:"source"`
			Target id `xml:"target"`
		} `xml:"HAS_PARTICIPANT"`
	} `xml:"Relations"`
}

type id struct {
	ID int `xml:"m_id,attr"`
}

type crossMarkable struct {
	markable
	Instance string `xml:"instance_id,attr"`
	Form     string `xml:"syntactic_type,attr"`
	Class    string `xml:"class,attr"`
	Function string `xml:"functionInDocument,attr"`
	Value    string `xml:"value,attr"`
}

// ReadCross takes a CAT XML file of the part with coreference across articles.
func ReadCross(text string) (CrossGold, error) {
	var x crossFile
	if err := xml.NewDecoder(strings.NewReader(text)).Decode(&x); err != nil {
		return CrossGold{}, err
	}
	g := CrossGold{ID: x.DocID}
	var b strings.Builder
	spans := map[int]nlp.Span{}
	last := -1
	for _, t := range x.Tokens {
		switch {
		case last < 0:
		case t.Sentence != last:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		if t.Sentence != last {
			g.Sentences = append(g.Sentences, nlp.Span{Start: b.Len()})
		}
		last = t.Sentence
		start := b.Len()
		b.WriteString(t.Word)
		spans[t.ID] = nlp.Span{Start: start, End: b.Len()}
		g.Sentences[len(g.Sentences)-1].End = b.Len()
	}
	g.Text = b.String()
	instance := map[int]string{}
	for _, m := range slices.Concat(x.Markables.Entity, x.Markables.EventInst) {
		instance[m.ID] = m.Instance
	}
	refers := map[int]string{}
	for _, r := range x.Relations.Refers {
		name := instance[r.Target.ID]
		if name == "" {
			name = x.DocID + "#" + strconv.Itoa(r.Target.ID)
		}
		for _, s := range r.Source {
			refers[s.ID] = name
		}
	}
	read := func(ms []crossMarkable, at map[int]int) []CrossMention {
		var out []CrossMention
		for _, m := range ms {
			var s nlp.Span
			found := false
			for _, a := range m.Anchor {
				o, ok := spans[a.ID]
				switch {
				case !ok:
				case !found:
					s, found = o, true
				default:
					s.Start, s.End = min(s.Start, o.Start), max(s.End, o.End)
				}
			}
			if !found {
				continue
			}
			name := refers[m.ID]
			if name == "" {
				name = x.DocID + "#m" + strconv.Itoa(m.ID)
			}
			at[m.ID] = len(out)
			out = append(out, CrossMention{Span: s, Instance: name, Kind: m.Form + m.Class})
		}
		return out
	}
	entity, event := map[int]int{}, map[int]int{}
	g.Entities, g.Events = read(x.Markables.Entities, entity), read(x.Markables.Events, event)
	for _, p := range x.Relations.Participants {
		e, ok := event[p.Source.ID]
		m, ok2 := entity[p.Target.ID]
		if ok && ok2 {
			g.Events[e].Participants = append(g.Events[e].Participants, m)
		}
	}
	for _, t := range x.Markables.Times {
		if t.Function == "CREATION_TIME" && len(t.Value) >= 10 {
			g.Published, _ = time.Parse("2006-01-02", t.Value[:10])
		}
	}
	return g, nil
}
