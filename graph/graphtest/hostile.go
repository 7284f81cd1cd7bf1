package graphtest

import (
	"dateline/graph"
)

// Hostile is the facts of an article whose every text tries to be run where it should be shown: as markup,
// as an attribute, an address, a style, in letters that turn the direction of others.
func Hostile() graph.Facts {
	const (
		script = `<script>alert("name")</script>`
		broken = `"><img src=x onerror=alert(1)>`
		quoted = `' onmouseover='alert(2)' x='`
		turned = "Ali\u202Ecod.exe\u2066 \u0007Baba"
	)
	b := Article("https://evil.example/"+broken, `</title><script>alert(3)</script>`, Day(4, 1))
	b.Facts.Article.Title = `Title </h1><svg onload=alert(4)> {{.}} ${alert(5)} <!--`
	b.Facts.Article.URL = "javascript:alert(6)"
	b.Facts.Article.Agency, b.Facts.Article.Byline, b.Facts.Article.Path = script, broken, quoted
	one, two := b.Entity(graph.Person, script, broken), b.Entity(graph.Organisation, broken)
	b.Last().Role, b.Last().Country = quoted, `<b>`
	three, four := b.Entity(graph.Person, turned), b.Entity(graph.GPE, quoted)
	c := b.Claim(`The one </p><script>alert(7)</script> met <iframe src="javascript:alert(8)"> the other.`, "met", one)
	e := b.Event("met_with", "2021-04-01", one, two, c)
	e.Place, e.Manner, e.Tags = four, script, []string{`x" onclick="alert(9)`}
	e.Text, e.Dating = script+" met "+broken, `<style>body{display:none}</style>`
	e.Values = []graph.Quantity{{Amount: 3, Unit: script, What: broken}}
	denied := b.Claim(`Somebody denied it, javascript:alert(10) <a href="javascript:alert(11)">here</a>.`, "denied", three)
	denied.Polarity, denied.Cue, denied.Rule = graph.Denied, script, broken
	b.Event("attacked", "2021-04", three, four, b.Claim(`He attacked <b onclick=alert(12)>it</b>.`, "attacked"), denied).Text = turned + " attacked " + quoted
	b.State("head_of", two, four, `head of <img src=y onerror=alert(13)>`, b.Claim(`It heads &lt;script&gt; <math href=javascript:alert(14)>.`, "heads"))
	return b.Done()
}
