package resolve_test

import (
	"strings"
	"testing"
)

// TestStandIn asks whom nouns mean that say little.
func TestStandIn(t *testing.T) {
	for _, c := range []struct{ text, noun, want string }{
		{"Anna Keller, 45, was arrested in Basel on Friday. The 45-year-old is accused of fraud.", "The 45-year-old", "Anna Keller"},
		{"Anna Keller, 45, and Maria Voss, 31, were arrested in Basel on Friday. The 31-year-old was released.", "The 31-year-old", "Maria Voss"},
		{"Anna Keller, 45, was arrested in Basel on Friday. The 31-year-old was released.", "The 31-year-old", "31-year-old"},
		{"Anna Keller was arrested in Basel on Friday. The suspect denied the charge.", "The suspect", "Anna Keller"},
		{"Tonga asked for aid after the storm. The island nation has no fuel.", "The island nation", "Tonga"},
		{"Gunmen from the Lashkar Front attacked a mine near Quetta on Sunday. The mine is owned by Barrick Gold. The group claimed responsibility for the attack.", "The group", "Lashkar Front"},
		{"Gunmen from the Lashkar Front attacked a mine near Quetta on Sunday. The mine is owned by Barrick Gold. The company evacuated its workers.", "The company", "Barrick Gold"},
		{"Granit Kliniken, a hospital group in Berlin, was attacked by hackers on Friday. The group said that it had paid nothing.", "The group", "Granit Kliniken"},
	} {
		d := read(t, c.text)
		got := "nobody"
		for _, m := range d.Mentions {
			if m.Start == strings.LastIndex(c.text, c.noun) && m.Entity >= 0 {
				got = d.Entities[m.Entity].Name
			}
		}
		if !strings.HasSuffix(got, c.want) {
			t.Errorf("%s\n%q is %q, want %q", c.text, c.noun, got, c.want)
		}
	}
}

// TestOwnWords: who is quoted says "I" of themselves.
func TestOwnWords(t *testing.T) {
	for _, line := range []string{
		`[Peter Lang] died on Monday. <Karl Brandt> said, "{He} was an excellent judge."`,
		`[Peter Lang] died on Monday. "{He} was an excellent judge. Nobody will forget him," said <Karl Brandt>.`,
		`[Peter Lang] died on Monday. <Karl Brandt> wrote, "It is a great loss. {His} death leaves us poorer."`,
	} {
		if who := meant(t, line); who != "right" {
			t.Errorf("%s: %s", line, who)
		}
	}
}
