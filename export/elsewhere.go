package export

import (
	"bufio"
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/when"
)

// Forms of other people's timelines. Each of them needs a start for every event:
// what has no date is left out, "by" a day is put on that day, and the words of
// the date say how sure it is.

// span is the first and the last instant to show of an event; ok is false where
// it has no date.
func span(e *told.Event) (from, last time.Time, ok bool) {
	from, to := e.When.Bounds()
	if from.IsZero() && to.IsZero() {
		return from, to, false
	}
	if !to.IsZero() {
		last = to.Add(-time.Second)
	}
	if from.IsZero() {
		from = time.Date(last.Year(), last.Month(), last.Day(), 0, 0, 0, 0, time.UTC)
	}
	if to.IsZero() {
		last = from
	}
	return from, last, true
}

func writeTimelineJS(w io.Writer, v *graph.View, _ Options) error {
	type date map[string]int
	type text struct {
		Headline string `json:"headline"`
		Text     string `json:"text"`
	}
	type slide struct {
		ID      string `json:"unique_id"`
		Start   date   `json:"start_date"`
		End     date   `json:"end_date,omitempty"`
		Display string `json:"display_date"`
		Text    text   `json:"text"`
		Group   string `json:"group,omitempty"`
	}
	type page struct {
		Title  map[string]text `json:"title"`
		Events []slide         `json:"events"`
	}
	s := told.Read(v)
	out := page{map[string]text{"text": {html.EscapeString(s.Title), ""}}, []slide{}}
	toDate := func(t time.Time, g when.Grain) date {
		d := date{"year": t.Year()}
		// A range of days ("22 to 30 March") may have the grain of its month.
		if g >= when.HalfYear || t.YearDay() > 1 {
			d["month"] = int(t.Month())
		}
		if g >= when.Week || t.Day() > 1 {
			d["day"] = t.Day()
		}
		if g >= when.Hour {
			d["hour"], d["minute"] = t.Hour(), t.Minute()
		}
		return d
	}
	for i := range s.Events {
		e := &s.Events[i]
		from, last, ok := span(e)
		if !ok {
			continue
		}
		grain := cmp.Or(e.When.Start.Grain, e.When.End.Grain, when.Day)
		item := slide{
			ID: string(e.ID), Start: toDate(from, grain), Display: e.DateText(), Group: told.ClassOf(e.Class).Label,
			Text: text{html.EscapeString(e.Line), html.EscapeString(e.Doubt())},
		}
		for _, q := range e.Quotes {
			if t := strings.TrimSpace(q.Sentence()); t != "" {
				item.Text.Text += "<blockquote>" + html.EscapeString(t) + "</blockquote>" + html.EscapeString(credit(s, q.Source))
			}
		}
		if last.Sub(from) > 25*time.Hour {
			item.End = toDate(last, grain)
		}
		out.Events = append(out.Events, item)
	}
	return encode(w, out)
}

func credit(s *told.Story, n int) string {
	if n == 0 {
		return ""
	}
	return cmp.Or(s.Sources[n-1].Credit(), s.Sources[n-1].Heading())
}

// writeVis gives {items, groups} for vis-timeline's DataSets. Its content is
// HTML, so it is escaped here.
func writeVis(w io.Writer, v *graph.View, _ Options) error {
	type item struct {
		ID      string `json:"id"`
		Content string `json:"content"`
		Title   string `json:"title"`
		Start   string `json:"start"`
		End     string `json:"end,omitempty"`
		Type    string `json:"type"`
		Group   string `json:"group"`
		Class   string `json:"className"`
	}
	type group struct {
		ID      string `json:"id"`
		Content string `json:"content"`
	}
	s := told.Read(v)
	out := struct {
		Items  []item  `json:"items"`
		Groups []group `json:"groups"`
	}{[]item{}, []group{}}
	seen := map[string]bool{}
	for i := range s.Events {
		e := &s.Events[i]
		from, last, ok := span(e)
		if !ok {
			continue
		}
		class := told.ClassOf(e.Class)
		key := string(cmp.Or(class.Name, "OTHER"))
		if !seen[key] {
			seen[key] = true
			out.Groups = append(out.Groups, group{key, html.EscapeString(cmp.Or(class.Label, "other"))})
		}
		it := item{
			ID: string(e.ID), Content: html.EscapeString(e.Line), Title: html.EscapeString(e.DateText()), Start: instant(from),
			Type: "point", Group: key, Class: class.Group.Key + " " + e.Standing.String(),
		}
		if last.Sub(from) > 25*time.Hour {
			it.End, it.Type = instant(last.Add(time.Second)), "range"
		}
		out.Items = append(out.Items, it)
	}
	slices.SortFunc(out.Groups, func(a, b group) int { return cmp.Compare(a.ID, b.ID) })
	return encode(w, out)
}

