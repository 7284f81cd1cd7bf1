package train

import (
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/train/vectors"
)

func BenchmarkTrainParser(b *testing.B) {
	bank, _ := read("/work/shared/data/open/ud-ewt/en_ewt-ud-train.conllu.gz", conllu.Read)
	s := Place(bank)[:2500]
	var plain [][]string
	n := 0
	for _, x := range s {
		var w []string
		for _, t := range x.tokens {
			w = append(w, x.text[t.Start:t.End])
		}
		n += len(w)
		plain = append(plain, w)
	}
	v := vectors.Learn(plain, vectors.Options{Dim: 64, Least: 1, Most: 40000, Rounds: 1, Reach: 2})
	tags := make([][]nlp.Fine, len(s))
	for i, x := range s {
		for _, t := range x.tokens {
			tags[i] = append(tags[i], t.Fine)
		}
	}
	o := baseParser
	o.Rounds = 1
	for b.Loop() {
		Parser(s, nil, tags, nil, v, o)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "words/s")
}
