package merge

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// bands are the notes in which an article that may be near another is looked up: for each
// band of its sketch the groups of the articles that have it, and those articles. What is
// added is kept until flush, and then written in order: half of what joining writes is
// here, and in any order each key would move those that lie behind it in a page.
type bands struct {
	notes
	fresh map[string][]string // by the first bandKey bytes
	added map[uint32]bool     // the stretches of fresh
}

// entry is what stands in the notes: the name of a group that has that of the article is left out.
func entry(band, group, id string) string {
	if group == id {
		group = ""
	}
	return band + group + "\x00" + id
}

func (b *bands) add(band, group, id string) {
	if b.fresh == nil {
		b.fresh, b.added = map[string][]string{}, map[uint32]bool{}
	}
	b.added[stretchOf(band)] = true
	b.fresh[band] = append(b.fresh[band], entry(band, group, id))
}

func (b *bands) remove(band, group, id string) error {
	e := entry(band, group, id)
	if i := slices.Index(b.fresh[band], e); i >= 0 {
		b.fresh[band] = slices.Delete(b.fresh[band], i, i+1)
		return nil
	}
	return b.Delete([]byte(e))
}

func (b *bands) flush() error {
	var all []string
	for _, es := range b.fresh {
		all = append(all, es...)
	}
	slices.Sort(all)
	for _, e := range all {
		if err := b.Put([]byte(e), nil); err != nil {
			return err
		}
	}
	b.fresh, b.added = nil, nil
	return nil
}

// each gives the groups and articles under a band; those of a group that is in past, or comes
// into it meanwhile, may be left out.
func (b *bands) each(band []byte, past map[string]bool, do func(group, id string)) {
	of := func(e string) (group, id string, named bool) {
		name, id, _ := strings.Cut(e[bandKey:], "\x00")
		return cmp.Or(name, id), id, name != ""
	}
	for at := b.Next(band); bytes.HasPrefix(at, band); {
		g, id, named := of(string(at))
		if past[g] && named {
			at = b.Next(append(bytes.Clone(at[:bandKey+len(g)]), 1)) // past this group
			continue
		}
		do(g, id)
		at = b.Next(append(bytes.Clone(at), 0))
	}
	for _, e := range b.fresh[string(band)] {
		if g, id, _ := of(e); !past[g] {
			do(g, id)
		}
	}
}

// of are the bands that s is looked up by, in every stretch of time that it may lie in.
func (b *bands) of(s sketch) [][]byte {
	codes := s.codes()
	var out [][]byte
	for _, stretch := range b.stretches(s) {
		for _, code := range codes {
			out = append(out, append(appendStretch(make([]byte, 0, bandKey), stretch), code...))
		}
	}
	return out
}

// stretches are the stretches of time in which there are articles that s may be near to. One
// without a date may be near to any.
func (b *bands) stretches(s sketch) []uint32 {
	var out []uint32
	if s.published != 0 {
		for _, n := range []uint32{0, s.stretch(), s.neighbour()} {
			if prefix := appendStretch(nil, n); bytes.HasPrefix(b.Next(prefix), prefix) || b.added[n] {
				out = append(out, n)
			}
		}
		return out
	}
	for at := b.Next(nil); at != nil; {
		n := stretchOf(string(at))
		out = append(out, n)
		at = b.Next(appendStretch(nil, n+1))
	}
	for n := range b.added {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
