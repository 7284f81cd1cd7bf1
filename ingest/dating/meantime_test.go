package dating_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// cat is as much of a MEANTIME document (CAT XML) as the dating of events needs.
type cat struct {
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Marks struct {
		Events []mark `xml:"EVENT_MENTION"`
		Times  []mark `xml:"TIMEX3"`
	} `xml:"Markables"`
	Relations struct {
		Links []struct {
			Rel    string `xml:"reltype,attr"`
			Source struct {
				ID int `xml:"m_id,attr"`
			} `xml:"source"`
			Target struct {
				ID int `xml:"m_id,attr"`
			} `xml:"target"`
		} `xml:"TLINK"`
	} `xml:"Relations"`
}

type mark struct {
	ID       int    `xml:"m_id,attr"`
	Value    string `xml:"value,attr"`
	Function string `xml:"functionInDocument,attr"`
	Anchors  []struct {
		Token int `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

// meantimeDir is the folder of MEANTIME documents, where there is one.
func meantimeDir(t *testing.T) string {
	dir := os.Getenv("DATELINE_SHARED")
	for up := "../.."; dir == "" && len(up) < 20; up += "/.." {
		if _, err := os.Stat(filepath.Join(up, "shared")); err == nil {
			dir = filepath.Join(up, "shared")
		}
	}
	if dir == "" {
		t.Skip("no shared data (set DATELINE_SHARED)")
	}
	return filepath.Join(dir, "data", "open", "meantime-apple", "intra-doc")
}

// TestMEANTIME asks, for the events that a person linked to an expression of the
// text as being in it, whether we date them to it. Dates of the document itself
// are left out: most of those links say no more than that an event is past.
func TestMEANTIME(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(meantimeDir(t), "*.xml"))
	gold, seen, dated, right, past, late := 0, 0, 0, 0, 0, 0
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var c cat
		if err := xml.Unmarshal(b, &c); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var text strings.Builder
		starts := map[int]int{}
		a := &article.Article{Source: filepath.Base(path), Lang: "en", DayOnly: true}
		block := 0
		for i, k := range c.Tokens {
			if i > 0 && k.Sentence != c.Tokens[i-1].Sentence {
				a.Blocks = append(a.Blocks, article.Block{Start: block, End: text.Len()})
				text.WriteString("\n\n")
				block = text.Len()
			} else if i > 0 {
				text.WriteString(" ")
			}
			starts[k.ID] = text.Len()
			text.WriteString(k.Text)
		}
		a.Text = text.String()
		a.Blocks = append(a.Blocks, article.Block{Start: block, End: len(a.Text)})
		if len(a.Blocks) > 0 {
			a.Blocks[0].Kind = article.TitleBlock
		}
		times := map[int]mark{}
		for _, x := range c.Marks.Times {
			times[x.ID] = x
			if x.Function == "CREATION_TIME" {
				a.Published, _ = time.Parse(time.DateOnly, x.Value)
			}
		}
		events := map[int]mark{}
		for _, e := range c.Marks.Events {
			events[e.ID] = e
		}
		d, err := ingest.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range c.Relations.Links {
			e, okE := events[l.Source.ID]
			x, okX := times[l.Target.ID]
			if !okE || !okX || len(e.Anchors) == 0 || len(x.Anchors) == 0 {
				continue
			}
			dct := x.Function == "CREATION_TIME"
			if dct && l.Rel != "BEFORE" || !dct && l.Rel != "IS_INCLUDED" && l.Rel != "SIMULTANEOUS" {
				continue
			}
			h := slices.IndexFunc(d.Happenings, func(h nlp.EventMention) bool {
				return slices.ContainsFunc(e.Anchors, func(k struct {
					Token int `xml:"t_id,attr"`
				}) bool {
					return d.Tokens[h.Trigger].Start == starts[k.Token]
				})
			})
			if dct {
				if h >= 0 {
					past++
					if from, _ := d.Happenings[h].When.Bounds(); from.After(a.Published) {
						late++
					}
				}
				continue
			}
			gold++
			if h < 0 {
				continue
			}
			seen++
			got := d.Happenings[h]
			if got.Basis != when.BasisExplicit && got.Basis != when.BasisRelative {
				t.Logf("%s: “%s” has no date, but is in %s", a.Source, d.Text(got.Words), x.Value)
				continue
			}
			dated++
			value := ""
			if got.Timex >= 0 {
				value = d.Timexes[got.Timex].Value
			}
			if value == x.Value {
				right++
			} else {
				t.Logf("%s: “%s” is in %s, dated %s (%s)", a.Source, d.Text(got.Words), x.Value, got.When, got.Why)
			}
		}
	}
	p, r := float64(right)/float64(dated), float64(right)/float64(seen)
	t.Logf("%s", fmt.Sprintf("%d events in a time of the text, %d of them found, %d dated, %d rightly: precision %.3f, recall on those found %.3f; %d past events, %d dated after the document", gold, seen, dated, right, p, r, past, late))
}
