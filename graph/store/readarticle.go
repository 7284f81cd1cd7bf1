package store

import (
	"encoding/json"
	"strings"

	"dateline/graph"
)

// readRecord is the record of an article. It reads what json.Marshal makes of one itself, as one is read for each
// row that is shown, and leaves the rest to package json: fields it does not know, and versions that are kept.
func readRecord(packed []byte) (a articleRecord, err error) {
	j := jsonScan{s: string(packed)}
	if j.record(&a); !j.bad && j.at == len(j.s) {
		return a, nil
	}
	a = articleRecord{}
	return a, json.Unmarshal(packed, &a)
}

func (j *jsonScan) record(a *articleRecord) {
	for j.skip('{'); !j.done('}'); {
		key := j.text()
		switch j.skip(':'); key {
		case "Source":
			j.source(&a.Source)
		case "Digest":
			a.Digest = j.quoted()
		case "Counts":
			j.counts(&a.Counts)
		default:
			j.bad = true
		}
	}
}

func (j *jsonScan) source(s *graph.Source) {
	for j.skip('{'); !j.done('}'); {
		key := j.text()
		switch j.skip(':'); key {
		case "ID":
			s.ID = graph.ArticleID(j.quoted())
		case "Title":
			s.Title = j.quoted()
		case "Publisher":
			s.Publisher = j.quoted()
		case "Agency":
			s.Agency = j.quoted()
		case "Byline":
			s.Byline = j.quoted()
		case "Dateline":
			s.Dateline = j.quoted()
		case "URL":
			s.URL = j.quoted()
		case "Path":
			s.Path = j.quoted()
		case "Published":
			j.bad = s.Published.UnmarshalJSON([]byte(`"`+j.quoted()+`"`)) != nil || j.bad
		case "DayOnly":
			s.DayOnly = j.yes()
		case "Modified":
			j.bad = s.Modified.UnmarshalJSON([]byte(`"`+j.quoted()+`"`)) != nil || j.bad
		case "Section":
			s.Section = j.quoted()
		case "Lang":
			s.Lang = j.quoted()
		case "SHA256":
			s.SHA256 = j.quoted()
		case "Text":
			s.Text = j.quoted()
		case "CopyOf":
			s.CopyOf = graph.ArticleID(j.quoted())
		default:
			j.bad = true
		}
	}
}

func (j *jsonScan) counts(c *counts) {
	for j.skip('{'); !j.done('}'); {
		key := j.text()
		switch j.skip(':'); key {
		case "Entities":
			c.Entities = j.number()
		case "Events":
			c.Events = j.number()
		case "States":
			c.States = j.number()
		case "Claims":
			c.Claims = j.number()
		case "Quads":
			c.Quads = j.number()
		default:
			j.bad = true
		}
	}
}

// quoted is a string in which something may be escaped.
func (j *jsonScan) quoted() string {
	from := j.at
	s := j.text()
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	for j.at = from + 1; j.at < len(j.s) && j.s[j.at] != '"'; j.at++ {
		if j.s[j.at] == '\\' {
			j.at++
		}
	}
	if j.at >= len(j.s) {
		j.bad, j.at = true, len(j.s)
		return ""
	}
	j.at++
	j.bad = json.Unmarshal([]byte(j.s[from:j.at]), &s) != nil || j.bad
	return s
}

func (j *jsonScan) yes() bool {
	for _, word := range []string{"false", "true"} {
		if strings.HasPrefix(j.s[j.at:], word) {
			j.at += len(word)
			return word == "true"
		}
	}
	j.bad = true
	return false
}
