package article

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Stdin is the name that stands for standard input among paths.
const Stdin = "-"

// Files gives the files that the paths name: a folder stands for what is in it
// and below, in the order of names. Hidden files and symbolic links inside
// folders are left out, and so are files that neither their ending nor their
// content shows to be of a format (pictures, programs, goldens); a file that is
// named itself is always taken. A file named twice comes once. Paths that cannot be read are among the problems.
func Files(paths []string) (found []string, problems []error) {
	seen, known := map[string]bool{}, endings()
	add := func(p string) {
		if key := filepath.Clean(p); !seen[key] {
			seen[key] = true
			found = append(found, p)
		}
	}
	for _, root := range paths {
		if root == Stdin {
			add(root)
			continue
		}
		info, err := os.Stat(root)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if !info.IsDir() {
			add(root)
			continue
		}
		var inside []string
		dir := root
		if link, err := os.Lstat(root); err == nil && link.Mode()&fs.ModeSymlink != 0 {
			dir += string(filepath.Separator) // a link that is named itself is followed
		}
		err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				problems = append(problems, err)
				return nil
			}
			if p != dir && strings.HasPrefix(e.Name(), ".") {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if e.Type().IsRegular() && (known[innerEnding(p)] || looksWorth(p)) {
				inside = append(inside, p)
			}
			return nil
		})
		if err != nil {
			problems = append(problems, err)
		}
		if len(inside) == 0 {
			problems = append(problems, fmt.Errorf("%s: %w: the folder holds no files", root, ErrEmpty))
		}
		slices.Sort(inside)
		for _, p := range inside {
			add(p)
		}
	}
	return found, problems
}

// endings are those that some format claims, and none at all.
func endings() map[string]bool {
	known := map[string]bool{"": true}
	for _, f := range Formats() {
		for _, e := range f.Endings {
			known[e] = true
		}
	}
	return known
}

// innerEnding is the ending of a file without that of its compression.
func innerEnding(p string) string {
	switch e := endingOf(p); e {
	case ".gz", ".bz2", ".zst":
		return endingOf(strings.TrimSuffix(p, filepath.Ext(p)))
	default:
		return e
	}
}

// looksWorth opens a file whose ending is unknown and looks at its start.
func looksWorth(p string) bool {
	f, err := os.Open(p)
	if err != nil {
		return false
	}
	defer f.Close()
	_, ok := worth(f, filepath.Base(p))
	return ok
}

// worth reports whether something of this name is read when nobody asked for it
// by name: a format claims its ending, or one that is more than "any text"
// recognises its content. The reader it gives still has every byte.
func worth(r io.Reader, name string) (io.Reader, bool) {
	if endings()[innerEnding(name)] {
		return r, true
	}
	br := bufio.NewReaderSize(r, sniffLen)
	head, _ := br.Peek(sniffLen)
	if wide := wideEncoding(head); wide != nil {
		head, _ = wide.NewDecoder().Bytes(head)
	}
	f, err := recognise("", head, "")
	return br, err == nil && f.Name != "text" && f.Name != "markdown" && (f.binary || binary(head) == "")
}
