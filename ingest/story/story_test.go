package story

import (
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

// sample is a headline, a lead, a definite noun, a caption and another call.
const sample = `
# block title
Generals general NOUN NNS 2 nsubj
hold     hold    VERB VBP 0 root
call     call    NOUN NN  2 obj

# block caption
Generals general NOUN NNS 2 nsubj
call     call    VERB VBP 0 root

# block body
Milley   Milley  PROPN NNP 2 nsubj B-person
called   call    VERB VBD 0 root
Gerasimov Gerasimov PROPN NNP 2 obj B-person
,        ,       PUNCT , 6 punct
officials official NOUN NNS 6 nsubj
said     say     VERB VBD 2 parataxis
.        .       PUNCT . 2 punct

Milley   Milley  PROPN NNP 2 nsubj B-person
called   call    VERB VBD 0 root
Zaluzhny Zaluzhny PROPN NNP 2 obj B-person
.        .       PUNCT . 2 punct
`

func day(s string) when.Period {
	p, err := when.Parse(s)
	if err != nil {
		panic(err)
	}
	return p
}

// doc is the sample with its happenings, as the stages before would leave it.
func doc(t *testing.T) *nlp.Document { return docOf(t) }

func docOf(t testing.TB) *nlp.Document {
	d := nlptest.Parse(t, sample)
	for i := range d.Mentions {
		d.Mentions[i].Form = nlp.Named
	}
	name := func(n string) graph.Entity {
		return graph.Entity{ID: graph.EntityID("test/" + n), Kind: graph.Person, Name: n}
	}
	d.Entities = []graph.Entity{name("Milley"), name("Gerasimov"), name("Zaluzhny"),
		{ID: "test/generals", Kind: graph.Person, Name: "generals", Unnamed: true}, {ID: "test/officials", Kind: graph.Person, Name: "officials", Unnamed: true}}
	byName := map[string]int{"Milley": 0, "Gerasimov": 1, "Zaluzhny": 2}
	for i := range d.Mentions {
		d.Mentions[i].Entity = byName[d.Text(d.Mentions[i].Span)]
	}
	mention := map[int]int{} // head token -> mention
	for i, m := range d.Mentions {
		mention[m.Head] = i
	}
	extra := func(token, entity int) int {
		d.Mentions = append(d.Mentions, nlp.Mention{Span: d.Tokens[token].Span, Head: token, First: token, Last: token + 1,
			Form: nlp.Nominal, Plural: true, Entity: entity, RoleOf: -1})
		return len(d.Mentions) - 1
	}
	generals, officials := extra(0, 3), extra(9, 4)
	arg := func(role string, m int) nlp.Arg {
		return nlp.Arg{Role: role, Mention: m, Happening: -1, Span: d.Mentions[m].Span, Token: d.Mentions[m].Head}
	}
	h := func(sentence, trigger, same int, args ...nlp.Arg) nlp.EventMention {
		return nlp.EventMention{Sentence: sentence, Trigger: trigger, Type: "spoke_with", Class: "CONSULT", Args: args,
			Place: -1, Timex: -1, Same: same, Event: -1, Rule: "spoke_with.txt:9", Confidence: 0.8}
	}
	d.Happenings = []nlp.EventMention{
		h(0, 1, -1, arg("actor", generals)),
		h(1, 4, 0, arg("actor", generals)),
		h(2, 6, 0, arg("actor", mention[5]), arg("recipient", mention[7])),
		h(3, 13, -1, arg("actor", mention[12]), arg("recipient", mention[14])),
	}
	d.Happenings[2].Claimants = []int{0}
	d.Happenings[2].When, d.Happenings[2].Basis, d.Happenings[2].Why = day("2021-03-31"), when.BasisRelative, "Wednesday"
	d.Happenings[0].When, d.Happenings[0].Basis = day("[..2021-03-31]"), when.BasisPublication
	d.Happenings[3].Order = []nlp.Before{{Rel: "before", Happening: 2}}
	d.Attributions = []nlp.Attribution{{Sentence: 2, Source: d.Tokens[9].Span, Token: 9, Mention: officials, Cue: d.Tokens[10].Span,
		CueToken: 10, Content: []nlp.Span{{Start: d.Tokens[5].Start, End: d.Tokens[7].End}}, Within: -1, Voice: true, Stance: "assert"}}
	d.Types = map[graph.TypeID]graph.Type{"spoke_with": {ID: "spoke_with", Label: "spoke with", Symmetric: true}}
	d.Has |= nlp.Resolved | nlp.Happenings | nlp.Claims | nlp.Dates
	return d
}

func TestEvents(t *testing.T) {
	d := doc(t)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Events) != 2 {
		t.Fatalf("%d events, want 2: %+v", len(d.Events), d.Events)
	}
	call, other := d.Events[0], d.Events[1]
	if call.Text != "Milley spoke with Gerasimov" || other.Text != "Milley spoke with Zaluzhny" {
		t.Errorf("lines %q, %q", call.Text, other.Text)
	}
	if call.ID != "test/v9-spoke_with" {
		t.Errorf("id %q", call.ID)
	}
	want := []graph.Role{{Name: "actor", Entity: "test/Milley"}, {Name: "recipient", Entity: "test/Gerasimov"}}
	if !slices.Equal(call.Roles, want) {
		t.Errorf("roles %v, want %v: the generals are those two", call.Roles, want)
	}
	if call.When.String() != "2021-03-31" || call.Dating != "Wednesday" {
		t.Errorf("dated %v (%s): the text's own date goes before the publication's", call.When, call.Dating)
	}
	if len(call.Claims) != 2 {
		t.Fatalf("%d claims, want 2: the caption tells nothing", len(call.Claims))
	}
	if c := call.Claims[1]; c.Cue != "said" || !slices.Equal(c.Claimant, []graph.EntityID{"test/officials"}) {
		t.Errorf("claim %+v", c)
	}
	if len(other.Order) != 1 || other.Order[0].Event != call.ID {
		t.Errorf("order %v", other.Order)
	}
	if d.Happenings[2].Event != 0 || d.Happenings[1].Event != -1 || d.Happenings[3].Event != 1 {
		t.Errorf("events of happenings: %d, %d, %d", d.Happenings[2].Event, d.Happenings[1].Event, d.Happenings[3].Event)
	}
}

