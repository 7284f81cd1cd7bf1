package rdf_test

import (
	"bytes"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/rdf"
	"dateline/graph/store"
	"dateline/graph/when"
)

func period(t testing.TB, s string) when.Period {
	t.Helper()
	p, err := when.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// told is what an article tells that has something in every field.
func told(t testing.TB) graph.Facts {
	text := "Varda said \"enough\".\n\tKestria denied it, <said> Osk & Co\\.\r\nÄ 漢字 end."
	claim := graph.Claim{Start: 0, End: 20, Trigger: [2]int{6, 10}, Claimant: []graph.EntityID{"a1/e40", "a1/e0", "ent:varda"}, Cue: "said", Direct: true,
		Factuality: graph.Probable, Mode: graph.Planned, Rule: "said.txt:3", Confidence: 0.8251}
	denial := graph.Claim{Start: 22, End: 52, Trigger: [2]int{30, 36}, Polarity: graph.Denied, Confidence: 0.5}
	return graph.Facts{
		Article: graph.Source{ID: "a1", Title: "A \"title\"", Publisher: "P", Agency: "AG", Byline: "By One", Dateline: "ORLO", URL: "https://x.org/a?b=1", Path: "dir/a b.txt",
			Published: time.Date(2021, 3, 31, 0, 0, 0, 0, time.FixedZone("", 7200)), DayOnly: true, Lang: "en", SHA256: "ff", Text: text},
		Entities: []graph.Entity{
			{ID: "a1/e0", Kind: graph.GPE, Name: "Kestria", Aliases: []string{"Kestrian", "Kestrians"}, Country: "KES", Sector: "GOV"},
			{ID: "a1/e40", Kind: graph.Person, Name: "Pavel <Osk>", Unnamed: true, Role: "minister, \"interior\""},
			{ID: "ent:varda", Kind: graph.Facility, Name: "Varda"},
		},
		Events: []graph.Event{
			{ID: "a1/v30-denied", Type: "denied", Class: "DENY", Text: "Kestria denied it", Claims: []graph.Claim{denial},
				Roles: []graph.Role{{Name: "actor", Entity: "a1/e0"}, {Name: "content", Event: "a1/v6-said"}}},
			{ID: "a1/v6-said", Type: "said", Class: "STATE", Text: "Varda said: enough", When: period(t, "[2021-03-22..2021-03-28]"), Basis: when.BasisRelative, Dating: "a week before",
				Roles: []graph.Role{{Name: "actor", Entity: "ent:varda"}, {Name: "actor", Entity: "a1/e0"}, {Name: "recipient", Entity: "a1/e0"}, {Name: "topic", Topic: "troop_buildup"}},
				Place: "a1/e0", Manner: "phone", Tags: []string{"b", "a"}, Values: []graph.Quantity{{Amount: 7.4e9, Unit: "USD", What: "price", Approx: "about"}, {Amount: 2, Unit: "person"}},
				Order: []graph.Link{{Rel: "before", Event: "a1/v30-denied"}, {Rel: "after", Event: "a1/v99-x"}}, Claims: []graph.Claim{claim, denial}},
		},
		States: []graph.State{{ID: "a1/s40-role_of", Type: "role_of", From: "a1/e40", To: "a1/e0", Value: "head of\tstaff", When: period(t, "2014/.."), Former: true, Claims: []graph.Claim{denial}}},
		Types: []graph.Type{{ID: "denied", Label: "denied", Class: "DENY"}, {ID: "role_of", Label: "holds", State: true, From: []graph.Kind{graph.Person}, To: []graph.Kind{graph.GPE, graph.Organisation}},
			{ID: "said", Label: "said", Inverse: "was said by", Class: "STATE", Parent: "spoke"}, {ID: "spoke", Label: "spoke", Symmetric: true}, {ID: "troop_buildup", Label: "troop build-up", Topic: true}},
	}
}

func lines(fs ...graph.Facts) []byte {
	var b []byte
	for _, f := range fs {
		for _, t := range f.Types {
			for _, q := range rdf.Relation(t) {
				b = rdf.AppendNQuad(b, q)
			}
		}
		for _, q := range rdf.Told(f, true) {
			b = rdf.AppendNQuad(b, q)
		}
	}
	return b
}

type reading = func() iter.Seq2[rdf.Located, error]

func nquads(b []byte) reading {
	return func() iter.Seq2[rdf.Located, error] { return rdf.ReadNQuads(bytes.NewReader(b)) }
}

func jsonld(b []byte) reading {
	return func() iter.Seq2[rdf.Located, error] { return rdf.ReadJSONLD(bytes.NewReader(b)) }
}

func facts(r reading) (out []graph.Facts, err error) {
	f, err := rdf.Scan(r, rdf.Options{Label: "import-t", File: "t.nq", Publisher: "Desk"})
	if err != nil {
		return nil, err
	}
	err = f.Facts(func(f graph.Facts) error {
		out = append(out, f)
		return nil
	})
	return out, err
}

func TestToldComesBackAsItWas(t *testing.T) {
	want := told(t)
	b := lines(want)
	mixed := bytes.SplitAfter(b, []byte("\n"))
	slices.Reverse(mixed)
	for name, b := range map[string][]byte{"in order": b, "backwards": bytes.Join(mixed, nil)} {
		got, err := facts(nquads(b))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got) != 1 {
			t.Fatalf("%s: %d articles", name, len(got))
		}
		if err := store.Valid(got[0]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		g, w := store.Normal(got[0]), store.Normal(told(t))
		if name == "backwards" { // the order of tags and kinds is the file's
			for _, f := range []*graph.Facts{&g, &w} {
				for i := range f.Events {
					slices.Sort(f.Events[i].Tags)
				}
				for i := range f.Types {
					slices.Sort(f.Types[i].To)
				}
			}
		}
		if !reflect.DeepEqual(g, w) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, g, w)
		}
	}
}

