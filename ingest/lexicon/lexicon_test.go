package lexicon

import (
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

func lists(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(files, "en/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no lists:", err)
	}
	return names
}

func TestLists(t *testing.T) {
	total := 0
	for _, path := range lists(t) {
		b, _ := files.ReadFile(path)
		total += len(b)
		text := string(b)
		if !strings.HasPrefix(text, "#") {
			t.Errorf("%s: the first line must be a comment that says where the words are from", path)
		}
		head, _, _ := strings.Cut(text, "\n")
		for _, line := range strings.Split(text, "\n")[1:] {
			if !strings.HasPrefix(line, "#") {
				break
			}
			head += line
		}
		low := strings.ToLower(head)
		if !strings.Contains(low, "own") && !strings.Contains(low, "from ") && !strings.Contains(low, "source") {
			t.Errorf("%s: its head does not say where the words are from: %q", path, head)
		}
		if !utf8.ValidString(text) {
			t.Errorf("%s: not UTF-8", path)
		}
		l, err := load(strings.TrimSuffix(strings.TrimPrefix(path, "en/"), ".txt"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, e := range l.Entries {
			if strings.Contains(e.Key, "  ") || e.Key != strings.TrimSpace(e.Key) {
				t.Errorf("%s:%d: stray spaces in %q", path, e.Line, e.Key)
			}
		}
	}
	if total > 1_500_000 {
		t.Errorf("the lists have %d bytes; the program should not carry more than 1.5 MB of them", total)
	}
}

// TestEntityLists holds the lists that the entity index is built from to one
// entry per key.
func TestEntityLists(t *testing.T) {
	for _, name := range []string{"countries", "bodies", "media", "places", "companies", "groups", "offices", "ranks", "honorifics", "actors", "firstnames", "pronouns"} {
		seen := map[string]int{}
		for _, e := range Words(name).Entries {
			if n, ok := seen[e.Key]; ok {
				t.Errorf("%s.txt:%d: %q is also on line %d", name, e.Line, e.Key, n)
			}
			seen[e.Key] = e.Line
		}
	}
	for _, e := range Words("countries").Entries {
		if len(e.Field(0)) != 3 {
			t.Errorf("countries.txt:%d: %q is not a three-letter code", e.Line, e.Field(0))
		}
	}
	for _, e := range Words("bodies").Entries {
		if !strings.HasPrefix(e.Field(0), "ent:") || e.Field(3) == "" {
			t.Errorf("bodies.txt:%d: needs id, kind, country, sector: %q", e.Line, e.Fields)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		phrase, id, kind, country string
		sense                     Sense
		of                        string
	}{
		{"Russia", "ent:russia", "gpe", "RUS", IsName, ""},
		{"RUSSIA", "ent:russia", "gpe", "RUS", IsName, ""},
		{"Moscow", "ent:moscow", "gpe", "RUS", IsCapital, "ent:russia"},
		{"Kiev", "ent:kyiv", "gpe", "UKR", IsCapital, "ent:ukraine"},
		{"Russian", "", "group", "RUS", IsAdj, "ent:russia"},
		{"Russians", "", "group", "RUS", IsPeople, "ent:russia"},
		{"U.S.", "ent:united-states", "gpe", "USA", IsName, ""},
		{"Pentagon", "ent:pentagon", "organisation", "USA", IsName, ""},
		{"U.S. Joint Chiefs of Staff", "ent:us-joint-chiefs-of-staff", "organisation", "USA", IsName, ""},
		{"NATO", "ent:nato", "organisation", "", IsName, ""},
		{"RIA", "ent:ria-novosti", "organisation", "RUS", IsName, ""},
		{"Crimea", "ent:crimea", "gpe", "UKR", IsName, ""},
		{"Black Sea", "ent:black-sea", "place", "", IsName, ""},
		{"Muslims", "", "group", "", IsGroup, ""},
		{"Côte d'Ivoire", "ent:ivory-coast", "gpe", "CIV", IsName, ""},
		{"us", "", "", "", NoSense, ""},
		{"who", "", "", "", NoSense, ""},
		{"turkey", "", "", "", NoSense, ""},
		{"Is", "", "", "", NoSense, ""},
	} {
		e, ok := Lookup(c.phrase)
		if ok != (c.sense != NoSense) {
			t.Errorf("Lookup(%q): found %v: %+v", c.phrase, ok, e)
			continue
		}
		if e.ID != c.id || e.Kind != c.kind || e.Country != c.country || e.Sense != c.sense || e.Of != c.of {
			t.Errorf("Lookup(%q) = %+v, want %+v", c.phrase, e, c)
		}
	}
}

func TestLongest(t *testing.T) {
	for _, c := range []struct {
		text  string
		words int
		name  string
	}{
		{"United States of America and", 4, "United States"},
		{"United fans", 0, ""},
		{"UN Security Council votes", 3, "UN Security Council"},
		{"New York City", 3, "New York"},
		{"the house", 0, ""},
	} {
		w := strings.Fields(c.text)
		var buf []byte
		e, n := Longest(len(w), func(i int) string { return w[i] }, &buf)
		if n != c.words || e.Name != c.name {
			t.Errorf("Longest(%q) = %q, %d, want %q, %d", c.text, e.Name, n, c.name, c.words)
		}
	}
}

func TestCountry(t *testing.T) {
	for word, want := range map[string]string{"Ukrainian": "UKR", "Ukrainians": "UKR", "U.S.": "USA", "Britons": "GBR", "Englishmen": "GBR", "RUS": "RUS", "Swedes": "SWE"} {
		if e, ok := Country(word); !ok || e.Country != want {
			t.Errorf("Country(%q) = %v, want %s", word, e, want)
		}
	}
	if _, ok := Country("Moscow"); ok {
		t.Error("a capital is not its country")
	}
}

func TestGenderOf(t *testing.T) {
	for name, want := range map[string]Gender{"Mark": Male, "Angela": Female, "Kim": Either, "Xyzzy": NoGender} {
		if got := GenderOf(name); got != want {
			t.Errorf("GenderOf(%q) = %c, want %c", name, got, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range []string{"countries", "bodies", "media", "places", "companies", "groups", "firstnames"} {
			if _, err := load(n); err != nil {
				b.Fatal(err)
			}
		}
		buildIndex()
	}
}

func BenchmarkLongest(b *testing.B) {
	w := strings.Fields("The United States and Russia said on Wednesday that the UN Security Council would meet in New York City")
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		for i := range w {
			Longest(len(w)-i, func(k int) string { return w[i+k] }, &buf)
		}
	}
}
