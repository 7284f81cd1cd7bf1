package parse

import "dateline/ingest/nlp"

// Action is a step of the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez
// and Satta 2011): Shift moves the next word onto the stack; Left makes the word
// on top of the stack a dependent of the next word, Right of the word below it on
// the stack; both take it off.
type Action uint8

// The actions.
const (
	Shift Action = iota
	Left
	Right
)

// State is a sentence half parsed. Words count from 0; the root is below them on
// the stack as word n, the number of words.
type State struct {
	n     int
	next  int // the first word not on the stack yet
	stack []int
	head  []int32 // -1 none yet, n the root
	dep   []nlp.Dep
	left  []family // of each word and the root
	right []family
}

// family is what hangs on a word on one side: the outermost and the next inner
// dependent, -1 for none, and how many.
type family struct{ outer, inner, count int32 }

// Reset starts a sentence of n words.
func (s *State) Reset(n int) {
	s.n, s.next = n, 0
	s.stack = append(s.stack[:0], n)
	s.head, s.dep = s.head[:0], s.dep[:0]
	s.left, s.right = s.left[:0], s.right[:0]
	for range n + 1 {
		s.head = append(s.head, -1)
		s.dep = append(s.dep, nlp.NoDep)
		s.left = append(s.left, family{-1, -1, 0})
		s.right = append(s.right, family{-1, -1, 0})
	}
}

// Done reports whether every word has its head.
func (s *State) Done() bool { return s.next == s.n && len(s.stack) == 1 }

// Can reports whether an action is possible. The root gets its one dependent
// last, when no other word is left.
func (s *State) Can(a Action) bool {
	switch a {
	case Shift:
		return s.next < s.n
	case Left:
		return s.next < s.n && len(s.stack) > 1
	default:
		return len(s.stack) > 2 || len(s.stack) == 2 && s.next == s.n
	}
}

// Do takes a possible action.
func (s *State) Do(a Action, dep nlp.Dep) {
	if a == Shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	top := len(s.stack) - 1
	child := s.stack[top]
	s.stack = s.stack[:top]
	parent := s.next
	side := s.left
	if a == Right {
		parent = s.stack[top-1]
		side = s.right
	}
	s.head[child], s.dep[child] = int32(parent), dep
	f := &side[parent]
	f.inner, f.outer = f.outer, int32(child)
	f.count++
}

// stacked is the i-th word from the top of the stack, -1 if there is none.
func (s *State) stacked(i int) int {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

// queued is the i-th word that is not on the stack yet, -1 if there is none.
func (s *State) queued(i int) int {
	if s.next+i >= s.n {
		return -1
	}
	return s.next + i
}

// Costs is how many arcs of the gold tree each action makes impossible, by
// action: the dynamic oracle of Goldberg and Nivre (2013). gold holds the head of
// each word, -1 for the root's dependent. Actions that are not possible cost -1.
func (s *State) Costs(gold []int) (cost [3]int) {
	head := func(w int) int {
		if gold[w] < 0 {
			return s.n
		}
		return gold[w]
	}
	cost = [3]int{-1, -1, -1}
	top := s.stack[len(s.stack)-1]
	if s.Can(Shift) {
		c, b := 0, s.next
		for _, w := range s.stack {
			if w < s.n && head(w) == b {
				c++
			}
			if w != top && head(b) == w {
				c++
			}
		}
		cost[Shift] = c
	}
	if top == s.n {
		return cost
	}
	lost := 0 // dependents that top would not get
	for w := s.next; w < s.n; w++ {
		if head(w) == top {
			lost++
		}
	}
	h := head(top)
	if s.Can(Left) {
		c := lost
		if len(s.stack) > 1 && h == s.stack[len(s.stack)-2] || h > s.next && h < s.n {
			c++
		}
		cost[Left] = c
	}
	if s.Can(Right) {
		c := lost
		if h >= s.next && h < s.n {
			c++
		}
		cost[Right] = c
	}
	return cost
}
