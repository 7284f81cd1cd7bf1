package toldtest

import (
	"fmt"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// Call is the story of a phone call between two generals, with accusations,
// denials, a plan, a rumour, dates of every kind and two articles.
func Call() *graph.View {
	b := New("Call between Milley and Gerasimov")
	a := b.Article("a1", "Top generals of two armies talk by telephone", "The Sample Post", "Example Wire", "2021-03-31", "https://news.example/call")
	c := b.Article("a2", "NATO voices concern over Russian build-up", "The Daily Example", "", "2021-04-02", "https://daily.example/nato")
	b.Kind(graph.GPE, "RUS", "Russia")
	b.Kind(graph.GPE, "UKR", "Ukraine")
	b.Kind(graph.GPE, "USA", "United States")
	b.Kind(graph.Organisation, "", "NATO", "RIA", "U.S. military")
	b.Kind(graph.Organisation, "USA", "Pentagon", "U.S. military")
	b.Add(E{Type: "spoke_with", Class: "CONSULT", Text: "Mark Milley spoke with Valery Gerasimov by phone", Actor: "Mark Milley;Valery Gerasimov", When: "2021-03-31", Claims: []C{
		{Article: a, Sentence: "The two generals had a long [call] on Wednesday, according to American officers.", By: "U.S. military"},
		{Article: a, Sentence: "Nobody would say how the [call] between Mark Milley and Valery Gerasimov went."}}})
	b.Add(E{Type: "spoke_with", Class: "CONSULT", Text: "Mark Milley spoke with the Ukrainian commander", Actor: "Mark Milley;Ukrainian commander", When: "2021-03-31", Claims: []C{
		{Article: a, Sentence: "Milley [spoke] to the commander in Kyiv a few hours later."}}})
	b.Add(E{Type: "massed_troops_near", Class: "MOBILIZE", Text: "Russia massed troops near Ukraine's borders", Actor: "Russia", Recipient: "Ukraine", When: "[2021-03-22..2021-03-30]", Claims: []C{
		{Article: a, Sentence: "Kyiv warns that Russia is [building up] an army along the frontier.", By: "Ukraine"},
		{Article: c, Sentence: "NATO said Russia was [massing] troops.", By: "NATO"}}})
	b.Add(E{Type: "deployed_to", Class: "MOBILIZE", Text: "Russia sent troops and heavy weapons to the separatists in eastern Ukraine", Actor: "Russia", Recipient: "Ukraine", When: "2021-03", Claims: []C{
		{Article: a, Sentence: "Kyiv and its partners believe that Russia keeps [sending] soldiers.", By: "Ukraine"},
		{Article: a, Sentence: "What the rebels get is [support] in words, Moscow answers.", By: "Russia", Denied: true}}})
	b.Add(E{Type: "killed", Class: "ASSAULT", Text: "14,000 people were killed in the conflict", Recipient: "Ukraine", When: "2014/..", Claims: []C{
		{Article: a, Sentence: "By the count of Kyiv the war has [killed] 14,000 since 2014.", By: "Ukraine"}}})
	b.Add(E{Type: "accused", Class: "ACCUSE", Text: "Ukraine and Russia accused each other over the violence", Actor: "Ukraine;Russia", When: "[..2021-03-31]", Basis: when.BasisPublication, Claims: []C{
		{Article: a, Sentence: "Each capital [blamed] the other for the new fighting."}}})
	b.Add(E{Type: "discussed", Class: "CONSULT", Text: "The United States discussed its concerns with NATO allies", Actor: "United States", Recipient: "NATO", When: "2021-03-31/2021-04-02", Claims: []C{
		{Article: a, Sentence: "Washington is [discussing] this with the alliance, John Kirby told reporters at the Pentagon.", By: "Pentagon"}}})
	b.Add(E{Type: "plans_to_meet", Class: "AGREE", Text: "NATO foreign ministers to meet in Brussels", Actor: "NATO", Place: "Brussels", When: "2021-04-13", Claims: []C{
		{Article: c, Sentence: "Ministers will [meet] in Brussels on 13 April.", Mode: graph.Planned}}})
	b.Add(E{Type: "invaded", Class: "ASSAULT", Text: "Russian volunteers crossed the border", Actor: "Russia", Recipient: "Ukraine", When: "2021-04-01", Claims: []C{
		{Article: c, Sentence: "Moscow denied that volunteers had [crossed] the border.", By: "Russia", Denied: true}}})
	b.Add(E{Type: "held_exercise_in", Class: "MOBILIZE", Text: "Russia might hold an exercise in Crimea", Actor: "Russia", Place: "Crimea", When: "2021-04", Claims: []C{
		{Article: c, Sentence: "Russia might [hold] an exercise in Crimea.", Mode: graph.Hypothetical}}})
	b.Add(E{Type: "reached_out_to", Class: "CONSULT", Text: "The Pentagon reached out to Russia", Actor: "Pentagon", Recipient: "Russia", Claims: []C{
		{Article: a, Sentence: "The Pentagon let it be known that it had [reached out] to Moscow.", By: "Pentagon"}}})
	b.View.States = []graph.State{{
		ID: "s1", Type: "role_of", From: b.Entity("Mark Milley"), Value: "Chairman of the Joint Chiefs of Staff",
		Claims: []graph.Claim{b.claim(C{Article: a, Sentence: "Mark Milley, [chairman] of the Joint Chiefs."})},
	}, {
		ID: "s2", Type: "spokesperson_of", From: b.Entity("John Kirby"), To: b.Entity("Pentagon"),
		Claims: []graph.Claim{b.claim(C{Article: a, Sentence: "John Kirby, a [spokesman] for the Pentagon, said so."})},
	}}
	return &b.View
}

// Hostile is text that has broken writers of pictures, pages and data.
func Hostile() []string {
	long := ""
	for range 200 {
		long += "x"
	}
	return []string{
		`"]; evil [label="`, `<script>alert(1)</script>`, `a & b &amp; c &#65;`, `back\slash \N \G \l`, "two\nlines\tand a tab",
		"NUL \x00 and ESC \x1b", "bad \xff\xfe bytes", "\uFFFE and \uFFFF", "عربي: اجتماع في القاهرة يوم الأحد مع الوزير", "ראש הממשלה נפגש עם השר בירושלים",
		"習近平國家主席與普京總統在北京會晤並簽署了多項合作協議文件", "emoji 😀👩‍👩‍👧‍👦 here", long, "]]> --> */ </style></title>", "' onload='x", "=cmd()|'x'!A1", "a;b,c|d", "{{.}}", "javascript:alert(1)",
	}
}

// Evil is a View in which every text is hostile.
func Evil() *graph.View {
	b := New(Hostile()[1])
	for i, s := range Hostile() {
		a := b.Article(fmt.Sprintf("a%d", i), s, s, s, "2022-01-15", s)
		b.Add(E{Type: "type_" + s, Class: s, Text: s + " did " + s, Actor: s, Recipient: "other " + s, Place: s,
			When: fmt.Sprintf("2022-01-%02d", i+1), Claims: []C{{Article: a, Sentence: "said [" + s + "] and", By: s + " speaker"}}})
	}
	return &b.View
}

// Many is n events over some years, dense in places, with actors drawn unevenly.
// It is the same every time.
func Many(n int) *graph.View {
	b := New(fmt.Sprintf("%d events", n))
	actors := []string{"Ukraine", "Russia", "United States", "NATO", "Germany", "France", "Poland", "Turkey", "Belarus", "China", "Finland", "Sweden"}
	verbs := []struct{ t, class, text string }{
		{"met_with", "CONSULT", "met with"}, {"attacked", "ASSAULT", "attacked positions held by"}, {"sanctioned", "SANCTION", "imposed new sanctions on officials of"},
		{"aided", "AID", "sent humanitarian aid to"}, {"accused", "ACCUSE", "accused of breaking the ceasefire the government of"}, {"said", "STATE", "made a statement about"},
		{"signed_with", "AGREE", "signed an agreement on grain exports with"}, {"threatened", "THREATEN", "threatened to retaliate against"},
	}
	for i := range 40 {
		b.Article(fmt.Sprintf("a%02d", i), fmt.Sprintf("Report number %d", i), fmt.Sprintf("Paper %d", i%9), "", "2022-06-01", "")
	}
	for _, a := range actors {
		b.Kind(graph.GPE, "", a)
	}
	seed := uint32(7)
	random := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		v := verbs[random(len(verbs))]
		x, y := actors[min(random(12), random(12))], actors[random(12)]
		d := day.AddDate(0, 0, random(900))
		if i%3 == 0 {
			d = day.AddDate(0, 0, 780+random(14))
		}
		e := E{Type: v.t, Class: v.class, Text: x + " " + v.text + " " + y, Actor: x, Recipient: y, When: d.Format("2006-01-02")}
		switch random(12) {
		case 0:
			e.When = d.Format("2006-01")
		case 1:
			e.When = d.Format("2006-01-02") + "/" + d.AddDate(0, 0, random(20)+1).Format("2006-01-02")
		case 2:
			e.When, e.Basis = "[.."+d.Format("2006-01-02")+"]", when.BasisPublication
		}
		c := C{Article: graph.ArticleID(fmt.Sprintf("a%02d", random(40))), Sentence: x + " [" + v.text + "] " + y + "."}
		if random(5) == 0 {
			c.By = actors[random(12)]
		}
		e.Claims = []C{c}
		if random(9) == 0 {
			e.Claims = append(e.Claims, C{Article: c.Article, Sentence: y + " [denied] it.", By: y, Denied: true})
		}
		b.Add(e)
	}
	return &b.View
}
