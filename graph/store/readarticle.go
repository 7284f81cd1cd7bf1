package store

import (
	"encoding/json"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// articleRecord is what the index holds of an article.
type articleRecord struct {
	Source graph.Source // without Text
	Digest string       // of its quads
	Counts counts
	// Archived are the labels under which earlier versions are kept.
	Archived []string `json:",omitempty"`
}

type counts struct{ Entities, Events, States, Claims, Quads int }

func (r *Reader) record(id graph.ArticleID) (articleRecord, bool, error) {
	if a, ok := r.records[id]; ok {
		return a, true, nil
	}
	var a articleRecord
	b := r.bucket(bArticle).Get([]byte(id))
	if b == nil {
		return a, false, nil
	}
	a, err := readRecord(b)
	if err != nil {
		return a, false, err
	}
	a.Archived = slices.Clip(a.Archived)
	if len(r.records) >= mostRecords {
		clear(r.records)
	}
	r.records[id] = a
	return a, true, nil
}

// mostRecords is how many records a Reader remembers: joining asks for some again and again.
const mostRecords = 2000

// mostPapers and mostTexts are how many articles without and with their text it does.
const (
	mostPapers = 20_000
	mostTexts  = 1000
)

// Source is an article without its text; ok is false if there is none.
func (r *Reader) Source(id graph.ArticleID) (graph.Source, bool, error) {
	if src, ok := r.papers[id]; ok {
		return src, src.ID != "", nil
	}
	a, ok, err := r.record(id)
	if err == nil {
		if len(r.papers) >= mostPapers {
			clear(r.papers)
		}
		r.papers[id] = a.Source
	}
	return a.Source, ok, err
}

// Counts says how many events and claims an article has.
func (r *Reader) Counts(id graph.ArticleID) (events, claims int, err error) {
	a, _, err := r.record(id)
	return a.Counts.Events, a.Counts.Claims, err
}

// Article is an article with its text.
func (r *Reader) Article(id graph.ArticleID) (graph.Source, error) {
	if a, ok := r.text[id]; ok {
		return a, nil
	}
	rec, ok, err := r.record(id)
	if err != nil || !ok {
		return rec.Source, err
	}
	ps, err := r.scan(indexSP, r.ref(articleIRI(id)), r.pred(pText))
	if err != nil || len(ps) == 0 {
		return rec.Source, err
	}
	vals, err := r.values([]uint64{ps[0].Object})
	if err != nil {
		return rec.Source, err
	}
	rec.Source.Text = str(vals[0])
	if len(r.text) >= mostTexts {
		clear(r.text)
	}
	r.text[id] = rec.Source
	return rec.Source, nil
}

// Articles gives all articles without text, by id.
func (r *Reader) Articles() ([]graph.Source, error) {
	var out []graph.Source
	for _, v := range engine.Under(r.bucket(bArticle), nil) {
		a, err := readRecord(v)
		if err != nil {
			return nil, err
		}
		out = append(out, a.Source)
	}
	return out, nil
}

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
