package eval

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dateline/ingest/timex/timeml"
)

// scoreTimeML compares expressions, events and links with a TimeML document.
func scoreTimeML(b []byte, read reader, c counts) error {
	gold, err := timeml.Read(bytes.NewReader(b))
	if err != nil {
		return err
	}
	d, err := read(gold.Article())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := timeml.Write(&out, d); err != nil {
		return err
	}
	found, err := timeml.Read(&out)
	if err != nil {
		return fmt.Errorf("what was written cannot be read: %w", err)
	}
	return compareTimeML(gold, found, c)
}

func compareTimeML(gold, found *timeml.Doc, c counts) error {
	var s timeml.Score
	if err := s.AddDoc(gold, found); err != nil {
		return err
	}
	c.row("times: relaxed").add(s.Relaxed, s.Found, s.Gold)
	c.row("times: strict").add(s.Strict, s.Found, s.Gold)
	c.row("times: type").add(s.Type, s.Found, s.Gold)
	c.row("times: value").add(s.Value, s.Found, s.Gold)
	if e := s.Events; e.Gold > 0 {
		c.row("events: words").add(e.Right, e.Found, e.Gold)
		c.row("events: class").add(e.Class, e.Found, e.Gold)
	}
	if l := s.Links; l.Gold > 0 {
		c.row("links: pair").add(l.Pair, l.Found, l.Gold)
		c.row("links: relation").add(l.Right, l.Found, l.Gold)
	}
	return nil
}

// TimeML scores the TimeML documents of one folder, another tool's answers say,
// against those of the same names in the folder gold. A document that system
// lacks counts as one in which nothing was found.
func TimeML(ctx context.Context, gold, system fs.FS) (*Report, error) {
	c := counts{}
	n := 0
	answers := map[string]string{}
	err := fs.WalkDir(system, ".", func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			answers[path.Base(p)] = p
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(gold, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(p) != ".tml" {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		g, err := readTimeML(gold, p)
		if err != nil {
			return err
		}
		found := &timeml.Doc{Text: g.Text}
		if at, ok := answers[path.Base(p)]; ok {
			if found, err = readTimeML(system, at); err != nil {
				return err
			}
		}
		n++
		if err := compareTimeML(g, found, c); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, errors.New("no TimeML document (*.tml) there")
	}
	s := SetScore{Name: ".", Articles: n}
	for layer, t := range c {
		s.Rows = append(s.Rows, Row{layer, *t})
	}
	slices.SortFunc(s.Rows, func(a, b Row) int { return strings.Compare(a.Layer, b.Layer) })
	return &Report{Sets: []SetScore{s}}, nil
}

func readTimeML(dir fs.FS, p string) (*timeml.Doc, error) {
	b, err := fs.ReadFile(dir, p)
	if err != nil {
		return nil, err
	}
	d, err := timeml.Read(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	return d, nil
}
