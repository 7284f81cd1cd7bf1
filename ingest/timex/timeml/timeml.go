// Package timeml reads and writes TimeML 1.2.1 (TIMEX3, EVENT, MAKEINSTANCE,
// TLINK), and scores one set of annotations against another: expressions as task A
// of TempEval-3 does, events as its task B, links as they are written. What it
// writes as events and links is found by package mark.
package timeml

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"dateline/ingest/article"
)

// Doc is one TimeML document. Offsets are bytes of Text, the characters inside
// TEXT with the mark-up taken out.
type Doc struct {
	ID      string
	DCT     Timex // of the document's creation; its offsets are 0
	Title   string
	Text    string
	Timexes []Timex
	Events  []Event
	Links   []Link
}

// Timex is a TIMEX3 element.
type Timex struct {
	ID                   string
	Start, End           int
	Type, Value, Mod     string
	Quant, Freq          string
	Anchor               string // tid of the expression it is relative to
	Function             string // functionInDocument
	BeginPoint, EndPoint string
	TemporalFunction     bool
}

// Event is an EVENT element with what its first MAKEINSTANCE adds.
type Event struct {
	ID, Instance       string
	Start, End         int
	Class              string
	Tense, Aspect      string
	Polarity, Modality string
	PartOfSpeech       string
}

// Link is a TLINK: From stands in the relation Rel to To. Each is the instance
// of an event or the id of a TIMEX3.
type Link struct{ ID, Rel, From, To string }

// Read reads one TimeML document.
func Read(r io.Reader) (*Doc, error) {
	d := &Doc{}
	dec := xml.NewDecoder(r)
	var text strings.Builder
	var inText, inDCT bool
	var open []int // indexes: timexes from 0, events from -1 down
	var title *strings.Builder
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("timeml: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			a := func(name string) string {
				for _, x := range t.Attr {
					if x.Name.Local == name {
						return x.Value
					}
				}
				return ""
			}
			switch t.Name.Local {
			case "TEXT":
				inText = true
			case "DCT":
				inDCT = true
			case "DOCID":
				title = &strings.Builder{}
			case "TITLE":
				title = &strings.Builder{}
			case "TIMEX3":
				x := Timex{ID: a("tid"), Start: text.Len(), Type: a("type"), Value: a("value"), Mod: a("mod"), Quant: a("quant"), Freq: a("freq"),
					Anchor: a("anchorTimeID"), Function: a("functionInDocument"), BeginPoint: a("beginPoint"), EndPoint: a("endPoint"),
					TemporalFunction: a("temporalFunction") == "true"}
				switch {
				case inDCT:
					d.DCT = x
				case inText:
					if x.Function == "CREATION_TIME" && d.DCT.Value == "" {
						d.DCT = x
					}
					d.Timexes = append(d.Timexes, x)
					open = append(open, len(d.Timexes)-1)
				}
			case "EVENT":
				if inText {
					d.Events = append(d.Events, Event{ID: a("eid"), Start: text.Len(), Class: a("class")})
					open = append(open, -len(d.Events))
				}
			case "MAKEINSTANCE":
				i := slices.IndexFunc(d.Events, func(e Event) bool { return e.ID == a("eventID") })
				if i >= 0 && d.Events[i].Instance == "" {
					e := &d.Events[i]
					e.Instance, e.Tense, e.Aspect, e.Polarity = a("eiid"), a("tense"), a("aspect"), a("polarity")
					e.Modality, e.PartOfSpeech = a("modality"), a("pos")
				}
			case "TLINK":
				first := func(names ...string) string {
					for _, n := range names {
						if v := a(n); v != "" {
							return v
						}
					}
					return ""
				}
				d.Links = append(d.Links, Link{ID: a("lid"), Rel: a("relType"), From: first("eventInstanceID", "timeID"), To: first("relatedToEventInstance", "relatedToTime")})
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "TEXT":
				inText = false
			case "DCT":
				inDCT = false
			case "DOCID", "TITLE":
				if title == nil {
					break // inside the other
				}
				if t.Name.Local == "DOCID" {
					d.ID = strings.TrimSpace(title.String())
				} else {
					d.Title = strings.TrimSpace(title.String())
				}
				title = nil
			case "TIMEX3", "EVENT":
				if inText && len(open) > 0 {
					if i := open[len(open)-1]; i >= 0 {
						d.Timexes[i].End = text.Len()
					} else {
						d.Events[-i-1].End = text.Len()
					}
					open = open[:len(open)-1]
				}
			}
		case xml.CharData:
			switch {
			case inText:
				text.Write(t)
			case title != nil:
				title.Write(t)
			}
		}
	}
	d.Text = text.String()
	for i := range d.Timexes { // an element that TEXT ends inside of
		d.Timexes[i].End = max(d.Timexes[i].End, d.Timexes[i].Start)
	}
	for i := range d.Events {
		d.Events[i].End = max(d.Events[i].End, d.Events[i].Start)
	}
	return d, nil
}

// Article is the text of d as an article published on its creation date, with
// a block per paragraph (blank lines divide them).
func (d *Doc) Article() *article.Article {
	a := &article.Article{Source: d.ID, Title: d.Title, Text: d.Text, Lang: "en"}
	for _, layout := range [...]string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02", "20060102"} {
		v := d.DCT.Value
		if len(layout) < 12 { // whatever else stands behind the day
			v = v[:min(len(v), len(layout))]
		}
		if t, err := time.Parse(layout, v); err == nil {
			a.Published, a.DayOnly, a.DateFrom = t, len(layout) < 12, "metadata"
			break
		}
	}
	for at := 0; at < len(d.Text); {
		end := strings.Index(d.Text[at:], "\n\n")
		if end < 0 {
			end = len(d.Text)
		} else {
			end += at
		}
		p := d.Text[at:end]
		from := at + len(p) - len(strings.TrimLeft(p, " \t\n"))
		to := at + len(strings.TrimRight(p, " \t\n"))
		if from < to {
			a.Blocks = append(a.Blocks, article.Block{Start: from, End: to})
		}
		at = end + 2
	}
	return a
}
