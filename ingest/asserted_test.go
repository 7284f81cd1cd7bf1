package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// deed is an event in the forms that a sentence may need.
type deed struct {
	typ                        graph.TypeID
	who, past, base, ing, whom string
	passive                    string // participle, for "the town was ... by the army"
	noun                       string // "the shelling of"
}

var deeds = []deed{
	{"shelled", "Kestria", "shelled", "shell", "shelling", "the town", "shelled", "the shelling of"},
	{"bombed", "the rebels", "bombed", "bomb", "bombing", "a hospital", "bombed", "the bombing of"},
	{"arrested", "the police", "arrested", "arrest", "arresting", "the editor", "arrested", "the arrest of"},
	{"invaded", "Varda", "invaded", "invade", "invading", "its neighbour", "invaded", "the invasion of"},
	{"killed", "the army", "killed", "kill", "killing", "two farmers", "killed", "the killing of"},
	{"expelled", "the ministry", "expelled", "expel", "expelling", "an envoy", "expelled", "the expulsion of"},
	{"sanctioned", "Washington", "sanctioned", "sanction", "sanctioning", "the bank", "sanctioned", ""},
	{"met_with", "the president", "met", "meet", "meeting", "the rebels", "", ""},
}

// none are sentences under which the deed has not happened by the article's word.
// %[1]s is who, %[2]s the past form with its object, %[3]s the base form with it,
// %[4]s the participle in -ing with it.
var none = []string{
	"Officials denied that %[1]s %[2]s.",
	"Moscow denies that %[1]s %[2]s.",
	"The spokesman denied reports that %[1]s had %[2]s.",
	"The government rejected the claim that %[1]s %[2]s.",
	"The mayor dismissed the report that %[1]s had %[2]s as false.",
	"It is not true that %[1]s %[2]s.",
	"There is no evidence that %[1]s %[2]s.",
	"Observers do not believe that %[1]s %[2]s.",
	"If %[1]s %[2]s, the talks will end.",
	"If %[1]s had %[2]s, the talks would have ended.",
	"The talks will end if %[1]s %[2]s.",
	"Unless %[1]s %[2]s, nothing will change.",
	"The law applies only if %[1]s %[2]s.",
	"%[1]s would %[3]s.",
	"%[1]s could %[3]s.",
	"%[1]s might %[3]s.",
	"%[1]s may %[3]s next week.",
	"%[1]s will %[3]s tomorrow.",
	"%[1]s is going to %[3]s.",
	"%[1]s plans to %[3]s.",
	"%[1]s wants to %[3]s.",
	"%[1]s threatened to %[3]s.",
	"%[1]s promised to %[3]s.",
	"%[1]s refused to %[3]s.",
	"%[1]s failed to %[3]s.",
	"%[1]s decided not to %[3]s.",
	"%[1]s did not %[3]s.",
	"%[1]s has never %[2]s.",
	"%[1]s denied %[4]s.",
	"%[1]s did not deny plans to %[3]s.",
	"%[1]s should %[3]s, the mayor said.",
	"The mayor urged %[1]s to %[3]s.",
	"The general ordered %[1]s to %[3]s.",
	"The court barred %[1]s from %[4]s.",
	"The treaty prevents %[1]s from %[4]s.",
	"The opposition demanded that %[1]s %[3]s.",
	"Did %[1]s %[3]s?",
	"Nobody knows whether %[1]s %[2]s.",
	"The judge asked whether %[1]s had %[2]s.",
	"The mayor feared that %[1]s would %[3]s.",
	"The minister predicted that %[1]s would %[3]s.",
	"%[1]s was ready to %[3]s.",
	"%[1]s was accused of %[4]s.",
	"The mayor accused %[1]s of %[4]s.",
	"The mayor said that %[1]s %[2]s.",
	"According to the mayor, %[1]s %[2]s.",
	"%[1]s reportedly %[2]s.",
	"%[1]s allegedly %[2]s.",
	"%[1]s is said to have %[2]s.",
	"The mayor doubts that %[1]s %[2]s.",
	"Without proof, the paper claimed that %[1]s %[2]s.",
	"%[1]s pretended to %[3]s.",
	"%[1]s tried to %[3]s.",
	"%[1]s stopped short of %[4]s.",
	"Rumours that %[1]s %[2]s are false.",
	"Instead of %[4]s, %[1]s withdrew.",
	"%[1]s came close to %[4]s.",
	"Neither the mayor nor %[1]s %[2]s.",
}

