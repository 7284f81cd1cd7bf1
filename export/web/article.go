package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// articleBody is what the page of an article shows.
type articleBody struct {
	query.Reading
	Heading    string
	Credit     string
	Link       string // its address, if a reader may be sent there
	Paragraphs []paragraph
	Found      []foundEvent
	States     []string
}

// foundEvent is an event in the list beside the text.
type foundEvent struct {
	ID      graph.EventID
	At      int // where its sentence starts
	Line    string
	Label   string
	Trigger string
}

// paragraph is a paragraph of the text, cut at everything that was found.
type paragraph []piece

// piece is a stretch of text. A claim's sentence begins at Anchor, if Begins.
type piece struct {
	Text   string
	Entity graph.EntityID  // a name: whose
	Event  graph.EventID   // words that tell of an event: of which
	Others []graph.EventID // and of which else
	Title  string
	Begins bool
	Anchor int
	Told   bool // inside a sentence that tells of something
}

func (x *Site) article(w http.ResponseWriter, r *http.Request) (*page, error) {
	id, ctx := r.PathValue("id"), r.Context()
	var b articleBody
	types := map[graph.TypeID]string{}
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		b.Reading, err = query.Read(ctx, s, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	src := b.Source
	if string(src.ID) != id {
		http.Redirect(w, r, articleAddress(src.ID), http.StatusSeeOther)
		return nil, nil
	}
	vocabulary, err := x.types.get(ctx, x.keeper, listTypes)
	if err != nil {
		return nil, err
	}
	for _, t := range vocabulary.Relations {
		types[t.ID] = t.Label
	}
	b.Heading, b.Credit = src.Heading(), credit(src.Publisher, src.Published)
	if strings.HasPrefix(src.URL, "https://") || strings.HasPrefix(src.URL, "http://") {
		b.Link = src.URL
	}
	b.Paragraphs = marked(&b.Reading)
	for _, e := range b.Events {
		f := foundEvent{ID: graph.EventID(b.Canon(string(e.ID))), Line: e.Text, Label: cmp.Or(types[e.Type], strings.ReplaceAll(string(e.Type), "_", " "))}
		if c := e.Claims[0]; within(src.Text, c.Start, c.End) {
			f.At = c.Start
		}
		b.Found = append(b.Found, f)
	}
	slices.SortStableFunc(b.Found, func(a, c foundEvent) int { return a.At - c.At })
	for _, st := range b.Reading.States {
		if st.Value != "" {
			b.States = append(b.States, st.Value)
		}
	}
	slices.Sort(b.States)
	b.States = slices.Compact(b.States)
	return &page{Title: b.Heading, Template: "article", Place: "sources", Body: b, Take: url.Values{"source": {string(src.ID)}}, Drawn: true}, nil
}

func within(text string, from, to int) bool { return 0 <= from && from < to && to <= len(text) }

// mark is a stretch of the text that was found to be something.
type mark struct {
	from, to int
	piece
}

// marked cuts the text of r into paragraphs, and these at sentences, names and the words that
// tell of events.
func marked(r *query.Reading) []paragraph {
	text := r.Source.Text
	marks := marksOf(r)
	starts, ends := map[int]bool{}, map[int]bool{}
	var sentences [][2]int
	for _, e := range r.Events {
		for _, c := range e.Claims {
			if within(text, c.Start, c.End) {
				starts[c.Start], ends[c.End] = true, true
				sentences = append(sentences, [2]int{c.Start, c.End})
			}
		}
	}
	cuts := map[int]bool{0: true, len(text): true}
	for at := range starts {
		cuts[at] = true
	}
	for at := range ends {
		cuts[at] = true
	}
	for i := range marks {
		cuts[marks[i].from], cuts[marks[i].to] = true, true
	}
	for i := range len(text) {
		if text[i] == '\n' {
			cuts[i], cuts[i+1] = true, true
		}
	}
	var order []int
	for at := range cuts {
		order = append(order, at)
	}
	slices.Sort(order)
	slices.SortFunc(sentences, func(a, b [2]int) int { return a[0] - b[0] })
	var out []paragraph
	var now paragraph
	m, s, until := 0, 0, 0
	for i := 0; i+1 < len(order); i++ {
		from, to := order[i], order[i+1]
		for ; s < len(sentences) && sentences[s][0] <= from; s++ {
			until = max(until, sentences[s][1])
		}
		if text[from] == '\n' {
			if now != nil {
				out, now = append(out, now), nil
			}
			continue
		}
		for m < len(marks) && marks[m].to <= from {
			m++
		}
		p := piece{Text: text[from:to]}
		if m < len(marks) && marks[m].from <= from && to <= marks[m].to {
			p = marks[m].piece
			p.Text = text[from:to]
		}
		p.Told, p.Begins, p.Anchor = from < until, starts[from], from
		now = append(now, p)
	}
	if now != nil {
		out = append(out, now)
	}
	return out
}

// marksOf are the marks of a text in their order, none in another: words that tell of events before
// names.
func marksOf(r *query.Reading) []mark {
	text := r.Source.Text
	var all []mark
	at := map[[2]int]int{}
	for _, e := range r.Events {
		id := graph.EventID(r.Canon(string(e.ID)))
		for _, c := range e.Claims {
			if !within(text, c.Trigger[0], c.Trigger[1]) || strings.Contains(text[c.Trigger[0]:c.Trigger[1]], "\n") {
				continue
			}
			if i, ok := at[c.Trigger]; ok {
				if p := &all[i].piece; p.Event != id && !slices.Contains(p.Others, id) {
					p.Others = append(p.Others, id)
				}
				continue
			}
			at[c.Trigger] = len(all)
			all = append(all, mark{c.Trigger[0], c.Trigger[1], piece{Event: id, Title: e.Text}})
		}
	}
	all = append(all, names(r, text)...)
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	end := 0
	return slices.DeleteFunc(all, func(m mark) bool {
		if m.from < end {
			return true
		}
		end = m.to
		return false
	})
}

// shortestName is the length from which on a name is looked for in the text.
const shortestName = 3

// names are the places where entities are called by a name of theirs, the longest first where
// two begin together.
func names(r *query.Reading, text string) []mark {
	var out []mark
	for _, e := range r.Entities {
		if e.Unnamed {
			continue
		}
		id := graph.EntityID(r.Canon(string(e.ID)))
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if len(n) < shortestName || n == strings.ToLower(n) {
				continue
			}
			for from := 0; ; {
				i := strings.Index(text[from:], n)
				if i < 0 {
					break
				}
				from += i
				if apart(text, from, from+len(n)) {
					out = append(out, mark{from, from + len(n), piece{Entity: id, Title: e.Name}})
				}
				from += len(n)
			}
		}
	}
	return out
}

// apart reports whether the bytes from from to to are no part of a longer word.
func apart(text string, from, to int) bool {
	letter := func(b byte) bool {
		return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b >= 0x80
	}
	return (from == 0 || !letter(text[from-1])) && (to == len(text) || !letter(text[to]))
}
