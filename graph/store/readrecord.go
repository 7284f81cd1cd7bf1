package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"dateline/graph"
)

// This file reads records of entities without making all of them: a name is looked up for every
// row that is shown.

var errRecord = errors.New("the record of an entity is damaged; rebuild the index with: dateline db compact")

// eachSaid gives all that a packed record says: the letter of a field, the value where the field counts
// values, and how often it was said.
func eachSaid(packed []byte, give func(field byte, value string, n int)) error {
	if bytes.IndexByte(packed, '\\') >= 0 {
		return eachUnescaped(packed, give)
	}
	j := jsonScan{s: string(packed)}
	j.skip('{')
	for !j.done('}') {
		field := j.text()
		if j.skip(':'); len(field) != 1 {
			return errRecord
		}
		if !j.skipped('{') {
			give(field[0], "", j.number())
			continue
		}
		for !j.done('}') {
			value := j.text()
			j.skip(':')
			give(field[0], value, j.number())
		}
	}
	if j.bad || j.at != len(j.s) {
		return errRecord
	}
	return nil
}

// eachUnescaped is eachSaid for records with quotation marks and the like in names.
func eachUnescaped(packed []byte, give func(field byte, value string, n int)) error {
	var r record
	if err := json.Unmarshal(packed, &r); err != nil {
		return errRecord
	}
	give('n', "", r.N)
	give('u', "", r.Unnamed)
	for _, f := range []struct {
		field byte
		said  tally
	}{{'k', r.Kinds}, {'m', r.Names}, {'a', r.Aliases}, {'o', r.Offices}, {'c', r.Countries}, {'s', r.Sectors}} {
		for v, n := range f.said {
			give(f.field, v, n)
		}
	}
	return nil
}

// foremost is the value said most often so far, the longest, then the smallest of several, as tally.most has it.
type foremost struct {
	value string
	n     int
}

func (f *foremost) take(v string, n int) {
	if f.value == "" || cmp.Or(cmp.Compare(n, f.n), cmp.Compare(len(v), len(f.value)), cmp.Compare(f.value, v)) > 0 {
		f.value, f.n = v, n
	}
}

// readEntity is the entity that a packed record tells of.
func readEntity(id graph.EntityID, packed []byte) (graph.Entity, error) {
	var all, unnamed int
	var names []string
	var most [256]foremost
	err := eachSaid(packed, func(field byte, value string, n int) {
		switch field {
		case 'n':
			all = n
		case 'u':
			unnamed = n
		case 'm', 'a':
			names = append(names, value)
		}
		most[field].take(value, n)
	})
	e := graph.Entity{
		ID: id, Kind: graph.Kind(most['k'].value), Name: most['m'].value, Role: most['o'].value,
		Country: most['c'].value, Sector: most['s'].value, Unnamed: unnamed > 0 && unnamed == all,
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == e.Name })
	e.Aliases = nilIfEmpty(names)
	return e, err
}

// jsonScan reads the JSON that json.Marshal makes of a record, where nothing is escaped.
type jsonScan struct {
	s   string
	at  int
	bad bool
}

func (j *jsonScan) skipped(c byte) bool {
	if j.at < len(j.s) && j.s[j.at] == c {
		j.at++
		return true
	}
	return false
}

func (j *jsonScan) skip(c byte) {
	if !j.skipped(c) {
		j.bad, j.at = true, len(j.s)
	}
}

// done reports whether an object ends here; else it goes on to the next of its fields.
func (j *jsonScan) done(c byte) bool {
	if j.bad || j.skipped(c) {
		return true
	}
	j.skipped(',')
	return false
}

func (j *jsonScan) text() string {
	j.skip('"')
	n := strings.IndexByte(j.s[j.at:], '"')
	if n < 0 {
		j.bad, j.at = true, len(j.s)
		return ""
	}
	t := j.s[j.at : j.at+n]
	j.at += n + 1
	return t
}

func (j *jsonScan) number() int {
	from, n := j.at, 0
	for ; j.at < len(j.s) && '0' <= j.s[j.at] && j.s[j.at] <= '9' && n < 1<<50; j.at++ {
		n = 10*n + int(j.s[j.at]-'0')
	}
	j.bad = j.bad || j.at == from
	return n
}
