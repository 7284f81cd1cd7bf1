package article

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
)

// table is a table of rows whose columns no line names (data/tables.txt).
type table struct {
	name   string
	looks  map[int]*regexp.Regexp // column, from 0 -> what its cells look like
	column map[int]string         // column -> the name of the field
	inside map[int]*regexp.Regexp // column -> the part of the cell that counts
	reason string                 // why it holds no articles
}

func loadTables() (all []table, err error) {
	err = lines("tables", 3, func(f []string) error {
		t := table{name: f[0], looks: map[int]*regexp.Regexp{}, column: map[int]string{}, inside: map[int]*regexp.Regexp{}}
		for _, pair := range strings.Fields(f[1]) {
			n, expr, err := columnOf(pair)
			if err != nil {
				return err
			}
			if t.looks[n], err = regexp.Compile(expr); err != nil {
				return err
			}
		}
		if f[2] == "-" {
			if len(f) < 4 || f[3] == "" {
				return fmt.Errorf("no reason")
			}
			t.reason = f[3]
		} else {
			for _, pair := range strings.Fields(f[2]) {
				n, name, err := columnOf(pair)
				if err != nil {
					return err
				}
				name, expr, part := strings.Cut(name, ":")
				t.column[n] = name
				if part {
					if t.inside[n], err = regexp.Compile(expr); err != nil {
						return err
					}
				}
			}
		}
		all = append(all, t)
		return nil
	})
	return all, err
}

// columnOf reads "3=something" as column 2 and the rest.
func columnOf(pair string) (int, string, error) {
	n, rest, _ := strings.Cut(pair, "=")
	column, err := strconv.Atoi(n)
	if err != nil || column < 1 || rest == "" {
		return 0, "", fmt.Errorf("%q names no column", pair)
	}
	return column - 1, rest, nil
}

// tableOf is the table that a row belongs to, nil if none is known.
func tableOf(row []string) *table {
	for i, t := range tables() {
		if t.fits(row) {
			return &tables()[i]
		}
	}
	return nil
}

func (t *table) fits(row []string) bool {
	for n, expr := range t.looks {
		if n >= len(row) || !expr.MatchString(row[n]) {
			return false
		}
	}
	return true
}

// object is a row as JSON would have it.
func (t *table) object(row []string) map[string]any {
	v := map[string]any{}
	for n, name := range t.column {
		if n >= len(row) {
			continue
		}
		cell := row[n]
		if expr := t.inside[n]; expr != nil {
			found := expr.FindStringSubmatch(cell)
			if found == nil {
				continue
			}
			cell = html.UnescapeString(found[1])
		}
		if cell != "" && cell != "null" {
			v[name] = cell
		}
	}
	return v
}