func writeMermaid(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	b := bufio.NewWriter(w)
	b.WriteString("timeline\n")
	if s.Title != "" {
		fmt.Fprintf(b, "    title %s\n", mermaidText(s.Title))
	}
	last := ""
	for i := range s.Events {
		e := &s.Events[i]
		date := e.DateText()
		text := e.Line
		if d := e.Doubt(); d != "" {
			text += " (" + d + ")"
		}
		if date != last {
			fmt.Fprintf(b, "    %s : %s\n", mermaidText(date), mermaidText(text))
			last = date
			continue
		}
		fmt.Fprintf(b, "        : %s\n", mermaidText(text))
	}
	return b.Flush()
}

// mermaidText writes what Mermaid's grammar would stumble over as its entities:
// ":" parts events, "#" and ";" begin and end entities, "%%" is a comment.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ") {
		switch {
		case strings.ContainsRune(":#;%<>&\"'`{}()[]\\", r) || r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, "#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "#160;"
	}
	return b.String()
}

// writeICS writes a calendar (RFC 5545). Events are whole days unless the hour is
// known; planned ones are TENTATIVE. There is no clock here, so an event's stamp
// is the newest publication of its sources.
func writeICS(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	b := bufio.NewWriter(w)
	put := func(name, value string) { icsLine(b, name+":"+value) }
	put("BEGIN", "VCALENDAR")
	put("VERSION", "2.0")
	put("PRODID", "-//Dateline//EN")
	put("CALSCALE", "GREGORIAN")
	put("X-WR-CALNAME", icsText(s.Title))
	for i := range s.Events {
		e := &s.Events[i]
		from, last, ok := span(e)
		if !ok || from.Year() < 1 || last.Year() > 9999 {
			continue
		}
		put("BEGIN", "VEVENT")
		put("UID", icsText(string(e.ID))+"@dateline")
		stamp := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, n := range e.Sources {
			if n > 0 && s.Sources[n-1].Published.After(stamp) {
				stamp = s.Sources[n-1].Published
			}
		}
		put("DTSTAMP", stamp.UTC().Format("20060102T150405Z"))
		if e.When.Start.Grain >= when.Hour {
			put("DTSTART", from.UTC().Format("20060102T150405Z"))
			if end := last.Add(time.Second); end.After(from) {
				put("DTEND", end.UTC().Format("20060102T150405Z"))
			}
		} else {
			put("DTSTART;VALUE=DATE", from.Format("20060102"))
			put("DTEND;VALUE=DATE", last.AddDate(0, 0, 1).Format("20060102"))
		}
		put("SUMMARY", icsText(e.Line))
		description := e.DateText()
		if d := e.Doubt(); d != "" {
			description += "; " + d
		}
		for _, q := range e.Quotes {
			if t := strings.TrimSpace(q.Sentence()); t != "" {
				description += "\n" + t + " (" + credit(s, q.Source) + ")"
			}
		}
		put("DESCRIPTION", icsText(description))
		if e.Place != "" {
			put("LOCATION", icsText(e.Place))
		}
		put("CATEGORIES", icsText(told.ClassOf(e.Class).Label))
		if e.Standing == told.Reported {
			put("STATUS", "CONFIRMED")
		} else {
			put("STATUS", "TENTATIVE")
		}
		put("TRANSP", "TRANSPARENT")
		put("END", "VEVENT")
	}
	put("END", "VCALENDAR")
	return b.Flush()
}

// icsText escapes a TEXT value.
func icsText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// icsLine folds a line after 75 octets, never within a letter.
func icsLine(b *bufio.Writer, s string) {
	limit := 75
	for len(s) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s, limit = s[cut:], 74
	}
	b.WriteString(s + "\r\n")
}
