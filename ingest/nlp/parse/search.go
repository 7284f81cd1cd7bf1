package parse

import (
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/neural"
)

// Parser parses documents; it keeps its memory between them and is for one
// goroutine.
type Parser struct {
	m     *Model
	net   *neural.Rounded
	space neural.Space
	ids   []int32
	spans []nlp.Span // rows of each piece of the batch
	first []int      // token after the root's row of each piece
	arc   []float32
	far   []float32
	turn  []float32 // heads, transposed
	score []float32
	tree  tree
	heads []int32 // row of the head of each row
	label []float32
}

// NewParser makes a Parser of a model.
func NewParser(m *Model) *Parser { return &Parser{m: m, net: m.round()} }

const (
	batchRows = 128 // rows that are computed together
	longest   = 300 // words; a longer sentence is parsed in pieces
)

// Parse sets Head and Dep of all tokens.
func (p *Parser) Parse(d *nlp.Document) {
	p.ids, p.spans, p.first = p.ids[:0], p.spans[:0], p.first[:0]
	for _, s := range d.Sentences {
		for from := s.First; from < s.Last; from += longest {
			p.add(d, from, min(s.Last, from+longest))
		}
		if len(p.ids)/len(p.m.Encoder.Tables) >= batchRows {
			p.flush(d)
		}
	}
	p.flush(d)
	for _, s := range d.Sentences {
		if s.Last-s.First > longest {
			join(d.Tokens[s.First:s.Last], s.First)
		}
		repair(d.Tokens[s.First:s.Last], s.First)
	}
}

// add puts tokens [from, to) into the batch.
func (p *Parser) add(d *nlp.Document, from, to int) {
	start := len(p.ids) / len(p.m.Encoder.Tables)
	p.ids = Root(p.ids)
	for i := from; i < to; i++ {
		p.ids = p.m.Describe(d.Word(i), d.Tokens[i].Fine, p.ids)
	}
	p.spans = append(p.spans, nlp.Span{Start: start, End: start + 1 + to - from})
	p.first = append(p.first, from)
}

// flush parses the batch.
func (p *Parser) flush(d *nlp.Document) {
	if len(p.spans) == 0 {
		return
	}
	m := p.m
	n := len(p.ids) / len(m.Encoder.Tables)
	rows := neural.Pad(n, 4)
	out := p.net.Run(&p.space, p.ids, p.spans)
	dep, head := out[0], out[1]
	relu(dep)
	relu(head)
	arc := apply(&m.Arc, &p.arc, dep, rows)
	far := apply(&m.Distance, &p.far, dep, rows)
	heads := neural.Grow(&p.heads, n)
	for _, s := range p.spans {
		p.choose(s, arc, head, far, heads)
	}
	p.relate(d, out[2], out[3], rows, heads)
	p.ids, p.spans, p.first = p.ids[:0], p.spans[:0], p.first[:0]
}

func apply(d *neural.Dense, to *[]float32, x []float32, rows int) []float32 {
	out := neural.Grow(to, rows*d.Out)
	d.Apply(out, x, rows)
	return out
}

func relu(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0)
	}
}

// choose finds the tree of one piece.
func (p *Parser) choose(s nlp.Span, arc, head, far []float32, heads []int32) {
	n := s.End - s.Start
	size := p.m.Arc.Out
	rows, columns := neural.Pad(n, 4), neural.Pad(n, 16)
	turn := neural.Grow(&p.turn, size*columns)
	clear(turn)
	neural.Transpose(turn, head[s.Start*size:s.End*size], n, size, columns)
	score := neural.Grow(&p.score, rows*columns)
	clear(score)
	a := arc[s.Start*size:]
	if len(a) < rows*size {
		a = append(append([]float32(nil), a...), make([]float32, rows*size)...)
	}
	neural.MulAdd(score, a, turn, rows, size, columns)
	for i := 1; i < n; i++ {
		row, reach := score[i*columns:i*columns+n], far[(s.Start+i)*neural.Distances:]
		for j := range row {
			row[j] += reach[neural.Distance(i, j)]
		}
	}
	p.tree.find(score, n, columns, heads[s.Start:s.End])
	for i := s.Start; i < s.End; i++ {
		heads[i] += int32(s.Start)
	}
}

// relate chooses the relations by words as dependents and as heads and writes heads
// and relations to the tokens.
func (p *Parser) relate(d *nlp.Document, ld, lh []float32, rows int, heads []int32) {
	m := p.m
	size := m.LabelDep.Out
	for i := range heads {
		row, other := ld[i*size:i*size+size], lh[int(heads[i])*size:int(heads[i])*size+size]
		for j, v := range row {
			row[j] = max(v+other[j], 0)
		}
	}
	label := apply(&m.Label, &p.label, ld, rows)
	for k, s := range p.spans {
		for i := s.Start + 1; i < s.End; i++ {
			t := &d.Tokens[p.first[k]+i-s.Start-1]
			if int(heads[i]) == s.Start {
				t.Head, t.Dep = -1, nlp.DepRoot
				continue
			}
			t.Head = p.first[k] + int(heads[i]) - s.Start - 1
			row := label[i*m.Label.Out:]
			best := nlp.DepRoot + 1
			for l := best + 1; int(l) < nlp.NumDeps; l++ {
				if row[l] > row[best] {
					best = l
				}
			}
			t.Dep = best
		}
	}
}

// join makes one tree of the pieces of a long sentence: the roots of later
// pieces hang on the first one.
func join(tokens []nlp.Token, first int) {
	root := -1
	for i := range tokens {
		if tokens[i].Head >= 0 {
			continue
		}
		if root < 0 {
			root = first + i
			continue
		}
		tokens[i].Head, tokens[i].Dep = root, nlp.DepParataxis
	}
}