// happened are sentences under which the deed has happened by the article's word.
var happened = []string{
	"%[1]s %[2]s.",
	"%[1]s has %[2]s.",
	"On Monday %[1]s %[2]s.",
	"%[1]s %[2]s after the talks failed.",
	"%[1]s managed to %[3]s.",
	"The talks ended because %[1]s %[2]s.",
	"Although the mayor protested, %[1]s %[2]s.",
	"%[1]s admitted %[4]s.",
	"%[1]s not only %[2]s but also blocked a road.",
}

// eventsOf reads one sentence and gives its events of the type.
func eventsOf(t *testing.T, sentence string, typ graph.TypeID) []graph.Event {
	t.Helper()
	var out []graph.Event
	for _, e := range document(t, sentence).Events {
		if e.Type == typ {
			out = append(out, e)
		}
	}
	return out
}

func document(t *testing.T, sentence string) *nlp.Document {
	t.Helper()
	sentence = strings.ToUpper(sentence[:1]) + sentence[1:]
	text := "The weather was mild and the roads were quiet.\n\n" + sentence + "\n"
	published := time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)
	all, err := article.Read(strings.NewReader(text), "sentence.txt", article.Options{Published: published})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d articles: %v", len(all), err)
	}
	d, err := ingest.Read(all[0])
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// stands reports whether a claim of e says in the article's own voice that it
// happened.
func stands(e graph.Event) bool {
	for _, c := range e.Claims {
		realis := c.Mode == graph.Past || c.Mode == graph.Present || c.Mode == graph.Habitual
		if c.Polarity == graph.Asserted && c.Factuality == graph.Certain && realis && c.Voice() == "" {
			return true
		}
	}
	return false
}

func (d deed) in(pattern string) string {
	return fmt.Sprintf(pattern, d.who, d.past+" "+d.whom, d.base+" "+d.whom, d.ing+" "+d.whom)
}

// TestNothingUnassertedHappened: an event under "denies", "if", "would" and their
// like is never stored as one that happened.
func TestNothingUnassertedHappened(t *testing.T) {
	found, wrong := 0, 0
	for _, pattern := range none {
		for _, d := range deeds {
			sentence := d.in(pattern)
			for _, e := range eventsOf(t, sentence, d.typ) {
				found++
				if stands(e) || graph.Direct(e) && !strings.Contains(pattern, "said") {
					wrong++
					t.Errorf("%s\n   %s happened: %+v", sentence, e.Type, e.Claims)
				}
			}
		}
	}
	t.Logf("%d events in %d sentences, %d wrong", found, len(none)*len(deeds), wrong)
	if found < len(none)*len(deeds)/2 {
		t.Errorf("only %d events: the test says too little", found)
	}
}

// TestAssertedHappened: the other way round, so that the test above cannot be met
// by believing nothing.
func TestAssertedHappened(t *testing.T) {
	asked, right := 0, 0
	for _, pattern := range happened {
		for _, d := range deeds {
			sentence := d.in(pattern)
			asked++
			ok := false
			for _, e := range eventsOf(t, sentence, d.typ) {
				ok = ok || graph.Direct(e) || stands(e)
			}
			if ok {
				right++
			} else {
				t.Logf("not found: %s", sentence)
			}
		}
	}
	t.Logf("%d of %d", right, asked)
	if right*10 < asked*8 {
		t.Errorf("%d of %d found", right, asked)
	}
}

// TestChainsAreOutermostFirst: who passes on what somebody said stands before them.
func TestChainsAreOutermostFirst(t *testing.T) {
	for sentence, want := range map[string][]string{
		"The mayor said that the police had claimed that Kestria shelled the town.": {"mayor", "police"},
		"The army said the police believe that Kestria shelled the town.":           {"army", "police"},
	} {
		d := document(t, sentence)
		for _, e := range d.Events {
			if e.Type != "shelled" {
				continue
			}
			var chain []string
			for _, id := range e.Claims[0].Claimant {
				for _, x := range d.Entities {
					if x.ID == id {
						chain = append(chain, x.Name)
					}
				}
			}
			if !slices.Equal(chain, want) {
				t.Errorf("%s: %q, want %q", sentence, chain, want)
			}
		}
	}
}
