package article

import (
	"strings"
	"testing"
	"time"
)

const prose = `<p>The council of Delta voted on Monday to rebuild the bridge that the flood had carried away in spring.</p>
<p>Work is to begin in autumn and to end within two years, the mayor said after the vote on Monday.</p>
<p>Until then a ferry will take people across the river, every half hour and without charge, she said.</p>`

func TestHTMLMetadata(t *testing.T) {
	for _, r := range []struct {
		name, head, body            string
		url                         string
		title, publisher, published string
		from, byline, agency, lang  string
		problems                    int
	}{
		{name: "JSON-LD in a graph", head: `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Bridge to be rebuilt","datePublished":"2019-05-07T10:00:00+02:00","author":[{"name":"Ann Lee"},{"name":"Bo Ek"}],"publisher":{"name":"Delta Post"}}]}</script>`,
			body: "<h1>Bridge to be rebuilt</h1>" + prose, title: "Bridge to be rebuilt", publisher: "Delta Post", published: "2019-05-07T10:00:00+02:00", from: "metadata", byline: "Ann Lee, Bo Ek", lang: "en"},
		{name: "broken JSON-LD, good meta", head: `<title>Bridge to be rebuilt | Delta Post</title><script type="application/ld+json">{"@type":</script><meta property="article:published_time" content="2019-05-07T08:00:00Z"><meta name="author" content="By Ann Lee">`,
			body: prose, title: "Bridge to be rebuilt", published: "2019-05-07T08:00:00Z", from: "metadata", byline: "Ann Lee", lang: "en"},
		{name: "time element", head: "<title>Bridge to be rebuilt - Delta Post</title><meta property='og:site_name' content='Delta Post'>",
			body: "<article><time datetime='2019-05-07'>7 May</time>" + prose + "</article>", title: "Bridge to be rebuilt", publisher: "Delta Post", published: "2019-05-07T00:00:00Z", from: "metadata", lang: "en"},
		{name: "printed date", head: "<title>Bridge to be rebuilt</title>", body: "<div class='posted-on'>Posted on May 7, 2019</div>" + prose, title: "Bridge to be rebuilt", published: "2019-05-07T00:00:00Z", from: "metadata", lang: "en"},
		{name: "only the URL", head: "<title>Bridge to be rebuilt</title>", body: prose, url: "https://www.delta.example/2019/05/07/bridge.html",
			title: "Bridge to be rebuilt", publisher: "delta.example", published: "2019-05-07T00:00:00Z", from: "url", lang: "en"},
		{name: "URL against metadata", head: "<title>Bridge to be rebuilt</title><meta name='date' content='2019-06-30'>", body: prose, url: "https://delta.example/2019/05/07/bridge.html",
			title: "Bridge to be rebuilt", publisher: "delta.example", published: "2019-06-30T00:00:00Z", from: "metadata", lang: "en", problems: 1},
		{name: "a heading that is the outlet's name", head: "<title>Bridge to be rebuilt | The Delta Daily Post</title><meta property='og:site_name' content='The Delta Daily Post'>", body: "<h1>The Delta Daily Post</h1>" + prose,
			title: "Bridge to be rebuilt", publisher: "The Delta Daily Post", lang: "en"},
		{name: "an agency as author", head: "<title>Bridge to be rebuilt</title><meta name='author' content='Reuters'>", body: prose, title: "Bridge to be rebuilt", byline: "Reuters", agency: "Reuters", lang: "en"},
		{name: "a story's date is no publication date", head: "<title>Bridge to be rebuilt</title>", body: prose + "<p>The old bridge was opened on 3 May 1931 by the king, who walked across it with his brother.</p>", title: "Bridge to be rebuilt", lang: "en"},
	} {
		t.Run(r.name, func(t *testing.T) {
			as, err := Read(strings.NewReader("<html><head>"+r.head+"</head><body>"+r.body+"</body></html>"), "x.html", Options{URL: r.url})
			if err != nil {
				t.Fatal(err)
			}
			a := as[0]
			published := ""
			if !a.Published.IsZero() {
				published = a.Published.Format(time.RFC3339)
			}
			if a.Title != r.title || a.Publisher != r.publisher || published != r.published || a.DateFrom != r.from || a.Byline != r.byline || a.Agency != r.agency || a.Lang != r.lang || len(a.Problems) != r.problems {
				t.Errorf("title %q, publisher %q, published %s by %q, byline %q, agency %q, lang %q, problems %v", a.Title, a.Publisher, published, a.DateFrom, a.Byline, a.Agency, a.Lang, a.Problems)
			}
			check(t, a)
		})
	}
}

func TestHTMLBlocks(t *testing.T) {
	page := `<html><head><title>Bridge to be rebuilt</title></head><body><article><h1>Bridge to be rebuilt</h1>
<figure><img src=x><figcaption>The river in May. Photo: Ann Lee</figcaption></figure>
<p>DELTA (AP) — The council voted on <b>Mon</b>day to rebuild the <a href=x>bridge</a> that the flood had carried away in spring.</p>
` + prose + `
<div>The first stone will be laid in June.<br>The last one will follow two years later, if the river allows it.</div>
<h2>What it will cost</h2>
<p>Nobody knows yet what the bridge will cost, and the mayor did not want to guess at it on Monday.</p>
<ul><li>The county pays a third of the sum, said the mayor.</li><li>The state pays the rest of it, she said.</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>1931</td><td>40,000</td></tr></table>
<p hidden>You cannot see this paragraph, although it is as long as the others are and full of words.</p>
<p>(Delta Post/AP)</p>
<p><a href=y>Read more: The flood of spring in pictures</a></p>
</article></body></html>`
	as, err := Read(strings.NewReader(page), "x.html", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range as[0].Blocks {
		s := as[0].Text[b.Start:b.End]
		got = append(got, kindLetters[b.Kind]+"|"+s[:min(len(s), 38)])
	}
	want := `T|Bridge to be rebuilt
P|The river in May. Photo: Ann Lee
B|DELTA (AP) — The council voted on Mo
B|The council of Delta voted on Monday t
B|Work is to begin in autumn and to end 
B|Until then a ferry will take people ac
B|The first stone will be laid in June.
B|The last one will follow two years lat
S|What it will cost
B|Nobody knows yet what the bridge will 
L|The county pays a third of the sum, sa
L|The state pays the rest of it, she sai
X|Year	Cost
X|1931	40,000
C|(Delta Post/AP)
N|Read more: The flood of spring in pict`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
	if a := as[0]; a.Agency != "AP" || a.Publisher != "Delta Post" || a.Dateline != "DELTA (AP) —" {
		t.Errorf("agency %q, publisher %q, dateline %q", a.Agency, a.Publisher, a.Dateline)
	}
}
