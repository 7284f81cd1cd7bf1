package ingest_test

import (
	"strings"
	"testing"

	"dateline/graph"
)

// TestDatelineNames: a dateline names a place, and what it writes in capitals is called as elsewhere.
func TestDatelineNames(t *testing.T) {
	for _, c := range []struct{ text, name string }{
		{"MADISON HEIGHTS, May 3 (Reuters) - The senate passed a bill on Wednesday.", "Madison Heights"},
		{"LIVNO, May 3 - Varda accused Kestria of lying. The mayor of Livno agreed.", "Livno"},
		{"PARIS (Estia) - France recalled its ambassador from Varda.", "Paris"},
		{"LUKOR, Varda - Helena Dragan resigned on Friday.", "Lukor"},
	} {
		found := false
		for _, e := range read(t, plain(t, c.text)).Entities {
			found = found || e.Name == c.name && e.Kind == graph.GPE
		}
		if !found {
			t.Errorf("%s\n\tno place %q in %+v", c.text, c.name, read(t, plain(t, c.text)).Entities)
		}
	}
}

// TestAgencyIsNobody: the agency of the dateline is a body, however it is called, and none of "the two men".
func TestAgencyIsNobody(t *testing.T) {
	text := "PANMUNJOM (Haean Wire) - North Korea's leader, Kim Jong Un, crossed the border on Friday to meet President Moon Jae-in. The two men agreed to work for peace."
	d := read(t, plain(t, text))
	for _, e := range d.Entities {
		if e.Name == "Haean Wire" && e.Kind != graph.Organisation {
			t.Errorf("Haean Wire is a %s", e.Kind)
		}
	}
	for _, e := range d.Events {
		if strings.HasPrefix(e.Text, "Haean Wire") {
			t.Errorf("an agency acts: %s", e.Text)
		}
	}
}

// TestHeldAt: the place of an office is no part of the name that follows it.
func TestHeldAt(t *testing.T) {
	for _, c := range []struct{ text, name string }{
		{"On Wednesday, United States Senator from Vermont Bernie Sanders ended his bid for the nomination.", "Bernie Sanders"},
		{"Mayor of London Sadiq Khan praised firefighters.", "Sadiq Khan"},
		{"Governor of Texas Greg Abbott closed the border.", "Greg Abbott"},
	} {
		found := false
		for _, e := range read(t, plain(t, c.text)).Entities {
			found = found || e.Name == c.name && e.Kind == graph.Person
		}
		if !found {
			t.Errorf("%s\n\tno %q", c.text, c.name)
		}
	}
}
