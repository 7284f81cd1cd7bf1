// Package perceptron finds the weights of linear models: the averaged
// multi-class perceptron (Collins 2002; Freund and Schapire 1999). It takes
// feature keys and classes and gives a linear.Model. The order of the updates
// decides the result; nothing in it is random.
package perceptron

import (
	"cmp"
	"math"
	"slices"

	"dateline/ingest/nlp/linear"
)

// Trainer holds the weights while they are learnt.
type Trainer struct {
	classes int
	index   map[uint32]int32
	rows    [][]weight
	time    float64 // updates so far
}

type weight struct {
	class uint16
	now   float32
	last  float64 // time of the last change
	total float64 // now summed over time, up to last
}

// New makes a trainer of a model with so many classes.
func New(classes int) *Trainer {
	return &Trainer{classes: classes, index: map[uint32]int32{}}
}

// Score adds what each feature says now to scores, one per class.
func (t *Trainer) Score(keys []uint32, scores []float32) {
	for _, k := range keys {
		if i, ok := t.index[k]; ok {
			for _, w := range t.rows[i] {
				scores[w.class] += w.now
			}
		}
	}
}

// Tick counts a decision. Averages are over decisions.
func (t *Trainer) Tick() { t.time++ }

// Update moves the weights of the features for class by delta.
func (t *Trainer) Update(keys []uint32, class int, delta float32) {
	for _, k := range keys {
		i, ok := t.index[k]
		if !ok {
			i = int32(len(t.rows))
			t.index[k] = i
			t.rows = append(t.rows, nil)
		}
		row := t.rows[i]
		at := -1
		for j := range row {
			if int(row[j].class) == class {
				at = j
				break
			}
		}
		if at < 0 {
			at = len(row)
			row = append(row, weight{class: uint16(class), last: t.time})
			t.rows[i] = row
		}
		w := &row[at]
		w.total += float64(w.now) * (t.time - w.last)
		w.last = t.time
		w.now += delta
	}
}

// Model is the averaged model. Weights are multiplied by scale and rounded;
// those that come out below least (in their absolute value) are left out.
func (t *Trainer) Model(scale float64, least int) *linear.Model {
	keys := make([]uint32, 0, len(t.index))
	for k := range t.index {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	m := linear.New(t.classes, len(keys))
	var entries []linear.Entry
	for _, k := range keys {
		entries = entries[:0]
		for _, w := range t.rows[t.index[k]] {
			mean := (w.total + float64(w.now)*(t.time-w.last)) / max(t.time, 1)
			v := int(math.Round(max(-32000, min(32000, mean*scale))))
			if v >= least || -v >= least {
				entries = append(entries, linear.Entry{Class: w.class, Weight: int16(v)})
			}
		}
		if len(entries) > 0 {
			slices.SortFunc(entries, func(a, b linear.Entry) int { return cmp.Compare(a.Class, b.Class) })
			m.Put(k, entries)
		}
	}
	return m
}
