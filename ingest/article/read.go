package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// Errors by which a caller tells what was wrong with an input.
var (
	ErrEmpty    = errors.New("nothing to read")
	ErrBinary   = errors.New("not text")
	ErrTooLarge = errors.New("too large")
	ErrNoText   = errors.New("no article text found")
)

// Options says what the caller knows better than the input. The zero value
// leaves everything to the input.
type Options struct {
	Format    string    // the name of a format; empty: recognised by content
	Preset    string    // the name of a preset for JSON and CSV; empty: by its fields
	Published time.Time // overrides every date the article carries
	Publisher string
	Agency    string
	Lang      string
	URL       string            // where the page was fetched from
	Type      string            // its Content-Type, as the server said: its charset counts where the bytes leave that open
	Fields    map[string]string // for JSON and CSV: our field -> the name used in the input, dots for fields inside fields
	Limits    Limits
	// Apart has PDF files read in a process of their own, as a program can that knows PDFCommand.
	Apart bool
	// Fallback, if set, tells what the input does not say of itself: title,
	// publisher, byline, date. A feed knows that of the pages it names.
	Fallback *Article
	// Unread, if set, is told of each part of an input that could not be read (a
	// file in an archive, a line, a message) while the rest is read on. Otherwise
	// they are counted in the error that comes at the end.
	Unread func(source string, err error)
}

// Format is a kind of input. Is looks at the first bytes (at most sniffLen, in
// their original encoding) and at the lower-case ending of the name.
type Format struct {
	Name    string
	Endings []string
	Is      func(head []byte, ending string) bool
	read    func(in *input, yield func(*draft) error) error
	binary  bool // its bytes are no text
}

// sniffLen is how many bytes a format may look at to recognise itself.
const sniffLen = 4096

// Formats is every kind of input we read. The first row that recognises the
// content wins, so that rows go from the particular to the general; the last
// takes any text.
func Formats() []Format {
	return []Format{
		{"pdf", []string{".pdf"}, isPDF, readPDF, true},
		{"docx", []string{".docx"}, isWord, readWord, true},
		{"zip", []string{".zip"}, isZip, readZip, true},
		{"tar", []string{".tar", ".tgz"}, isTar, readTar, true},
		{"warc", []string{".warc"}, isWARC, readWARC, true},
		{"mbox", []string{".mbox"}, isMbox, readMbox, false},
		{"eml", []string{".eml", ".mht", ".mhtml"}, isMail, readMail, false},
		{"newsml", []string{".newsml"}, isNewsML, readNewsML, false},
		{"nitf", []string{".nitf"}, isNITF, readNITF, false},
		{"feed", []string{".rss", ".atom"}, isFeed, readFeed, false},
		{"html", []string{".html", ".htm", ".xhtml"}, isHTML, readHTML, false},
		{"xml", []string{".xml", ".tei"}, isXML, readXML, false},
		{"jsonl", []string{".jsonl", ".ndjson"}, isJSONL, readJSONL, false},
		{"jsonfeed", nil, isJSONFeed, readJSONFeed, false},
		{"json", []string{".json"}, isJSON, readJSON, false},
		{"csv", []string{".csv", ".tsv"}, isRows, readRows, false},
		{"markdown", []string{".md", ".markdown"}, isMarkdown, readMarkdown, false},
		{"text", []string{".txt", ".text"}, func([]byte, string) bool { return true }, readText, false},
	}
}

// input is what a reader gets: the bytes, already decompressed, and how far to go.
type input struct {
	r      *bufio.Reader
	name   string // what its format may be known by
	source string // the file and the path inside it, as it is shown
	opts   Options
	limits Limits
	depth  int    // archives around it
	whole  *whole // the file it stands in, where that can be read at any place
	budget *budget
	found  *found
}

// whole is an input that can be read at any place, as the files of a disk can.
type whole struct {
	io.ReaderAt
	size int64
}

// found counts what an input with all inputs inside it gave.
type found struct {
	articles, lost int
	why            error
}

// skip notes that a part of the input could not be read; the reader goes on.
func (in *input) skip(source string, err error) {
	source = oneLine(clean(source))
	if in.opts.Unread != nil {
		in.opts.Unread(source, err)
	}
	if in.found.lost++; in.found.why == nil {
		in.found.why = fmt.Errorf("%s: %w", source, err)
	}
}

