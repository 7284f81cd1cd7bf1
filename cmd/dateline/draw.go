package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/export"
	"dateline/export/diagram"
	"dateline/export/page"
	"dateline/export/sheet"
	"dateline/export/timeline"
	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func timelineCommand() *cli.Command {
	return &cli.Command{
		Name:  "timeline",
		Usage: "draw the events along an axis of time",
		Description: `Draws a timeline as SVG, or writes its data: the ending of the file says which
(.svg .png .pdf .html .json .csv .md, and every other form of 'dateline export'). An
.html can be zoomed, searched and filtered, and shows the sentences.

Examples:
   dateline timeline -o timeline.svg
   dateline timeline -o milley.svg --actor Milley --lanes class --title "General Milley's spring"
   dateline timeline -o print.pdf --theme print --rank sources --max-events 60
   dateline timeline -o march.csv --since 2021-03 --until 2021-03`,
		Flags:  flags(dbFlag(), outFlag(), exportFormatFlag(), pageFlags(), timelineFlags(), filterFlags()),
		Action: func(c *cli.Context) error { return runExport(c, "timeline", nil) },
	}
}

func diagramCommand() *cli.Command {
	return &cli.Command{
		Name:  "diagram",
		Usage: "draw who did what with whom",
		Description: `Draws actors and what passed between them with Graphviz, which is built in.
The ending of the file says the form: .dot, .svg, .png, .pdf or .html (which can
be zoomed and searched, and shows the sentences).

Examples:
   dateline diagram -o actors.svg
   dateline diagram -o call.png --kind event --focus 5ae7616523a6a2c3/v71-spoke_with
   dateline diagram -o chain.svg --kind chain --focus Milley --to Ukraine
   dateline diagram -o says.svg --kind claims --actor Russia`,
		Flags:  flags(dbFlag(), outFlag(), exportFormatFlag(), pageFlags(), diagramFlags(), filterFlags()),
		Action: func(c *cli.Context) error { return runExport(c, "dot", diagramForms()) },
	}
}

func exportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write events in the format of another program",
		Description: "Writes the events that the filters choose. The formats:\n\n" + formatTable() + `
Examples:
   dateline export --format nquads -o graph.nq
   dateline export -o network.gexf --class CONSULT
   dateline export --format csv --since 2021 > events.csv`,
		Flags: flags(dbFlag(), outFlag(), exportFormatFlag(), pageFlags(), timelineFlags(), filterFlags(),
			&cli.BoolFlag{Name: "no-text", Usage: "nquads, jsonld: leave out the texts of articles, but for the sentences that are quoted"}),
		Action: func(c *cli.Context) error { return runExport(c, "json", nil) },
	}
}

// renderCommand is the child process in which Graphviz draws.
func renderCommand() *cli.Command {
	return &cli.Command{
		Name: diagram.ChildCommand, Hidden: true,
		Action: func(c *cli.Context) error {
			return diagram.RenderChild(c.App.Reader, c.App.Writer, c.Args().First())
		},
	}
}

func formatTable() string {
	var b strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "   %-11s %-15s %s\n", f.Name, f.Ending, f.Help)
	}
	return b.String()
}

func exportFormatFlag() cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "the `FORMAT`, where the file's ending does not say: " + strings.Join(export.Names(), ", ")}
}

func timelineFlags() []cli.Flag {
	lanes, themes := laneNames(), themeNames()
	return under("The picture", []cli.Flag{
		&cli.StringFlag{Name: "title", Usage: "the `TITLE` over the picture"},
		&cli.Float64Flag{Name: "width", Usage: "of the timeline, in `PX` (default 1200)"},
		&cli.StringFlag{Name: "lanes", Usage: "divide the timeline by " + strings.Join(lanes, ", ")},
		&cli.StringFlag{Name: "theme", Usage: "colours: " + strings.Join(themes, ", ")},
		&cli.IntFlag{Name: "max-events", Usage: "draw at most `N` events, the weightiest first"},
		&cli.StringFlag{Name: "rank", Usage: "what is weightiest: " + strings.Join(rankNames(), ", ")},
		scaleFlag(), paperFlag(), fontFlag(),
	})
}