// Every claim lies in one sentence of its article, with its trigger inside.
func TestClaimsLieInSentences(t *testing.T) {
	d := doc(t)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	for _, e := range d.Events {
		if len(e.Claims) == 0 {
			t.Errorf("%s has no claim", e.ID)
		}
		for _, c := range e.Claims {
			if !slices.ContainsFunc(d.Sentences, func(s nlp.Sentence) bool { return s.Start == c.Start && s.End == c.End }) {
				t.Errorf("%s: claim %d-%d is no sentence", e.ID, c.Start, c.End)
			}
			if c.Trigger[0] < c.Start || c.Trigger[1] > c.End || c.Trigger[0] >= c.Trigger[1] {
				t.Errorf("%s: trigger %v outside %d-%d", e.ID, c.Trigger, c.Start, c.End)
			}
		}
	}
}

func TestCaptionAloneIsNoEvent(t *testing.T) {
	d := doc(t)
	d.Happenings = d.Happenings[1:2]
	d.Happenings[0].Same = -1
	if err := Stage.Run(d); err != nil || len(d.Events) != 0 {
		t.Errorf("events %v, error %v", d.Events, err)
	}
	if d.Sentences[1].Kind != article.Caption {
		t.Errorf("kind %v", d.Sentences[1].Kind)
	}
}

func TestCoordinatedSourcesClaimSideBySide(t *testing.T) {
	d := doc(t)
	d.Attributions[0].Others = []int{0}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	var who []string
	for _, c := range d.Events[0].Claims {
		for _, id := range c.Claimant {
			who = append(who, string(id))
		}
	}
	if got := strings.Join(who, " "); got != "test/officials test/Milley" {
		t.Errorf("claimants %q", got)
	}
}

// A ring in Same, or one that points nowhere, must not hang or crash.
func TestBrokenSame(t *testing.T) {
	d := doc(t)
	d.Happenings[0].Same, d.Happenings[2].Same, d.Happenings[3].Same = 2, 0, 99
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
}

