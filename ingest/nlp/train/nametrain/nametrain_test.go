package nametrain

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
)

// sample makes a sample of words; "[gpe New York]" is a name.
func sample(lines ...string) Sample {
	var s Sample
	var text strings.Builder
	var names []name.Name
	for _, line := range lines {
		first := len(s.Tokens)
		start, kind := -1, ""
		for _, w := range strings.Fields(line) {
			if k, ok := strings.CutPrefix(w, "["); ok {
				start, kind = len(s.Tokens), k
				continue
			}
			bare, ends := strings.CutSuffix(w, "]")
			at := text.Len()
			text.WriteString(bare)
			s.Tokens = append(s.Tokens, nlp.Token{Span: nlp.Span{Start: at, End: text.Len()}})
			text.WriteByte(' ')
			if ends {
				names = append(names, name.Name{First: start, Last: len(s.Tokens), Kind: graph.Kind(kind)})
			}
		}
		s.Sentences = append(s.Sentences, [2]int{first, len(s.Tokens)})
	}
	s.Text = text.String()
	s.Labels = name.Encode(len(s.Tokens), names)
	return s
}

// TestTrain learns a toy corpus by heart, twice with the same bytes.
func TestTrain(t *testing.T) {
	gold := []Sample{
		sample("[person Anna Blum] met [person Karl Frei] in [gpe Rostwald] .", "[organisation Frei Werke] said so ."),
		sample("[gpe Rostwald] protested .", "[person Blum] left ."),
	}
	o := Options{Rounds: 10, Least: 1, Margin: 1, Scale: 50, Prune: 1}
	m := Train(gold, nil, 1, o)
	if s := Evaluate(&name.Model{Linear: m}, gold)[""]; s.F1() < 1 {
		t.Errorf("F1 on the training data is %.2f", s.F1())
	}
	a, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	b, err := Train(gold, nil, 1, o).Pack()
	if err != nil || !bytes.Equal(a, b) {
		t.Error("two runs gave different models", err)
	}
}

func TestGold(t *testing.T) {
	const text = `# newdoc id = GUM_news_test
1	U.S.	U.S.	PROPN	NNP	_	2	compound	_	Entity=(1-person-new-s-cf1-3-coref-X(2-place-new-s-cf2-1-sgl)
2	President	President	PROPN	NNP	_	3	compound	_	_
3	Ann	Ann	PROPN	NNP	_	5	nsubj	_	_
4	Blum	Blum	PROPN	NNP	_	3	flat	_	Entity=1)
5	met	meet	VERB	VBD	_	0	root	_	_
6	the	the	DET	DT	_	7	det	_	Entity=(3-person-new-s-cf2-1-sgl
7	Secretary	Secretary	PROPN	NNP	_	5	obj	_	Entity=3)
8	of	of	ADP	IN	_	10	case	_	_
9	King	King	PROPN	NNP	_	11	compound	_	Entity=(4-organization-new-s-cf2-1-sgl
10	's	's	PART	POS	_	9	case	_	_
11	College	College	PROPN	NNP	_	7	nmod	_	Entity=4)
12	and	and	CCONJ	CC	_	13	cc	_	_
13	French	French	ADJ	JJ	_	14	amod	_	_
14	people	people	NOUN	NNS	_	7	conj	_	_

`
	s, err := conllu.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	docs, err := gum.Read(s)
	if err != nil {
		t.Fatal(err)
	}
	want := []name.Name{{First: 0, Last: 1, Kind: graph.GPE}, {First: 2, Last: 4, Kind: graph.Person}, {First: 8, Last: 11, Kind: graph.Organisation}, {First: 12, Last: 13, Kind: graph.Group}}
	if got := Gold(docs[0]); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAgree(t *testing.T) {
	var all []Sample
	for range 6 {
		all = append(all, sample("[organisation Nord Stream] said so ."))
	}
	all = append(all, sample("[person Nord Stream] said so ."), sample("then Nord Stream said so ."))
	Agree(all)
	for i, s := range all {
		if n := name.Decode(s.Labels); len(n) != 1 || n[0].Kind != graph.Organisation {
			t.Errorf("sample %d: %v", i, n)
		}
	}
}

func TestMadeAndCapitals(t *testing.T) {
	silver := []Sample{sample("[person Anna Petersen] met [person Karl Petersen] and [person Ole Lindholm] .", "[person Eva Lindholm] left [organisation Baltic Steel Works] .")}
	a, b := Made(silver, newsPatterns+encyclopedicPatterns, 2, 1), Made(silver, newsPatterns+encyclopedicPatterns, 2, 1)
	if len(a) == 0 || len(a) != len(b) || a[0].Text != b[0].Text {
		t.Fatal("made samples differ between runs, or there are none")
	}
	for _, s := range a {
		if strings.ContainsAny(s.Text, "{}") {
			t.Errorf("a slot is not filled: %q", s.Text)
		}
		if len(s.Labels) != len(s.Tokens) {
			t.Fatal("labels and tokens differ in number")
		}
	}
	c := Capitals(silver, 1)
	if len(c) == 0 {
		t.Fatal("no varied sentences")
	}
	for _, s := range c {
		if len(name.Decode(s.Labels)) == 0 {
			t.Errorf("names were lost in %q", s.Text)
		}
	}
}
