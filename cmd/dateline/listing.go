package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// listing is what a listing command found: rows for people and spreadsheets,
// and the same as values for programs.
type listing struct {
	columns []string
	rows    [][]string
	sheet   [][]string // the same for CSV, header first, where it wants other columns
	items   []any      // one JSON value per row
	nothing string     // what to say when there are no rows
	note    string     // a last line for people, on standard error
}

// listingFormats are the values of --format of the listing commands.
var listingFormats = []string{"table", "json", "jsonl", "csv", "markdown"}

func formatFlag() cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "table",
		Usage: "how to write the rows: " + strings.Join(listingFormats, ", ")}
}

// write writes l in the format that the command's --format names.
func (l *listing) write(c *cli.Context) error {
	w := c.App.Writer
	format := c.String("format")
	if !slices.Contains(listingFormats, format) {
		return unknown("format", format, listingFormats)
	}
	if len(l.rows) == 0 && l.nothing != "" {
		fmt.Fprintln(c.App.ErrWriter, l.nothing)
	}
	defer func() {
		if l.note != "" {
			fmt.Fprintln(c.App.ErrWriter, l.note)
		}
	}()
	switch format {
	case "json":
		return writeJSON(w, l.values())
	case "jsonl":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, v := range l.values() {
			if err := enc.Encode(v); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		cw := csv.NewWriter(w)
		sheet := l.sheet
		if sheet == nil {
			sheet = slices.Concat([][]string{l.columns}, l.rows)
		}
		if err := cw.WriteAll(sheet); err != nil {
			return err
		}
		return cw.Error()
	}
	if len(l.rows) == 0 {
		return nil
	}
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.AppendHeader(row(l.columns))
	for _, r := range l.rows {
		t.AppendRow(row(r))
	}
	if format == "markdown" {
		t.RenderMarkdown()
		return nil
	}
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	if width, ok := terminalWidth(w); ok {
		widths, fits := l.fit(width)
		if !fits {
			return l.records(w, width)
		}
		var columns []table.ColumnConfig
		for i, n := range widths {
			columns = append(columns, table.ColumnConfig{Number: i + 1, WidthMax: n, WidthMaxEnforcer: text.WrapSoft})
		}
		t.SetColumnConfigs(columns)
	}
	t.SuppressTrailingSpaces()
	t.Render()
	return nil
}

func (l *listing) values() []any {
	if l.items == nil {
		return []any{}
	}
	return l.items
}

func row(cells []string) table.Row {
	r := make(table.Row, len(cells))
	for i, c := range cells {
		r[i] = oneLine(c)
	}
	return r
}

// oneLine is printable with runs of white space as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// printable makes s safe to print: control characters, which could move the
// cursor of a terminal, become spaces.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, s)
}

// dropEmpty removes those of the given columns that are empty in every row.
func (l *listing) dropEmpty(columns ...int) {
	slices.Sort(columns)
	for _, i := range slices.Backward(columns) {
		if slices.ContainsFunc(l.rows, func(r []string) bool { return r[i] != "" }) {
			continue
		}
		l.columns = slices.Delete(slices.Clone(l.columns), i, i+1)
		for j := range l.rows {
			l.rows[j] = slices.Delete(l.rows[j], i, i+1)
		}
	}
}

// terminalWidth is the width of the terminal w writes to, if it does.
func terminalWidth(w io.Writer) (int, bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil && width > 0
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
