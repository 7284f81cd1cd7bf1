package article

import (
	"fmt"
	"strings"
	"testing"
)

// A live blog is one article for the page and one for each entry, with the
// entry's own time, whether the page or only its data tell the entries apart.
func TestLiveBlog(t *testing.T) {
	entries := []struct{ id, clock, title, text string }{
		{"e3", "2017-08-14T17:40:00+02:00", "Crane approved", "The board approved the crane by seven votes to four, the chairwoman said a minute ago."},
		{"e2", "2017-08-14T16:05:00+02:00", "Debate goes on", "Councillor Josef Lind asked for a second opinion on the price an hour ago."},
		{"e1", "2017-08-14T15:00:00+02:00", "Session opens", "The harbour board of Orlo opened its session at three in the town hall."},
	}
	head := `<html lang="en"><head><title>Live: the harbour board meets</title><link rel="canonical" href="https://orlo.example/live">
<meta property="article:published_time" content="2017-08-14T14:00:00+02:00"><meta property="article:modified_time" content="2017-08-14T18:00:00+02:00">
<meta property="article:section" content="Harbour">%s</head><body><article><h1>Live: the harbour board meets</h1>
<p>The harbour board of Orlo decides on Monday whether to buy a new crane, which has been debated for two years in the town.</p>%s</article></body></html>`
	marked, plain, data := "", "", ""
	for i, e := range entries {
		marked += fmt.Sprintf(`<div class="live-post wide" id="%s"><time datetime="%s">then</time><h2>%s</h2><p>%s</p></div>`, e.id, e.clock, e.title, e.text)
		plain += fmt.Sprintf(`<h2>%s</h2><p>%s</p>`, e.title, e.text)
		if i > 0 {
			data += ","
		}
		data += fmt.Sprintf(`{"@type":"BlogPosting","headline":%q,"datePublished":%q,"articleBody":%q,"url":"https://orlo.example/live#%s"}`, e.title, e.clock, e.text, e.id)
	}
	data = `<script type="application/ld+json">{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Live: the harbour board meets","liveBlogUpdate":[` + data + `]}</script>`
	for name, page := range map[string]string{"in the page": fmt.Sprintf(head, "", marked), "in its data": fmt.Sprintf(head, data, plain), "in both": fmt.Sprintf(head, data, marked)} {
		t.Run(name, func(t *testing.T) {
			as, err := Read(strings.NewReader(page), "live.html", Options{})
			if err != nil || len(as) != 4 {
				t.Fatalf("%d articles, %v", len(as), err)
			}
			top := as[0]
			if top.Section != "Harbour" || top.Modified.Format("15:04") != "18:00" || !strings.Contains(top.Text, "debated for two years") || strings.Contains(top.Text, "seven votes") {
				t.Errorf("the page: section %q, modified %s, text %q", top.Section, top.Modified, top.Text)
			}
			seen := map[string]bool{}
			for i, e := range entries {
				a := as[i+1]
				check(t, a)
				if a.Title != e.title || a.Published.Format("2006-01-02T15:04:05Z07:00") != e.clock || !strings.Contains(a.Text, e.text) || a.Source != "live.html#"+e.id {
					t.Errorf("entry %d: %q at %s from %s: %q", i, a.Title, a.Published, a.Source, a.Text)
				}
				if seen[string(a.ID)] || a.ID == top.ID {
					t.Error("two entries have one id")
				}
				seen[string(a.ID)] = true
			}
		})
	}
	// Two dated boxes in a story are no live blog.
	if as, err := Read(strings.NewReader(fmt.Sprintf(head, "", `<div class="live-post"><time datetime="2017-08-14">x</time><p>One box of some length.</p></div>`)), "x.html", Options{}); err != nil || len(as) != 1 {
		t.Errorf("%d articles, %v", len(as), err)
	}
}

// What stands around a story is no part of it.
func TestFurnitureOfPages(t *testing.T) {
	story := []string{
		"The harbour board of Orlo approved a new crane on Monday after a long debate about its price and its height.",
		"Mayor Ivana Petrović said that work would start in the spring, once the ferries have moved to the other quay.",
		"Fishermen fear that the crane will take the light from their boats, and a group of them has asked a court to stop it.",
	}
	page := `<html><head><title>Crane approved</title></head><body>
<div id="cookie-banner" class="cookie-consent"><p>We value your privacy. We and our partners store cookies on your device. <button>Accept all</button> <button>Reject</button></p></div>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Harbour board of Orlo approves a new crane</h1>
<p>` + story[0] + `</p>
<figure><img src="a.jpg"><figcaption>The old crane, seen from the quay. Photo: K. Lenz</figcaption></figure>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Ferry late again on Tuesday morning</a></li><li><a href="/b">Lighthouse to be painted in the summer</a></li></ul></aside>
<p>` + story[1] + `</p><p>` + story[2] + `</p></article>
<section id="comments" class="comments"><h2>3 comments</h2><div class="comment"><p>OldSailor: This is a scandal, they should all resign at once and pay for it themselves.</p></div>
<div class="comment"><p>Anna77: I for one welcome our new crane, whatever the fishermen may say about the light.</p></div></section>
<footer><p>© Orlo Harbour News. All rights reserved.</p></footer></body></html>`
	as, err := Read(strings.NewReader(page), "x.html", Options{})
	if err != nil || len(as) != 1 {
		t.Fatal(len(as), err)
	}
	var told []string
	for _, b := range as[0].Blocks {
		if b.Kind.Tells() && b.Kind != TitleBlock {
			told = append(told, as[0].Text[b.Start:b.End])
		}
	}
	if strings.Join(told, "|") != strings.Join(story, "|") {
		t.Errorf("the story is %q", told)
	}
}
