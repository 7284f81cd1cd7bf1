package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"
)

func isPDF(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("%PDF-")) }

// longestPDF is how long one file may take. A page of prose takes milliseconds.
const longestPDF = 30 * time.Second

// readPDF reads the text layer of a PDF file as one article. Scans without a
// text layer are refused with that reason.
func readPDF(in *input, yield func(*draft) error) error {
	file := in.whole
	if file == nil {
		b, err := in.atMost(in.limits.Archive, "--max-archive")
		if err != nil {
			return fmt.Errorf("PDF: %w", err)
		}
		file = &whole{bytes.NewReader(b), int64(len(b))}
	}
	ctx, stop := context.WithTimeout(context.Background(), longestPDF)
	defer stop()
	if in.opts.Apart {
		d, err := pdfApart(ctx, file, in.limits)
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("PDF: %w: not read in %s", ErrTooLarge, longestPDF)
		case err != nil:
			return fmt.Errorf("PDF: %w", err)
		}
		return yield(d)
	}
	// The library has no way to be stopped inside one object, so it works beside
	// us, and what takes too long is left behind; it ends when it reads on.
	type result struct {
		d   *draft
		err error
	}
	done := make(chan result, 1)
	go func() {
		d, err := pdfDraft(ctx, file, in.limits)
		done <- result{d, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return fmt.Errorf("PDF: %w", r.err)
		}
		return yield(r.d)
	case <-ctx.Done():
		return fmt.Errorf("PDF: %w: not read in %s", ErrTooLarge, longestPDF)
	}
}

// pdfDraft takes title, date, byline and paragraphs of a file. A panic of the
// library on a broken file is an error of that file.
func pdfDraft(ctx context.Context, file *whole, limits Limits) (d *draft, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = nil, fmt.Errorf("broken file: %v", p)
		}
	}()
	r, err := pdf.NewReader(plainPDF(ctx, file))
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return nil, fmt.Errorf("%w: it asks for a password", ErrBinary)
	}
	if err != nil {
		return nil, err
	}
	pages := r.NumPage()
	if pages > limits.Pages {
		return nil, fmt.Errorf("%w: %d pages, where %d is the most; --max-pages permits more", ErrTooLarge, pages, limits.Pages)
	}
	var lay layout
	left := limits.Article
	for n := 1; n <= pages; n++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := r.Page(n)
		if p.V.IsNull() {
			continue
		}
		spans, err := pageSpans(p, &left)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", n, err)
		}
		lay.page(spans)
	}
	d = &draft{}
	info := r.Trailer().Key("Info")
	printed := printedPage(info.Key("Producer").Text() + " " + info.Key("Creator").Text())
	lay.write(d, clean(info.Key("Title").Text()), printed)
	if len(d.paras) == 0 {
		return nil, fmt.Errorf("%w: no text layer (a scan?); recognise its text first", ErrNoText)
	}
	d.bare = d.title == ""
	if !printed {
		d.byline = oneLine(clean(info.Key("Author").Text()))
		if t, ok := pdfDate(info.Key("CreationDate").Text()); ok {
			d.dates = append(d.dates, dated{t, false, "file"})
		}
	}
	return d, nil
}

// printedPage reports whether a file was printed from a browser: then its date
// and author are those of the printing.
func printedPage(program string) bool {
	program = strings.ToLower(program)
	for _, p := range printers() {
		if strings.Contains(program, p) {
			return true
		}
	}
	return false
}

// pdfDate reads "D:20170814172000+02'00'".
func pdfDate(s string) (time.Time, bool) {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "D:"), "'", "")
	for _, l := range []string{"20060102150405-0700", "20060102150405Z0000", "20060102150405Z", "20060102150405", "200601021504", "20060102"} {
		if t, err := time.Parse(l, s); err == nil && plausible(t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// plainPDF hides from the library what it refuses and readers forgive: a later
// version, and bytes behind the end of the document. When ctx ends nothing can be read any more.
func plainPDF(ctx context.Context, f *whole) (io.ReaderAt, int64) {
	const head, tail = 9, 4096
	size := f.size
	end := make([]byte, min(tail, size))
	if n, _ := f.ReadAt(end, size-int64(len(end))); n == len(end) {
		if i := bytes.LastIndex(end, []byte("%%EOF")); i >= 0 {
			size -= int64(len(end) - i - len("%%EOF"))
		}
	}
	return readerAt(func(p []byte, off int64) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := io.NewSectionReader(f, 0, size).ReadAt(p, off)
		if off == 0 && n >= head {
			copy(p, "%PDF-1.7\n")
		}
		return n, err
	}), size
}
