package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of archives: bytes held in memory for one that must be read as a
// whole, members, and archives inside archives.
const (
	maxArchive = 512 << 20
	maxMembers = 1_000_000
	maxNesting = 3
)

func isZip(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// isTar: the mark that all tar files of this century carry at byte 257.
func isTar(head []byte, _ string) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// members reads the files of an archive one after the other. What is wrong with
// one of them is said at the end and does not stop the others.
type members struct {
	in     *input
	yield  func(*draft) error
	n, bad int
	first  error
	stop   error // of yield
}

// read reads one member. Folders, hidden files and those of an ending that no
// format claims are left out. The path is never used to open or write a file.
func (m *members) read(name string, r io.Reader) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if strings.HasPrefix(base, ".") || strings.Contains("/"+name, "/__MACOSX/") || !endings()[innerEnding(base)] {
		return
	}
	m.n++
	err := m.in.nested(r, name, func(d *draft) error {
		err := m.yield(d)
		m.stop = err
		return err
	})
	if err != nil && m.stop == nil {
		m.bad++
		if m.first == nil {
			m.first = fmt.Errorf("%s: %w", name, err)
		}
	}
}

func (m *members) done() error {
	switch {
	case m.stop != nil:
		return m.stop
	case m.n == 0:
		return fmt.Errorf("%w: the archive holds no file of a known kind", ErrNoText)
	case m.bad > 0:
		return fmt.Errorf("%d of %d files in the archive could not be read: %w", m.bad, m.n, m.first)
	}
	return nil
}

// nested reads an input inside an input.
func (in *input) nested(r io.Reader, name string, yield func(*draft) error) error {
	if in.depth >= maxNesting {
		return fmt.Errorf("%w: archives more than %d deep", ErrTooLarge, maxNesting)
	}
	inner := *in
	inner.name, inner.depth = name, in.depth+1
	inner.opts.Format = ""
	return inner.open(r, func(d *draft) error {
		if d.member == "" {
			d.member = name
		} else {
			d.member = name + "/" + d.member
		}
		return yield(d)
	})
}

func readZip(in *input, yield func(*draft) error) error {
	b, err := io.ReadAll(io.LimitReader(in.r, maxArchive+1))
	if err != nil {
		return err
	}
	if len(b) > maxArchive {
		return fmt.Errorf("%w: an archive of more than %s; unpack it first", ErrTooLarge, size(maxArchive))
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return fmt.Errorf("ZIP: %w", err)
	}
	if len(z.File) > maxMembers {
		return fmt.Errorf("%w: %d files in an archive", ErrTooLarge, len(z.File))
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return readWord(in, z, yield)
		}
	}
	m := &members{in: in, yield: yield}
	for _, f := range z.File {
		if m.stop != nil || f.Mode().IsDir() || !f.Mode().IsRegular() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			m.read(f.Name, failing{err})
			continue
		}
		m.read(f.Name, r)
		r.Close()
	}
	return m.done()
}

// failing is a reader that gives nothing but its error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func readTar(in *input, yield func(*draft) error) error {
	m := &members{in: in, yield: yield}
	t := tar.NewReader(in.r)
	for n := 0; m.stop == nil; n++ {
		h, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return errors.Join(fmt.Errorf("tar: after %d files: %w", n, err), m.done())
		}
		if h.Typeflag == tar.TypeReg {
			m.read(h.Name, t)
		}
	}
	return m.done()
}

// readWord reads the paragraphs of a .docx file, with its headings, lists,
// tables and the title and date of its properties.
func readWord(in *input, z *zip.Reader, yield func(*draft) error) error {
	part := func(name string) ([]byte, error) {
		f, err := z.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		b, err := io.ReadAll(io.LimitReader(f, in.max+1))
		if err == nil && int64(len(b)) > in.max {
			err = fmt.Errorf("%w: more than %s of text", ErrTooLarge, size(in.max))
		}
		return b, err
	}
	b, err := part("word/document.xml")
	if err != nil {
		return fmt.Errorf("DOCX: %w", err)
	}
	d := &draft{}
	if core, err := part("docProps/core.xml"); err == nil {
		d.coreProperties(core)
	}
	if err := d.word(b); err != nil {
		return fmt.Errorf("DOCX: %w", err)
	}
	if len(d.paras) == 0 {
		return ErrNoText
	}
	d.bare = d.title == ""
	return yield(d)
}

func (d *draft) coreProperties(b []byte) {
	var core struct {
		Title   string `xml:"title"`
		Creator string `xml:"creator"`
		Created string `xml:"created"`
	}
	if xml.Unmarshal(b, &core) != nil {
		return
	}
	d.byline = clean(core.Creator)
	if t, dayOnly, ok := ParseDate(core.Created); ok {
		d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
	}
}

// word walks the XML of a Word document: w:p is a paragraph, w:t its text,
// w:pStyle its style, w:numPr a list item, w:tr a row of a table.
func (d *draft) word(b []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(b))
	var text strings.Builder
	kind, inText, inRow := Body, false, 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = true
			case "tab":
				text.WriteByte('\t')
			case "br":
				text.WriteByte('\n')
			case "numPr":
				kind = ListItem
			case "tr":
				inRow++
			case "pStyle":
				for _, a := range t.Attr {
					kind = styleKind(a.Value, kind)
				}
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "p":
				if inRow > 0 {
					text.WriteByte('\t')
					continue
				}
				d.wordParagraph(text.String(), kind)
				text.Reset()
				kind = Body
			case "tr":
				if inRow--; inRow == 0 {
					d.add(clean(text.String()), "\n", para{kind: Table, sure: true})
					text.Reset()
				}
			}
		}
	}
}

func (d *draft) wordParagraph(s string, kind BlockKind) {
	s = clean(s)
	switch {
	case kind == TitleBlock && d.title == "" && strings.TrimSpace(s) != "":
		d.title = strings.TrimSpace(s)
		d.add(s, "\n\n", para{kind: TitleBlock, sure: true})
	case kind == TitleBlock:
		d.add(s, "\n\n", para{kind: Subtitle})
	case kind == ListItem:
		d.add(s, "\n", para{kind: kind})
	default:
		d.add(s, "\n\n", para{kind: kind, sure: kind == Caption})
	}
}

// styleKind is what the style of a Word paragraph says, else otherwise.
func styleKind(style string, otherwise BlockKind) BlockKind {
	switch s := strings.ToLower(style); {
	case s == "title" || s == "heading1":
		return TitleBlock
	case s == "subtitle" || strings.HasPrefix(s, "heading"):
		return Subtitle
	case s == "caption":
		return Caption
	case strings.HasPrefix(s, "list"):
		return ListItem
	}
	return otherwise
}
