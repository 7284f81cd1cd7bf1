package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/ingest"
	"dateline/ingest/article"
)

// States of an article of a batch.
const (
	stateNew     = "new"
	stateSame    = "same"
	stateChanged = "changed"
	stateCopy    = "copy"
	stateOld     = "old" // left out by --since
	stateUnread  = "unreadable"
	stateRefused = "refused" // read, but the database does not take it
)

func stateOf(o store.Outcome) string {
	switch o {
	case store.New:
		return stateNew
	case store.Same:
		return stateSame
	case store.Changed:
		return stateChanged
	case store.Copy:
		return stateCopy
	}
	return stateRefused
}

// outcome is what became of one article. Its fields are the columns of the report.
type outcome struct {
	State     string `json:"state"`
	Source    string `json:"source"`
	Reason    string `json:"reason,omitempty"`
	ID        string `json:"id,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	DateFrom  string `json:"date_from,omitempty"`
	Modified  string `json:"modified,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Agency    string `json:"agency,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Section   string `json:"section,omitempty"`
	Lang      string `json:"lang,omitempty"`
	URL       string `json:"url,omitempty"`
	CopyOf    string `json:"copy_of,omitempty"`
	Words     int    `json:"words,omitempty"`
	Events    int    `json:"events,omitempty"`
	States    int    `json:"states,omitempty"`
	Claims    int    `json:"claims,omitempty"`

	foreign bool
	notes   []string
}

func outcomeOf(a *article.Article, state string) outcome {
	r := outcome{State: state, Source: a.Source, ID: string(a.ID), Title: a.Title, DateFrom: a.DateFrom, Publisher: a.Publisher,
		Agency: a.Agency, Byline: a.Byline, Section: a.Section, Lang: a.Lang, URL: a.URL, foreign: !ingest.English(a)}
	if !a.Published.IsZero() {
		r.Published = a.Published.Format(time.RFC3339)
		if a.DayOnly {
			r.Published = a.Published.Format(time.DateOnly)
		}
	}
	if !a.Modified.IsZero() {
		r.Modified = a.Modified.Format(time.RFC3339)
	}
	if r.foreign {
		r.Reason = "not in English: kept but not analysed"
	}
	return r
}

func (r *outcome) count(f graph.Facts) {
	r.Events, r.States = len(f.Events), len(f.States)
	for _, e := range f.Events {
		r.Claims += len(e.Claims)
	}
	for _, s := range f.States {
		r.Claims += len(s.Claims)
	}
}

// unread is the error of an input, or of a part of it, that could not be read.
type unread struct {
	source string
	err    error
}

func (u *unread) Error() string { return u.source + ": " + u.reason() }
func (u *unread) Unwrap() error { return u.err }

// reason is the error without the name of the input, which is told apart.
func (u *unread) reason() string {
	return firstLine(strings.TrimPrefix(u.err.Error(), u.source+": "))
}

// unreadable is the row of an error; a is the article, where there was one.
func unreadable(a *article.Article, err error) outcome {
	var u *unread
	if errors.As(err, &u) {
		return outcome{State: stateUnread, Source: oneLine(u.source), Reason: u.reason()}
	}
	r := outcome{State: stateUnread, Reason: firstLine(err.Error())}
	if a != nil {
		r.Source, r.ID = a.Source, string(a.ID)
		r.Reason = firstLine(strings.TrimPrefix(err.Error(), a.Source+": "))
	}
	return r
}

// account writes a row for each article into a file: CSV if its name ends so,
// else JSON Lines. The nil account writes nothing.
type account struct {
	name  string
	file  *renameio.PendingFile
	sheet *csv.Writer
	buf   bytes.Buffer
}

func newReport(name string) (*account, error) {
	if name == "" {
		return nil, nil
	}
	f, err := renameio.NewPendingFile(name, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return nil, cannotWrite(name, err)
	}
	r := &account{name: name, file: f}
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		r.sheet = csv.NewWriter(f)
		return r, r.sheet.Write([]string{"state", "source", "reason", "id", "title", "published", "date_from", "modified", "publisher",
			"agency", "byline", "section", "lang", "url", "copy_of", "words", "events", "states", "claims"})
	}
	return r, nil
}

func (r *account) write(x outcome) error {
	if r == nil {
		return nil
	}
	if r.sheet != nil {
		cells := []string{x.State, x.Source, x.Reason, x.ID, x.Title, x.Published, x.DateFrom, x.Modified, x.Publisher,
			x.Agency, x.Byline, x.Section, x.Lang, x.URL, x.CopyOf, fmt.Sprint(x.Words), fmt.Sprint(x.Events), fmt.Sprint(x.States), fmt.Sprint(x.Claims)}
		for i, c := range cells {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				cells[i] = "'" + c // a spreadsheet would run it
			}
		}
		return r.sheet.Write(cells)
	}
	r.buf.Reset()
	enc := json.NewEncoder(&r.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return err
	}
	_, err := r.file.Write(r.buf.Bytes())
	return err
}

// close makes the report appear. What a stopped run did is reported too.
func (r *account) close() error {
	if r == nil {
		return nil
	}
	if r.sheet != nil {
		r.sheet.Flush()
		if err := r.sheet.Error(); err != nil {
			return cannotWrite(r.name, err)
		}
	}
	if err := r.file.CloseAtomicallyReplace(); err != nil {
		return cannotWrite(r.name, err)
	}
	return nil
}

// cleanup takes away what was written of a report that never appeared.
func (r *account) cleanup() {
	if r != nil {
		r.file.Cleanup()
	}
}
