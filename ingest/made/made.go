// Package made writes articles that nobody reported, for measuring how reading and writing
// grow: as many and as long as asked, the same for the same seed. Stories run over a few
// articles of several papers in the order of time; few people and countries are in
// the news often, most seldom. It imitates what news makes the program do, not how news
// reads: nothing is learnt from it.
package made

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Article is one made article, with the field names of the readers of JSON Lines.
type Article struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	Date  string `json:"date"`
	URL   string `json:"url"`
	Site  string `json:"sitename"`
}

// Options of New.
type Options struct {
	Seed  uint64
	Words int // of an article, about
}

// perStory is how many articles tell of one story.
const perStory = 4

// start is the day of the first article; a day has perDay of them.
var start = time.Date(2006, 1, 2, 0, 0, 0, 0, time.UTC)

const perDay = 12

// New is article number n.
func New(o Options, n int) Article {
	story, part := n/perStory, n%perStory
	w := &writer{
		of: rand.New(rand.NewPCG(o.Seed, uint64(story))), r: rand.New(rand.NewPCG(o.Seed^0x9e37, uint64(n))),
		day: start.AddDate(0, 0, story*perStory/perDay+part),
	}
	w.cast()
	lead := w.lead()
	var b strings.Builder
	b.WriteString(w.place + ", " + w.day.Format("2 January 2006") + " - ")
	for words, line := 0, 0; words < o.Words; line++ {
		s := lead
		if line > 0 {
			s = w.sentence()
		}
		words += len(strings.Fields(s))
		b.WriteString(s)
		if line%3 == 2 {
			b.WriteString("\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	paper := papers[(story+part)%len(papers)]
	return Article{
		Title: strings.TrimSuffix(lead, "."), Text: strings.TrimSpace(b.String()), Date: w.day.Format(time.DateOnly), Site: paper,
		URL: fmt.Sprintf("https://%s.example/%d/%d", strings.ToLower(strings.ReplaceAll(paper, " ", "-")), o.Seed, n),
	}
}

// writer writes one article.
type writer struct {
	of  *rand.Rand // the same for all articles of a story
	r   *rand.Rand
	day time.Time

	people           []person
	countries        []string
	place, body      string
	happened, killed int
}

type person struct{ name, last, role string }

// cast chooses whom and what the story is about.
func (w *writer) cast() {
	often := rand.NewZipf(w.of, 1.15, 4, uint64(len(given)*len(family)-1))
	for range 6 {
		i := int(often.Uint64())
		p := person{last: family[i/len(given)%len(family)], role: roles[w.of.IntN(len(roles))]}
		p.name = given[i%len(given)] + " " + p.last
		w.people = append(w.people, p)
	}
	lands := rand.NewZipf(w.of, 1.2, 3, uint64(len(countries)-1))
	for len(w.countries) < 3 {
		if c := countries[lands.Uint64()]; !slices.Contains(w.countries, c) {
			w.countries = append(w.countries, c)
		}
	}
	w.place, w.body = places[w.of.IntN(len(places))], bodies[w.of.IntN(len(bodies))]
	w.happened, w.killed = w.of.IntN(4), 2+w.of.IntN(40)
}

func (w *writer) person() person { return w.people[w.r.IntN(len(w.people))] }

// when is a day of the last week, as a reporter would say it.
func (w *writer) when() string {
	d := w.day.AddDate(0, 0, -w.r.IntN(6))
	if w.r.IntN(4) == 0 {
		return "on " + d.Format("2 January 2006")
	}
	return "on " + d.Format("Monday")
}

// lead is what all articles of the story begin with, each in its words.
func (w *writer) lead() string {
	d := start.AddDate(0, 0, int(w.day.Sub(start).Hours()/24)).Format("Monday")
	return w.fill([]string{
		"{C0} and {C1} signed an agreement on trade in {PLACE} on " + d + ", the {ROLE0} {P0} said.",
		"An explosion killed {KILLED} people in {PLACE} on " + d + ", {BODY} said.",
		"{P0} met {P1} in {PLACE} on " + d + " to discuss the border with {C1}.",
		"{C0} accused {C1} of sending troops to the border near {PLACE} on " + d + ".",
	}[w.happened])
}

func (w *writer) sentence() string { return w.fill(sentences[w.r.IntN(len(sentences))]) }

// fill puts names and days into a form.
func (w *writer) fill(form string) string {
	p, q := w.person(), w.person()
	i := w.r.IntN(len(w.countries))
	a, b := w.countries[i], w.countries[(i+1)%len(w.countries)]
	s := strings.NewReplacer(
		"{P0}", w.people[0].name, "{P1}", w.people[1].name, "{ROLE0}", w.people[0].role, "{C0}", w.countries[0], "{C1}", w.countries[1],
		"{P}", p.name, "{ROLE}", p.role, "{LAST}", p.last, "{Q}", q.name, "{QLAST}", q.last,
		"{A}", a, "{B}", b, "{PLACE}", w.place, "{BODY}", w.body, "{KILLED}", fmt.Sprint(w.killed),
		"{N}", fmt.Sprint(2+w.r.IntN(90)), "{WHEN}", w.when(), "{THING}", things[w.r.IntN(len(things))], "{TOWN}", places[w.r.IntN(len(places))],
	).Replace(form)
	return strings.ToUpper(s[:1]) + s[1:] // what it begins with may be a body
}
