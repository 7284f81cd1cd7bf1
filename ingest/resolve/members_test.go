package resolve_test

import (
	"slices"
	"testing"

	"dateline/ingest/nlp"
)

// TestMembers asks whom the last plural noun of a text stands for, by names.
func TestMembers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"names in apposition", "The military chiefs of both countries, Joseph Dunford and Valery Gerasimov, met in Finland.",
			[]string{"Joseph Dunford", "Valery Gerasimov"}},
		{"men, not towns", "Kim met Moon in Panmunjom on Friday, near the border with Goyang. The two men signed a declaration.",
			[]string{"Kim", "Moon"}},
		{"not the town of a district", "Varda accused Kestria on Thursday. Soldiers stood in the district of Brenna. The two countries fought a war in 1994.",
			[]string{"Varda", "Kestria"}},
		{"not who asks them", "Spain accused Catalonia on Monday. Charles Michel, the prime minister of Belgium, asked both sides to negotiate.",
			[]string{"Spain", "Catalonia"}},
	} {
		d := read(t, c.text)
		var got []string
		for i := range d.Mentions {
			m := &d.Mentions[i]
			if m.Form != nlp.Nominal || !m.Plural {
				continue
			}
			if len(m.Members) > 0 {
				got = nil
			}
			for _, k := range m.Members {
				got = append(got, d.Entities[d.Mentions[k].Entity].Name)
			}
			if len(c.want) == 2 && len(got) == 2 && slices.Equal(got, c.want) {
				break
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, c.text)
		}
	}
}

// TestNameBesideDescription asks what the first entity that the text describes is called.
func TestNameBesideDescription(t *testing.T) {
	for _, c := range []struct{ text, noun, want string }{
		{"Her movement, Open Door, won the vote.", "Her movement", "Open Door"},
		{"The owner, Trident Bulk of Singapore, apologized to the islanders.", "The owner", "Trident Bulk"},
		{"Fighting resumed hours after the government of Sarvia had left.", "the government of Sarvia", "government of Sarvia"},
	} {
		d := read(t, c.text)
		found := false
		for i := range d.Mentions {
			m := &d.Mentions[i]
			if d.Text(m.Span) != c.noun || m.Entity < 0 {
				continue
			}
			found = true
			if got := d.Entities[m.Entity].Name; got != c.want {
				t.Errorf("%q is %q, want %q\n%s", c.noun, got, c.want, c.text)
			}
		}
		if !found {
			t.Errorf("no mention %q in: %s", c.noun, c.text)
		}
	}
}
