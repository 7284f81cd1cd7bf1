package claim

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// newsText is what the benchmark reads: our own sentences, many times over.
const newsText = `Kyiv accuses Moscow of sending tanks to the border. Moscow answers that it sends nothing but food. “We are ready for talks,” the foreign minister said on Monday, adding that the two sides had agreed to meet in Geneva. According to the ministry, at least 12 people were killed when shells hit a market in the old town. The general was reportedly arrested after he refused to sign the treaty. If the army attacks the port, thousands of people could flee to the north. Analysts believe that the rebels will retreat before the winter, but the government denied reports of a deal. The mayor urged residents to leave their homes. The bridge collapsed in the storm and two trains were stopped near the river. `

// BenchmarkRun reports words per second of this stage alone.
func BenchmarkRun(b *testing.B) {
	d := read(b, strings.Repeat(newsText, 40))
	for i := range d.Tokens {
		if d.Tokens[i].Tag == nlp.VERB {
			d.Happenings = append(d.Happenings, nlp.EventMention{Sentence: d.SentenceOf(i), Trigger: i,
				Words: d.Tokens[i].Span, Type: graph.TypeID(d.Tokens[i].Lemma), Place: -1})
		}
	}
	n := len(d.Happenings)
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Article.Text)))
	words := len(d.Tokens)
	for b.Loop() {
		d.Happenings = d.Happenings[:n]
		if err := run(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
