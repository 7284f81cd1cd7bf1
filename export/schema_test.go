package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/export/told/toldtest"
)

// element is what a published XML schema says of one element: its attributes by
// the form of their values (those that end in "!" must be there), and its children
// in order (one that ends in "*" may come any number of times, "?" once or not).
type element struct {
	attrs    map[string]string
	children []string
	text     bool
}

// The parts that we write of http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd
// and of http://www.gexf.net/1.2draft/gexf.xsd, in our own form.
var schemas = map[string]map[string]element{
	"graphml": {
		"graphml": {map[string]string{"schemaLocation": `.*`}, []string{"desc?", "key*", "graph*", "data*"}, false},
		"key": {map[string]string{"id!": nmtoken, "for!": `all|graph|node|edge|hyperedge|port|endpoint`,
			"attr.name": `.+`, "attr.type": `boolean|int|long|float|double|string`}, []string{"desc?", "default?"}, false},
		"graph": {map[string]string{"id": nmtoken, "edgedefault!": `directed|undirected`}, []string{"desc?", "data*", "node*", "edge*"}, false},
		"node":  {map[string]string{"id!": nmtoken}, []string{"desc?", "data*"}, false},
		"edge":  {map[string]string{"id": nmtoken, "source!": nmtoken, "target!": nmtoken, "directed": `true|false`}, []string{"desc?", "data*"}, false},
		"data":  {map[string]string{"key!": nmtoken}, nil, true},
	},
	"gexf": {
		"gexf":        {map[string]string{"version!": `1\.2`}, []string{"meta?", "graph"}, false},
		"meta":        {map[string]string{"lastmodifieddate": isoDate}, []string{"creator?", "keywords?", "description?"}, false},
		"creator":     {text: true},
		"description": {text: true},
		"graph": {map[string]string{"defaultedgetype": `directed|undirected|mutual`, "mode": `static|dynamic`, "timeformat": `integer|double|date|dateTime`},
			[]string{"attributes*", "nodes?", "edges?"}, false},
		"attributes": {map[string]string{"class!": `node|edge`, "mode": `static|dynamic`}, []string{"attribute*"}, false},
		"attribute": {map[string]string{"id!": `.+`, "title!": `.*`, "type!": `integer|long|double|float|boolean|liststring|string|anyURI`},
			[]string{"default?", "options?"}, false},
		"nodes":     {nil, []string{"node*"}, false},
		"edges":     {nil, []string{"edge*"}, false},
		"node":      {map[string]string{"id!": `.+`, "label": `(?s).*`, "start": isoDate, "end": isoDate}, []string{"attvalues?"}, false},
		"edge":      {map[string]string{"id!": `.+`, "source!": `.+`, "target!": `.+`, "label": `(?s).*`, "start": isoDate, "end": isoDate}, []string{"attvalues?"}, false},
		"attvalues": {nil, []string{"attvalue*"}, false},
		"attvalue":  {map[string]string{"for!": `.+`, "value!": `(?s).*`}, nil, false},
	},
}

const (
	nmtoken = `[-.:_0-9A-Za-z]+`
	isoDate = `-?\d{4,}-\d\d-\d\d`
)

// valid says where doc leaves the schema.
func valid(schema map[string]element, doc []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(doc))
	type open struct {
		name string
		at   int // how far among its children
	}
	var stack []open
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			name := t.Name.Local
			e, known := schema[name]
			if !known {
				return fmt.Errorf("element %q is unknown", name)
			}
			if n := len(stack); n > 0 {
				p := &stack[n-1]
				children := schema[p.name].children
				i := slices.IndexFunc(children[min(p.at, len(children)):], func(c string) bool { return strings.TrimRight(c, "*?") == name })
				if i < 0 {
					return fmt.Errorf("%q may not stand here in %q", name, p.name)
				}
				if p.at += i; !strings.HasSuffix(children[p.at], "*") {
					p.at++
				}
			}
			stack = append(stack, open{name: name})
			seen := map[string]bool{}
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					continue
				}
				form, ok := e.attrs[a.Name.Local]
				if !ok {
					form, ok = e.attrs[a.Name.Local+"!"]
				}
				if !ok || !regexp.MustCompile(`^(`+form+`)$`).MatchString(a.Value) {
					return fmt.Errorf("%s of %q is %q", a.Name.Local, name, a.Value)
				}
				seen[a.Name.Local] = true
			}
			for a := range e.attrs {
				if a, must := strings.CutSuffix(a, "!"); must && !seen[a] {
					return fmt.Errorf("%q has no %s", name, a)
				}
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if n := len(stack); len(bytes.TrimSpace(t)) > 0 && (n == 0 || !schema[stack[n-1].name].text) {
				return fmt.Errorf("text %q outside data", t)
			}
		}
	}
}

func TestNetworksKeepToTheirSchemas(t *testing.T) {
	for format, schema := range schemas {
		for name, v := range views() {
			if err := valid(schema, write(t, format, v)); err != nil {
				t.Errorf("%s of %s: %v", format, name, err)
			}
		}
		good := write(t, format, toldtest.Call())
		for what, bad := range map[string][]byte{
			"an unknown element":    bytes.Replace(good, []byte("<node "), []byte("<knot/><node "), 1),
			"a node among edges":    bytes.Replace(good, []byte("<edge "), []byte(`<edge source="x" target="y" id="z"/><node id="n"/><edge `), 1),
			"a node without an id":  bytes.Replace(good, []byte("<node id="), []byte("<node name="), 1),
			"words between":         bytes.Replace(good, []byte("<node "), []byte("words<node "), 1),
			"an unknown value type": bytes.Replace(good, []byte(`type="string"`), []byte(`type="text"`), 1),
		} {
			if valid(schema, bad) == nil {
				t.Errorf("%s: %s is not found", format, what)
			}
		}
	}
}
