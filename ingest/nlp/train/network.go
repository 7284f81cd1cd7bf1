package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/train/grad"
	"dateline/ingest/nlp/train/vectors"
)

// encoder is the trainable form of neural.Encoder.
type encoder struct {
	set       *grad.Params
	tables    []*grad.Param
	in, inB   *grad.Param
	gain0     *grad.Param
	shift0    *grad.Param
	layers    []layer
	dilations []int
}

type layer struct{ w, b, gain, shift *grad.Param }

// newEncoder makes an encoder. Its first table is of whole words; extra tables follow
// those of neural.Describe.
func newEncoder(set *grad.Params, words tableSize, extra []tableSize, width int, dilations []int) *encoder {
	e := &encoder{set: set, dilations: dilations}
	sizes := append([]tableSize{
		words,
		{neural.ShapeRows, 16}, {neural.ShortRows, 16}, {neural.SuffixRows, 32}, {neural.PrefixRows, 32},
	}, extra...)
	in := 0
	for i, s := range sizes {
		e.tables = append(e.tables, set.Table(fmt.Sprint("table", i), s.rows, s.dim))
		in += s.dim
	}
	e.in, e.inB = set.Matrix("in", in, width, 1), set.Vector("in.b", width, 0)
	e.gain0, e.shift0 = set.Vector("in.gain", width, 1), set.Vector("in.shift", width, 0)
	for i := range dilations {
		name := fmt.Sprint("layer", i)
		e.layers = append(e.layers, layer{
			set.Matrix(name, 3*width, width, 1), set.Vector(name+".b", width, 0),
			set.Vector(name+".gain", width, 1), set.Vector(name+".shift", width, 0),
		})
	}
	return e
}

type tableSize struct{ rows, dim int }

// learnt puts the vectors of words into the first table, brought to the size of the
// other tables' numbers.
func (e *encoder) learnt(v *vectors.Vectors) {
	square := 0.0
	for _, x := range v.Rows {
		square += float64(x) * float64(x)
	}
	scale := float32(0.15 / math.Sqrt(square/float64(len(v.Rows))))
	for i, x := range v.Rows {
		e.tables[0].V[2*v.Dim+i] = x * scale
	}
	clear(e.tables[0].V[:v.Dim])
}

// takeOver puts the weights of a model into an encoder of the same sizes.
func (e *encoder) takeOver(m *neural.Encoder) {
	for i, t := range m.Tables {
		copy(e.tables[i].V, t.V)
	}
	takeOver(&m.In.Dense, e.in, e.inB)
	copy(e.gain0.V, m.In.Gain)
	copy(e.shift0.V, m.In.Shift)
	for i, l := range e.layers {
		takeOver(&m.Layers[i].Dense, l.w, l.b)
		copy(l.gain.V, m.Layers[i].Gain)
		copy(l.shift.V, m.Layers[i].Shift)
	}
}

// takeOver copies the weights of a map; b may be nil.
func takeOver(d *neural.Dense, w, b *grad.Param) {
	copy(w.V, d.W)
	if b != nil {
		copy(b.V, d.B)
	}
}

// words is the size of the first table of an encoder, dilations are those of its layers.
func words(m *neural.Encoder) tableSize {
	t := m.Tables[0]
	return tableSize{len(t.V) / t.Dim, t.Dim}
}

func dilations(m *neural.Encoder) (all []int) {
	for _, l := range m.Layers {
		all = append(all, l.Dilation)
	}
	return all
}

// run gives the vectors of the rows of a batch.
func (e *encoder) run(t *grad.Tape, ids []int32, spans []nlp.Span, drop float32) *grad.Mat {
	x := t.Dropout(t.Lookup(e.tables, ids), drop)
	x = t.Norm(t.Affine(x, e.in, e.inB), e.gain0, e.shift0)
	n := len(ids) / len(e.tables)
	for i, l := range e.layers {
		left, right := make([]int32, n), make([]int32, n)
		neural.Reach(left, right, spans, e.dilations[i])
		u := t.Affine(t.Window(t.Dropout(x, drop), left, right), l.w, l.b)
		x = t.Residual(x, u, l.gain, l.shift)
	}
	return x
}

