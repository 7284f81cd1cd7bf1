package article

import (
	"strings"
	"testing"
)

// documents are XML of no format of news.
var documents = []struct{ name, in, want string }{
	{"TEI", `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Crane plan</title><author>Ana Lind</author></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><bibl>Crane plan, Orlo Gazette, 2019-05-06</bibl><biblFull><publicationStmt><publisher>Orlo Gazette</publisher><ptr type="URL" target="https://orlo.example/crane"/><date>2019-05-06</date></publicationStmt></biblFull></sourceDesc></fileDesc><profileDesc><creation><date type="download">2026-11-26</date></creation></profileDesc></teiHeader><text><body><div type="entry"><p>The <hi>board</hi> of Orlo<lb/>approved it.</p><head>Next</head></div></body></text></TEI>`,
		"Crane plan|Orlo Gazette|Ana Lind|2019-05-06|The board of Orlo approved it."},
	{"a collection, root and case as they come", "<DOC>\n<DOCNO> 1 </DOCNO>\n<HEADLINE>\nCrane plan\n</HEADLINE>\n<DATE>1999-05-05</DATE>\n<TEXT>\n<P>\n" + crane + "\n</P>\n</TEXT>\n</DOC>\n<DOC><HEADLINE>Second plan</HEADLINE><TEXT>\n" + crane + "\n</TEXT></DOC>",
		"Crane plan|||1999-05-05|The board\nSecond plan||||The board"},
	{"TimeML: elements in the text", `<?xml version="1.0"?><TimeML><DCT><TIMEX3 tid="t0" value="1998-02-13">1998-02-13</TIMEX3></DCT><TITLE>Crane plan</TITLE><TEXT>` + "\nThe board <EVENT>approved</EVENT> it on <TIMEX3>Monday</TIMEX3>, it said.\n</TEXT></TimeML>",
		"Crane plan|||1998-02-13|The board approved it on Monday, it said."},
	{"a date in an attribute, a title in the text", `<?xml version="1.0"?><newsitem date="1996-08-20" xml:lang="en"><text><title>Crane plan</title><body><p>` + crane + `</p></body></text></newsitem>`,
		"Crane plan|||1996-08-20|The board"},
	{"no article", `<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="a"/></body></opml>`,
		"! XML with the root <opml>, which is no format of news that is known; convert it to JSON or text"},
	{"broken off", `<corpus><doc title="Crane plan"><text><p>` + crane + `</p></text></doc><doc title="Second`, "Crane plan||||The board\n! XML: after 1 articles"},
	{"a dump with marks that are not closed", `<mediawiki><page><title>Crane plan</title><revision><timestamp>2020-01-01T00:00:00Z</timestamp><text>{{date|May 6, 2019}} The [[board of {{w|Orlo}} approved {{ a crane.</text></revision></page></mediawiki>`,
		"Crane plan|||2019-05-06|The [[board of Orlo approved {{ a crane."},
}

func TestDocuments(t *testing.T) {
	for _, r := range documents {
		t.Run(r.name, func(t *testing.T) { checkTold(t, told(strings.NewReader(r.in), "x"), r.want) })
	}
}