func laneNames() []string {
	var names []string
	for _, l := range timeline.LaneKinds() {
		names = append(names, l.Name)
	}
	return names
}

func themeNames() []string {
	var names []string
	for _, t := range timeline.Themes() {
		names = append(names, t.Name)
	}
	return names
}

func rankNames() []string {
	var names []string
	for _, r := range told.Ranks() {
		names = append(names, r.Name)
	}
	return names
}

func scaleFlag() cli.Flag {
	return &cli.Float64Flag{Name: "scale", Usage: "pixels of a PNG for each px of the picture, `N` (default 2)"}
}

func paperFlag() cli.Flag {
	return &cli.StringFlag{Name: "paper", Usage: "a PDF for this paper, a timeline on as many pages as it takes: " + strings.Join(paperNames(), ", ")}
}

func paperNames() []string {
	var names []string
	for _, p := range sheet.Papers() {
		names = append(names, p.Name)
	}
	return names
}

func fontFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "font", Usage: "a TrueType or OpenType `FILE` for letters in PNG and PDF that the built-in fonts lack (they have Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic; for Chinese, Japanese, Korean and the scripts of India a font of this machine serves, if it has one)"}
}

func diagramFlags() []cli.Flag {
	return under("The picture", []cli.Flag{
		&cli.StringFlag{Name: "title", Usage: "the `TITLE` over the picture"},
		&cli.StringFlag{Name: "kind", Usage: "what is drawn: " + strings.Join(diagramKinds(), ", ")},
		&cli.StringFlag{Name: "focus", Usage: "the event of --kind event, or the actor of --kind around and chain: an `ID` or a name"},
		&cli.StringFlag{Name: "to", Usage: "the other end of --kind chain: an `ID` or a name"},
		&cli.StringFlag{Name: "theme", Usage: "colours: " + strings.Join(diagram.Themes(), ", ")},
		&cli.StringFlag{Name: "cluster", Usage: "frames round actors of one " + strings.Join(diagram.Clusters(), ", ")},
		&cli.IntFlag{Name: "max-nodes", Usage: "draw at most `N` actors, those with most events first (default 24)"},
		&cli.IntFlag{Name: "max-edges", Usage: "draw at most `N` lines (default 30)"},
		scaleFlag(), paperFlag(), fontFlag(),
	})
}

