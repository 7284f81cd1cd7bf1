package rdf

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// walker gives the statements of an expanded element.
type walker struct {
	*jsonReader
	where string
	keys  map[string]string // IRI -> as the document writes it
}

func (w *walker) say(q Quad, where string) error {
	for _, iri := range []string{q.S, q.P, q.Graph} {
		if iri != "" && !strings.Contains(iri, ":") {
			return problem(where, "%q is no whole IRI, and there is nothing to complete it", iri)
		}
	}
	if !q.Literal && !strings.Contains(q.O, ":") {
		return problem(where, "%q is no whole IRI, and there is nothing to complete it", q.O)
	}
	if !w.yield(Located{q, where}, nil) {
		return errStopped
	}
	return nil
}

// node gives what is said of a node, and its name.
func (w *walker) node(n map[string]any, graph, where string) (id string, err error) {
	id, _ = n["@id"].(string)
	if id == "" {
		w.blanks++
		id = blankTag + ".j" + strconv.Itoa(w.blanks)
	}
	for _, k := range sorted(n) {
		values := ld.Arrayify(n[k])
		at := where
		if key := w.keys[k]; key != "" && where == w.where {
			at += "." + key
		}
		for _, v := range values {
			switch k {
			case "@id", "@index", "@context":
			case "@type":
				s, _ := v.(string)
				err = w.say(Quad{S: id, P: TypeIRI, O: s, Graph: graph}, at)
			case "@graph", "@included":
				g := graph
				if k == "@graph" {
					g = id
				}
				if inner, ok := v.(map[string]any); ok {
					_, err = w.node(inner, g, at)
				}
			case "@reverse":
				err = w.reverse(v, id, graph, at)
			default:
				err = w.object(id, k, v, graph, at)
			}
			if err != nil {
				return id, err
			}
		}
	}
	return id, nil
}

func (w *walker) reverse(v any, id, graph, where string) error {
	m, _ := v.(map[string]any)
	for _, p := range sorted(m) {
		values, _ := m[p].([]any)
		for _, x := range values {
			n, ok := x.(map[string]any)
			if !ok {
				continue
			}
			s, err := w.node(n, graph, where)
			if err == nil {
				err = w.say(Quad{S: s, P: p, O: id, Graph: graph}, where)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// object gives the statement that subject has v.
func (w *walker) object(subject, predicate string, v any, graph, where string) error {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	q := Quad{S: subject, P: predicate, Graph: graph}
	if list, ok := m["@list"].([]any); ok {
		for _, x := range list {
			if err := w.object(subject, predicate, x, graph, where); err != nil {
				return err
			}
		}
		return nil
	}
	value, isValue := m["@value"]
	if !isValue {
		var err error
		if q.O, err = w.node(m, graph, where); err != nil {
			return err
		}
		return w.say(q, where)
	}
	q.Literal = true
	q.Datatype, _ = m["@type"].(string)
	q.Lang, _ = m["@language"].(string)
	usual := ""
	switch x := value.(type) {
	case string:
		q.O = x
	case bool:
		q.O, usual = strconv.FormatBool(x), XSD+"boolean"
	case float64:
		if q.O, usual = strconv.FormatFloat(x, 'g', -1, 64), XSD+"double"; x == math.Trunc(x) && math.Abs(x) < 1e15 {
			q.O, usual = strconv.FormatFloat(x, 'f', -1, 64), XSD+"integer"
		}
	default:
		b, _ := json.Marshal(x)
		q.O = string(bytes.TrimSpace(b))
	}
	if q.Datatype == "" {
		q.Datatype = usual
	}
	if q.Datatype == XSD+"string" {
		q.Datatype = ""
	}
	return w.say(q, where)
}

func sorted(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
