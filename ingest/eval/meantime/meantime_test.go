package meantime_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/eval/meantime"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
)

const small = `<Document><token t_id="1" sentence="0">Apple</token><token t_id="2" sentence="0">bought</token>
<token t_id="3" sentence="0">Beats</token><token t_id="4" sentence="7">Late</token>
<Markables><ENTITY_MENTION m_id="1"><token_anchor t_id="1"/></ENTITY_MENTION>
<EVENT_MENTION m_id="2"><token_anchor t_id="2"/></EVENT_MENTION></Markables>
<Relations><HAS_PARTICIPANT><source m_id="2"/><target m_id="1"/></HAS_PARTICIPANT></Relations></Document>`

func TestRead(t *testing.T) {
	g, err := meantime.Read(small)
	if err != nil {
		t.Fatal(err)
	}
	if g.Text != "Apple bought Beats" || len(g.Events) != 1 || len(g.Events[0].Participants) != 1 {
		t.Fatalf("got %+v", g)
	}
	var e, p meantime.Counts
	d := &nlp.Document{Tokens: make([]nlp.Token, 1), Happenings: []nlp.EventMention{{
		Words: nlp.Span{Start: 6, End: 12},
		Args:  []nlp.Arg{{Role: "actor", Span: nlp.Span{End: 5}, Happening: -1}, {Role: "recipient", Span: nlp.Span{Start: 13, End: 18}, Happening: -1}},
	}}}
	meantime.Add(g, d, &e, &p)
	if e != (meantime.Counts{Right: 1, Found: 1, Gold: 1}) || p != (meantime.Counts{Right: 1, Found: 2, Gold: 1}) {
		t.Errorf("got %+v %+v", e, p)
	}
}

func TestDevelopment(t *testing.T) {
	roots := []string{os.Getenv("DATELINE_SHARED")}
	for up := ".."; len(up) < 30; up = filepath.Join(up, "..") {
		roots = append(roots, filepath.Join(up, "shared"))
	}
	var files []string
	for _, r := range roots {
		if fs, _ := filepath.Glob(filepath.Join(r, "data", "open", "meantime-apple", "intra-doc", "*.xml")); len(fs) > 0 {
			files = fs
			break
		}
	}
	if files == nil {
		t.Skip("no development data")
	}
	var events, participants meantime.Counts
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		g, err := meantime.Read(string(b))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		var blocks []article.Block
		at := 0
		for _, line := range strings.SplitAfter(g.Text, "\n") {
			blocks = append(blocks, article.Block{Start: at, End: at + len(strings.TrimSpace(line))})
			at += len(line)
		}
		d := &nlp.Document{Article: &article.Article{ID: "test", Lang: "en", Text: g.Text, Blocks: blocks}}
		for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage, resolve.Stage, event.Stage} {
			if err := s.Run(d); err != nil {
				t.Fatal(err)
			}
			d.Has |= s.Adds
		}
		meantime.Add(g, d, &events, &participants)
		if os.Getenv("MEANTIME_SHOW") != "" {
			for _, e := range g.Events {
				found := false
				for i := range d.Happenings {
					found = found || d.Happenings[i].Words.Overlaps(e.Span)
				}
				if !found {
					t.Logf("missed %q", d.Text(e.Span))
				}
			}
			for i := range d.Happenings {
				right := false
				for _, e := range g.Events {
					right = right || d.Happenings[i].Words.Overlaps(e.Span)
				}
				if !right {
					t.Logf("wrong %s", event.Describe(d, i))
				}
			}
		}
	}
	t.Logf("events F1 %.3f %+v, participants F1 %.3f %+v", events.F1(), events, participants.F1(), participants)
	if events.F1() < 0.45 || participants.F1() < 0.35 {
		t.Error("under the floor of 0.45 and 0.35")
	}
}
