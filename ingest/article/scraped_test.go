package article

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"
)

const crane = "The board of Orlo approved a crane on Monday."

// scraped are tables and JSON as programs write them, each with what must come of it:
// per article title|publisher|byline|date|first words of the body, per part that was not read the
// words that its reason holds.
var scraped = []struct{ name, file, in, want string }{
	{"Excel says what parts the cells", "a.csv", "sep=;\r\ntitle;text;date\r\n\"Crane; plan\";\"" + crane + "\r\nIt said \"\"so\"\".\";2019-05-06\r\n",
		"Crane; plan||| 2019-05-06|The board"},
	{"an index column without a name", "a.csv", ",title,publication,author,date,content\n0,Crane plan,Orlo Times,Ana Lind,2016-12-31,\"" + crane + "\"\n",
		"Crane plan|Orlo Times|Ana Lind|2016-12-31|The board"},
	{"two tables in one file", "a.csv", "title,text\nOne plan," + crane + "\ntitle,text\nTwo plans," + crane + "\n",
		"One plan||||The board\nTwo plans||||The board"},
	{"a row without a text", "a.csv", "title,text\nOne plan,\nTwo plans," + crane + "\n",
		`! line 2: no article text found: "text" is empty` + "\nTwo plans||||The board"},
	{"windows-1252", "a.csv", "title,text\nA caf\xe9 plan,\"The board \x96 it said \x96 approved a caf\xe9 on Monday.\"\n",
		"A café plan||||The board – it said"},
	{"no column of text", "a.csv", "foo,bar\n1,2\n", "! the first line must name the columns: no article text found in the fields foo, bar; name the one that has it with --field text=NAME"},
	{"GDELT's knowledge graph", "x", "20190506143000-1\t20190506143000\t1\torlo.example\thttps://orlo.example/crane" + strings.Repeat("\t", 22) + "<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>Crane &amp; harbour plan</PAGE_TITLE>\n",
		"Crane & harbour plan|orlo.example||2019-05-06|"},
	{"GDELT's events", "x", "843106900\t20180506\t201805\t2018\t2018.3425\tUSA\tUNITED STATES\n", "! table of events has codes and no text"},
	{"GDELT's mentions", "x", "843106900\t20190506143000\t20190506143000\t1\tx.example\thttps://x.example/a\n", "! table of mentions has codes"},
	{"trafilatura's CSV", "x", "https://orlo.example/crane\tnull\tab19969096dff3\torlo.example\tCrane plan\tnull\t2019-05-06\t\"Crane plan\n" + crane + "\"\tnull\tnull\tnull\n",
		"Crane plan|orlo.example||2019-05-06|The board"},
	{"WordPress", "x", `[{"date":"2019-05-06T10:00:00","link":"https://orlo.example/crane","title":{"rendered":"Crane &#8211; plan"},"content":{"rendered":"<p>` + crane + `</p>\n<p>It is new.</p>"},"author":3}]`,
		"Crane – plan|orlo.example||2019-05-06|The board"},
	{"an index's hits", "x", `{"took":1,"hits":{"hits":[{"_id":"1","_source":{"title":"Crane plan","body":"` + crane + `","published":"2019-05-06"}}]}}`,
		"Crane plan|||2019-05-06|The board"},
	{"MongoDB", "x", `{"_id":{"$oid":"5"},"title":"Crane plan","content":"` + crane + `","publishedAt":{"$date":"2019-05-06T10:00:00Z"},"source":{"id":null,"name":"Orlo Gazette"}}` + "\n{}\n",
		"Crane plan|Orlo Gazette||2019-05-06|The board\n! line 2: no article text found"},
	{"lines that wrap their articles", "x", `{"article":{"title":"Crane plan","text":"` + crane + `"}}` + "\n" + `{"article":{"title":"Second plan","text":"` + crane + `"}}` + "\n",
		"Crane plan||||The board\nSecond plan||||The board"},
	{"Event Registry", "x", `{"articles":{"results":[{"uri":"123","date":"2019-05-06","dateTime":"2019-05-06T10:00:00Z","title":"Crane plan","body":"` + crane + `","source":{"uri":"orlo.example","title":"Orlo Gazette"},"authors":[{"name":"Ana Lind"}]}]}}`,
		"Crane plan|Orlo Gazette|Ana Lind|2019-05-06|The board"},
	{"Fundus", "x", `[{"title":"Crane plan","body":{"summary":["Board approves."],"sections":[{"headline":[],"paragraphs":["` + crane + `","It is new."]}]},"authors":["Ana Lind"],"publishing_date":"2019-05-06 10:00:00+02:00","free_access":true}]`,
		"Crane plan||Ana Lind|2019-05-06|The board"},
	{"a table by columns", "x", `{"title":{"0":"Crane plan","10":"Third plan","2":"Second plan"},"text":{"0":"` + crane + `","10":"` + crane + `","2":"` + crane + `"}}`,
		"Crane plan||||The board\nSecond plan||||The board\nThird plan||||The board"},
	{"values one after the other", "x", "{\n\"title\":\"Crane plan\",\n\"text\":\"" + crane + "\"}\n{\n\"title\":\"Second plan\",\n\"text\":\"" + crane + "\"}",
		"Crane plan||||The board\nSecond plan||||The board"},
	{"long lines without a name for them", "x", `{"title":"Crane plan","text":"` + strings.Repeat(crane+" ", 200) + "\"}\n{\"broken\n" + `{"title":"Third plan","text":"` + crane + "\"}\n",
		"Crane plan||||The board\n! line 2\nThird plan||||The board"},
	{"a list that is cut off", "x", `[{"title":"Crane plan","text":"` + crane + `"},{"title":"Second`,
		"Crane plan||||The board\n! element 2: JSON: the file ends in the middle"},
	{"a broken element", "x", `[{"title":"Crane plan","text":"` + crane + `"},{"title" "D"}]`,
		"Crane plan||||The board\n! element 2: JSON: at byte"},
	{"an object without a text", "x", `{"title":"Crane plan","lead":"It"}`, "! no article text found in the fields lead, title; name the one that has it with --field text=NAME"},
}

