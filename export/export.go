// Package export writes a View in every form that Dateline knows: pictures, tables
// and the formats of other programs.
//
// It takes a graph.View and gives bytes; the table Formats is the list that the
// command's help, its errors and the tests read. The same View gives the same
// bytes on every machine. It asks the graph nothing and reads no file.
package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/export/diagram"
	"dateline/export/page"
	"dateline/export/sheet"
	"dateline/export/timeline"
	"dateline/graph"
)

// Options say how pictures are made. Data formats take no notice of them, but for NoText.
type Options struct {
	Timeline timeline.Options
	Diagram  diagram.Options
	Paper    string       // of a PDF: a name of sheet.Papers; "" is a page of the picture's size
	Scale    float64      // of a PNG: its pixels for each px; 0 is 2
	Fonts    []sheet.Font // for letters in PNG and PDF that the built-in fonts lack
	// MoreFonts is asked for fonts with letters of a PNG or PDF that none has, if it is not nil.
	MoreFonts func(letters string) []sheet.Font
	NoText    bool // RDF: leave out the texts of articles, but for the sentences of claims
}

// Format is one form of output.
type Format struct {
	Name      string
	Ending    string // of file names, with its dot
	MediaType string
	Help      string
	Binary    bool // not text
	Told      bool // wants what each article tells itself (View.Told) beside what is joined
	Write     func(w io.Writer, v *graph.View, o Options) error
}

// Formats is the list of them. Where two have the same ending, the first is meant
// by a file name that says no more.
var Formats = []Format{
	{"timeline", ".svg", "image/svg+xml", "events along an axis of time, as a picture", false, false, writeTimeline},
	{"png", ".png", "image/png", "the same picture in pixels", true, false, writePNG},
	{"pdf", ".pdf", "application/pdf", "the same picture as a page, its words searchable", true, false, writePDF},
	{"html", ".html", "text/html; charset=utf-8", "the same picture on a page that can be zoomed and searched, with every sentence", false, false, writeHTML},
	{"chart", ".chart.json", "application/json", "where everything stands in that picture", false, false, writeChart},
	{"dot", ".dot", "text/vnd.graphviz", "actors and relations as a Graphviz graph", false, false, writeDOT},
	{"json", ".json", "application/json", "everything in the view, with sentences and offsets", false, false, writeJSON},
	{"jsonl", ".jsonl", "application/x-ndjson", "the same events, one JSON object a line", false, false, writeJSONL},
	{"csv", ".csv", "text/csv; charset=utf-8", "events as a table", false, false, writeCSV},
	{"markdown", ".md", "text/markdown; charset=utf-8", "events as a list with numbered sources", false, false, writeMarkdown},
	{"nquads", ".nq", "application/n-quads", "RDF in the terms of SEM, PROV-O and schema.org; each article a graph", false, true, writeNQuads},
	{"graphml", ".graphml", "application/graphml+xml", "the network of actors, for yEd, Gephi, NetworkX, igraph", false, false, writeGraphML},
	{"gexf", ".gexf", "application/gexf+xml", "the network of actors with times, for Gephi", false, false, writeGEXF},
	{"nodes", ".nodes.csv", "text/csv; charset=utf-8", "the network's actors as a table", false, false, writeNodes},
	{"edges", ".edges.csv", "text/csv; charset=utf-8", "the network's relations as a table", false, false, writeEdges},
	{"d3", ".d3.json", "application/json", "the network as nodes and links, for D3", false, false, writeD3},
	{"cypher", ".cypher", "text/plain; charset=utf-8", "statements for Neo4j, that can be run again", false, false, writeCypher},
	{"ftm", ".ftm.json", "application/json+ftm", "entities of FollowTheMoney, for Aleph, one a line", false, false, writeFTM},
	{"jsonld", ".jsonld", "application/ld+json", "the same RDF as JSON", false, true, writeJSONLD},
	{"timelinejs", ".timeline.json", "application/json", "for Knight Lab's TimelineJS", false, false, writeTimelineJS},
	{"vis", ".vis.json", "application/json", "items and groups for vis-timeline", false, false, writeVis},
	{"mermaid", ".mmd", "text/vnd.mermaid", "a Mermaid timeline", false, false, writeMermaid},
	{"ics", ".ics", "text/calendar; charset=utf-8", "events for a calendar", false, false, writeICS},
}

// Lookup is the format of that name.
func Lookup(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// ForFile is the format that a file's name asks for: the longest ending that
// fits, the first of equals.
func ForFile(name string) (Format, bool) {
	var best Format
	name = strings.ToLower(name)
	for _, f := range Formats {
		if strings.HasSuffix(name, f.Ending) && len(f.Ending) > len(best.Ending) {
			best = f
		}
	}
	return best, best.Name != ""
}

// Names are the names of all formats, in order.
func Names() []string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

func writeTimeline(w io.Writer, v *graph.View, o Options) error {
	_, err := w.Write(timeline.Draw(timeline.Layout(v, o.Timeline)))
	return err
}

func writePNG(w io.Writer, v *graph.View, o Options) error {
	return o.PNG(w, timeline.Sheet(timeline.Layout(v, o.Timeline)))
}

func writePDF(w io.Writer, v *graph.View, o Options) error {
	if paper, ok := o.paper(); ok {
		o.Timeline.Width = cmp.Or(o.Timeline.Width, paper.Width())
	}
	return o.PDF(w, timeline.Sheet(timeline.Layout(v, o.Timeline)))
}

// PNG writes a picture in pixels.
func (o Options) PNG(w io.Writer, s *sheet.Sheet) error {
	return s.PNG(w, cmp.Or(o.Scale, 2), o.fonts(s)...)
}

// PDF writes a picture for the paper that o names.
func (o Options) PDF(w io.Writer, s *sheet.Sheet) error {
	if paper, ok := o.paper(); ok {
		return s.Print(w, paper, o.fonts(s)...)
	}
	return s.PDF(w, o.fonts(s)...)
}

// fonts are those for s beside the built-in ones.
func (o Options) fonts(s *sheet.Sheet) []sheet.Font {
	if o.MoreFonts == nil {
		return o.Fonts
	}
	if letters := s.Missing(o.Fonts...); letters != "" {
		return slices.Concat(o.Fonts, o.MoreFonts(letters))
	}
	return o.Fonts
}

func (o Options) paper() (sheet.Paper, bool) {
	for _, p := range sheet.Papers() {
		if p.Name == o.Paper {
			return p, true
		}
	}
	return sheet.Paper{}, false
}

func writeHTML(w io.Writer, v *graph.View, o Options) error {
	c := timeline.Layout(v, o.Timeline)
	return page.Explore(w, v, timeline.Draw(c), c.Title)
}

func writeChart(w io.Writer, v *graph.View, o Options) error {
	return encode(w, timeline.Layout(v, o.Timeline))
}

func writeDOT(w io.Writer, v *graph.View, o Options) error {
	b, err := diagram.DOT(v, o.Diagram)
	if err != nil {
		return fmt.Errorf("diagram: %w", err)
	}
	_, err = w.Write(b)
	return err
}
