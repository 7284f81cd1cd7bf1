package told_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/export/told"
	"dateline/export/told/toldtest"
	"dateline/graph"
	"dateline/graph/when"
)

func find(t *testing.T, s *told.Story, suffix string) told.Event {
	t.Helper()
	for _, e := range s.Events {
		if strings.HasSuffix(string(e.ID), suffix) {
			return e
		}
	}
	t.Fatalf("no event %s", suffix)
	return told.Event{}
}

func TestStanding(t *testing.T) {
	s := told.Read(toldtest.Call())
	for _, test := range []struct {
		event string
		want  told.Standing
		doubt string
	}{
		{"0-spoke_with", told.Reported, ""},
		{"massed_troops_near", told.Alleged, "according to Ukraine and NATO"},
		{"deployed_to", told.Disputed, "denied by Russia"},
		{"invaded", told.Denied, "only denied, by Russia"},
		{"plans_to_meet", told.Planned, "planned"},
		{"held_exercise_in", told.Supposed, "possible"},
		{"reached_out_to", told.Reported, ""}, // the Pentagon speaks of its own act
	} {
		e := find(t, s, test.event)
		if e.Standing != test.want || e.Doubt() != test.doubt {
			t.Errorf("%s is %s, %q; want %s, %q", test.event, e.Standing, e.Doubt(), test.want, test.doubt)
		}
	}
}

// An outlet or agency that is named as claimant is the article's own voice.
func TestOwnVoice(t *testing.T) {
	b := toldtest.New("")
	a := b.Article("a1", "A", "The Daily Example", "Reuters", "2021-03-31", "")
	for _, by := range []string{"Reuters", "the daily example", ""} {
		b.Add(toldtest.E{Type: "met_with", Actor: "X;Y", When: "2021-03-31", Claims: []toldtest.C{{Article: a, Sentence: "They [met].", By: by}}})
	}
	for _, e := range told.Read(&b.View).Events {
		if e.Standing != told.Reported || len(e.SaidBy) > 0 {
			t.Errorf("%s: %s, said by %q", e.ID, e.Standing, e.SaidBy)
		}
	}
}

func TestOrderAndNumbers(t *testing.T) {
	v := toldtest.Call()
	s := told.Read(v)
	if !slices.IsSortedFunc(s.Sources, func(a, b told.Source) int { return a.Published.Compare(b.Published) }) {
		t.Error("sources are not in order of publication")
	}
	if last := s.Events[len(s.Events)-1]; last.Dated() {
		t.Errorf("the last event is dated: %s", last.ID)
	}
	if got := find(t, s, "massed_troops_near").Sources; !slices.Equal(got, []int{1, 2}) {
		t.Errorf("sources %v, want 1 and 2", got)
	}
	var want []graph.EventID
	for _, e := range s.Events {
		want = append(want, e.ID)
	}
	slices.Reverse(v.Events) // s points into it
	for i, e := range told.Read(v).Events {
		if e.ID != want[i] {
			t.Fatalf("another order of the View gives another order: %s at %d", e.ID, i)
		}
	}
}

func TestQuoteIsCutAtItsTrigger(t *testing.T) {
	q := find(t, told.Read(toldtest.Call()), "1-spoke_with").Quotes[0]
	if q.Before != "Milley " || q.Trigger != "spoke" || q.After != " to the commander in Kyiv a few hours later." {
		t.Errorf("got %q %q %q", q.Before, q.Trigger, q.After)
	}
}

// Offsets that do not fit the text, or no text at all, are no panic.
func TestBadOffsets(t *testing.T) {
	v := toldtest.Call()
	for i := range v.Events {
		for j := range v.Events[i].Claims {
			c := &v.Events[i].Claims[j]
			switch (i + j) % 4 {
			case 0:
				c.Start, c.End = -5, 1<<30
			case 1:
				c.Trigger = [2]int{c.End + 1, c.Start}
			case 2:
				c.Article = "unknown"
			}
		}
	}
	told.Read(v)
}

func TestWeight(t *testing.T) {
	s := told.Read(toldtest.Call())
	if a, b := find(t, s, "massed_troops_near"), find(t, s, "invaded"); a.Weight <= b.Weight {
		t.Errorf("two sources weigh %.2f, one denial %.2f", a.Weight, b.Weight)
	}
	// Two papers that print one agency's report are one source.
	b := toldtest.New("")
	one := b.Article("a1", "A", "Paper A", "Reuters", "2021-03-31", "")
	two := b.Article("a2", "B", "Paper B", "Reuters", "2021-03-31", "")
	three := b.Article("a3", "C", "Paper C", "", "2021-03-31", "")
	add := func(articles ...graph.ArticleID) {
		e := toldtest.E{Type: "met_with", Actor: "X;Y", When: "2021-03-31"}
		for _, a := range articles {
			e.Claims = append(e.Claims, toldtest.C{Article: a, Sentence: "They [met]."})
		}
		b.Add(e)
	}
	add(one, two)
	add(one, three)
	events := told.Read(&b.View).Events
	if events[0].Weight >= events[1].Weight {
		t.Errorf("copies weigh %.2f, independent reports %.2f", events[0].Weight, events[1].Weight)
	}
}