// example is a sentence as a network sees it.
type example struct {
	words int
	ids   []int32        // of the root and the words
	title []int32        // shapes of the words as they would be in a headline
	shout []int32        // and in capitals
	heads []int32        // row of each word's head within the sentence, the root is 0
	head  [][]grad.Share // rows that may be its head
	deps  [][]grad.Share // relations to heads
	class [][]grad.Share // of a tagger
}

// dress finds the shapes that the words of a sentence would have in a headline
// and in capitals.
func (ex *example) dress(s Sentence) {
	for i, w := range s.tokens {
		form := s.text[w.Start:w.End]
		ex.shout = append(ex.shout, neural.Shape(strings.ToUpper(form)))
		small := w.Tag == nlp.ADP || w.Tag == nlp.DET || w.Tag == nlp.CCONJ || w.Tag == nlp.PART
		if r, n := utf8.DecodeRuneInString(form); !small || i == 0 {
			form = string(unicode.ToUpper(r)) + form[n:]
		}
		ex.title = append(ex.title, neural.Shape(form))
	}
}

// gather joins the indexes of a batch, width for each row, and gives the rows of
// each sentence. roots is how many rows are before its first word. Rare words
// are sometimes hidden, so that unknown ones are learnt; some sentences are put
// in the dress of headlines, which column style then says (-1: there is none).
func gather(batch []*example, width, roots int, seen map[int32]int, random *rand.Rand, style int) ([]int32, []nlp.Span) {
	var ids []int32
	var spans []nlp.Span
	for _, ex := range batch {
		start := len(ids) / width
		ids = append(ids, ex.ids...)
		span := nlp.Span{Start: start, End: len(ids) / width}
		spans = append(spans, span)
		var shapes []int32
		var dress int32
		switch p := random.IntN(100); {
		case p < 7:
			shapes, dress = ex.title, 1
		case p < 11:
			shapes, dress = ex.shout, 2
		}
		for i, s := range shapes {
			ids[(start+roots+i)*width+1] = s
			if style >= 0 {
				ids[(start+roots+i)*width+style] = dress
			}
		}
		for i := start + roots; i < span.End; i++ {
			if w := &ids[i*width]; *w > 1 && random.Float64() < 0.4/(0.4+float64(seen[*w])) {
				*w = 0
			}
		}
	}
	return ids, spans
}

// vocabulary gives words their rows: 0 unknown, 1 the root, then the vectors'.
func vocabulary(v *vectors.Vectors) neural.Vocabulary {
	out := neural.Vocabulary{}
	for i, w := range v.Words {
		h := linear.Text(w)
		if _, ok := out[h]; !ok {
			out[h] = uint16(i + 2)
		}
	}
	return out
}

// ParserOptions say how to train a parser.
type ParserOptions struct {
	Width     int
	Dilations []int
	Arc       int // size of the vectors that heads and dependents are compared by
	Label     int
	Rounds    int
	Batch     int // words
	Rate      float64
	Drop      float32
	Part      int // silver sentences in each round
	Report    func(round int, loss float64, m *parse.Model)

	From *parse.Model // go on from its weights; it brings sizes and words with it
}

