package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/google/renameio/v2"

	"dateline/graph/store"
	"dateline/ingest/article"
	"dateline/ingest/fetch"
)

// feed is a feed that is followed, with what the last poll left.
type feed struct {
	URL      string      `json:"url"`
	Title    string      `json:"title,omitempty"`
	TextOnly bool        `json:"text_only,omitempty"`
	Polled   time.Time   `json:"polled,omitzero"`
	New      int         `json:"new"` // entries of the last poll that were not seen before
	Trouble  string      `json:"trouble,omitempty"`
	Known    fetch.Known `json:"known,omitzero"`
	Seen     []string    `json:"seen,omitempty"` // addresses of entries, the latest last

	entries int
}

// mostSeen bounds what a feed remembers beside the entries it has; feeds carry tens of them.
const mostSeen = 1000

// feeds is the list that stands beside a database. It is a file of its own so
// that polling, which takes long, does not hold the database.
type feeds struct {
	path  string
	Feeds []*feed `json:"feeds"`
}

func openFeeds(database string) (*feeds, error) {
	l := &feeds{path: store.Beside(database, os.UserConfigDir) + ".feeds.json"}
	b, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err == nil {
		err = json.Unmarshal(b, l)
	}
	if err != nil {
		return nil, fmt.Errorf("the list of feeds cannot be read: %s: %w", l.path, err)
	}
	return l, nil
}

func (l *feeds) find(address string) *feed {
	i := slices.IndexFunc(l.Feeds, func(f *feed) bool { return f.URL == address })
	if i < 0 {
		return nil
	}
	return l.Feeds[i]
}

func (l *feeds) save() error {
	b, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		return err
	}
	if err := renameio.WriteFile(l.path, append(b, '\n'), 0o644); err != nil {
		return cannotWrite(l.path, err)
	}
	return nil
}

// keepFeeds saves what a poll left of the feeds it asked. A poll takes long: what was added to
// the list or removed from it meanwhile stays so.
func keepFeeds(database string, polled []*feed) error {
	now, err := openFeeds(database)
	if err != nil {
		return err
	}
	for _, f := range polled {
		if kept := now.find(f.URL); kept != nil {
			kept.Polled, kept.New, kept.Trouble, kept.Known, kept.Seen = f.Polled, f.New, f.Trouble, f.Known, f.Seen
		}
	}
	return now.save()
}

// poller gives the new articles of feeds.
type poller struct {
	web     *web
	options article.Options
	now     func() time.Time
}

func (p *poller) pile(ctx context.Context, feeds []*feed) pile {
	return func(yield func(*article.Article, error) bool) {
		for _, f := range feeds {
			more, err := p.poll(ctx, f, yield)
			f.Polled, f.Trouble = p.now().UTC().Truncate(time.Second), ""
			if err != nil && ctx.Err() == nil {
				f.Trouble = firstLine(err.Error())
				more = more && yield(nil, &unread{f.URL, err})
			}
			if !more || ctx.Err() != nil {
				return
			}
		}
	}
}

// poll reads one feed; more is false if yield wants no more.
func (p *poller) poll(ctx context.Context, f *feed, yield func(*article.Article, error) bool) (more bool, err error) {
	page, err := p.web.get(ctx, f.URL, f.Known)
	if err != nil {
		return true, err
	}
	f.New = 0
	if page.NotModified {
		return true, nil
	}
	if format := article.Recognise(page.Body, page.URL); !isFeedFormat(format) {
		return true, fmt.Errorf("it is no feed any more, but %s", format)
	}
	seen := map[string]bool{}
	for _, s := range f.Seen {
		seen[s] = true
	}
	type entry struct {
		key  string
		item *article.Article
	}
	var entries []entry
	var bad []error
	n := 0
	options := p.options
	options.Unread = func(source string, err error) { bad = append(bad, &unread{source, err}) }
	err = article.Each(bytes.NewReader(page.Body), f.URL, options, func(a *article.Article) error {
		key := a.URL
		if key == "" {
			key = string(a.ID)
		}
		if n++; !seen[key] {
			seen[key] = true
			entries = append(entries, entry{key, a})
		}
		return nil
	})
	if err != nil && !errors.Is(err, article.ErrNoText) { // a feed may be empty
		return true, err
	}
	for _, b := range bad {
		if !yield(nil, b) {
			return false, nil
		}
	}
	f.Known = fetch.Known{} // should we be stopped, what is left is for the next poll
	f.Seen = f.Seen[max(0, len(f.Seen)-mostSeen-n):]
	for _, e := range entries {
		f.New++
		f.Seen = append(f.Seen, e.key)
		if !p.entry(ctx, f, e.item, yield) {
			return false, nil
		}
	}
	f.Known = page.Known()
	return true, nil
}

// entry yields the page behind an entry, or the entry itself.
func (p *poller) entry(ctx context.Context, f *feed, item *article.Article, yield func(*article.Article, error) bool) bool {
	if f.TextOnly || item.URL == "" {
		return yield(item, nil)
	}
	options := p.options
	if options.Published.IsZero() {
		options.Fallback = item
	}
	var got []*article.Article
	err := p.web.each(ctx, item.URL, options, func(a *article.Article) error { got = append(got, a); return nil })
	if ctx.Err() != nil {
		return false
	}
	if err != nil || len(got) == 0 {
		item.Problems = append(item.Problems, article.Problem{Stage: "article", What: "read from the feed, since the page cannot be had: " + firstLine(fmt.Sprint(err))})
		return yield(item, nil)
	}
	for _, a := range got {
		if !yield(a, nil) {
			return false
		}
	}
	return true
}
