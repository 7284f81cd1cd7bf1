package eval_test

import (
	"context"
	"testing"
	"testing/fstest"

	"dateline/ingest"
	"dateline/ingest/eval"
)

func TestTallyOfPartlyRight(t *testing.T) {
	x := eval.Tally{Right: 3, Found: 6, Gold: 8, Covered: 6}
	if p, r, f := x.Precision(), x.Recall(), x.F1(); p != 0.5 || r != 0.75 || f != 0.6 {
		t.Errorf("precision %v, recall %v, F1 %v", p, r, f)
	}
}

// Articles of MEANTIME are added up by folder, sentences with tuples stand for
// themselves, and XML of another kind is left out.
func TestCorporaOfEvents(t *testing.T) {
	data := fstest.MapFS{
		"m/1.xml": {Data: []byte(`<?xml version="1.0" ?><Document doc_id="1" doc_name="x" lang="en">
<token number="0" sentence="0" t_id="1">Oracle</token><token number="1" sentence="0" t_id="2">bought</token>
<token number="2" sentence="0" t_id="3">Sun</token><token number="3" sentence="0" t_id="4">.</token>
<Markables><EVENT_MENTION m_id="5" pos="VERB"><token_anchor t_id="2"/></EVENT_MENTION></Markables><Relations/></Document>`)},
		"m/other.xml": {Data: []byte("<text id=\"x\"><s>Oracle bought Sun.</s></text>")},
		"t.tsv":       {Data: []byte("Oracle bought Sun .\tbought\tOracle\tSun\n")},
	}
	r, err := eval.Corpora(context.Background(), data, ingest.Read)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]eval.Tally{}
	for _, s := range r.Sets {
		for _, row := range s.Rows {
			got[s.Name+" "+row.Layer] = row.Tally
		}
	}
	for layer, want := range map[string]eval.Tally{
		"m events: mentions": {Right: 1, Found: 1, Gold: 1},
		"t.tsv triples":      {Right: 1, Found: 1, Gold: 1, Covered: 1},
	} {
		if got[layer] != want {
			t.Errorf("%s: %+v, want %+v; all %v", layer, got[layer], want, got)
		}
	}
}