// Parser trains the neural parser. The tags are those that a tagger gives to the
// words of gold, which it has not seen, and of silver, which a teacher annotated.
// v may be nil if the options say what to go on from.
func Parser(gold, silver []Sentence, goldTags, silverTags [][]nlp.Fine, v *vectors.Vectors, o ParserOptions) *parse.Model {
	var vocab neural.Vocabulary
	var size tableSize
	if m := o.From; m != nil {
		vocab, size = m.Vocabulary, words(m.Encoder)
		o.Width, o.Dilations, o.Arc, o.Label = m.Encoder.Width(), dilations(m.Encoder), m.Arc.Out, m.LabelDep.Out
	} else {
		vocab, size = vocabulary(v), tableSize{len(v.Words) + 2, v.Dim}
	}
	seen := map[int32]int{}
	describe := func(s Sentence, fines []nlp.Fine) example {
		ex := example{words: len(s.tokens), ids: parse.Root(nil)}
		ex.dress(s)
		for i, w := range s.tokens {
			ex.ids = vocab.Describe(s.text[w.Start:w.End], ex.ids)
			seen[ex.ids[len(ex.ids)-neural.Columns]]++
			ex.ids = append(ex.ids, int32(fines[i]))
			ex.heads = append(ex.heads, int32(w.Head+1))
			soft := s.softly(i)
			ex.head = append(ex.head, shares(soft.heads, int32(w.Head+1), func(head int) int32 { return int32(head + 1) }))
			ex.deps = append(ex.deps, shares(soft.deps, int32(w.Dep), func(dep nlp.Dep) int32 { return int32(dep) }))
		}
		return ex
	}
	var data, more []example
	for i, s := range gold {
		data = append(data, describe(s, goldTags[i]))
	}
	for i, s := range silver {
		more = append(more, describe(s, silverTags[i]))
	}
	set := grad.NewParams(17)
	var first *parserNet
	loop{data, more, o.Part, o.Batch, o.Rounds, o.Rate}.run(set,
		func(set *grad.Params) step {
			net := newParserNet(set, newEncoder(set, size, []tableSize{{nlp.NumFines, 32}}, o.Width, o.Dilations), o)
			if o.From != nil {
				net.takeOver(o.From)
			} else {
				net.enc.learnt(v)
			}
			if first == nil {
				first = net
			}
			return func(t *grad.Tape, batch []*example, random *rand.Rand) float64 {
				return net.step(t, batch, seen, random, o.Drop)
			}
		},
		func(round int, loss float64) {
			if o.Report != nil {
				o.Report(round, loss, first.model(vocab))
			}
		})
	return first.model(vocab)
}

type parserNet struct {
	set                    *grad.Params
	enc                    *encoder
	dep, depB, head, headB *grad.Param
	arc, arcB, dist, distB *grad.Param
	ldep, ldepB, lhead     *grad.Param
	out, outB              *grad.Param
}

func newParserNet(set *grad.Params, enc *encoder, o ParserOptions) *parserNet {
	return &parserNet{
		set: set, enc: enc,
		dep: set.Matrix("dep", o.Width, o.Arc, 1), depB: set.Vector("dep.b", o.Arc, 0),
		head: set.Matrix("head", o.Width, o.Arc, 1), headB: set.Vector("head.b", o.Arc, 0),
		arc: set.Matrix("arc", o.Arc, o.Arc, 0.5), arcB: set.Vector("arc.b", o.Arc, 0),
		dist: set.Matrix("dist", o.Arc, neural.Distances, 0.5), distB: set.Vector("dist.b", neural.Distances, 0),
		ldep: set.Matrix("ldep", o.Width, o.Label, 1), ldepB: set.Vector("ldep.b", o.Label, 0),
		lhead: set.Matrix("lhead", o.Width, o.Label, 1),
		out:   set.Matrix("out", o.Label, neural.Pad(nlp.NumDeps, 16), 1), outB: set.Vector("out.b", neural.Pad(nlp.NumDeps, 16), 0),
	}
}

// takeOver puts the weights of a model into a network of the same sizes.
func (p *parserNet) takeOver(m *parse.Model) {
	p.enc.takeOver(m.Encoder)
	takeOver(&m.Dep, p.dep, p.depB)
	takeOver(&m.Head, p.head, p.headB)
	takeOver(&m.Arc, p.arc, p.arcB)
	takeOver(&m.Distance, p.dist, p.distB)
	takeOver(&m.LabelDep, p.ldep, p.ldepB)
	takeOver(&m.LabelHead, p.lhead, nil)
	takeOver(&m.Label, p.out, p.outB)
}

