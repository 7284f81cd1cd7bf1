package article

import (
	"strings"
	"testing"
)

// TestNewsMessage: a message with a package, two texts and a picture holds two articles.
func TestNewsMessage(t *testing.T) {
	item := func(class, head, content string) string {
		return `<newsItem guid="urn:` + head + `" xml:lang="en"><itemMeta><itemClass qcode="ninat:` + class + `"/><provider qcode="nprov:AFP"/><versionCreated>2019-05-06T12:20:00+02:00</versionCreated></itemMeta><contentMeta><headline>` + head + `</headline></contentMeta><contentSet>` + content + `</contentSet></newsItem>`
	}
	in := `<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><packageItem guid="urn:p"><groupSet><group><itemRef residref="urn:Crane plan"/></group></groupSet></packageItem>` +
		item("text", "Crane plan", `<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The board <b>approved</b> it<br/>on Monday.</p></body></html></inlineXML>`) +
		item("picture", "A picture", `<remoteContent href="a.jpg"/>`) +
		item("text", "Second plan", "<inlineData>The board approved two.\n\nIt said so.</inlineData>") + `</itemSet></newsMessage>`
	checkTold(t, told(strings.NewReader(in), "x"), "Crane plan|AFP||2019-05-06|The board approved it on Monday.\nSecond plan|AFP||2019-05-06|The board approved two.")
	if n := strings.Count(told(strings.NewReader(in), "x"), "\n"); n != 1 {
		t.Errorf("%d articles, want 2", n+1)
	}
}
