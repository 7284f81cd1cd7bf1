package search

import (
	"slices"
	"strings"

	"dateline/graph/store/words"
)

// This file finds the stems that differ from a misspelt one by a letter. Most slips come behind the second
// letter: the stems that share two letters with it are looked through. The few that differ before are spelt
// out and looked up.

// alike are for each stem those of the index that differ by a letter, where none is the same; other says
// that every one has some and that they are not all the same as before.
func alike(x *words.Index, q wanted) (near [][]string, other bool) {
	known := x.Known(slices.Sorted(slices.Values(q.stems)))
	for _, want := range q.stems {
		if slices.Contains(known, want) {
			near = append(near, []string{want})
			continue
		}
		found := x.Known(slips(want))
		for s := range x.Stems(want[:min(same, len(want))]) {
			if byOne(s, want) {
				found = append(found, s)
			}
		}
		if other = true; len(found) == 0 {
			return nil, false
		}
		slices.Sort(found)
		near = append(near, slices.Compact(found))
	}
	return near, other
}

// same is how many letters a stem must begin with in common to be looked at itself.
const same = 2

// slips are the stems that differ from want by a letter among the first, so that less than same letters
// are the same, in order.
func slips(want string) (out []string) {
	letters := "abcdefghijklmnopqrstuvwxyz0123456789"
	for i := range len(want[:min(same+1, len(want))]) {
		if want[i] >= 0x80 { // a byte of a letter that may be any
			letters = ""
			for b := range 256 {
				letters += string([]byte{byte(b)})
			}
			break
		}
	}
	for i := range min(same, len(want)) {
		for j := range len(letters) {
			l := letters[j : j+1]
			out = append(out, want[:i]+l+want[i:], want[:i]+l+want[i+1:])
		}
		out = append(out, want[:i]+want[i+1:])
		if i+1 < len(want) {
			out = append(out, want[:i]+want[i+1:i+2]+want[i:i+1]+want[i+2:])
		}
	}
	out = slices.DeleteFunc(out, func(s string) bool {
		return !byOne(s, want) || strings.HasPrefix(s, want[:min(same, len(want))])
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// byOne reports whether two words differ by one letter: another, more, less, or two changed places.
func byOne(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < 3 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return i < len(a) && (a[i+1:] == b[i+1:] ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
}
