package article

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"
	"unicode"

	"dateline/graph"
)

// draft is an article while it is being read: what the format told, before the
// paragraphs are told apart.
type draft struct {
	title, publisher, agency, byline, url, lang string
	subtitle, section                           string
	modified                                    time.Time
	dates                                       []dated
	text                                        strings.Builder
	paras                                       []para
	problems                                    []Problem
	member                                      string   // of an archive: its path inside
	part                                        string   // of a page or file with several articles: which one
	several                                     bool     // its file holds other articles too
	live                                        []*draft // the entries of a live blog
	lead                                        string   // a dateline that the format gives apart from the text
	bare                                        bool     // plain text: the title must be found among the paragraphs
}

// para is a paragraph or line of the draft's text.
type para struct {
	start, end int
	kind       BlockKind
	sure       bool // the format said what kind it is
	links      int  // bytes of it that are links
	dateline   int
}

// dated is a date the article carries, with where it was found.
type dated struct {
	t       time.Time
	dayOnly bool
	from    string // flag, metadata, url, dateline, file
}

// add appends a paragraph to the text of the draft, set off by sep.
func (d *draft) add(text, sep string, p para) {
	text = strings.TrimSpace(text)
	if text == "" || len(d.paras) > mostParas { // more are refused
		return
	}
	if d.lead != "" && p.kind == Body && !p.sure {
		if !strings.HasPrefix(text, d.lead) {
			text = d.lead + " — " + text
		}
		d.lead = ""
	}
	if d.text.Len() > 0 {
		d.text.WriteString(sep)
	}
	p.start = d.text.Len()
	d.text.WriteString(text)
	p.end = d.text.Len()
	d.paras = append(d.paras, p)
}

func (d *draft) problem(what string) {
	if what != "" {
		d.problems = append(d.problems, Problem{Stage: "article", What: what})
	}
}

// changed notes the first of the values that is a date as that of the last change.
func (d *draft) changed(values ...string) {
	for _, v := range values {
		if t, _, ok := ParseDate(strings.TrimSpace(v)); ok && d.modified.IsZero() {
			d.modified = t
		}
	}
}

// finish makes the Article; nil when there is no text at all.
func (d *draft) finish(name string, opts Options) *Article {
	a := &Article{
		Source: name, URL: canonical(first(d.url, opts.URL)), Title: oneLine(d.title), Byline: bylineName(d.byline),
		Publisher: strings.TrimPrefix(oneLine(first(opts.Publisher, d.publisher)), "@"),
		Agency:    first(opts.Agency, oneLine(d.agency)),
	}
	if f := opts.Fallback; f != nil {
		a.Title, a.Byline, a.Publisher = first(a.Title, f.Title), first(a.Byline, f.Byline), first(a.Publisher, f.Publisher)
		if len(d.dates) == 0 && !f.Published.IsZero() {
			d.dates = append(d.dates, dated{f.Published, f.DayOnly, "metadata"})
		}
	}
	text, paras := d.text.String(), d.paras
	if a.Title != "" && !holdsTitle(text, paras, a.Title) {
		text, paras = prepend(a.Title, text, paras)
	}
	if len(paras) == 0 || !strings.ContainsFunc(text, unicode.IsLetter) {
		return nil
	}
	a.Text = text
	found := classify(text, paras, a.Title, a.Publisher, d.bare)
	a.Blocks = found.blocks
	a.Title = first(a.Title, oneLine(found.title))
	a.Byline = first(a.Byline, found.byline)
	a.Agency = first(a.Agency, found.agency)
	a.Publisher = first(a.Publisher, found.publisher, host(a.URL))
	a.Dateline = found.dateline
	a.Agency = first(a.Agency, agencyOf(found.day.agency, a.Publisher))
	a.Problems = d.problems

	a.Section, a.Several = oneLine(d.section), d.several

	dates := d.dates
	if t, ok := urlDate(a.URL); ok {
		dates = append(dates, dated{t, true, "url"})
	}
	dates = append(dates, found.dates...)
	if !opts.Published.IsZero() {
		dates = append(dates, dated{opts.Published, isMidnight(opts.Published), "flag"})
	}
	var problems []string
	a.Published, a.DayOnly, a.DateFrom, problems = choose(dates, found.day)
	for _, p := range problems {
		a.Problems = append(a.Problems, Problem{Stage: "article", What: p})
	}

	if d.modified.After(a.Published) {
		a.Modified = d.modified
	}

	a.Lang = first(opts.Lang, language(a, d.lang))
	sum := sha256.Sum256([]byte(a.Text))
	a.SHA256 = hex.EncodeToString(sum[:])
	id := a.SHA256
	if a.URL != "" {
		key := a.URL
		if d.part != "" {
			key += "#" + d.part
		}
		sum := sha256.Sum256([]byte(key))
		id = hex.EncodeToString(sum[:])
	}
	a.ID = graph.ArticleID(id[:16])
	return a
}

// agencyOf is the agency of an article without a credit: the unknown name in its
// dateline, unless it is the outlet's own, or an outlet that is an agency itself.
func agencyOf(inDateline, publisher string) string {
	if inDateline != "" && publisher != "" && !sharesName(inDateline, publisher) {
		return oneLine(inDateline)
	}
	return agencies().name(publisher)
}

// sharesName: "ESTA" and "Esta Media Network", "KT" and "Kestria Today".
func sharesName(short, long string) bool {
	s, initials := letters(short), ""
	for _, w := range strings.Fields(long) {
		initials += letters(string(firstRune(w)))
	}
	l := letters(long)
	return s == initials || strings.HasPrefix(l, s) || strings.HasPrefix(s, l)
}

// holdsTitle reports whether one of the first paragraphs is the title.
func holdsTitle(text string, paras []para, title string) bool {
	for _, p := range paras[:min(len(paras), 6)] {
		if p.kind == TitleBlock && p.sure || sameLine(text[p.start:p.end], title) {
			return true
		}
	}
	return false
}

func prepend(title, text string, paras []para) (string, []para) {
	shift := len(title)
	if text != "" {
		title += "\n\n"
		shift += 2
	}
	moved := make([]para, 1, len(paras)+1)
	moved[0] = para{end: len(strings.TrimSpace(title)), kind: TitleBlock, sure: true}
	for _, p := range paras {
		p.start += shift
		p.end += shift
		moved = append(moved, p)
	}
	return title + text, moved
}

// canonical drops from a URL what does not say which article it is: fragment,
// tracking parameters, an empty path's slash.
func canonical(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	u.Host = strings.ToLower(u.Host)
	if q := u.Query(); len(q) > 0 {
		for k := range q {
			if strings.HasPrefix(k, "utm_") || tracking().has(strings.ToLower(k)) {
				q.Del(k)
			}
		}
		u.RawQuery = q.Encode()
	}
	return u.String()
}

// host is the domain of a URL: better than no name of an outlet.
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func first(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// oneLine is s with every run of white space as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func isMidnight(t time.Time) bool {
	return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0
}