// step computes the loss of a batch and its gradient.
func (p *parserNet) step(t *grad.Tape, batch []*example, seen map[int32]int, random *rand.Rand, drop float32) float64 {
	width := len(p.enc.tables)
	ids, spans := gather(batch, width, 1, seen, random, -1)
	x := p.enc.run(t, ids, spans, drop)
	xd := t.Dropout(x, drop)
	d := t.Dropout(t.ReLU(t.Affine(xd, p.dep, p.depB)), drop)
	h := t.Dropout(t.ReLU(t.Affine(xd, p.head, p.headB)), drop)
	a := t.Affine(d, p.arc, p.arcB)
	r := t.Affine(d, p.dist, p.distB)
	words := 0
	for _, ex := range batch {
		words += len(ex.heads)
	}
	loss := 0.0
	for i, ex := range batch {
		loss += arcs(a, h, r, spans[i].Start, ex.head, 1/float32(words))
	}
	heads := make([]int32, len(ids)/width)
	deps := make([][]grad.Share, len(heads))
	for i, ex := range batch {
		s := spans[i].Start
		for j, head := range ex.heads {
			heads[s+1+j] = int32(s) + head
			deps[s+1+j] = ex.deps[j]
		}
	}
	ld := t.Affine(xd, p.ldep, p.ldepB)
	lh := t.Gather(t.Product(xd, p.lhead), heads)
	hidden := t.Dropout(t.ReLU(t.Add(ld, lh)), drop)
	l := t.Choose(t.Affine(hidden, p.out, p.outB), deps, nlp.NumDeps)
	t.Backward()
	return loss + l
}

// arcs is the loss of the choice of heads of one sentence; the gradient goes
// straight into a, h and r, times weight.
func arcs(a, h, r *grad.Mat, start int, heads [][]grad.Share, weight float32) float64 {
	n := len(heads) + 1
	scores, prob := make([]float32, n), make([]float32, n)
	loss := 0.0
	for i := 1; i < n; i++ {
		row, rel := a.Row(start+i), r.Row(start+i)
		for j := range n {
			scores[j] = dot(row, h.Row(start+j)) + rel[neural.Distance(i, j)]
		}
		scores[i] = -1e9
		grad.Softmax(prob, scores)
		loss += grad.Cross(prob, heads[i-1])
		ga, gr := a.Back(start+i), r.Back(start+i)
		for _, s := range heads[i-1] {
			prob[s.Column] -= s.Part
		}
		for j, g := range prob {
			if g == 0 || j == i {
				continue
			}
			g *= weight
			gr[neural.Distance(i, j)] += g
			gh, hv := h.Back(start+j), h.Row(start+j)
			for k, v := range hv {
				ga[k] += g * v
				gh[k] += g * row[k]
			}
		}
	}
	return loss
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return s0 + s1 + s2 + s3
}

// model copies the weights into the form that runs.
func (p *parserNet) model(vocab neural.Vocabulary) *parse.Model {
	m := &parse.Model{Vocabulary: vocab, Encoder: p.enc.model()}
	m.Dep, m.Head = dense(p.dep, p.depB), dense(p.head, p.headB)
	m.Arc, m.Distance = dense(p.arc, p.arcB), dense(p.dist, p.distB)
	m.LabelDep, m.LabelHead, m.Label = dense(p.ldep, p.ldepB), dense(p.lhead, nil), dense(p.out, p.outB)
	return m
}

func (e *encoder) model() *neural.Encoder {
	m := &neural.Encoder{}
	for _, t := range e.tables {
		m.Tables = append(m.Tables, neural.Table{Dim: t.C, V: slices.Clone(t.V)})
	}
	m.In = neural.Layer{Dense: neural.Dense{In: e.in.R, Out: e.in.C, W: slices.Clone(e.in.V), B: slices.Clone(e.inB.V)},
		Gain: slices.Clone(e.gain0.V), Shift: slices.Clone(e.shift0.V)}
	for i, l := range e.layers {
		m.Layers = append(m.Layers, neural.Layer{
			Dense: neural.Dense{In: l.w.R, Out: l.w.C, W: slices.Clone(l.w.V), B: slices.Clone(l.b.V)},
			Gain:  slices.Clone(l.gain.V), Shift: slices.Clone(l.shift.V), Dilation: e.dilations[i],
		})
	}
	return m
}

// dense is a map in the form that runs; b may be nil.
func dense(w, b *grad.Param) neural.Dense {
	d := neural.Dense{In: w.R, Out: w.C, W: slices.Clone(w.V), B: make([]float32, w.C)}
	if b != nil {
		copy(d.B, b.V)
	}
	return d
}
