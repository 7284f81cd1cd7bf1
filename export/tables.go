package export

import (
	"encoding/csv"
	"io"

	"dateline/export/told"
	"dateline/graph"
)

// writeNodes and writeEdges are the network as two tables, for spreadsheets,
// Gephi and data frames; their ids are those of GraphML and of each other.
func writeNodes(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	rows := [][]string{header([]string{"Id", "Label"}, nodeAttributes)}
	for _, e := range networkEntities(v, s, ties(s)) {
		rows = append(rows, append([]string{xmlID(string(e.ID)), s.Name(e.ID)}, nodeValues(e)...))
	}
	return writeTable(w, rows)
}

func writeEdges(w io.Writer, v *graph.View, _ Options) error {
	rows := [][]string{header([]string{"Id", "Source", "Target", "Label"}, edgeAttributes)}
	for _, t := range ties(told.Read(v)) {
		rows = append(rows, append([]string{xmlID(t.id), xmlID(string(t.from)), xmlID(string(t.to)), t.event.Type}, edgeValues(t)...))
	}
	return writeTable(w, rows)
}

func header(first []string, attributes []attribute) []string {
	for _, a := range attributes {
		first = append(first, a.name)
	}
	return first
}

func writeTable(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	for _, r := range rows {
		for i := range r {
			r[i] = cell(r[i])
		}
		if err := c.Write(r); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// writeD3 is the network as {nodes, links}, the form of d3-force's examples.
func writeD3(w io.Writer, v *graph.View, _ Options) error {
	type node struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	type link struct {
		Source   string `json:"source"`
		Target   string `json:"target"`
		Event    string `json:"event"`
		Type     string `json:"type"`
		Class    string `json:"class,omitempty"`
		Text     string `json:"text"`
		When     string `json:"when,omitempty"`
		Standing string `json:"standing"`
		Mutual   bool   `json:"mutual,omitempty"`
	}
	s := told.Read(v)
	list := ties(s)
	out := struct {
		Nodes []node `json:"nodes"`
		Links []link `json:"links"`
	}{[]node{}, []link{}}
	for _, e := range networkEntities(v, s, list) {
		out.Nodes = append(out.Nodes, node{string(e.ID), s.Name(e.ID), string(e.Kind)})
	}
	for _, t := range list {
		e := t.event
		out.Links = append(out.Links, link{string(t.from), string(t.to), string(e.ID), string(e.Event.Type), string(e.Class), e.Line, e.When.String(), e.Standing.String(), !t.directed})
	}
	return encode(w, out)
}
