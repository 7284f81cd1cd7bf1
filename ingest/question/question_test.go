package question

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC)

// known are the names of a small graph.
func known(phrase string) bool {
	switch strings.ToLower(phrase) {
	case "ever given", "gerasimov", "emmanuel macron", "united states", "zoltán kőszegi":
		return true
	}
	return false
}

// Questions become statements, whatever the order of their words.
func TestStatements(t *testing.T) {
	for text, want := range map[string]string{
		"Who spoke with Merkel in March 2021?":      "somebody spoke with Merkel in March 2021.",
		"Whom did Macron speak with in March 2021?": "Macron did speak with somebody in March 2021.",
		"With whom did Macron speak?":               "Macron did speak with somebody.",
		"When did Robert Mugabe resign?":            "Robert Mugabe did resign.",
		"Did Macron ever meet Putin?":               "Macron did meet Putin.",
		"What does Varda accuse Kestria of?":        "Varda does accuse Kestria of something.",
		"How many sailors were rescued?":            "some sailors were rescued.",
		"Which country recalled its ambassadors?":   "some country recalled its ambassadors.",
		"Who was detained in Minsk?":                "somebody was detained in Minsk.",
		"who owns the ever given?":                  "somebody owns the ever given.",
	} {
		q, err := Read(text, Options{Now: now, Known: known})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if !strings.EqualFold(q.Statement, want) {
			t.Errorf("%s\n read as %q\n want    %q", text, q.Statement, want)
		}
	}
}

// What is asked for, of what, with whom, when.
func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"Who spoke with Merkel in March 2021?":                "who participant [spoke_with] [participant:Merkel] 2021-03 []",
		"When did Robert Mugabe resign?":                      "when  [resigned_from] [actor:Robert Mugabe]  []",
		"How often did Macron speak with Putin last week?":    "often  [spoke_with] [participant:Macron participant:Putin] [2021-03-22..2021-03-28] []",
		"Who accuses Russia of poisoning Sergei Skripal?":     "who actor [accused_of] [recipient:Russia]  [poisoning Sergei Skripal]",
		"Who is the chairman of the Suez Canal Authority?":    "holder  [] []  []",
		"What happened in Minsk on August 9, 2020?":           "events  [] []  2020-08-09 []",
		"Who owns the ever given?":                            "who actor [owns] [recipient:ever given]  []",
		"did gerasimov speak with Milley?":                    "whether  [spoke_with] [participant:gerasimov participant:Milley]  []",
		"What did Osama Rabie say about human errors?":        "said   [claimant:Osama Rabie]  [human errors]",
		"On what day was Navalny detained?":                   "when  [detained] [recipient:Navalny]  []",
		"In which city was Navalny detained?":                 "where  [detained] [recipient:Navalny]  []",
		"How many diplomats did the United States expel?":     "count recipient [expelled] [actor:United States]  []",
		"Whom did Zoltán Kőszegi accuse?":                     "who recipient [accused] [:Zoltán Kőszegi]  []",
		"Who denied that the crew had made a mistake in May?": "who claimant  [] 2020-05 [crew made mistake]",
	} {
		q, err := Read(text, Options{Now: now, Known: known})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var parts, words []string
		for _, p := range q.Parts {
			parts = append(parts, p.Role+":"+strings.ToLower(p.Text))
		}
		for _, w := range q.Words {
			words = append(words, w.Text)
		}
		when := ""
		if !q.When.IsZero() {
			when = q.When.String()
		}
		relations := fmt.Sprint(q.Relations)
		if q.Asks == Said || q.Denied {
			relations = ""
		}
		got := strings.Join([]string{string(q.Asks), q.Want, relations, fmt.Sprint(parts), when, fmt.Sprint(words)}, " ")
		if fields := strings.Fields; strings.Join(fields(strings.ToLower(got)), " ") != strings.Join(fields(strings.ToLower(want)), " ") {
			t.Errorf("%s\n got  %s\n want %s", text, got, want)
		}
	}
}

// What is no question is refused, with a reason.
func TestRefused(t *testing.T) {
	for _, text := range []string{"", "?", "Hello there", "Merkel", "who", strings.Repeat("who ", 200)} {
		_, err := Read(text, Options{Now: now})
		var e *Error
		if !errors.As(err, &e) || e.What == "" {
			t.Errorf("%.40q: %v, want an *Error with a reason", text, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Who spoke with Merkel?", "with whom", "how many", "Did X ever?", "What happened after the the?", "Who is of?", "\x00\xff who is \u202e?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Read(text, Options{Now: now, Known: func(s string) bool { return len(s)%3 == 0 }})
		if q == nil && err == nil {
			t.Fatal("neither a question nor an error")
		}
	})
}

// Why something happened is no answer of the graph, and that is said.
func TestReasons(t *testing.T) {
	_, err := Read("Why did Robert Mugabe resign?", Options{Now: now, Known: known})
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.What, "reasons are not kept") {
		t.Errorf("got %v, want that reasons are not kept", err)
	}
}
