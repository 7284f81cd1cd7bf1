package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

// Columns of the CSV, in order; they are only ever added to. Several values in
// one cell are parted by "; ". A cell that a spreadsheet would take for a formula
// begins with an apostrophe.
var Columns = []string{
	"id", "when", "from", "to", "date", "basis", "dating", "type", "class", "standing", "event",
	"actors", "recipients", "place", "manner", "tags", "values", "said_by", "denied_by",
	"sentence", "sources", "published", "urls", "articles", "confidence",
}

func writeCSV(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	c := csv.NewWriter(w)
	if err := c.Write(Columns); err != nil {
		return err
	}
	for i := range s.Events {
		row := csvRow(s, &s.Events[i])
		for j := range row {
			row[j] = cell(row[j])
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func csvRow(s *told.Story, e *told.Event) []string {
	from, to := e.When.Bounds()
	var sources, dates, urls, ids, values, sentences []string
	for _, n := range e.Sources {
		if n == 0 {
			continue
		}
		a := s.Sources[n-1]
		name := a.Publisher
		if name == "" {
			name = a.Heading()
		}
		sources, dates, urls, ids = append(sources, name), append(dates, published(a)), append(urls, a.URL), append(ids, string(a.ID))
	}
	for _, q := range e.Values {
		values = append(values, quantity(q))
	}
	best := 0.0
	for _, q := range e.Quotes {
		if t := strings.TrimSpace(q.Sentence()); t != "" {
			sentences = append(sentences, t)
		}
		best = max(best, q.Confidence)
	}
	join := func(list []string) string { return strings.Join(list, "; ") }
	return []string{
		string(e.ID), e.When.String(), instant(from), instant(to), e.When.Text(), told.Basis(e.Basis), e.Dating,
		string(e.Event.Type), string(e.Class), e.Standing.String(), e.Line,
		join(e.Actors), join(e.Recipients), e.Place, e.Manner, join(e.Tags), join(values), join(e.SaidBy), join(e.DeniedBy),
		join(sentences), join(sources), join(dates), join(urls), join(ids), strconv.FormatFloat(best, 'f', 2, 64),
	}
}

// quantity says a number with its unit: "at least 14000 person killed".
func quantity(q graph.Quantity) string {
	parts := []string{q.Approx, strconv.FormatFloat(q.Amount, 'f', -1, 64), q.Unit, q.What}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// cell is s without what a cell cannot hold, and never a formula.
func cell(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
