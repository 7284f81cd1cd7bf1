package rdf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// largestItem bounds one item of a JSON-LD document, in bytes: an element of @graph, or a context.
const largestItem = 64 << 20

// ReadJSONLD reads JSON-LD 1.1: an object, an array of objects, or an object with an @graph, of
// which one element is held at a time, whatever the size of the document. No context is
// fetched: what a document uses stands in it, before its @graph. The first thing that cannot
// be read ends it with a *Problem.
func ReadJSONLD(r io.Reader) iter.Seq2[Located, error] {
	return func(yield func(Located, error) bool) {
		in := &allowance{r: r, left: largestItem}
		d := &jsonReader{in: in, dec: json.NewDecoder(in), yield: yield}
		d.options = ld.NewJsonLdOptions("")
		d.options.DocumentLoader = noLoader{}
		d.context = ld.NewContext(nil, d.options)
		if err := d.document(); err != nil && !errors.Is(err, errStopped) {
			yield(Located{}, err)
		}
	}
}

var errStopped = errors.New("stopped")

// allowance ends an input in which one item is too large.
type allowance struct {
	r    io.Reader
	left int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, fmt.Errorf("one item has more than %d bytes", largestItem)
	}
	n, err := a.r.Read(p[:min(len(p), 32<<10)])
	a.left -= n
	return n, err
}

// noLoader gives what is known of the context of schema.org and fetches nothing.
type noLoader struct{}

func (noLoader) LoadDocument(u string) (*ld.RemoteDocument, error) {
	switch strings.TrimRight(strings.Replace(u, "http://", "https://", 1), "/") {
	case "https://schema.org", "https://schema.org/docs/jsonldcontext.json", "https://schema.org/docs/jsonldcontext.jsonld":
		link := map[string]any{"@type": "@id"}
		return &ld.RemoteDocument{DocumentURL: u, Document: map[string]any{"@context": map[string]any{
			"@vocab": Schema, "schema": Schema, "url": link, "sameAs": link, "image": link, "id": "@id", "type": "@type"}}}, nil
	}
	return nil, fmt.Errorf("contexts are not fetched: put the one of %s into the document", u)
}

type jsonReader struct {
	in      *allowance
	dec     *json.Decoder
	options *ld.JsonLdOptions
	context *ld.Context
	yield   func(Located, error) bool
	blanks  int
}

// value reads the next value of the document whole.
func (d *jsonReader) value(where string) (v any, err error) {
	d.in.left = largestItem
	return v, d.syntax(where, d.dec.Decode(&v))
}

// syntax gives an error of JSON its place.
func (d *jsonReader) syntax(where string, err error) error {
	if err == nil || errors.Is(err, errStopped) {
		return err
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return problem(fmt.Sprintf("%s, after byte %d", where, d.dec.InputOffset()), "this is no JSON: %v", err)
}

func (d *jsonReader) token(where string) (json.Token, error) {
	t, err := d.dec.Token()
	return t, d.syntax(where, err)
}

// document reads all of it.
func (d *jsonReader) document() error {
	t, err := d.token("$")
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('['):
		if err := d.elements("$", ""); err != nil {
			return err
		}
	case json.Delim('{'):
		if err := d.object(); err != nil {
			return err
		}
	default:
		return problem("$", "JSON-LD is an object or an array of objects")
	}
	if _, err := d.dec.Token(); err != io.EOF {
		return problem(fmt.Sprintf("byte %d", d.dec.InputOffset()), "something follows the end of the document")
	}
	return nil
}

