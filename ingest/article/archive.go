package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
)

func isZip(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// isTar: the mark that all tar files of this century carry at byte 257.
func isTar(head []byte, _ string) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// member reads one file of an archive. Folders, hidden files and what neither
// its ending nor its content shows to be an article are left out. The path is
// never used to open or write a file. What is wrong with one member does not
// stop the others; an error is one of yield, or a limit of the whole input.
func (in *input) member(name string, r io.Reader, yield func(*draft) error) error {
	if err := in.countMember(); err != nil {
		return err
	}
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if strings.HasPrefix(base, ".") || strings.Contains("/"+name, "/__MACOSX/") {
		return nil
	}
	if r, ok := worth(r, base); ok {
		return in.nested(r, name, yield)
	}
	return nil
}

func (in *input) countMember() error {
	if in.budget.members++; in.budget.members > in.limits.Members {
		return fmt.Errorf("%w: more than %d files in the archive; --max-members permits more", ErrTooLarge, in.limits.Members)
	}
	return nil
}

// nested reads an input inside an input.
func (in *input) nested(r io.Reader, name string, yield func(*draft) error) error {
	inner := *in
	inner.name, inner.source, inner.depth, inner.whole = name, in.source+"/"+name, in.depth+1, nil
	inner.opts.Format, inner.opts.Type = "", ""
	if inner.depth > in.limits.Depth {
		in.skip(inner.source, fmt.Errorf("%w: archives more than %d deep; --max-depth permits more", ErrTooLarge, in.limits.Depth))
		return nil
	}
	var stop error
	err := inner.open(r, func(d *draft) error {
		d.member = strings.TrimSuffix(name+"/"+d.member, "/")
		stop = yield(d)
		return stop
	})
	switch {
	case stop != nil || err == nil:
		return stop
	case in.budget.over != nil: // there is no use in the files that follow
		return fmt.Errorf("%s: %w", oneLine(clean(name)), err)
	}
	in.skip(inner.source, err)
	return nil
}

// zip opens the input as a ZIP archive: in place if it is a file, else in memory.
func (in *input) zip() (*zip.Reader, error) {
	if in.whole != nil {
		// Files of an archive may share their bytes, so that what is read of it says
		// nothing; it has no more than its size.
		in.budget.read = max(in.budget.read, in.whole.size)
		return in.openZip(in.whole, in.whole.size)
	}
	b, err := in.atMost(in.limits.Archive, "--max-archive")
	if err != nil {
		return nil, fmt.Errorf("an archive in a stream or in another is held in memory: %w", err)
	}
	return in.openZip(bytes.NewReader(b), int64(len(b)))
}

// mostEntries is how many entries the list of a ZIP archive may have: it is held in memory.
const mostEntries = 1_000_000

var zipEntry = []byte("PK\x01\x02")

// openZip opens a ZIP archive and refuses one with too long a list. The number of
// entries that the archive gives need not be true, so they are counted as they are read.
func (in *input) openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	entries, most, opened := 0, max(mostEntries, in.limits.Members), false
	z, err := zip.NewReader(readerAt(func(p []byte, off int64) (int, error) {
		n, err := r.ReadAt(p, off)
		if opened {
			return n, err
		}
		if entries += bytes.Count(p[:n], zipEntry); entries > most {
			return 0, fmt.Errorf("%w: more than %d files in the archive; --max-members permits more", ErrTooLarge, most)
		}
		return n, err
	}), size)
	opened = true
	return z, err
}

type readerAt func(p []byte, off int64) (int, error)

func (f readerAt) ReadAt(p []byte, off int64) (int, error) { return f(p, off) }

func readZip(in *input, yield func(*draft) error) error {
	z, err := in.zip()
	if err != nil {
		return fmt.Errorf("ZIP: %w", err)
	}
	for _, f := range z.File {
		switch f.Name {
		case wordText:
			return in.word(z, yield)
		case "xl/workbook.xml", "ppt/presentation.xml", "META-INF/manifest.xml":
			return fmt.Errorf("%w: an office document or program in a ZIP archive; save it as text, PDF or DOCX", ErrBinary)
		}
	}
	for _, f := range z.File {
		if !f.Mode().IsRegular() {
			continue
		}
		if f.Flags&1 != 0 {
			in.skip(in.source+"/"+f.Name, fmt.Errorf("%w: it asks for a password; unpack it first", ErrBinary))
			continue
		}
		r, err := f.Open()
		if err != nil {
			in.skip(in.source+"/"+f.Name, err)
			continue
		}
		err = in.member(f.Name, in.budget.unpacking(r), yield)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// readTar reads the regular files of a tar archive. Links are not followed.
func readTar(in *input, yield func(*draft) error) error {
	t := tar.NewReader(in.r)
	for n := 0; ; n++ {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("tar: after %d files: %w", n, err)
		}
		// The holes of a sparse file are endless zeros that weigh nothing.
		if sparse(h) {
			in.skip(in.source+"/"+h.Name, fmt.Errorf("%w: a sparse file; unpack it first", ErrBinary))
			continue
		}
		if h.Typeflag != tar.TypeReg {
			if err := in.countMember(); err != nil { // folders and links are some too
				return err
			}
		} else {
			if err := in.member(h.Name, t, yield); err != nil {
				return err
			}
		}
	}
}

func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return h.Typeflag == tar.TypeGNUSparse
}
