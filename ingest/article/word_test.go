package article

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// word is a Word document with a text, styles and the day it was made.
func word(t testing.TB, body, styles string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", "<Types/>"},
		{wordText, `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`},
		{"word/styles.xml", `<w:styles xmlns:w="w">` + styles + `</w:styles>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dcterms="t"><dcterms:created>2026-11-20T10:00:00Z</dcterms:created></cp:coreProperties>`},
	} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, f[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wordPara(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

// TestWord: the styles of a German Word, those that converters use, a text box that is
// written twice, and a date in the text that is surer than the day the file was made.
func TestWord(t *testing.T) {
	box := `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + wordPara("", "In a box") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + wordPara("", "In a box") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>` + crane + `</w:t></w:r></w:p>`
	doc := word(t, wordPara("Titel", "Crane plan")+wordPara("Author", "Ana Lind")+wordPara("Date", "6 May 2019")+box+wordPara("berschrift2", "What comes next")+wordPara("Beschriftung", "A crane"),
		`<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>`)
	as, err := Read(bytes.NewReader(doc), "x", Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, b := range as[0].Blocks {
		got += b.Kind.String() + " " + as[0].Text[b.Start:b.End] + "\n"
	}
	const want = "title Crane plan\ncredit Ana Lind\ncredit 6 May 2019\nbody " + crane + "\nsubtitle What comes next\ncaption A crane\n"
	if got != want || as[0].Published.Format("2006-01-02") != "2019-05-06" {
		t.Errorf("published %s, got\n%swant\n%s", as[0].Published, got, want)
	}
}
