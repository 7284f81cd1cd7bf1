package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// wordText is where a Word document keeps its text.
const wordText = "word/document.xml"

// isWord: a ZIP archive with the folder of a Word document near its start.
// readZip finds those whose folder comes later.
func isWord(head []byte, ending string) bool {
	return isZip(head, ending) && (ending == ".docx" || bytes.Contains(head, []byte("word/")))
}

func readWord(in *input, yield func(*draft) error) error {
	z, err := in.zip()
	if err != nil {
		return fmt.Errorf("DOCX: %w", err)
	}
	return in.word(z, yield)
}

// word reads the paragraphs of a .docx file, with its headings, lists,
// tables and the title and date of its properties.
func (in *input) word(z *zip.Reader, yield func(*draft) error) error {
	part := func(name string) ([]byte, error) {
		i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: it holds no %s", ErrNoText, name)
		}
		f, err := z.File[i].Open()
		if err != nil {
			return nil, err
		}
		defer f.Close()
		b, err := io.ReadAll(io.LimitReader(in.budget.unpacking(f), in.limits.Article+1))
		if err == nil && int64(len(b)) > in.limits.Article {
			err = fmt.Errorf("%w: more than %s of text; --max-article permits more", ErrTooLarge, size(in.limits.Article))
		}
		return b, err
	}
	b, err := part(wordText)
	if err != nil {
		return fmt.Errorf("DOCX: %w", err)
	}
	d := &draft{}
	if core, err := part("docProps/core.xml"); err == nil {
		d.coreProperties(core)
	}
	names := map[string]string{}
	if b, err := part("word/styles.xml"); err == nil {
		names = styleNames(b)
	}
	if err := d.wordXML(b, names); err != nil {
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
	if t, dayOnly, ok := ParseDate(core.Created); ok { // of the file, which may be a conversion
		d.dates = append(d.dates, dated{t, dayOnly, "file"})
	}
}

// styleNames gives the names of styles, which are the same in every language of
// Word, by the ids that paragraphs refer to, which are not.
func styleNames(b []byte) map[string]string {
	var styles struct {
		Style []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	names := map[string]string{}
	if xml.Unmarshal(b, &styles) == nil {
		for _, s := range styles.Style {
			names[s.ID] = s.Name.Val
		}
	}
	return names
}

// wordXML walks the XML of a Word document: w:p is a paragraph, w:t its text,
// w:pStyle its style, w:numPr a list item, w:tr a row of a table. What stands in a
// text box is left out: it is written twice, inside the paragraph it is tied to.
func (d *draft) wordXML(b []byte, names map[string]string) error {
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
			case "txbxContent":
				if err := dec.Skip(); err != nil {
					return err
				}
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
					kind = styleKind(first(names[a.Value], a.Value), kind)
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
		if t, dayOnly, ok := ParseDate(s); ok && kind == Credit {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
		}
		d.add(s, "\n\n", para{kind: kind, sure: kind == Caption || kind == Credit})
	}
}

// styleKind is what the name of a style says of a paragraph, else otherwise.
func styleKind(style string, otherwise BlockKind) BlockKind {
	switch s := strings.ToLower(strings.ReplaceAll(style, " ", "")); {
	case s == "title" || s == "heading1":
		return TitleBlock
	case s == "subtitle" || strings.HasPrefix(s, "heading"):
		return Subtitle
	case strings.HasSuffix(s, "caption"):
		return Caption
	case s == "author" || s == "date":
		return Credit
	case strings.HasPrefix(s, "list"):
		return ListItem
	}
	return otherwise
}