const prefixes = `"@context": {"sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "dl": "urn:dateline:vocab:", "role": "urn:dateline:role:",
	"prov": "http://www.w3.org/ns/prov#", "label": "http://www.w3.org/2000/01/rdf-schema#label", "schema": "https://schema.org/"}, `

// Facts as other programs write them.
func TestFactsOfOthers(t *testing.T) {
	doc := `{` + prefixes + `"@graph": [
	{"@id": "http://x.org/e1", "@type": ["schema:Event", "http://x.org/SpokeWith"], "schema:name": "Milley spoke with Gerasimov", "schema:startDate": "2021-03-31",
	 "schema:location": {"@type": "http://schema.org/City", "schema:name": "Orlo"}, "role:actor": "Mark Milley", "role:participant": {"@id": "http://x.org/g"}},
	{"@id": "http://x.org/g", "@type": "http://xmlns.com/foaf/0.1/Person", "http://xmlns.com/foaf/0.1/name": "Valery Gerasimov", "http://xmlns.com/foaf/0.1/page": "p"},
	{"@id": "http://x.org/e2", "@type": "sem:Event", "sem:eventType": {"@id": "urn:dateline:type:accused_of"}, "label": "Varda accused Kestria",
	 "sem:hasBeginTimeStamp": "2021-03-01", "sem:hasEndTimeStamp": {"@value": "2021-03-05T10:00:00.5+02:00"}, "sem:hasActor": {"@id": "http://x.org/g"}, "role:content": {"@id": "http://x.org/e1"}},
	{"@id": "_:c", "@type": "dl:Claim", "dl:of": {"@id": "http://x.org/e2"}, "prov:wasQuotedFrom": {"@id": "http://news.org/1"}, "prov:value": "Varda accuses Kestria.", "dl:polarity": "denied", "dl:confidence": 0.25},
	{"@id": "_:d", "@type": "dl:Claim", "dl:of": {"@id": "http://x.org/e1"}, "prov:wasQuotedFrom": {"@id": "http://news.org/1"}, "prov:value": "They spoke."},
	{"@id": "http://news.org/1", "@type": "schema:NewsArticle", "schema:headline": "News", "schema:publisher": "The News", "schema:datePublished": "2021-04-01"}]}`
	got, err := facts(jsonld([]byte(doc)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d sources", len(got))
	}
	f := got[0]
	if err := store.Valid(f); err != nil {
		t.Fatal(err)
	}
	if f.Article.Title != "News" || f.Article.Publisher != "The News" || f.Article.URL != "http://news.org/1" || !f.Article.DayOnly || !strings.HasPrefix(string(f.Article.ID), "import-t-") {
		t.Errorf("the source is %+v", f.Article)
	}
	names := map[graph.EntityID]string{}
	for _, e := range f.Entities {
		names[e.ID] = e.Name + " " + string(e.Kind)
	}
	tells := func(e graph.Event) string {
		s := string(e.Type) + " " + e.When.String()
		for _, r := range e.Roles {
			s += " " + r.Name + "=" + names[r.Entity]
			if r.Event != "" {
				s += "event"
			}
		}
		return s + " at " + names[e.Place]
	}
	var all []string
	for _, e := range f.Events {
		all = append(all, tells(e))
	}
	want := []string{
		"spoke_with 2021-03-31 actor=Mark Milley thing participant=Valery Gerasimov person at Orlo gpe",
		"accused_of 2021-03-01/2021-03-05T08:00:00Z content=event participant=Valery Gerasimov person at ",
	}
	if !slices.Equal(all, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(want, "\n"))
	}
	c := f.Events[1].Claims[0]
	if f.Article.Text[c.Start:c.End] != "Varda accuses Kestria." || c.Polarity != graph.Denied || c.Confidence != 0.25 {
		t.Errorf("claim %+v in %q", c, f.Article.Text)
	}
}

const event = `<http://x/e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://semanticweb.cs.vu.nl/2009/11/sem/Event> .
<http://x/e> <http://semanticweb.cs.vu.nl/2009/11/sem/eventType> <urn:dateline:type:met_with> .
<http://x/e> <http://www.w3.org/2000/01/rdf-schema#label> "they met" .
`

