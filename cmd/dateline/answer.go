package main

import (
	"fmt"
	"io"
	"strings"

	"dateline/graph/query"
	"dateline/graph/when"
)

// writeAnswer writes the values, then the events with their sentences and sources.
func writeAnswer(w io.Writer, ans query.Answer, limit int) {
	for _, a := range ans.Assumed {
		fmt.Fprintf(w, "not sure:   %s\n", oneLine(a))
	}
	if len(ans.Values) > 0 {
		fmt.Fprintln(w)
	}
	for _, v := range ans.Values {
		if v.ID != "" && !strings.Contains(v.Text, string(v.ID)) {
			fmt.Fprintf(w, "%s  (%s)\n", oneLine(v.Text), v.ID)
			continue
		}
		fmt.Fprintln(w, oneLine(v.Text))
	}
	if len(ans.Events) > 0 {
		fmt.Fprintln(w)
		for i, r := range ans.Events {
			if i == limit {
				break
			}
			how := ""
			if s := statusOf(r); s != "" {
				how = ", " + s
			}
			fmt.Fprintf(w, "%s: %s%s  (%s)\n", whenSaid(r), oneLine(r.Text), how, r.ID)
		}
		if n := len(ans.Events); limit > 0 && n > limit || ans.More > 0 {
			shown := n
			if limit > 0 {
				shown = min(n, limit)
			}
			fmt.Fprintf(w, "and %s\n", plural(n-shown+ans.More, "more event"))
		}
	}
	shown := map[string]bool{}
	for _, c := range ans.Claims {
		key := fmt.Sprint(c.Article, c.Start)
		if c.Sentence == "" || shown[key] {
			continue
		}
		if len(shown) == 0 {
			fmt.Fprintln(w)
		}
		if len(shown) == limit {
			fmt.Fprintf(w, "and more sentences; --limit shows them\n")
			break
		}
		shown[key] = true
		sentence := c.Sentence[:c.Trigger[0]] + "«" + c.Sentence[c.Trigger[0]:c.Trigger[1]] + "»" + c.Sentence[c.Trigger[1]:]
		fmt.Fprintf(w, "- %s\n", oneLine(sentence))
		var from []string
		if c.Publisher != "" {
			from = append(from, oneLine(c.Publisher))
		}
		if !c.Published.IsZero() {
			from = append(from, c.Published.Format("2006-01-02"))
		}
		fmt.Fprintf(w, "  %s%s\n", strings.Join(append(from, "article "+string(c.Article)), ", "), saidBy(c))
	}
}

// whenSaid is when an event was, for a person: a day as it is written, what is vaguer in words.
func whenSaid(r query.EventRow) string {
	p, err := when.Parse(r.When)
	if err != nil || !strings.ContainsAny(r.When, "[/~?%") {
		return whenText(r.When, r.Basis)
	}
	return whenText(p.Text(), r.Basis)
}

// saidBy names the claimant of a sentence, where it is not the article itself, and a denial.
func saidBy(c query.ClaimRow) string {
	s := ""
	if len(c.Claimant) > 0 {
		s = ", says " + oneLine(saysWho(c))
	}
	if words := claimWords(c); words != "asserted" {
		s += ", " + words
	}
	return s
}
