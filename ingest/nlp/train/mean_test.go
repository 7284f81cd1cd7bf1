package train

import (
	"os"
	"testing"

	"dateline/ingest/nlp/parse"
)

// The mean of a model and itself is itself, of a model and one whose weights are 0 the half.
func TestMean(t *testing.T) {
	packed, err := os.ReadFile("../parse/parse.model")
	if err != nil {
		t.Fatal(err)
	}
	open := func() *parse.Model {
		m, err := parse.Open(packed)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a, b := open(), open()
	meanParser(a, b)
	if same, err := a.Pack(); err != nil || string(same) != string(packed) {
		t.Errorf("the mean of a model and itself is another (%v)", err)
	}
	for _, v := range [][]float32{b.Encoder.In.W, b.Encoder.In.Gain, b.Encoder.Layers[0].B, b.Encoder.Tables[1].V, b.Label.W, b.Distance.W} {
		clear(v)
	}
	meanParser(a, b)
	whole := open()
	for i, v := range [][2][]float32{{a.Encoder.In.W, whole.Encoder.In.W}, {a.Encoder.In.Gain, whole.Encoder.In.Gain}, {a.Encoder.Layers[0].B, whole.Encoder.Layers[0].B},
		{a.Encoder.Tables[1].V, whole.Encoder.Tables[1].V}, {a.Label.W, whole.Label.W}, {a.Distance.W, whole.Distance.W}} {
		for j := range v[0] {
			if v[0][j] != v[1][j]/2 {
				t.Fatalf("weights %d: %v, half of %v", i, v[0][j], v[1][j])
			}
		}
	}
}
