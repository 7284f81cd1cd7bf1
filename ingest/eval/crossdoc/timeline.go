package crossdoc

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Timelines of an entity over several articles, as SemEval-2015 task 4 has them (A. Minard et
// al., "TimeLine: Cross-Document Event Ordering"): events in order, each with a date and the
// mentions that tell of it. Events at place 0 have no order and are left out of the score.

// Timeline is the events of one entity.
type Timeline struct {
	Entity string
	Events []TimelineEvent
}

// TimelineEvent is one mention of an event at its place in a timeline.
type TimelineEvent struct {
	Place    int
	Doc      string
	Sentence int
	Words    string // of the mention, joined by "_"
}

// ReadTimeline takes a file of the task.
func ReadTimeline(text string) (Timeline, error) {
	var t Timeline
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r \t")
		if n == 1 {
			t.Entity = strings.TrimSpace(line)
			continue
		}
		cells := strings.Fields(line)
		if len(cells) == 0 {
			continue
		}
		place, err := strconv.Atoi(cells[0])
		if err != nil || len(cells) < 3 {
			return t, fmt.Errorf("line %d: %q is no place, date and mentions", n, line)
		}
		for _, c := range cells[2:] {
			p := strings.SplitN(c, "-", 3)
			if len(p) < 3 {
				return t, fmt.Errorf("line %d: %q is no article, sentence and words", n, c)
			}
			s, err := strconv.Atoi(p[1])
			if err != nil {
				return t, fmt.Errorf("line %d: %q names no sentence", n, c)
			}
			t.Events = append(t.Events, TimelineEvent{place, p[0], s, p[2]})
		}
	}
	return t, lines.Err()
}

// TimelineArticle is an article of the task, with its sentences by number.
type TimelineArticle struct {
	ID        string
	Text      string
	Published time.Time
	Sentences []nlp.Span
}

// ReadTimelineArticle takes a file of the task's corpus. Sentence 1 is the day of publication.
func ReadTimelineArticle(text string) (TimelineArticle, error) {
	var x crossText
	if err := xml.NewDecoder(strings.NewReader(text)).Decode(&x); err != nil {
		return TimelineArticle{}, err
	}
	a := TimelineArticle{ID: x.DocID}
	var b strings.Builder
	for i, t := range x.Tokens {
		for len(a.Sentences) <= t.Sentence {
			if len(a.Sentences) > 0 && i > 0 {
				b.WriteByte('\n')
			}
			a.Sentences = append(a.Sentences, nlp.Span{Start: b.Len(), End: b.Len()})
		}
		if s := &a.Sentences[t.Sentence]; s.End > s.Start && !(len(t.Word) == 1 && strings.Contains(",.;:?!", t.Word)) {
			b.WriteByte(' ')
		}
		b.WriteString(t.Word)
		a.Sentences[t.Sentence].End = b.Len()
	}
	a.Text = b.String()
	if len(a.Sentences) > 1 {
		a.Published, _, _ = article.ParseDate(a.Text[a.Sentences[1].Start:a.Sentences[1].End])
	}
	return a, nil
}

type crossText struct {
	DocID  string `xml:"doc_id,attr"`
	Tokens []struct {
		Sentence int    `xml:"sentence,attr"`
		Word     string `xml:",chardata"`
	} `xml:"token"`
}

// TimelineOf makes the timeline of an entity from raw articles: the events in which what the graph takes for
// it, or a thing called by its name, takes part, in order of their merged dates; an event of which no more is
// known than its article's day stands there.
func TimelineOf(s Articles, r *store.Reader, entity string) Timeline {
	t := Timeline{Entity: entity}
	type dated struct {
		TimelineEvent
		at when.Period
	}
	var all []dated
	name := store.Fold(entity)
	ids := s.known(r, name)
	for _, a := range s {
		for i, h := range a.doc.Happenings {
			if ty := a.doc.Types[h.Type]; ty.State || ty.Topic || !a.involves(i, name, r, ids) {
				continue
			}
			p := h.When
			if h.Event >= 0 && h.Event < len(a.doc.Events) {
				if sum, ok, err := r.Summary(graph.EventID(r.Canon(string(a.doc.Events[h.Event].ID)))); err == nil && ok && sum.Dated() && sum.Basis != when.BasisPublication {
					if q, err := when.Parse(sum.When); err == nil {
						p = q
					}
				}
			}
			if h.Basis == when.BasisPublication || p.IsZero() {
				day := when.Unit(a.article.Published, when.Day)
				p = when.Period{Start: day, End: day}
			}
			tok := a.doc.Tokens[h.Trigger]
			if a.sentence(tok.Start) == 0 {
				continue // the title: the task takes events from the body
			}
			all = append(all, dated{TimelineEvent{0, a.article.ID, a.sentence(tok.Start), a.doc.Word(h.Trigger)}, p})
		}
	}
	start := func(d dated) int64 { from, _ := d.at.Bounds(); return from.Unix() }
	slices.SortStableFunc(all, func(x, y dated) int { return int(max(-1, min(1, start(x)-start(y)))) })
	place := 0
	for i, d := range all {
		if i == 0 || start(d) != start(all[i-1]) || d.at.String() != all[i-1].at.String() {
			place++
		}
		d.Place = place
		t.Events = append(t.Events, d.TimelineEvent)
	}
	return t
}