func TestShortDate(t *testing.T) {
	for _, test := range []struct {
		edtf string
		year bool
		want string
	}{
		{"2021-03-31", false, "31 Mar"}, {"2021-03-31", true, "31 Mar 2021"}, {"2021-03", false, "March"}, {"2021-03", true, "Mar 2021"},
		{"2019", false, "2019"}, {"1990~", false, "about 1990"}, {"2014/..", true, "since 2014"}, {"../2019", true, "until 2019"},
		{"[..2013]", true, "before 2014"}, {"[..2021-03-31]", false, "by 31 Mar"}, {"[2021-03-22..2021-03-28]", true, "22–28 Mar 2021"},
		{"2021-05-03/2021-05-05", false, "3–5 May"}, {"2021-04-30/2021-05-02", false, "30 Apr – 2 May"}, {"1914/1918", true, "1914 – 1918"},
		{"2021-03-31T10:00:00Z", false, "31 Mar, 10:00"}, {"", true, ""},
	} {
		var p when.Period
		if test.edtf != "" {
			var err error
			if p, err = when.Parse(test.edtf); err != nil {
				t.Fatal(err)
			}
		}
		if got := told.ShortDate(p, test.year); got != test.want {
			t.Errorf("ShortDate(%s, %v) = %q, want %q", test.edtf, test.year, got, test.want)
		}
	}
}

func TestFew(t *testing.T) {
	for want, list := range map[string][]string{"": nil, "A": {"A"}, "A and B": {"A", "B"}, "A, B and C": {"A", "B", "C"}, "A, B and 2 more": {"A", "B", "C", "D"}} {
		if got := told.Few(list, 2); got != want {
			t.Errorf("Few(%q) = %q, want %q", list, got, want)
		}
	}
}

func TestCredit(t *testing.T) {
	day := time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)
	for want, s := range map[string]graph.Source{
		"Paper, Reuters, 31 March 2021": {Publisher: "Paper", Agency: "Reuters", Published: day},
		"Reuters":                       {Publisher: "Reuters", Agency: "reuters"},
		"":                              {},
	} {
		if got := (told.Source{Source: s}).Credit(); got != want {
			t.Errorf("Credit(%+v) = %q, want %q", s, got, want)
		}
	}
	if got := (told.Source{Source: graph.Source{URL: "javascript:alert(1)"}}).Link(); got != "" {
		t.Errorf("a link to %q", got)
	}
}

// A link leads to the sentence, whatever the sentence and the address hold.
func TestEvidence(t *testing.T) {
	for _, c := range []struct{ url, text, want string }{
		{"https://news.example/a", "It fell.", "https://news.example/a#:~:text=It%20fell%2E"},
		{"https://news.example/a#top", "A-b & c, d", "https://news.example/a#top:~:text=A%2Db%20%26%20c%2C%20d"},
		{"https://news.example/a", "one two three four five six seven eight\n nine ten eleven twelve thirteen", "https://news.example/a#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen"},
		{"https://news.example/a", "é", "https://news.example/a#:~:text=%C3%A9"},
		{"javascript:alert(1)", "It fell.", ""},
		{"", "It fell.", ""},
	} {
		s := told.Story{Sources: []told.Source{{Source: graph.Source{URL: c.url}}}}
		e := told.Event{Quotes: []told.Quote{{Source: 1, Before: c.text}}}
		if got := s.Evidence(&e); got != c.want {
			t.Errorf("%q in %s is read at %q, want %q", c.text, c.url, got, c.want)
		}
	}
}

// Who asserts is shown before who denies.
func TestEvidenceIsAnAssertion(t *testing.T) {
	s := told.Story{Sources: []told.Source{{Source: graph.Source{URL: "https://no.example/"}}, {Source: graph.Source{URL: "https://yes.example/"}}}}
	e := told.Event{Quotes: []told.Quote{{Claim: graph.Claim{Polarity: graph.Denied}, Source: 1}, {Source: 2}}}
	if got := s.Evidence(&e); got != "https://yes.example/" {
		t.Errorf("evidence %q", got)
	}
}

// A heading that ends in a mark of its own gets no second one.
func TestStop(t *testing.T) {
	for in, want := range map[string]string{"Talks resume": "Talks resume.", "Troops left Kyiv.": "Troops left Kyiv.", "It was said that …": "It was said that …", "Who won?": "Who won?"} {
		if got := told.Stop(in); got != want {
			t.Errorf("told.Stop(%q) = %q, want %q", in, got, want)
		}
	}
}
