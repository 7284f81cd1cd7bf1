package gum

import (
	"reflect"
	"strings"
	"testing"

	"dateline/ingest/nlp/conllu"
)

func TestRead(t *testing.T) {
	const text = `# newdoc id = GUM_news_test
1	The	the	DET	DT	_	2	det	_	Entity=(1-organization-new-sssss-cf1-2-coref-Foo_(band)
2	Band	band	PROPN	NNP	_	3	nsubj	_	Entity=1)
3	left	leave	VERB	VBD	_	0	root	_	_
4	New	new	PROPN	NNP	_	5	amod	_	Entity=(2-place-new-sssss-cf2-1,2-sgl(3-abstract-new-s-cf3-1-sgl)
5	York	York	PROPN	NNP	_	3	obj	_	Entity=2)|SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

1	It	it	PRON	PRP	_	2	nsubj	_	Entity=(1-organization-giv:act-sssss-cf1-1-ana-Foo_(band))
2	slept	sleep	VERB	VBD	_	0	root	_	_

`
	s, err := conllu.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	docs, err := Read(s)
	if err != nil {
		t.Fatal(err)
	}
	want := []Mention{
		{0, 2, 1, "1", "organization", "new", "coref", "Foo_"},
		{3, 5, 4, "2", "place", "new", "sgl", ""},
		{3, 4, 3, "3", "abstract", "new", "sgl", ""},
		{6, 7, 6, "1", "organization", "giv:act", "ana", "Foo_"},
	}
	if len(docs) != 1 || !reflect.DeepEqual(docs[0].Mentions, want) {
		t.Errorf("got %+v\nwant %+v", docs[0].Mentions, want)
	}
	if docs[0].Genre != "news" {
		t.Error("genre", docs[0].Genre)
	}
}
