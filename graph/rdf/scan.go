package rdf

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"dateline/graph"
)

// Bounds of what is read.
const (
	mostTypes    = 20_000
	mostLoose    = 2_000_000 // statements that stand in no article's graph
	mostWaiting  = 2_000_000 // statements of article's graphs that are not known to be complete
	mostPerGraph = 1_000_000
	mostProblems = 20
	mostChain    = 100  // claimants of one claim
	mostRoles    = 1000 // of one event
	longestID    = 1000
	longestName  = 2000
	longestText  = 16 << 20
	mostBlank    = 256 << 20 // bytes that stand for words that are not in the file
)

// Options say what becomes of facts that stand in no article's graph.
type Options struct {
	Label     string                                // id of their source: letters, digits, "-", "_", "."
	File      string                                // where they are from
	Publisher string                                // who vouches for them
	Types     func(graph.TypeID) (graph.Type, bool) // relations that are known already; may be nil
}

// File is a file of facts that can be read again and again.
type File struct {
	options Options
	quads   func() iter.Seq2[Located, error]
	told    map[string]bool // graphs of articles
	types   map[graph.TypeID]graph.Type
	unknown map[string]int // predicates that mean nothing to us -> how often
	Quads   int            // statements
}

// Scan reads a file for the first time: which articles tell something themselves, and what the
// relations are. quads must begin anew each time it is called. What is wrong with the
// file is a *Problem or Problems.
func Scan(quads func() iter.Seq2[Located, error], o Options) (*File, error) {
	f := &File{options: o, quads: quads, told: map[string]bool{}, types: map[graph.TypeID]graph.Type{}}
	types := newNodes()
	for q, err := range quads() {
		if err != nil {
			return nil, err
		}
		f.Quads++
		if q.P == TypeIRI && q.Graph == q.S && q.O == Schema+"NewsArticle" {
			if _, ours := ID("article", q.S); ours {
				f.told[q.S] = true
			}
		}
		if _, ok := ID("type", q.S); ok {
			if types.add(q); len(types.order) > mostTypes {
				return nil, problem(q.Where, "more than %d relations", mostTypes)
			}
		}
	}
	b := &builder{file: f}
	for _, s := range types.order {
		b.relation(types.nodes[s])
	}
	return f, b.err()
}

// Articles is how many articles have a graph of their own in the file.
func (f *File) Articles() int { return len(f.told) }

// Unknown are the predicates that were passed over in the last reading, most frequent first,
// with how often.
func (f *File) Unknown() (names []string, times []int) {
	for p := range f.unknown {
		names = append(names, p)
	}
	slices.SortFunc(names, func(a, b string) int {
		if f.unknown[a] != f.unknown[b] {
			return f.unknown[b] - f.unknown[a]
		}
		return strings.Compare(a, b)
	})
	for _, p := range names {
		times = append(times, f.unknown[p])
	}
	return names, times
}

// Facts gives use what each article tells, one article at a time, then the facts that stand in
// no article's graph. Where each article's statements stand together, as Told writes
// them, no more than two million are held at a time; a file that mixes more is a *Problem.
func (f *File) Facts(use func(graph.Facts) error) error {
	f.unknown = map[string]int{}
	b := &builder{file: f}
	loose := newNodes()
	open := map[string]*nodes{}
	var order []string
	ended := map[string]string{}
	waiting := 0
	end := func(g string) error {
		facts, ok := b.told(g, open[g])
		waiting -= open[g].n
		delete(open, g)
		if !ok {
			return b.tooMany()
		}
		return use(facts)
	}
	for q, err := range f.quads() {
		switch {
		case err != nil:
			return err
		case !f.told[q.Graph]:
			if !f.derived(q.S) {
				if loose.add(q); loose.n > mostLoose {
					return problem(q.Where, "more than %d statements stand in no article's graph; divide the file", mostLoose)
				}
			}
			continue
		case ended[q.Graph] != "":
			return problem(q.Where, "the graph %s goes on here, and seemed to end before %s; in files of this size the statements of a graph must stand together: sort them by graph", q.Graph, ended[q.Graph])
		}
		n := open[q.Graph]
		if n == nil {
			if waiting > mostWaiting {
				for _, g := range order {
					ended[g] = q.Where
					if err := end(g); err != nil {
						return err
					}
				}
				order = order[:0]
			}
			n = newNodes()
			open[q.Graph] = n
			order = append(order, q.Graph)
		}
		n.add(q)
		if waiting++; n.n > mostPerGraph {
			return problem(q.Where, "more than %d statements in the graph %s", mostPerGraph, q.Graph)
		}
	}
	for _, g := range order {
		if err := end(g); err != nil {
			return err
		}
	}
	all := b.loose(loose)
	if err := b.err(); err != nil {
		return err
	}
	for _, facts := range all {
		if err := use(facts); err != nil {
			return err
		}
	}
	return nil
}