func diagramKinds() []string {
	var names []string
	for _, k := range diagram.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// exportOptions reads the flags of pictures, as far as the command has them.
func exportOptions(c *cli.Context) (export.Options, error) {
	o := export.Options{
		Timeline: timeline.Options{Width: c.Float64("width"), Title: c.String("title"), Lanes: c.String("lanes"),
			Theme: c.String("theme"), Rank: c.String("rank"), MaxEvents: c.Int("max-events")},
		Diagram: diagram.Options{Kind: c.String("kind"), Focus: c.String("focus"), To: c.String("to"), Cluster: c.String("cluster"), Title: c.String("title"),
			Theme: c.String("theme"), MaxNodes: c.Int("max-nodes"), MaxEdges: c.Int("max-edges")},
	}
	fonts, err := readFonts(c)
	if err != nil {
		return o, err
	}
	o.Scale, o.Paper, o.Fonts, o.MoreFonts = c.Float64("scale"), c.String("paper"), fonts, machineFonts
	for _, f := range []struct {
		what, value string
		known       []string
	}{{"lanes", o.Timeline.Lanes, laneNames()}, {"theme", o.Timeline.Theme, themeNames()}, {"rank", o.Timeline.Rank, rankNames()}, {"paper", o.Paper, paperNames()}, {"kind of diagram", o.Diagram.Kind, diagramKinds()}, {"cluster", o.Diagram.Cluster, diagram.Clusters()}} {
		if f.value != "" && !slices.Contains(f.known, f.value) {
			return o, unknown(f.what, f.value, f.known)
		}
	}
	if o.Timeline.Width < 0 || o.Scale < 0 || o.Timeline.MaxEvents < 0 || o.Diagram.MaxNodes < 0 || o.Diagram.MaxEdges < 0 {
		return o, badUsage(c, "sizes and limits must not be negative")
	}
	return o, nil
}

// runExport writes the events that the filters choose. The form is that of
// --format, else of the file's ending, else usual; the endings in pictures mean
// a picture of the DOT graph.
func runExport(c *cli.Context, usual string, pictures []string) error {
	if c.Args().Present() {
		return badUsage(c, "%s takes no argument %q; name the file with -o", c.Command.Name, c.Args().First())
	}
	o, err := exportOptions(c)
	if err != nil {
		return err
	}
	name := c.String("output")
	form, picture, err := formOf(c.String("format"), name, usual, pictures)
	if err != nil {
		return err
	}
	if _, terminal := terminalWidth(c.App.Writer); terminal && name == "" && (picture != "" || slices.Contains(forBrowsers, form.Name)) {
		return badUsage(c, "%s is a form for files, not for a terminal: name the file, as -o %s%s, or write - to see it here", form.Name, c.Command.Name, form.Ending)
	}
	o.NoText = c.Bool("no-text")
	o.MoreFonts = func(letters string) []sheet.Font {
		fonts := machineFonts(letters)
		if left := lacking(letters, fonts); left != "" {
			fmt.Fprintln(c.App.ErrWriter, boxes(cmp.Or(name, "the picture"), left))
		}
		return fonts
	}
	return selecting(c, func(s *store.Store, f query.Filter) error {
		f.Told = form.Told
		v, err := query.Events(c.Context, s, f)
		if err != nil {
			return askError(err)
		}
		if len(v.Events) == 0 {
			fmt.Fprintln(c.App.ErrWriter, "no events "+filterWords(c))
		}
		v.Title = c.String("title")
		return output(c, name, func(w io.Writer) error { return writeForm(c, w, &v, form, picture, o) })
	})
}

// forBrowsers are the forms that nobody reads in a terminal.
var forBrowsers = []string{"timeline", "png", "pdf", "html"}

// formOf chooses the form of output.
func formOf(format, file, usual string, pictures []string) (form export.Format, picture string, err error) {
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), ".")
	switch {
	case slices.Contains(pictures, format):
		picture, format = format, "dot"
	case format == "" && slices.Contains(pictures, ending):
		picture, format = ending, "dot"
	}
	if format == "" && file != "" && file != "-" {
		f, ok := export.ForFile(file)
		if !ok {
			return form, "", &usageErr{text: fmt.Sprintf("%s: its ending names no format; give one with --format (known: %s)", file, strings.Join(append(slices.Clone(pictures), export.Names()...), ", "))}
		}
		return f, "", nil
	}
	if format == "" {
		format = usual
	}
	form, ok := export.Lookup(format)
	if !ok {
		return form, "", unknown("format", format, append(slices.Clone(pictures), export.Names()...))
	}
	return form, picture, nil
}

func writeForm(c *cli.Context, w io.Writer, v *graph.View, form export.Format, picture string, o export.Options) error {
	if picture == "" {
		return form.Write(w, v, o)
	}
	chart, err := diagram.Layout(c.Context, v, o.Diagram)
	if err != nil {
		return err
	}
	switch picture {
	case "png":
		return o.PNG(w, diagram.Sheet(chart))
	case "pdf":
		return o.PDF(w, diagram.Sheet(chart))
	case "svg":
		_, err = w.Write(diagram.Draw(chart))
		return err
	}
	return page.Explore(w, v, diagram.Draw(chart), chart.Title)
}

// diagramForms are the endings that mean a picture of the DOT graph.
func diagramForms() []string { return []string{"svg", "png", "pdf", "html"} }