// all is the whole of the input, or ErrTooLarge.
func (in *input) all() ([]byte, error) { return in.atMost(in.limits.Article, "--max-article") }

// atMost is the whole of the input, or ErrTooLarge with the flag that sets the limit.
func (in *input) atMost(max int64, flag string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in.r, max+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > max {
		return nil, fmt.Errorf("%w: more than %s; %s permits more", ErrTooLarge, size(max), flag)
	}
	return b, nil
}

// Read gives the articles of one input in their order. The name is a file or
// URL and only a hint. An error means that the input as a whole could not be
// read; what is wrong with one article is among its Problems.
func Read(r io.Reader, name string, opts Options) ([]*Article, error) {
	var all []*Article
	err := Each(r, name, opts, func(a *Article) error {
		all = append(all, a)
		return nil
	})
	return all, err
}

// Each calls yield with one article after the other, without holding all of a
// large input in memory. It ends with the first error of yield. A file (an
// io.ReaderAt that can seek) is read in place where its format asks for that.
func Each(r io.Reader, name string, opts Options, yield func(*Article) error) error {
	in := &input{name: name, source: name, opts: opts, limits: opts.Limits.orUsual(), found: &found{}}
	in.budget = &budget{ratio: int64(in.limits.Ratio)}
	if f, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	}); ok {
		if n, err := f.Seek(0, io.SeekEnd); err == nil && n > 0 {
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			in.whole = &whole{f, n}
		}
	}
	var stop error
	err := in.open(in.budget.reading(r), func(d *draft) error {
		source := name
		if d.member != "" {
			source += "/" + oneLine(clean(d.member))
		}
		if d.part != "" {
			source += "#" + oneLine(clean(d.part))
		}
		if len(d.paras) > mostParas {
			in.skip(source, refuseShape(mostParas, "paragraphs"))
			return nil
		}
		if a := d.finish(source, opts); a != nil {
			in.found.articles++
			stop = yield(a)
		}
		return stop
	})
	switch f := in.found; {
	case stop != nil:
		return stop
	case err == nil && f.lost > 0 && opts.Unread == nil:
		err = fmt.Errorf("%d parts could not be read (%d articles could): %w", f.lost, f.articles, f.why)
	case err == nil && f.articles == 0 && f.lost == 0:
		err = ErrNoText
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// open recognises the format of r and reads its articles.
func (in *input) open(r io.Reader, yield func(*draft) error) error {
	plain, ending, err := unpack(r, in.name)
	if err != nil {
		return err
	}
	if plain.packed {
		in.whole = nil
		in.r = bufio.NewReaderSize(in.budget.unpacking(plain), 16<<10)
	} else {
		in.r = bufio.NewReaderSize(plain, 16<<10)
	}
	in.r = asUTF8(in.r)
	head, err := in.r.Peek(sniffLen)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull && len(head) == 0 {
		return err
	}
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return fmt.Errorf("%w: the file is empty", ErrEmpty)
	}
	format, err := recognise(in.opts.Format, head, ending)
	if err != nil {
		return err
	}
	if what := binary(head); what != "" && !format.binary {
		return fmt.Errorf("%w: %s; convert it to text or HTML first", ErrBinary, what)
	}
	return format.read(in, func(d *draft) error {
		d.several = d.several || several[format.Name]
		return yield(d)
	})
}

// several are the formats of files with many articles, whether or not one has.
var several = set{"jsonl": true, "csv": true, "mbox": true, "feed": true, "jsonfeed": true, "newsml": true}

func recognise(want string, head []byte, ending string) (Format, error) {
	formats := Formats()
	if want != "" {
		var known []string
		for _, f := range formats {
			if f.Name == want {
				return f, nil
			}
			known = append(known, f.Name)
		}
		return Format{}, fmt.Errorf("unknown format %q (known: %s)", want, strings.Join(known, ", "))
	}
	for _, f := range formats {
		if f.Is(head, ending) {
			return f, nil
		}
	}
	return formats[len(formats)-1], nil
}

// Recognise names the format of an input by its first bytes and its name.
func Recognise(head []byte, name string) string {
	f, err := recognise("", head[:min(len(head), sniffLen)], endingOf(name))
	if err != nil {
		return ""
	}
	return f.Name
}

// ending is the lower-case ending of a file or URL, query left out.
func endingOf(name string) string {
	name, _, _ = strings.Cut(name, "?")
	return strings.ToLower(path.Ext(name))
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
