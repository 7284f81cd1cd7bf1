package timeml

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

const sample = `<?xml version="1.0" ?>
<TimeML><DOCID>x1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-03-31" functionInDocument="CREATION_TIME">March 31</TIMEX3></DCT>
<TEXT>
Alice &amp; Bob <EVENT eid="e1" class="OCCURRENCE">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2021-03-29" mod="APPROX">Monday</TIMEX3>.

They left.
</TEXT>
<MAKEINSTANCE eventID="e1" eiid="ei1" tense="PAST" aspect="NONE" polarity="POS" pos="VERB" />
<TLINK lid="l1" relType="IS_INCLUDED" eventInstanceID="ei1" relatedToTime="t1" />
</TimeML>`

func TestRead(t *testing.T) {
	d, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Timexes) != 1 || len(d.Events) != 1 || len(d.Links) != 1 {
		t.Fatalf("read %+v", d)
	}
	x, e := d.Timexes[0], d.Events[0]
	if got := d.Text[x.Start:x.End]; got != "Monday" || x.Mod != "APPROX" || x.Value != "2021-03-29" {
		t.Errorf("expression %q %+v", got, x)
	}
	if got := d.Text[e.Start:e.End]; got != "met" || e.Instance != "ei1" || e.Tense != "PAST" {
		t.Errorf("event %q %+v", got, e)
	}
	if l := d.Links[0]; l.Rel != "IS_INCLUDED" || l.From != "ei1" || l.To != "t1" {
		t.Errorf("link %+v", l)
	}
	a := d.Article()
	if len(a.Blocks) != 2 || a.Published.Format("2006-01-02") != "2021-03-31" || !strings.HasPrefix(a.Text[a.Blocks[0].Start:], "Alice & Bob") {
		t.Errorf("article %+v", a)
	}
}

// TestWriteReadsBack writes what was read as a document and reads it again.
func TestWriteReadsBack(t *testing.T) {
	doc, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Document{Article: doc.Article()}
	for _, word := range strings.Fields(doc.Text) {
		start := strings.Index(doc.Text, word)
		d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: start, End: start + len(word)}, Lemma: word, Head: 3})
	}
	d.Sentences = []nlp.Sentence{{Span: nlp.Span{Start: 0, End: len(doc.Text)}, Last: len(d.Tokens)}}
	met, left := &d.Tokens[3], &d.Tokens[7]
	met.Head, met.Tag, met.Fine = -1, nlp.VERB, nlp.VBD
	left.Head, left.Tag, left.Fine = -1, nlp.VERB, nlp.VBD
	x := doc.Timexes[0]
	p, _ := when.Parse("2021-03-29")
	d.Timexes = []nlp.Timex{{Span: nlp.Span{Start: x.Start, End: x.End}, First: 5, Last: 6, Value: x.Value, Mod: x.Mod, Period: p, AnchorPub: true, Anchor: -1}}
	d.Happenings = []nlp.EventMention{
		{Trigger: 3, Type: "met_with", When: p, Timex: 0, Order: []nlp.Before{{Rel: "before", Happening: 1}}},
		{Trigger: 7, Type: "left", Mode: graph.Past, Timex: -1, Order: []nlp.Before{{Rel: "after", Happening: 0}}},
	}
	var out strings.Builder
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	got, err := Read(strings.NewReader(out.String()))
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if strings.TrimSpace(got.Text) != strings.TrimSpace(doc.Text) {
		t.Errorf("the text became %q", got.Text)
	}
	if len(got.Timexes) != 1 || got.Text[got.Timexes[0].Start:got.Timexes[0].End] != "Monday" || got.Timexes[0].Anchor != "t0" {
		t.Errorf("expressions %+v", got.Timexes)
	}
	if len(got.Events) != 2 || got.Text[got.Events[1].Start:got.Events[1].End] != "left." {
		t.Errorf("events %+v", got.Events)
	}
	var links []string
	for _, l := range got.Links {
		links = append(links, l.From+" "+l.Rel+" "+l.To)
	}
	if s := strings.Join(links, "; "); s != "ei1 IS_INCLUDED t1; ei1 BEFORE ei2; ei1 BEFORE t0; ei2 BEFORE t0" {
		t.Errorf("links %s", s)
	}
}

func TestScore(t *testing.T) {
	var s Score
	text := "on Monday the 5th of May and for three weeks"
	gold := []Timex{{Start: 3, End: 9, Type: "DATE", Value: "a"}, {Start: 10, End: 24, Type: "DATE", Value: "b"}, {Start: 33, End: 44, Type: "DURATION", Value: "P3W"}}
	found := []Timex{{Start: 3, End: 9, Type: "DATE", Value: "a"}, {Start: 14, End: 24, Type: "TIME", Value: "b"}}
	s.Add("x", text, gold, found)
	if s.Strict != 1 || s.Relaxed != 2 || s.Type != 1 || s.Value != 2 || s.F1(s.Relaxed) != 0.8 {
		t.Errorf("%s", &s)
	}
	if len(s.Wrong) != 2 {
		t.Errorf("differences %v", s.Wrong)
	}
}

// TestAddDoc scores events and links of a document with one of each wrong.
func TestAddDoc(t *testing.T) {
	gold, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	found, err := Read(strings.NewReader(strings.NewReplacer(`class="OCCURRENCE"`, `class="STATE"`, "IS_INCLUDED", "BEFORE",
		"They left", `They <EVENT eid="e2" class="OCCURRENCE">left</EVENT>`).Replace(sample)))
	if err != nil {
		t.Fatal(err)
	}
	var s Score
	if err := s.AddDoc(gold, found); err != nil {
		t.Fatal(err)
	}
	if s.Events != (EventScore{Gold: 1, Found: 2, Right: 1}) || s.Links != (LinkScore{Gold: 1, Found: 1, Pair: 1}) || s.Value != 1 {
		t.Errorf("%+v %+v %s", s.Events, s.Links, &s)
	}
	if err := s.AddDoc(gold, &Doc{ID: "other", Text: "x"}); err == nil {
		t.Error("another text is compared")
	}
}

// FuzzRead: whatever the bytes, no panic, and spans inside the text that can be
// scored against themselves.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add(`<T><DOCID><TITLE></TITLE></DOCID><TEXT>a<EVENT><TEXT></TEXT></EVENT></TEXT></T>`)
	f.Add(`<T><DCT><TIMEX3></TIMEX3></DCT><TEXT><TIMEX3>a<DCT><TIMEX3/></DCT></TIMEX3></TEXT></T>`)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		var s Score
		if err := s.AddDoc(d, d); err != nil {
			t.Fatal(err)
		}
		for _, w := range s.Wrong {
			_ = w.String()
		}
		d.Article()
	})
}

// TestCreationDate reads the day of the document from the forms that corpora have.
func TestCreationDate(t *testing.T) {
	for value, want := range map[string]string{
		"1998-10-25T21:57":         "1998-10-25T21:57",
		"1998-02-19T08:02:00":      "1998-02-19T08:02",
		"1989-11-02":               "1989-11-02T00:00",
		"19980120":                 "1998-01-20T00:00",
		"1998-01-20T18:30:00.0071": "1998-01-20T18:30",
		"1998-01-20TEV":            "1998-01-20T00:00",
		"1998":                     "0001-01-01T00:00",
	} {
		d := Doc{DCT: Timex{Value: value}}
		if got := d.Article().Published.Format("2006-01-02T15:04"); got != want {
			t.Errorf("%s: got %s, want %s", value, got, want)
		}
	}
}