// object reads the members of the outermost object.
func (d *jsonReader) object() error {
	rest := map[string]any{}
	graph := false
	for d.dec.More() {
		t, err := d.token("$")
		if err != nil {
			return err
		}
		key, _ := t.(string)
		switch {
		case key == "@context" && graph:
			return problem("@context", "the context stands after @graph; put it first")
		case key == "@context":
			v, err := d.value(key)
			if err != nil {
				return err
			}
			if d.context, err = d.parse(key, v); err != nil {
				return err
			}
		case key == "@graph":
			graph = true
			name, _ := rest["@id"].(string)
			if name != "" {
				if name, err = d.context.ExpandIri(name, true, false, nil, nil); err != nil {
					return problem("@id", "%v", err)
				}
			}
			t, err := d.token(key)
			if err != nil {
				return err
			}
			if t != json.Delim('[') {
				return problem(key, "@graph is an array here")
			}
			if err := d.elements(key, name); err != nil {
				return err
			}
		default:
			if graph && key == "@id" {
				return problem(key, "the @id of the graph stands after its @graph; put it first")
			}
			if rest[key], err = d.value(key); err != nil {
				return err
			}
			if len(rest) > 10_000 {
				return problem("$", "one object has more than 10000 members")
			}
		}
	}
	if _, err := d.token("$"); err != nil {
		return err
	}
	if len(rest) == 0 || len(rest) == 1 && graph && rest["@id"] != nil {
		return nil
	}
	return d.item("$", "", rest, d.context)
}

// elements reads an array whose beginning was read.
func (d *jsonReader) elements(where, graph string) error {
	for i := 0; d.dec.More(); i++ {
		at := where + "[" + strconv.Itoa(i) + "]"
		v, err := d.value(at)
		if err != nil {
			return err
		}
		if err := d.item(at, graph, v, d.context); err != nil {
			return err
		}
	}
	_, err := d.token(where)
	return err
}

// item gives the statements of one element. The elements of a named graph are taken one by one, so
// that each keeps its place.
func (d *jsonReader) item(where, graph string, v any, ctx *ld.Context) error {
	m, ok := v.(map[string]any)
	if !ok {
		return problem(where, "an element must be an object")
	}
	if inner, ok := m["@graph"].([]any); ok && graph == "" && len(m) == 2 {
		if id, ok := m["@id"].(string); ok {
			name, err := ctx.ExpandIri(id, true, false, nil, nil)
			if err != nil {
				return problem(where, "%v", err)
			}
			for i, x := range inner {
				if err := d.item(fmt.Sprintf("%s.@graph[%d]", where, i), name, x, ctx); err != nil {
					return err
				}
			}
			return nil
		}
	}
	expanded, err := d.expand(where, m, ctx)
	if err != nil {
		return err
	}
	w := &walker{jsonReader: d, where: where, keys: map[string]string{}}
	for k := range m {
		if iri, err := ctx.ExpandIri(k, false, true, nil, nil); err == nil {
			w.keys[iri] = k
		}
	}
	for _, x := range expanded {
		if n, ok := x.(map[string]any); ok {
			if _, err := w.node(n, graph, where); err != nil {
				return err
			}
		}
	}
	return nil
}

// expand is the JSON-LD processor at work.
func (d *jsonReader) expand(where string, m map[string]any, ctx *ld.Context) (out []any, err error) {
	defer func() {
		if r := recover(); r != nil { // the processor's, on what it did not expect
			err = problem(where, "this cannot be read as JSON-LD: %v", r)
		}
	}()
	x, err := ld.NewJsonLdApi().Expand(ctx, "", m, d.options, false, nil)
	if err != nil {
		return nil, problem(where, "this is no JSON-LD: %s", plainError(err))
	}
	if x == nil {
		return nil, nil
	}
	return ld.Arrayify(x), nil
}

func (d *jsonReader) parse(where string, v any) (ctx *ld.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = problem(where, "the context cannot be read: %v", r)
		}
	}()
	if ctx, err = ld.NewContext(nil, d.options).Parse(v); err != nil {
		return nil, problem(where, "%s", plainError(err))
	}
	return ctx, nil
}

// plainError is what the processor says, in one line.
func plainError(err error) string {
	var e *ld.JsonLdError
	if errors.As(err, &e) && e.Details != nil {
		return strings.Join(strings.Fields(fmt.Sprintf("%s: %v", e.Code, e.Details)), " ")
	}
	return err.Error()
}
