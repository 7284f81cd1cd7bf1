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

// Limits of what is read when Options leaves them open.
const (
	MaxBytes = 50 << 20 // of one article, after decompression
	MaxLine  = 1 << 20  // of one line of prose
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
	Published time.Time // overrides every date the article carries
	Publisher string
	Agency    string
	Lang      string
	URL       string            // where the page was fetched from
	Fields    map[string]string // for JSON and CSV: our field -> the name used in the input
	MaxBytes  int64             // of one article; 0: MaxBytes
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
		{"zip", []string{".zip", ".docx"}, isZip, readZip, true},
		{"tar", []string{".tar", ".tgz"}, isTar, readTar, true},
		{"warc", []string{".warc"}, isWARC, readWARC, true},
		{"mbox", []string{".mbox"}, isMbox, readMbox, false},
		{"eml", []string{".eml", ".mht", ".mhtml"}, isMail, readMail, false},
		{"html", []string{".html", ".htm", ".xhtml"}, isHTML, readHTML, false},
		{"jsonl", []string{".jsonl", ".ndjson"}, isJSONL, readJSONL, false},
		{"json", []string{".json"}, isJSON, readJSON, false},
		{"feed", []string{".rss", ".atom", ".xml"}, isFeed, readFeed, false},
		{"csv", []string{".csv", ".tsv"}, isRows, readRows, false},
		{"markdown", []string{".md", ".markdown"}, isMarkdown, readMarkdown, false},
		{"text", []string{".txt", ".text"}, func([]byte, string) bool { return true }, readText, false},
	}
}

// input is what a reader gets: the bytes, already decompressed, and how far to go.
type input struct {
	r    *bufio.Reader
	name string
	max  int64
	opts Options
	// depth counts the archives around it
	depth int
}

// all is the whole of the input, or ErrTooLarge.
func (in *input) all() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in.r, in.max+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > in.max {
		return nil, fmt.Errorf("%w: more than %s; raise the limit or split the file", ErrTooLarge, size(in.max))
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
// large input in memory. It ends with the first error of yield.
func Each(r io.Reader, name string, opts Options, yield func(*Article) error) error {
	in := &input{name: name, max: opts.MaxBytes, opts: opts}
	if in.max <= 0 {
		in.max = MaxBytes
	}
	n := 0
	err := in.open(r, func(d *draft) error {
		source := name
		if d.member != "" {
			source += "/" + clean(d.member)
		}
		if a := d.finish(source, opts); a != nil {
			n++
			return yield(a)
		}
		return nil
	})
	if err == nil && n == 0 {
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
	in.r = bufio.NewReaderSize(plain, 16<<10)
	head, err := in.r.Peek(sniffLen)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return err
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(head, bomUTF8))) == 0 && err == io.EOF {
		return fmt.Errorf("%w: the file is empty", ErrEmpty)
	}
	format, err := recognise(in.opts.Format, head, ending)
	if err != nil {
		return err
	}
	if what := binary(head); what != "" && !format.binary {
		return fmt.Errorf("%w: %s; convert it to text or HTML first", ErrBinary, what)
	}
	return format.read(in, yield)
}

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
