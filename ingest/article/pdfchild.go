package article

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"
)

// A PDF file of a few hundred bytes can claim a table of a billion objects, or a page
// that is its own parent. The library believes it, and Go ends a program that runs out of
// memory or stack; so a program may have each file read by a child of its own.

// PDFCommand is the hidden command under which a program that sets Options.Apart must
// call PDFChild.
const PDFCommand = "read-pdf"

// pdfMark is set in the environment of the child: a program that does not know
// PDFCommand must not start itself again and again.
const pdfMark = "DATELINE_READING_PDF"

// mostPDFMemory is the heap, and mostPDFStack the stack, that reading one file may take.
const (
	mostPDFMemory = 1 << 30
	mostPDFStack  = 64 << 20
)

// pdfResult is what the child writes.
type pdfResult struct {
	Title, Byline, Text string
	Paras               []pdfPara
	Dates               []time.Time
	Bare                bool
	Error               string // why there is nothing
	Kind                int    // of pdfErrors, from 1
}

type pdfPara struct {
	Start, End, Links, Dateline int
	Kind                        BlockKind
	Sure                        bool
}

// pdfErrors are the errors that keep what they are on their way.
var pdfErrors = []error{ErrTooLarge, ErrNoText, ErrBinary, ErrEmpty}

// pdfApart reads a file in a child process.
func pdfApart(ctx context.Context, file *whole, limits Limits) (*draft, error) {
	if os.Getenv(pdfMark) != "" {
		return nil, fmt.Errorf("this program does not know its own command %s", PDFCommand)
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	child := exec.CommandContext(ctx, program, PDFCommand, fmt.Sprint(limits.Pages), fmt.Sprint(limits.Article))
	child.Env = append(os.Environ(), pdfMark+"=1")
	child.WaitDelay = time.Second
	if disk, ok := file.ReaderAt.(interface{ Disk() *os.File }); ok {
		child.Stdin = disk.Disk() // the child reads it at any place
	} else {
		child.Stdin = io.NewSectionReader(file, 0, file.size)
	}
	var out, errs bytes.Buffer
	child.Stdout, child.Stderr = &out, &errs
	err = child.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var r pdfResult
	if err == nil {
		err = json.Unmarshal(out.Bytes(), &r)
	}
	if err != nil { // "fatal error: stack overflow"
		line, _, _ := strings.Cut(strings.TrimSpace(errs.String()), "\n")
		return nil, fmt.Errorf("%w: its reader gave up: %s", ErrTooLarge, first(strings.TrimPrefix(clean(line), "runtime: "), err.Error()))
	}
	return r.draft()
}

func (r *pdfResult) draft() (*draft, error) {
	switch {
	case r.Kind > 0 && r.Kind <= len(pdfErrors):
		return nil, &toldError{r.Error, pdfErrors[r.Kind-1]}
	case r.Error != "":
		return nil, errors.New(r.Error)
	}
	d := &draft{title: r.Title, byline: r.Byline, bare: r.Bare}
	d.text.WriteString(r.Text)
	for _, p := range r.Paras {
		d.paras = append(d.paras, para{start: p.Start, end: p.End, links: p.Links, dateline: p.Dateline, kind: p.Kind, sure: p.Sure})
	}
	for _, t := range r.Dates {
		d.dates = append(d.dates, dated{t, false, "file"})
	}
	return d, nil
}

// toldError is an error of the child in its words.
type toldError struct {
	text string
	kind error
}

func (e *toldError) Error() string { return e.text }
func (e *toldError) Unwrap() error { return e.kind }

// PDFChild is what the child process does: it reads a PDF file from in and writes what it
// found to out. args are the most pages and the most bytes of text.
func PDFChild(args []string, in io.Reader, out io.Writer) error {
	var limits Limits
	if len(args) != 2 {
		return fmt.Errorf("%s takes two numbers", PDFCommand)
	}
	if _, err := fmt.Sscan(args[0]+" "+args[1], &limits.Pages, &limits.Article); err != nil {
		return err
	}
	debug.SetMaxStack(mostPDFStack)
	go watchPDF(out)
	file := &whole{}
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			file = &whole{f, info.Size()}
		}
	}
	if file.ReaderAt == nil {
		b, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		file = &whole{bytes.NewReader(b), int64(len(b))}
	}
	var r pdfResult
	d, err := pdfDraft(context.Background(), file, limits.orUsual())
	if err != nil {
		r.Error = err.Error()
		for i, kind := range pdfErrors {
			if errors.Is(err, kind) {
				r.Kind = i + 1
			}
		}
	} else {
		r = pdfResult{Title: d.title, Byline: d.byline, Text: d.text.String(), Bare: d.bare}
		for _, p := range d.paras {
			r.Paras = append(r.Paras, pdfPara{p.start, p.end, p.links, p.dateline, p.kind, p.sure})
		}
		for _, t := range d.dates {
			r.Dates = append(r.Dates, t.t)
		}
	}
	return json.NewEncoder(out).Encode(r)
}

// watchPDF ends the process when its heap outgrows what a file may take.
func watchPDF(out io.Writer) {
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		time.Sleep(10 * time.Millisecond)
		if metrics.Read(heap); heap[0].Value.Uint64() > mostPDFMemory {
			json.NewEncoder(out).Encode(pdfResult{Kind: 1, Error: ErrTooLarge.Error() + ": it takes more than " + size(mostPDFMemory) + " of memory to read"})
			os.Exit(0)
		}
	}
}
