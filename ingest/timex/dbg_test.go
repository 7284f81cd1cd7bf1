package timex_test

import (
	"os"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/timex"
	"time"
)

func TestDbg(t *testing.T) {
	text := os.Getenv("DBG")
	if text == "" {
		t.Skip()
	}
	pub, _ := time.Parse("2006-01-02", os.Getenv("PUB"))
	d := &nlp.Document{Article: &article.Article{Text: text, Published: pub, DayOnly: true, Blocks: []article.Block{{Start: 0, End: len(text)}}}}
	for _, s := range before {
		s.Run(d)
		d.Has |= s.Adds
	}
	timex.Stage.Run(d)
	for i, k := range d.Tokens {
		h := "-"
		if k.Head >= 0 {
			h = d.Word(k.Head)
		}
		t.Logf("%d %s %s %s %s <- %s", i, d.Word(i), k.Tag, k.Fine, k.Dep, h)
	}
	for _, x := range d.Timexes {
		t.Logf("%q %s %s %s | %s | %s | %s", d.Text(x.Span), x.Type, x.Value, x.Mod, x.Period, x.Rule, x.Why)
	}
	t.Log(d.Has)
}
