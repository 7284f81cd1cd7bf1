package mark_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/timex/mark"
)

func read(t *testing.T, text string) *nlp.Document {
	t.Helper()
	d, err := ingest.Read(&article.Article{ID: "x", Lang: "en", Text: text, Published: time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC), DayOnly: true,
		Blocks: []article.Block{{End: len(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEvents: a text, and its events with class and tense.
func TestEvents(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"The army attacked the village on Monday.", "attacked OCCURRENCE PAST"},
		{"The minister said the attack had failed.", "said REPORTING PAST, attack OCCURRENCE NONE, failed I_ACTION PAST PERFECTIVE"},
		{"The two countries will sign a treaty.", "sign OCCURRENCE FUTURE"},
		{"Officials want to begin talks.", "want I_STATE PRESENT, begin ASPECTUAL INFINITIVE, talks OCCURRENCE NONE"},
		{"He is going to leave the country.", "leave OCCURRENCE INFINITIVE"},
		{"They did not leave.", "leave OCCURRENCE PAST not"},
		{"The group might attack again.", "attack OCCURRENCE PRESENT might"},
		{"According to the report, the troops are ready.", "According REPORTING PRESPART, ready I_STATE NONE"},
		{"The house on the hill is red.", ""},
	} {
		d := read(t, row.text)
		var got []string
		for _, e := range mark.Events(d) {
			s := fmt.Sprintf("%s %s %s", d.Word(e.Token), e.Class, e.Tense)
			if e.Aspect != "NONE" {
				s += " " + e.Aspect
			}
			if e.Negated {
				s += " not"
			}
			if e.Modality != "" {
				s += " " + e.Modality
			}
			got = append(got, s)
		}
		if g := strings.Join(got, ", "); g != row.want {
			t.Errorf("%s\n got %s\nwant %s", row.text, g, row.want)
		}
	}
}

// TestLinks: a text, and links it must have.
func TestLinks(t *testing.T) {
	for _, row := range []struct {
		text string
		want []string
	}{
		{"The army attacked the village on Monday.", []string{"attacked IS_INCLUDED Monday", "attacked BEFORE document"}},
		{"The presidents met in Vienna on Wednesday.", []string{"met IS_INCLUDED Wednesday", "met IS_INCLUDED document"}},
		{"The army has occupied the town since 2014.", []string{"occupied BEGUN_BY 2014"}},
		{"The minister resigned after the attack.", []string{"resigned AFTER attack"}},
		{"They left before the storm arrived.", []string{"left BEFORE arrived"}},
		{"Officials said troops had crossed the river.", []string{"said AFTER crossed"}},
		{"Officials said troops will cross the river.", []string{"cross AFTER said", "cross AFTER document"}},
		{"The group wants to leave.", []string{"wants BEFORE leave", "leave AFTER document"}},
		{"They talked for two hours.", []string{"talked DURING two hours"}},
		{"They have talked twice in the past two weeks.", []string{"talked IS_INCLUDED the past two weeks"}},
	} {
		d := read(t, row.text)
		es := mark.Events(d)
		var got []string
		for _, l := range mark.Links(d, es) {
			to := "document"
			if l.Event >= 0 {
				to = d.Word(es[l.Event].Token)
			} else if l.Timex >= 0 {
				to = d.Text(d.Timexes[l.Timex].Span)
			}
			got = append(got, d.Word(es[l.From].Token)+" "+l.Rel+" "+to)
		}
		for _, w := range row.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no link %q in %q", row.text, w, got)
			}
		}
	}
}
