package train

import (
	"math/rand/v2"

	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/grad"
	"dateline/ingest/nlp/train/vectors"
)

// NamedSentence is a sentence as the network of names sees it.
type NamedSentence struct {
	IDs    []int32 // of its tokens, by name.Input.Describe
	Labels []int32 // -1: no matter
}

// NamerOptions say how to train the network of names.
type NamerOptions struct {
	Seed      uint64 // of the weights that it starts from
	Width     int
	Dilations []int
	Rounds    int
	Batch     int // words
	Rate      float64
	Drop      float32
	Hide      float64 // share of words that are made unknown, so that the words around them must tell
	Part      int     // silver sentences in each round but the last
	Report    func(round int, loss float64, n *name.Network)
}

// Namer trains the network of names. Its words and what it knows of them at first
// are those of a tagger. gold is seen whole in each round.
func Namer(gold, silver []NamedSentence, words *tag.Model, o NamerOptions) *name.Network {
	seen := map[int32]int{}
	examples := func(all []NamedSentence) (out []example) {
		for _, s := range all {
			for i := 0; i < len(s.IDs); i += name.Columns {
				seen[s.IDs[i]]++
			}
			class := make([][]grad.Share, len(s.Labels))
			for i, l := range s.Labels {
				if l >= 0 {
					class[i] = []grad.Share{{Column: l, Part: 1}}
				}
			}
			out = append(out, example{words: len(s.Labels), ids: s.IDs, class: class})
		}
		return out
	}
	known := words.Encoder.Tables[0]
	v := &vectors.Vectors{Dim: known.Dim, Rows: known.V[2*known.Dim:]}
	v.Words = make([]string, len(v.Rows)/v.Dim) // what they are called does not matter
	set := grad.NewParams(o.Seed)
	var first *nameNet
	loop{examples(gold), examples(silver), o.Part, o.Batch, o.Rounds, o.Rate}.run(set,
		func(set *grad.Params) step {
			net := newNameNet(set, v, o)
			if first == nil {
				first = net
			}
			return func(t *grad.Tape, batch []*example, random *rand.Rand) float64 {
				return net.step(t, batch, seen, random, o)
			}
		},
		func(round int, loss float64) {
			if o.Report != nil {
				o.Report(round, loss, first.model(words.Vocabulary))
			}
		})
	return first.model(words.Vocabulary)
}

// nameNet is the trainable form of name.Network.
type nameNet struct {
	enc       *encoder
	out, outB *grad.Param
}

func newNameNet(set *grad.Params, v *vectors.Vectors, o NamerOptions) *nameNet {
	tables := []tableSize{{name.ClassRows, 16}, {name.KnownRows, 16}, {name.DocRows, 8}, {name.RunRows, 8}}
	n := &nameNet{enc: newEncoder(set, tableSize{len(v.Words) + 2, v.Dim}, tables, o.Width, o.Dilations)}
	n.enc.learnt(v)
	size := neural.Pad(name.NumLabels, 16)
	n.out, n.outB = set.Matrix("labels", o.Width, size, 1), set.Vector("labels.b", size, 0)
	return n
}

// step computes the loss of a batch and its gradient.
func (n *nameNet) step(t *grad.Tape, batch []*example, seen map[int32]int, random *rand.Rand, o NamerOptions) float64 {
	ids, spans := gather(batch, len(n.enc.tables), 0, seen, random, -1)
	for i := 0; i < len(ids); i += len(n.enc.tables) {
		if random.Float64() < o.Hide {
			ids[i] = 0
		}
	}
	x := t.Dropout(n.enc.run(t, ids, spans, o.Drop), o.Drop)
	var gold [][]grad.Share
	for _, ex := range batch {
		gold = append(gold, ex.class...)
	}
	loss := t.Choose(t.Affine(x, n.out, n.outB), gold, name.NumLabels)
	t.Backward()
	return loss
}

func (n *nameNet) model(v neural.Vocabulary) *name.Network {
	return &name.Network{Vocabulary: v, Encoder: n.enc.model(), Out: dense(n.out, n.outB)}
}
