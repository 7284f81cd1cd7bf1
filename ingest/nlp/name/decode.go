package name

import (
	"math"

	"dateline/ingest/nlp/linear"
)

// transition is the template of the features that say which label follows which.
const transition = 99

// TransitionKey is the key of the feature "the label before is p". The label
// before the first one counts as Outside.
func TransitionKey(p Label) uint32 { return linear.Key1(transition, uint32(p)) }

// Transitions are the scores of label following label.
type Transitions [NumLabels][NumLabels]float32

// Lattice finds the best sequence of labels. It may be used again and again.
type Lattice struct {
	Emit  []float32 // NumLabels per token
	back  []Label
	score []float32
}

// Reset makes room for n tokens and sets their scores to 0.
func (l *Lattice) Reset(n int) {
	if cap(l.Emit) < n*NumLabels {
		l.Emit = make([]float32, n*NumLabels)
		l.back = make([]Label, n*NumLabels)
		l.score = make([]float32, n*NumLabels)
	}
	l.Emit = l.Emit[:n*NumLabels]
	l.back = l.back[:n*NumLabels]
	l.score = l.score[:n*NumLabels]
	clear(l.Emit)
}

// Best is the sequence with the highest sum of scores among those that spell
// whole names (Viterbi), appended to out, and how far it is ahead of nothing.
func (l *Lattice) Best(t *Transitions, out []Label) []Label {
	n := len(l.Emit) / NumLabels
	if n == 0 {
		return out
	}
	const never = -math.MaxFloat32 / 4
	for i := range n {
		emit := l.Emit[i*NumLabels : (i+1)*NumLabels]
		score := l.score[i*NumLabels : (i+1)*NumLabels]
		back := l.back[i*NumLabels : (i+1)*NumLabels]
		if i == 0 {
			for y := range score {
				score[y] = never
				if Label(y).starts() {
					score[y] = emit[y] + t[Outside][y]
				}
			}
			continue
		}
		prev := l.score[(i-1)*NumLabels : i*NumLabels]
		for y := 0; y < NumLabels; y++ {
			best, from := float32(never), Label(0)
			if lab := Label(y); lab.starts() {
				// after O and after the ends of names
				if s := prev[0] + t[0][y]; s > best {
					best = s
				}
				for p := 1; p < NumLabels; p += 4 {
					if s := prev[p+last] + t[p+last][y]; s > best {
						best, from = s, Label(p+last)
					}
					if s := prev[p+unit] + t[p+unit][y]; s > best {
						best, from = s, Label(p+unit)
					}
				}
			} else {
				p := 1 + 4*lab.kind()
				best, from = prev[p]+t[p][y], Label(p)
				if s := prev[p+inside] + t[p+inside][y]; s > best {
					best, from = s, Label(p+inside)
				}
			}
			score[y], back[y] = best+emit[y], from
		}
	}
	end, best := Outside, float32(never)
	for y, s := range l.score[(n-1)*NumLabels:] {
		if !Label(y).open() && s > best {
			end, best = Label(y), s
		}
	}
	at := len(out)
	for range n {
		out = append(out, Outside)
	}
	for i := n - 1; i >= 0; i-- {
		out[at+i] = end
		end = l.back[i*NumLabels+int(end)]
	}
	return out
}
