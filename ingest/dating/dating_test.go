package dating_test

import (
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// read runs the whole pipeline over text, published on a Wednesday.
func read(t *testing.T, text string) *nlp.Document { return readOn(t, 31, text) }

// readOn is read with another day of March 2021.
func readOn(t *testing.T, day int, text string) *nlp.Document {
	t.Helper()
	list, err := article.Read(strings.NewReader(text), "test.txt", article.Options{Published: time.Date(2021, 3, day, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	d, err := ingest.Read(list[0])
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each row: a text, a word that names an event in it, and the date that event
// gets with its basis.
func TestDates(t *testing.T) {
	for _, row := range []struct {
		name, text, word, want string
		basis                  when.Basis
	}{
		{"an expression on its verb", "The presidents met in Vienna on Monday.", "met", "2021-03-29", when.BasisRelative},
		{"a full date", "The presidents met in Vienna on 5 May 2019.", "met", "2019-05-05", when.BasisExplicit},
		{"a month is not its first day", "The presidents met in Vienna in May 2019.", "met", "2019-05", when.BasisExplicit},
		{"a year is not the first of January", "The presidents met in Vienna in 2019.", "met", "2019", when.BasisExplicit},
		{"a noun with its own date", "The army's attack on the town on 5 May 2019 failed.", "attack", "2019-05-05", when.BasisExplicit},
		{"a date on a noun does not date the verb", "He condemned the attack of 5 May 2019.", "condemned", "[..2021-03-31]", when.BasisPublication},
		{"a verb that only carries the talks", "Russia and Ukraine held talks in Minsk on Tuesday.", "held talks", "2021-03-30", when.BasisRelative},
		{"nothing dates it", "The presidents met in Vienna.", "met", "[..2021-03-31]", when.BasisPublication},
		{"the saying, not the said", "The army attacked the village in 2014, a spokesman said on Tuesday.", "said", "2021-03-30", when.BasisRelative},
		{"the said, not the saying", "The army attacked the village in 2014, a spokesman said on Tuesday.", "attacked", "2014", when.BasisExplicit},
		{"not the lead, so the day of saying is a bound and no date", "The village is small.\n\nIt has few houses. It lies near the border.\n\nThe army had attacked the village, a spokesman said on Tuesday.", "attacked", "[..2021-03-30]", when.BasisRelative},
		{"the lead", "The army attacked the village of Sava, a spokesman said on Tuesday.", "attacked", "2021-03-30", when.BasisRelative},
		{"since", "The war has killed 38,000 soldiers since 2014.", "killed", "2014/..", when.BasisExplicit},
		{"before", "Rebels attacked the town before 2014.", "attacked", "[..2013]", when.BasisExplicit},
		{"earlier this year", "The presidents met in Vienna earlier this year.", "met", "[2021-01-01..2021-03-31]", when.BasisRelative},
		{"this year ends with the publication", "The presidents met in Vienna this year.", "met", "[2021-01-01..2021-03-31]", when.BasisRelative},
		{"last week is a week", "The presidents met in Vienna last week.", "met", "[2021-03-22..2021-03-28]", when.BasisRelative},
		{"the day after", "The army attacked the town of Sava on Monday.\n\nThe minister resigned the day after the attack on the town.", "resigned", "2021-03-30", when.BasisRelative},
		{"on the day of", "The army attacked the town of Sava on Monday.\n\nThe minister resigned on the day of the attack on the town.", "resigned", "2021-03-29", when.BasisRelative},
		{"agreed is not planned", "The presidents agreed on Thursday to meet.", "agreed", "2021-03-25", when.BasisRelative},
		{"a strike for Tuesday", "Unions called a strike for Tuesday.\n\nThe presidents will meet on Friday.", "meet", "2021-04-02", when.BasisRelative},
		{"the perfect is not the news of the day", "Norway has granted asylum to the singer, officials said on Monday.", "granted", "[..2021-03-29]", when.BasisRelative},
		{"in answer to the news", "News from Sava\n\nThe army attacked the town of Sava on Tuesday.\n\nFrance condemned the attack.", "condemned", "[2021-03-30..2021-03-31]", when.BasisRelative},
		{"in answer to the news of the day", "News from Sava\n\nThe army attacked the town of Sava on Wednesday.\n\nFrance condemned the attack.", "condemned", "2021-03-31", when.BasisRelative},
		{"old news has no answers", "News from Sava\n\nThe army attacked the town of Sava in May.\n\nFrance condemned the attack.", "condemned", "[..2021-03-31]", when.BasisPublication},
		{"what one goes there for", "The president will visit Paris on Thursday to meet the chancellor of Germany.", "meet", "2021-04-01", when.BasisRelative},
		{"an order given on a day that is past", "The president had ordered soldiers to attack the town on Sunday.", "ordered", "2021-03-28", when.BasisRelative},
		{"a date does not pass through what the event is after", "Following the attack on Monday, the minister resigned.", "resigned", "[2021-03-29..2021-03-31]", when.BasisRelative},
		{"nor through what it is before", "Prior to the election in May 2019, the party accused the president of fraud.", "accused", "[..2019-05]", when.BasisRelative},
		{"the day after a noun with a date", "The day after the attack on Monday, police arrested two rebels.", "arrested", "2021-03-30", when.BasisRelative},
		{"what a noun takes up", "The army attacked the town on Monday. Two days after the attack, police arrested two rebels.", "arrested", "2021-03-31", when.BasisRelative},
		{"the length of time dates the other side", "The president spoke by phone with the chancellor on Tuesday, a day after Ukraine accused Russia of fraud.", "accused", "2021-03-29", when.BasisRelative},
		{"during", "Rebels killed two soldiers during the attack by the army on the town on Monday.", "killed", "2021-03-29", when.BasisRelative},
		{"less than a day after", "The president was elected on Monday, less than two days after rebels attacked the town.", "attacked", "[2021-03-27..2021-03-29]", when.BasisRelative},
		{"by the time", "By the time the president visited the town on Monday, rebels had killed two soldiers.", "killed", "[..2021-03-29]", when.BasisRelative},
		{"earlier", "The army attacked the town on Monday. Earlier, rebels had killed two soldiers.", "killed", "[..2021-03-29]", when.BasisRelative},
		{"both sides", "The minister met the pope after he visited Paris on Monday, and before rebels attacked the town on Tuesday.", "met", "[2021-03-29..2021-03-30]", when.BasisRelative},
		{"a year after is not to the day", "The army attacked the town on 5 May 2019. A year after the attack, police arrested two rebels.", "arrested", "2020~", when.BasisRelative},
		{"where data come from is no date", "Researchers compared data from 2004 with those of the army.", "compared", "[..2021-03-31]", when.BasisPublication},
		{"the worst since", "Rebels killed 40 soldiers in the bloodiest attack since 2014.", "killed", "[..2021-03-31]", when.BasisPublication},
		{"as of", "As of Tuesday, rebels had killed 20 soldiers.", "killed", "[..2021-03-30]", when.BasisRelative},
		{"when it was to end is not when that was expected", "The war was expected to end on Monday.", "expected", "[..2021-03-31]", when.BasisPublication},
		{"nor when that was scheduled", "His trial was scheduled for Thursday.", "scheduled", "[..2021-03-31]", when.BasisPublication},
		{"joined, but later", "The government declared an emergency on Monday and later arrested the leader.", "arrested", "[2021-03-29..2021-03-31]", when.BasisRelative},
		{"joined after a year", "He founded the party in 2010 and attacked the king.", "attacked", "[2010-01-01..2021-03-31]", when.BasisRelative},
		{"previously is before now", "The voters elected the president in May 2019. The court previously convicted him of fraud.", "convicted", "[..2021-03-31]", when.BasisPublication},
		{"a verb that carries the ruling", "The court issued a ruling on Monday.", "ruling", "2021-03-29", when.BasisRelative},
		{"a clause that tells of a date", "In 2004, when the army attacked the town, he was a child.", "attacked", "2004", when.BasisExplicit},
		{"the other half of the sentence", "The president will visit Vienna; the deadline is 5 May.", "visit", "[2021-03-31..]", when.BasisPublication},
		{"a time of the verb that seems to say it", "Firefighters put the fire out on Saturday and were later arrested.", "put the fire out", "2021-03-27", when.BasisRelative},
		{"the year of a name", "He attacked the Judiciary Act of 1869.", "attacked", "[..2021-03-31]", when.BasisPublication},
		{"an agenda", "Friday: Teachers plan to meet the president, the second protest this year.", "meet", "2021-04-02", when.BasisRelative},
		{"an agenda says nothing of the plan", "Friday: Teachers plan to meet the president.", "plan", "[..2021-03-31]", when.BasisPublication},
		{"what is past was not to come", "Unions called for a strike on Thursday.", "called", "[..2021-03-31]", when.BasisPublication},
		{"after what is no event", "The airport was closed after the incident and reopened on Monday.", "closed", "[..2021-03-31]", when.BasisPublication},
		{"from day to day", "Troops attacked the town from 3 to 5 March.", "attacked", "2021-03-03/2021-03-05", when.BasisRelative},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := read(t, row.text)
			found := false
			for i := range d.Happenings {
				h := &d.Happenings[i]
				if !strings.Contains(d.Text(h.Words), row.word) && d.Word(h.Trigger) != row.word {
					continue
				}
				found = true
				if h.When.String() != row.want || h.Basis != row.basis {
					t.Errorf("%s: “%s” is dated %s, basis %d, want %s, basis %d\n%s", row.text, d.Text(h.Words), h.When, h.Basis, row.want, row.basis, h.Why)
				}
				if h.Why == "" {
					t.Errorf("%s: “%s” has no reason", row.text, d.Text(h.Words))
				}
			}
			if !found {
				t.Errorf("%s: no event “%s”", row.text, row.word)
			}
		})
	}
}

// TestThisWeek: what is left of a week on its first or last day is not that very day.
func TestThisWeek(t *testing.T) {
	for _, row := range []struct {
		day              int
		text, word, want string
	}{
		{29, "The presidents met in Vienna this week.", "met", "[2021-03-23..2021-03-29]"},
		{28, "The presidents will meet in Vienna this week.", "meet", "[2021-03-28..2021-04-03]"},
		{30, "The presidents met in Vienna this week.", "met", "[2021-03-29..2021-03-30]"},
	} {
		d := readOn(t, row.day, row.text)
		for i := range d.Happenings {
			if h := &d.Happenings[i]; d.Word(h.Trigger) == row.word && h.When.String() != row.want {
				t.Errorf("%s, told on %d March: %s, want %s", row.text, row.day, h.When, row.want)
			}
		}
	}
}

// TestOrder: what the text puts before and after what.
func TestOrder(t *testing.T) {
	for _, row := range []struct{ text, first, rel, second string }{
		{"The army attacked the town after rebels killed two soldiers.", "attacked", "after", "killed"},
		{"The presidents met in Vienna before they signed the treaty.", "met", "before", "signed"},
		{"The minister resigned after the attack on the town.", "resigned", "after", "attack"},
		{"The minister resigned ahead of the attack on the town.", "resigned", "before", "attack"},
		{"Rebels killed two soldiers during the attack on the town.", "attack", "includes", "killed"},
		{"The president spoke by phone with the chancellor on Tuesday, a day after Ukraine accused Russia of fraud.", "spoke", "after", "accused"},
		{"The army attacked the town on Monday and later arrested two rebels.", "arrested", "after", "attacked"},
		{"Rebels had killed two soldiers by the time the president visited the town.", "killed", "before", "visited"},
		{"The attack on the town followed the arrest of two rebels.", "attack", "after", "arrest"},
	} {
		d := read(t, row.text)
		at := func(word string) int {
			for i := range d.Happenings {
				if d.Word(d.Happenings[i].Trigger) == word {
					return i
				}
			}
			return -1
		}
		a, b := at(row.first), at(row.second)
		if a < 0 || b < 0 {
			t.Errorf("%s: events %d %d", row.text, a, b)
			continue
		}
		ok := false
		for _, o := range d.Happenings[a].Order {
			ok = ok || o.Rel == row.rel && d.Happenings[o.Happening].Trigger == d.Happenings[b].Trigger
		}
		if !ok {
			t.Errorf("%s: “%s” is not %s “%s”: %v", row.text, row.first, row.rel, row.second, d.Happenings[a].Order)
		}
	}
}

// TestHonest: whatever the text, no event told as past is dated after the
// publication, none gets the day of publication for want of a better, and every
// date has a reason.
func TestHonest(t *testing.T) {
	d := read(t, `French and German ministers hold phone call

The two ministers held a telephone call, officials reported on Wednesday. They will meet in June. Troops attacked the town of Sava.

Ukraine accuses Russia of sending troops. The minister visits Paris every year.`)
	pub := time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range d.Happenings {
		h := &d.Happenings[i]
		from, to := h.When.Bounds()
		if h.Mode == graph.Past && !from.IsZero() && !from.Before(pub) {
			t.Errorf("“%s” is past and dated %s", d.Text(h.Words), h.When)
		}
		if h.Basis == when.BasisPublication && !from.IsZero() && !to.IsZero() {
			t.Errorf("“%s” has only the publication for a date, but is dated %s", d.Text(h.Words), h.When)
		}
		if !h.When.IsZero() && h.Why == "" {
			t.Errorf("“%s” is dated %s for no reason", d.Text(h.Words), h.When)
		}
	}
}
