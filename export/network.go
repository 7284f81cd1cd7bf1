package export

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
	"time"

	"dateline/export/svg"
	"dateline/export/told"
	"dateline/graph"
)

// tie is one event as it connects two entities, for programs that draw networks.
type tie struct {
	id       string
	from, to graph.EntityID
	event    *told.Event
	directed bool
}

// ties gives each event's actors a tie to each of its recipients, or to each
// other where it has none.
func ties(s *told.Story) []tie {
	var out []tie
	for i := range s.Events {
		e := &s.Events[i]
		var actors, recipients []graph.EntityID
		for _, r := range e.Roles {
			switch {
			case r.Entity == "":
			case r.Name == "recipient":
				recipients = append(recipients, r.Entity)
			case r.Name == "actor" || r.Name == "participant":
				actors = append(actors, r.Entity)
			}
		}
		n := 0
		put := func(a, b graph.EntityID, directed bool) {
			if a == b {
				return
			}
			n++
			out = append(out, tie{string(e.ID) + "#" + strconv.Itoa(n), a, b, e, directed})
		}
		for _, a := range actors {
			for _, r := range recipients {
				put(a, r, true)
			}
		}
		if len(recipients) == 0 {
			for i, a := range actors {
				for _, b := range actors[i+1:] {
					put(a, b, false)
				}
			}
		}
	}
	return out
}

// networkEntities are the entities of v and those that ties name beside them.
func networkEntities(v *graph.View, s *told.Story, ties []tie) []graph.Entity {
	list := sortedEntities(v)
	known := map[graph.EntityID]bool{}
	for _, e := range list {
		known[e.ID] = true
	}
	for _, t := range ties {
		for _, id := range []graph.EntityID{t.from, t.to} {
			if !known[id] {
				known[id] = true
				list = append(list, graph.Entity{ID: id, Name: s.Name(id), Kind: graph.Thing})
			}
		}
	}
	slices.SortFunc(list, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

type attribute struct{ id, on, kind, name string }

var nodeAttributes = []attribute{
	{"name", "node", "string", "name"}, {"kind", "node", "string", "kind"}, {"country", "node", "string", "country"}, {"sector", "node", "string", "sector"},
}

var edgeAttributes = []attribute{
	{"type", "edge", "string", "type"}, {"class", "edge", "string", "class"}, {"text", "edge", "string", "text"}, {"when", "edge", "string", "when"},
	{"from", "edge", "string", "from"}, {"to", "edge", "string", "to"}, {"basis", "edge", "string", "basis"},
	{"standing", "edge", "string", "standing"}, {"sources", "edge", "int", "sources"},
	// Readers refuse graphs in which some edges are directed and some are not.
	{"mutual", "edge", "boolean", "mutual"},
}

func nodeValues(e graph.Entity) []string {
	return []string{e.Name, string(e.Kind), e.Country, e.Sector}
}

func edgeValues(t tie) []string {
	from, to := t.event.When.Bounds()
	return []string{
		string(t.event.Event.Type), string(t.event.Class), t.event.Line, t.event.When.String(), instant(from), instant(to),
		told.Basis(t.event.Basis), t.event.Standing.String(), strconv.Itoa(len(t.event.Sources)),
		strconv.FormatBool(!t.directed),
	}
}

func writeGraphML(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	list := ties(s)
	var d svg.Doc
	d.Open("graphml").Attr("xmlns", "http://graphml.graphdrawing.org/xmlns").
		Attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance").
		Attr("xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd")
	for _, a := range append(slices.Clone(nodeAttributes), edgeAttributes...) {
		d.Open("key").Attr("id", a.on[:1]+"_"+a.id).Attr("for", a.on).Attr("attr.name", a.name).Attr("attr.type", a.kind).Close()
	}
	d.Open("graph").Attr("id", "dateline").Attr("edgedefault", "directed")
	data := func(attrs []attribute, values []string) {
		for i, a := range attrs {
			if values[i] != "" {
				d.Open("data").Attr("key", a.on[:1]+"_"+a.id).Text(values[i]).Close()
			}
		}
	}
	for _, e := range networkEntities(v, s, list) {
		d.Open("node").Attr("id", xmlID(string(e.ID)))
		data(nodeAttributes, nodeValues(e))
		d.Close()
	}
	for _, t := range list {
		d.Open("edge").Attr("id", xmlID(t.id)).Attr("source", xmlID(string(t.from))).Attr("target", xmlID(string(t.to)))
		data(edgeAttributes, edgeValues(t))
		d.Close()
	}
	return writeXML(w, &d)
}

func writeGEXF(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	list := ties(s)
	var d svg.Doc
	d.Open("gexf").Attr("xmlns", "http://www.gexf.net/1.2draft").Attr("version", "1.2")
	d.Open("meta").Element("creator", "Dateline").Element("description", s.Title).Close()
	d.Open("graph").Attr("defaultedgetype", "directed").Attr("mode", "dynamic").Attr("timeformat", "date")
	for _, group := range [][]attribute{nodeAttributes, edgeAttributes} {
		d.Open("attributes").Attr("class", group[0].on)
		for _, a := range group {
			kind := a.kind
			if kind == "int" {
				kind = "integer"
			}
			d.Open("attribute").Attr("id", a.on[:1]+"_"+a.id).Attr("title", a.name).Attr("type", kind).Close()
		}
		d.Close()
	}
	data := func(attrs []attribute, values []string) {
		d.Open("attvalues")
		for i, a := range attrs {
			if values[i] != "" {
				d.Open("attvalue").Attr("for", a.on[:1]+"_"+a.id).Attr("value", values[i]).Close()
			}
		}
		d.Close()
	}
	d.Open("nodes")
	for _, e := range networkEntities(v, s, list) {
		d.Open("node").Attr("id", xmlID(string(e.ID))).Attr("label", e.Name)
		data(nodeAttributes, nodeValues(e))
		d.Close()
	}
	d.Close()
	d.Open("edges")
	for _, t := range list {
		d.Open("edge").Attr("id", xmlID(t.id)).Attr("source", xmlID(string(t.from))).Attr("target", xmlID(string(t.to))).
			Attr("label", t.event.Type)
		from, to := t.event.When.Bounds()
		if !from.IsZero() {
			d.Attr("start", from.Format("2006-01-02"))
		}
		if !to.IsZero() {
			d.Attr("end", to.Add(-time.Second).Format("2006-01-02")) // the last day
		}
		data(edgeAttributes, edgeValues(t))
		d.Close()
	}
	d.Close()
	return writeXML(w, &d)
}

func writeXML(w io.Writer, d *svg.Doc) error {
	b := bufio.NewWriter(w)
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	b.Write(d.Bytes())
	return b.Flush()
}

// xmlID is an id that XML Schema takes as a NMTOKEN, as GraphML wants it: other
// signs than letters, digits and .-_: become _ and their number.
func xmlID(id string) string {
	var b []byte
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == ':':
			b = append(b, c)
		case c == '_':
			b = append(b, "__"...)
		default:
			b = append(b, '_')
			b = append(b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
	}
	return string(b)
}