func TestWhatIsWrongIsSaidWithItsPlace(t *testing.T) {
	own := string(lines(told(t)))
	for name, test := range map[string]struct {
		r    reading
		want []string
	}{
		"no quad":         {nquads([]byte(event + "# a remark\n\n<a> b c\n")), []string{"line 6", "this is no N-Quad"}},
		"no UTF-8":        {nquads([]byte("<http://x/e> <http://x/p> \"\xff\" .\n")), []string{"line 1", "not UTF-8"}},
		"date":            {nquads([]byte(event + `<http://x/e> <urn:dateline:vocab:when> "soon" .`)), []string{"line 4", `"soon" is no date`}},
		"two things":      {nquads([]byte(event + "<http://x/e> <urn:dateline:vocab:polarity> \"maybe\" .\n<http://x/e> <urn:dateline:vocab:confidence> \"7\" .")), []string{"line 4", "polarity", "line 5", "confidence"}},
		"nobody":          {nquads([]byte(event + `<http://x/e> <urn:dateline:role:actor> <http://x/p> .`)), []string{"line 4", "http://x/p is not described"}},
		"no type":         {nquads([]byte(strings.SplitAfter(event, "\n")[0])), []string{"line 1", "sem:eventType"}},
		"claim of none":   {nquads([]byte("<http://x/c> <urn:dateline:vocab:of> <http://x/e> .\n<http://x/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:dateline:vocab:Claim> .")), []string{"line 1", "no event or state"}},
		"another text":    {nquads([]byte(strings.Replace(own, `denied it, `, `denies it, `, 1))), []string{"has at [22,52) not what"}},
		"place":           {nquads([]byte(strings.Replace(own, `endIndex> "20"`, `endIndex> "99999"`, 1))), []string{"ends after the text"}},
		"number":          {nquads([]byte(strings.Replace(own, `endIndex> "20"`, `endIndex> "99999999999"`, 1))), []string{"is no number"}},
		"much is missing": {nquads([]byte(strings.NewReplacer(`endIndex> "20"`, `endIndex> "2000000020"`, `beginIndex> "0"`, `beginIndex> "2000000000"`, `triggerBegin> "6"`, `triggerBegin> "2000000006"`, `triggerEnd> "10"`, `triggerEnd> "2000000010"`, "articleBody", "other").Replace(own))), []string{"missing"}},
		"no JSON":         {jsonld([]byte(`{"@graph": [{"a": 1}, {"b": ]`)), []string{"@graph[1], after byte 21", "no JSON"}},
		"cut JSON":        {jsonld([]byte(`{"@graph": [{"http://x/a": 1}`)), []string{"unexpected EOF"}},
		"JSON-LD":         {jsonld([]byte(`{"@graph": [{"@id": 7}]}`)), []string{"@graph[0]", "no JSON-LD"}},
		"context late":    {jsonld([]byte(`{"@graph": [], "@context": {}}`)), []string{"put it first"}},
		"fetched":         {jsonld([]byte(`{"@context": "https://x.org/c"}`)), []string{"@context", "not fetched", "https://x.org/c"}},
		"JSON date": {jsonld([]byte(`{` + prefixes + `"@graph": [{"@id": "http://x/e", "@type": "sem:Event", "sem:eventType": "met with", "label": "they met", "dl:when": "soon"}]}`)),
			[]string{"@graph[0].dl:when", `"soon" is no date`}},
		"relative": {jsonld([]byte(`[{"@id": "e", "@type": "http://x/T"}]`)), []string{"$[0]", "no whole IRI"}},
	} {
		_, err := facts(test.r)
		for _, w := range test.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v\n  want %q", name, err, w)
			}
		}
	}
}

// What is read can be stored, or is refused by name; nothing breaks.
func FuzzFacts(f *testing.F) {
	f.Add(lines(told(f)), false)
	f.Add([]byte(event), false)
	f.Add([]byte(`{`+prefixes+`"@graph": [{"@id": "http://x/e", "@type": "sem:Event", "sem:eventType": "met with", "label": "they met", "dl:when": "2021"}]}`), true)
	f.Add([]byte(`[{"@id": "urn:dateline:article:a", "@graph": [{"@id": "urn:dateline:article:a", "@type": "https://schema.org/NewsArticle"}]}]`), true)
	f.Fuzz(func(t *testing.T, b []byte, json bool) {
		r := nquads(b)
		if json {
			r = jsonld(b)
		}
		got, err := facts(r)
		if err != nil {
			return
		}
		for _, x := range got {
			if err := store.Valid(x); err != nil {
				continue
			}
			again, err := facts(nquads(lines(x)))
			if err == nil && len(again) == 1 && len(again[0].Events) != len(x.Events) {
				t.Errorf("%d events, and %d when they come back", len(x.Events), len(again[0].Events))
			}
		}
	})
}
