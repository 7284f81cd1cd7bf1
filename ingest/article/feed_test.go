package article

import (
	"strings"
	"testing"
)

// feeds are entries as publishers write them, with what must come of them.
var feeds = []struct{ name, in, want string }{
	{"titles of pictures and broadcasts", `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Orlo Gazette</title><image><title>Logo</title></image><item><title>Crane plan</title><link>https://orlo.example/crane</link><pubDate>Mon, 06 May 2019 14:20:00 GMT</pubDate><dc:creator>Ana Lind</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>The board&nbsp;<b>approved</b>&nbsp;it.</p>]]></content:encoded><media:content url="x"><media:title>A picture</media:title></media:content><media:title>Another</media:title><media:description>No</media:description><media:content url="y"/><itunes:title>Pod</itunes:title><itunes:author>No</itunes:author></item></channel></rss>`,
		"Crane plan|Orlo Gazette|Ana Lind|2019-05-06|The board approved it."},
	{"marks and entities in a title", `<rss><channel><title>Orlo Gazette</title><item><title><![CDATA[Crane <b>plan</b> &amp; price]]></title><author>ana@orlo.example (Ana Lind)</author><description>` + crane + `</description></item></channel></rss>`,
		"Crane plan & price|Orlo Gazette|Ana Lind||The board"},
	{"an aggregator repeats title and outlet", `<rss><channel><title>News</title><item><title>Crane plan - Orlo Gazette</title><description>&lt;a href="x"&gt;Crane plan&lt;/a&gt;&amp;nbsp;&lt;font&gt;Orlo Gazette&lt;/font&gt;</description><source url="https://orlo.example">Orlo Gazette</source></item></channel></rss>`,
		"Crane plan|Orlo Gazette|||"},
	{"RSS 1.0: a picture beside the channel", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orlo Gazette</title><dc:language>en</dc:language></channel><image><title>Logo</title></image><item><title>Crane plan</title><dc:date>2019-05-06T14:20:00+02:00</dc:date><dc:creator>Ana Lind</dc:creator><description>` + crane + `</description></item></rdf:RDF>`,
		"Crane plan|Orlo Gazette|Ana Lind|2019-05-06|The board"},
	{"a charset that is not declared", "<rss><channel><title>Caf\xe9 \x96 News</title><item><title>Crane plan</title><description>" + crane + "</description></item></channel></rss>",
		"Crane plan|Café – News|||The board"},
	{"a charset that is declared", "<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>\xcf\xf0\xe8\xe2\xe5\xf2</title><item><title>Crane plan</title><description>" + crane + "</description></item></channel></rss>",
		"Crane plan|Привет|||The board"},
	{"a charset that nobody knows", "<?xml version='1.0' encoding='x-none'?><rss><channel><title>Caf\xe9</title><item><title>Crane plan</title><description>" + crane + "</description></item></channel></rss>",
		"Crane plan|Café|||The board"},
	{"Atom with a prefix, its author and addresses above", `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://orlo.example/"><a:title>Orlo Gazette</a:title><a:author><a:name>Ana Lind</a:name></a:author><a:entry><a:title type="html">Crane plan</a:title><a:link rel="alternate" href="/2019/05/06/crane"/><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>` + crane + `</p></div></a:content><a:source><a:title>Varda Times</a:title></a:source></a:entry></a:feed>`,
		"Crane plan|Varda Times|Ana Lind|2019-05-06|The board"},
}

func TestFeeds(t *testing.T) {
	for _, r := range feeds {
		t.Run(r.name, func(t *testing.T) { checkTold(t, told(strings.NewReader(r.in), "x"), r.want) })
	}
}