// told writes what Each gives as lines of the form that scraped has.
func told(r io.Reader, name string) string {
	var lines []string
	unread := func(source string, err error) { lines = append(lines, "! "+source+": "+err.Error()) }
	err := Each(r, name, Options{Unread: unread}, func(a *Article) error {
		day, body := "", ""
		if !a.Published.IsZero() {
			day = a.Published.Format(time.DateOnly)
		}
		for _, b := range a.Blocks {
			if b.Kind == Body {
				body = a.Text[b.Start:b.End]
				break
			}
		}
		lines = append(lines, strings.Join([]string{a.Title, a.Publisher, a.Byline, day, body}, "|"))
		return nil
	})
	if err != nil {
		unread(name, err)
	}
	return strings.Join(lines, "\n")
}

// checkTold compares told's lines with those wanted, which may break off early.
func checkTold(t *testing.T, got, want string) {
	t.Helper()
	gots, wants := strings.Split(got, "\n"), strings.Split(want, "\n")
	ok := len(wants) <= len(gots)
	for i := 0; ok && i < len(wants); i++ {
		if why, isError := strings.CutPrefix(wants[i], "! "); isError {
			ok = strings.HasPrefix(gots[i], "! ") && strings.Contains(gots[i], why)
		} else {
			ok = strings.HasPrefix(gots[i], strings.ReplaceAll(wants[i], "| ", "|"))
		}
	}
	if !ok {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestScraped(t *testing.T) {
	for _, r := range scraped {
		t.Run(r.name, func(t *testing.T) { checkTold(t, told(strings.NewReader(r.in), r.file), r.want) })
	}
}

// TestWide: every text format in UTF-16, with a byte order mark and without, under no name.
func TestWide(t *testing.T) {
	for _, s := range []struct{ name, in, want string }{
		{"table", "title\ttext\tdate\nCrane – plan\t" + crane + "\t2019-05-06\n", "Crane – plan|||2019-05-06|The board"},
		{"page", "<!DOCTYPE html><html><head><meta charset=utf-16><title>Crane – plan</title></head><body><p>" + crane + "</p></body></html>", "Crane – plan||||The board"},
		{"XML", `<?xml version="1.0" encoding="UTF-16"?><nitf><body><body.head><hedline><hl1>Crane – plan</hl1></hedline></body.head><body.content><p>` + crane + `</p></body.content></body></nitf>`, "Crane – plan||||The board"},
		{"JSON", `{"title":"Crane – plan","text":"` + crane + `"}`, "Crane – plan||||The board"},
		{"text", "Crane – plan\n\n" + crane + " It was seen by many.\n", "Crane – plan||||The board"},
	} {
		for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
			for _, mark := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
				t.Run(fmt.Sprint(s.name, order, mark), func(t *testing.T) {
					wide, err := unicode.UTF16(order, mark).NewEncoder().String(s.in)
					if err != nil {
						t.Fatal(err)
					}
					checkTold(t, told(strings.NewReader(wide), "x"), s.want)
				})
			}
		}
	}
}

// TestJSONList: a list is read as a stream. What comes behind the limit of one
// article would be refused if the file were held as a whole.
func TestJSONList(t *testing.T) {
	const n = 2000
	element := `{"title":"Crane plan","text":"` + crane + `"}`
	list := io.MultiReader(strings.NewReader("[\n"), strings.NewReader(strings.Repeat(element+",\n", n-1)), strings.NewReader(element+"]"))
	got := 0
	err := Each(list, "x.json", Options{Limits: Limits{Article: 20_000}}, func(*Article) error { got++; return nil })
	if err != nil || got != n {
		t.Errorf("%d articles, error %v", got, err)
	}
	err = Each(strings.NewReader(`["`+strings.Repeat("x", 100_000)+`"]`), "x.json", Options{Limits: Limits{Article: 20_000}}, func(*Article) error { return nil })
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("an element over the limit: %v", err)
	}
}
