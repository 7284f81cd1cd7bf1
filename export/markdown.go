package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

// writeMarkdown lists events by date, each with its sources by number, then the
// events without a date, then the sources.
func writeMarkdown(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	b := bufio.NewWriter(w)
	title := s.Title
	if title == "" {
		title = "Timeline"
	}
	fmt.Fprintf(b, "# %s\n", md(title))
	apart := false
	if len(s.Events) == 0 {
		fmt.Fprint(b, "\nNo events.\n")
	}
	for i := range s.Events {
		e := &s.Events[i]
		switch {
		case i == 0 && e.Dated():
			fmt.Fprint(b, "\n")
		case !e.Dated() && !apart:
			fmt.Fprint(b, "\n## No date in the text\n\n")
			apart = true
		}
		fmt.Fprint(b, "- ")
		if e.Dated() {
			fmt.Fprintf(b, "**%s**: ", md(e.DateText()))
		}
		fmt.Fprint(b, md(e.Line))
		if d := e.Doubt(); d != "" {
			fmt.Fprintf(b, " *(%s)*", md(d))
		}
		for _, n := range e.Sources {
			fmt.Fprintf(b, " [%d]", n)
		}
		fmt.Fprint(b, "\n")
	}
	if len(s.Sources) > 0 {
		fmt.Fprint(b, "\n## Sources\n\n")
	}
	for _, a := range s.Sources {
		heading := a.Heading()
		if c := a.Credit(); c != "" {
			heading = told.Stop(heading) + " " + c
		}
		fmt.Fprintf(b, "%d. %s", a.Number, md(heading))
		if l := a.Link(); l != "" {
			fmt.Fprintf(b, ". <%s>", strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(l))
		}
		fmt.Fprint(b, "\n")
	}
	return b.Flush()
}

// md is s with nothing in it that Markdown or HTML would interpret, on one line.
func md(s string) string {
	var b strings.Builder
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	begin := strings.TrimLeft(s, "0123456789") // "1." and "-" would begin a list within the list
	for i, r := range s {
		switch {
		case i == len(s)-len(begin) && strings.ContainsRune(".)-+=", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case strings.ContainsRune("\\`*_[]#|~&{}$!", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