func TestState(t *testing.T) {
	d := doc(t)
	d.Types["role_of"] = graph.Type{ID: "role_of", Label: "is", State: true}
	h := d.Happenings[2]
	h.Type, h.Same, h.Former = "role_of", -1, true
	h.Args = []nlp.Arg{h.Args[0], {Role: "value", Span: d.Tokens[0].Span, Mention: -1, Happening: -1}}
	empty := h
	empty.Args = h.Args[:1]
	d.Happenings = []nlp.EventMention{empty, h}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.States) != 1 || len(d.Events) != 0 {
		t.Fatalf("states %v, events %v", d.States, d.Events)
	}
	s := d.States[0]
	if s.From != "test/Milley" || s.Value != "Generals" || !s.Former || len(s.Claims) == 0 || !strings.HasPrefix(string(s.ID), "test/s") {
		t.Errorf("state %+v", s)
	}
	if d.Happenings[0].Event != -1 || d.Happenings[1].Event != 0 {
		t.Errorf("states of happenings: %d, %d", d.Happenings[0].Event, d.Happenings[1].Event)
	}
}

func TestEachOther(t *testing.T) {
	d := doc(t)
	d.Types["accused"] = graph.Type{ID: "accused", Label: "accused"}
	h := d.Happenings[2]
	h.Type, h.Same = "accused", -1
	a, b := h.Args[0], h.Args[1]
	swap := func(x nlp.Arg, role string) nlp.Arg { x.Role = role; return x }
	h.Args = []nlp.Arg{a, swap(b, "actor"), swap(a, "recipient"), b}
	d.Happenings = []nlp.EventMention{h}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if got := d.Events[0].Text; got != "Milley and Gerasimov accused each other" {
		t.Errorf("line %q", got)
	}
}

// What is told twice is surer than what is told once, a wish less sure than a fact.
func TestConfidence(t *testing.T) {
	d := doc(t)
	d.Happenings = append(d.Happenings, d.Happenings[3])
	d.Happenings[4].Same, d.Happenings[4].Mode = -1, graph.Hypothetical
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	twice, once, wish := d.Events[0].Claims[0].Confidence, d.Events[1].Claims[0].Confidence, d.Events[2].Claims[0].Confidence
	if !(twice > once && once > wish && wish > 0 && twice < 1) {
		t.Errorf("confidence: told twice %v, once %v, as a wish %v", twice, once, wish)
	}
	if d.Events[1].ID == d.Events[2].ID {
		t.Errorf("two events have the id %s", d.Events[1].ID)
	}
}

// FuzzRun breaks the links between the layers: the stage must end, every event
// have a claim in a sentence, every id be used once.
func FuzzRun(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 250, 17})
	f.Add([]byte{9, 9, 9, 1, 0, 2, 200, 31, 4})
	f.Fuzz(func(t *testing.T, seed []byte) {
		if len(seed) == 0 || len(seed) > 64 {
			return
		}
		base := docOf(t)
		at := func(i, n int) int { return int(seed[i%len(seed)])%(n+2) - 1 }
		for i, b := range seed {
			h := base.Happenings[int(b)%4]
			h.Args = slices.Clone(h.Args)
			h.Same, h.Trigger, h.Sentence = at(i, 12), at(i+1, len(base.Tokens)), at(i+2, len(base.Sentences))
			h.Claimants = nil
			if b%3 == 0 {
				h.Claimants = []int{0}
			}
			h.Order = []nlp.Before{{Rel: "before", Happening: at(i+3, 12)}}
			for k := range h.Args {
				h.Args[k].Mention, h.Args[k].Happening, h.Args[k].Token = at(i+k, len(base.Mentions)), at(i+k+1, 12), at(i+k+2, len(base.Tokens))
			}
			base.Happenings = append(base.Happenings, h)
		}
		if err := Stage.Run(base); err != nil {
			t.Fatal(err)
		}
		ids := map[graph.EventID]bool{}
		for _, e := range base.Events {
			if len(e.Claims) == 0 || ids[e.ID] {
				t.Fatalf("%s: %d claims, seen before: %v", e.ID, len(e.Claims), ids[e.ID])
			}
			ids[e.ID] = true
			for _, c := range e.Claims {
				if c.Trigger[0] < c.Start || c.Trigger[1] > c.End {
					t.Fatalf("%s: trigger %v outside %d-%d", e.ID, c.Trigger, c.Start, c.End)
				}
			}
		}
	})
}
