package event_test

import (
	"slices"
	"strings"
	"testing"
)

func TestTriples(t *testing.T) {
	f, err := frames()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"passive and active, further arguments with their prepositions",
			"The company, founded in 1998 by Anna Berg, sold its London office to a rival on Monday.",
			[]string{"The company | founded in | 1998 | by Anna Berg", "The company | sold | its London office | to a rival | on Monday"}},
		{"apposition, report, a chain of verbs",
			"Kirby, a Pentagon spokesman, said that the ministers had agreed to meet in Vienna.",
			[]string{"Kirby | is | a Pentagon spokesman", "Kirby | said | that the ministers had agreed to meet in Vienna", "the ministers | had agreed to meet in | Vienna"}},
		{"subjects side by side, a relative clause, a negation",
			"Moscow and Minsk have not armed the rebels, who hold the town.",
			[]string{"Moscow | have not armed | the rebels", "Minsk | have not armed | the rebels", "the rebels | hold | the town"}},
		{"copula, a verb whose only argument is its infinitive",
			"The minister, who resigned last week, wants to return.",
			[]string{"The minister | resigned | last week", "The minister | wants | to return"}},
		{"the words as they stand, without spaces of our own",
			"Denmark’s prime minister will travel to Kyiv.",
			[]string{"Denmark’s prime minister | will travel to | Kyiv"}},
		{"what something is for asserts nothing",
			"The plan to leave the union failed in parliament.",
			[]string{"The plan to leave the union | failed in | parliament"}},
	} {
		var got []string
		for _, x := range f.Triples(read(t, c.text)) {
			got = append(got, strings.Join(append([]string{x.Subject, x.Predicate}, x.Args...), " | "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %s\n got %q\nwant %q", c.name, c.text, got, c.want)
		}
	}
}