// derived reports whether a statement outside all articles' graphs only repeats what they
// tell, joined.
func (f *File) derived(s string) bool {
	if _, ok := ID("type", s); ok {
		return true
	}
	for _, kind := range []string{"entity", "event", "state", "article"} {
		if rest, ok := strings.CutPrefix(s, Own+kind+":"); ok {
			rest, _, _ = strings.Cut(rest, "/")
			id, ok := ID(kind, Own+kind+":"+rest)
			if !ok {
				return false
			}
			art, _, local := strings.Cut(id, "/")
			if kind == "entity" && !local {
				return len(f.told) > 0
			}
			return f.told[IRI("article", art)]
		}
	}
	return false
}

// node is a subject with all that is said of it.
type node struct {
	id     string
	where  string // its first statement
	props  []Located
	values map[string][]Located // by predicate, each once; made when first asked for
}

// nodes are the subjects of a graph, in the order of the file.
type nodes struct {
	order []string
	nodes map[string]*node
	n     int // statements
}

func newNodes() *nodes { return &nodes{nodes: map[string]*node{}} }

func (ns *nodes) add(q Located) {
	x := ns.nodes[q.S]
	if x == nil {
		x = &node{id: q.S, where: q.Where}
		ns.nodes[q.S] = x
		ns.order = append(ns.order, q.S)
	}
	q.P = modern(q.P)
	if !q.Literal {
		q.O = modern(q.O)
	}
	x.props = append(x.props, q)
	ns.n++
}

// modern is an IRI of schema.org under https: both are in use.
func modern(iri string) string {
	if rest, ok := strings.CutPrefix(iri, "http://schema.org/"); ok {
		return Schema + rest
	}
	return iri
}

// all are the values of any of the predicates, each once, in the order of the file for each.
func (x *node) all(predicates ...string) []Located {
	if x == nil {
		return nil
	}
	if x.values == nil {
		x.values = map[string][]Located{}
		seen := map[Quad]bool{}
		for _, q := range x.props {
			k := Quad{P: q.P, O: q.O, Literal: q.Literal}
			if !seen[k] {
				seen[k] = true
				x.values[q.P] = append(x.values[q.P], q)
			}
		}
	}
	if len(predicates) == 1 {
		return x.values[predicates[0]]
	}
	var out []Located
	for _, p := range predicates {
		out = append(out, x.values[p]...)
	}
	return out
}

// is reports whether a node has a class.
func (x *node) is(classes ...string) bool {
	for _, t := range x.all(TypeIRI) {
		if slices.Contains(classes, t.O) {
			return true
		}
	}
	return false
}

// Problems are several things that are wrong with a file.
type Problems []*Problem

func (ps Problems) Error() string {
	var lines []string
	for _, p := range ps {
		lines = append(lines, p.Error())
	}
	if len(ps) >= mostProblems {
		lines = append(lines, fmt.Sprintf("more than %d problems; reading ended here", mostProblems))
	}
	return strings.Join(lines, "\n")
}