// known are the canonical entities that some article calls by a name, whatever stands before it: "the Beatles'
// Apple Corps".
func (s Articles) known(r *store.Reader, name string) map[string]bool {
	out := map[string]bool{}
	for _, a := range s {
		for _, h := range a.doc.Happenings {
			for _, arg := range h.Args {
				if arg.Happening >= 0 || !strings.HasSuffix(" "+store.Fold(a.doc.Text(arg.Span)), " "+name) {
					continue
				}
				for _, m := range a.doc.Mentions {
					if m.Head == arg.Token && m.Entity >= 0 && m.Form == nlp.Named {
						out[r.Canon(string(a.doc.Entities[m.Entity].ID))] = true
					}
				}
			}
		}
	}
	return out
}

// Articles are articles of the task that were read.
type Articles []*told

// told is an article of the task that was read.
type told struct {
	article TimelineArticle
	doc     *nlp.Document
}

// TellArticle runs the pipeline over an article of the task.
func TellArticle(a TimelineArticle) (*told, graph.Facts, error) {
	x := &article.Article{ID: graph.ArticleID("t" + a.ID), Lang: "en", Text: a.Text, Published: a.Published, DayOnly: true}
	for i, s := range a.Sentences {
		if s.End > s.Start && i != 1 {
			x.Blocks = append(x.Blocks, article.Block{Start: s.Start, End: s.End})
		}
	}
	d, err := ingest.Read(x)
	if err != nil {
		return nil, graph.Facts{}, err
	}
	f := ingest.Facts(d)
	if f.Article.SHA256 == "" {
		f.Article.SHA256 = a.ID
	}
	return &told{a, d}, f, nil
}

func (a *told) sentence(at int) int {
	for i, s := range a.article.Sentences {
		if at >= s.Start && at < s.End {
			return i
		}
	}
	return -1
}

// involves reports whether an argument of a happening is one of the entities, or is called by the name.
func (a *told) involves(i int, name string, r *store.Reader, ids map[string]bool) bool {
	for _, arg := range a.doc.Happenings[i].Args {
		if arg.Happening >= 0 || arg.Span.End <= arg.Span.Start {
			continue
		}
		if called(a.doc.Text(arg.Span), name) {
			return true
		}
		for _, m := range a.doc.Mentions {
			if m.Head == arg.Token && m.Entity >= 0 {
				e := a.doc.Entities[m.Entity]
				if ids[r.Canon(string(e.ID))] || called(e.Name, name) {
					return true
				}
				for _, n := range e.Aliases {
					if store.Fold(n) == name {
						return true
					}
				}
			}
		}
	}
	return false
}

func called(text, name string) bool {
	return strings.Contains(" "+store.Fold(text)+" ", " "+name+" ")
}

// TimelineScore is relations found, right and in gold.
type TimelineScore struct{ FoundRight, Found, GoldRight, Gold int }

// Add sums scores.
func (s TimelineScore) Add(o TimelineScore) TimelineScore {
	return TimelineScore{s.FoundRight + o.FoundRight, s.Found + o.Found, s.GoldRight + o.GoldRight, s.Gold + o.Gold}
}

// PRF are precision, recall and F1.
func (s TimelineScore) PRF() (p, r, f float64) {
	p, r = float64(s.FoundRight)/float64(max(1, s.Found)), float64(s.GoldRight)/float64(max(1, s.Gold))
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

// ScoreTimeline compares the order of events in the manner of TempEval-3 (UzZaman et al. 2013):
// a timeline is the relations between its events that suffice to make it (each event is before, or simultaneous with,
// the one after it), and such a relation is right when it follows from the whole of the other timeline. Only events
// are compared, not their dates.
func ScoreTimeline(gold, found Timeline) TimelineScore {
	var s TimelineScore
	g, f := ordered(gold), ordered(found)
	match := func(from, to []TimelineEvent) map[int]int { // place in from of events that to has
		out := map[int]int{}
		used := map[int]bool{}
		for i, x := range from {
			for j, y := range to {
				if !used[j] && x.Doc == y.Doc && x.Sentence == y.Sentence && sharesWord(x.Words, y.Words) {
					out[i], used[j] = j, true
					break
				}
			}
		}
		return out
	}
	count := func(from, to []TimelineEvent) (right, all int) {
		at := match(from, to)
		for _, rel := range reduced(from) {
			all++
			i, ok1 := at[rel[0]]
			j, ok2 := at[rel[1]]
			if !ok1 || !ok2 {
				continue
			}
			before := from[rel[0]].Place < from[rel[1]].Place
			if before && to[i].Place < to[j].Place || !before && to[i].Place == to[j].Place {
				right++
			}
		}
		return right, all
	}
	s.FoundRight, s.Found = count(f, g)
	s.GoldRight, s.Gold = count(g, f)
	return s
}

func sharesWord(a, b string) bool {
	for _, x := range strings.Split(strings.ToLower(a), "_") {
		if slices.Contains(strings.Split(strings.ToLower(b), "_"), x) {
			return true
		}
	}
	return false
}

// ordered are the events that have an order, by place.
func ordered(t Timeline) []TimelineEvent {
	out := slices.DeleteFunc(slices.Clone(t.Events), func(e TimelineEvent) bool { return e.Place == 0 })
	slices.SortStableFunc(out, func(a, b TimelineEvent) int { return a.Place - b.Place })
	return out
}

// reduced are the relations that suffice, as pairs of indexes: each event with the one before it.
func reduced(events []TimelineEvent) [][2]int {
	var out [][2]int
	for i := 1; i < len(events); i++ {
		out = append(out, [2]int{i - 1, i})
	}
	return out
}
