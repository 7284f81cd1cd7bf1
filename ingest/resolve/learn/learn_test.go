package learn

import (
	"bytes"
	"strings"
	"testing"

	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
)

const sample = `# newdoc id = GUM_news_sample
1	Anna	Anna	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new-sssss-cf1-1-ana)
2	left	leave	VERB	VBD	_	0	root	_	_
3	.	.	PUNCT	.	_	2	punct	_	_

1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv:act-sssss-cf1-1-ana)
2	took	take	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	4	det	_	Entity=(2-object-new-sssss-cf2-2-sgl
4	train	train	NOUN	NN	_	2	obj	_	Entity=2)
5	.	.	PUNCT	.	_	2	punct	_	_

`

// TestTrain learns one small document by heart, twice the same.
func TestTrain(t *testing.T) {
	s, err := conllu.Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	read, err := gum.Read(s)
	if err != nil {
		t.Fatal(err)
	}
	docs := []Doc{{Name: read[0].Name, Document: read[0].Document, Gold: read[0].Mentions}}
	o := Defaults
	o.Rate = 0.5
	quiet := func(string, ...any) {}
	one, err := Pack(Train(docs, o, quiet))
	if err != nil {
		t.Fatal(err)
	}
	two, err := Pack(Train(docs, o, quiet))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the same data gave other bytes")
	}
	last := 0.0
	Train(docs, o, func(_ string, a ...any) { last = a[2].(float64) })
	if last != 1 {
		t.Errorf("after the last round %.2f of the decisions are right, want all", last)
	}
}
