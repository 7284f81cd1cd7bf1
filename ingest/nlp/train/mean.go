package train

import (
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
)

// Two stages of one training have a mean that generalises better than either (Izmailov et al. 2018). These functions make the
// weights of a the mean of its own and those of b, which must be of the same sizes.

func meanParser(a, b *parse.Model) {
	meanEncoder(a.Encoder, b.Encoder)
	for _, d := range [][2]*neural.Dense{{&a.Dep, &b.Dep}, {&a.Head, &b.Head}, {&a.Arc, &b.Arc}, {&a.Distance, &b.Distance},
		{&a.LabelDep, &b.LabelDep}, {&a.LabelHead, &b.LabelHead}, {&a.Label, &b.Label}} {
		meanDense(d[0], d[1])
	}
}

func meanTagger(a, b *tag.Model) {
	meanEncoder(a.Encoder, b.Encoder)
	meanDense(&a.Out, &b.Out)
}

func meanEncoder(a, b *neural.Encoder) {
	for i, t := range a.Tables {
		mean(t.V, b.Tables[i].V)
	}
	meanLayer(&a.In, &b.In)
	for i := range a.Layers {
		meanLayer(&a.Layers[i], &b.Layers[i])
	}
}

func meanDense(a, b *neural.Dense) {
	mean(a.W, b.W)
	mean(a.B, b.B)
}

func meanLayer(a, b *neural.Layer) {
	meanDense(&a.Dense, &b.Dense)
	mean(a.Gain, b.Gain)
	mean(a.Shift, b.Shift)
}

func mean(a, b []float32) {
	for i := range a {
		a[i] = (a[i] + b[i]) / 2
	}
}
