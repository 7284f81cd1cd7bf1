package page

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

//go:embed explore.html
var exploreText string

//go:embed explore.css
var exploreCSS string

//go:embed explore.js
var exploreJS string

// maxChoices is how many actors the filter offers.
const maxChoices = 60

// exploration is what the template of Explore shows.
type exploration struct {
	content
	JS      template.JS
	Hash    string // of JS, which is all that may run
	Picture template.HTML
	Groups  []choice
	Actors  []choice
}

// choice is a value of a filter.
type choice struct {
	Key, Label string
	Count      int
}

// Explore writes a page round one picture (a timeline or diagram as SVG) that can
// be zoomed, panned and searched; a click on what is drawn shows its sentences. It
// is one file that needs no network. Its script reads nothing but the page, and its
// policy lets nothing else run; without a script all is there to read.
func Explore(w io.Writer, v *graph.View, picture []byte, title string) error {
	t, err := template.New("page").Parse(text)
	if err != nil {
		return err
	}
	if _, err := t.New("explore").Parse(exploreText); err != nil {
		return err
	}
	s := told.Read(v)
	sum := sha256.Sum256([]byte(exploreJS))
	x := exploration{
		content: content{Title: cmp.Or(title, s.Title, "Events"), CSS: template.CSS(css + exploreCSS), Summary: summary(s)},
		JS:      template.JS(exploreJS), Hash: base64.StdEncoding.EncodeToString(sum[:]), Picture: template.HTML(picture),
	}
	keep := choose(s)
	groups := map[string]int{}
	actors := map[string]*choice{}
	for i := range s.Events {
		e := &s.Events[i]
		if !keep[e] {
			x.LeftOut++
			continue
		}
		r := newRow(s, e)
		if e.Dated() {
			x.Dated = append(x.Dated, r)
		} else {
			x.Undated = append(x.Undated, r)
		}
		groups[r.Group]++
		for _, role := range e.Roles {
			if role.Entity == "" {
				continue
			}
			k := s.Key(role.Entity)
			if actors[k] == nil {
				actors[k] = &choice{Key: k, Label: s.Name(role.Entity)}
			}
			actors[k].Count++
		}
	}
	for _, g := range told.Groups() {
		if groups[g.Key] > 0 {
			x.Groups = append(x.Groups, choice{g.Key, g.Label, groups[g.Key]})
		}
	}
	for _, c := range actors {
		x.Actors = append(x.Actors, *c)
	}
	slices.SortFunc(x.Actors, func(a, b choice) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Label, b.Label), strings.Compare(a.Key, b.Key))
	})
	x.Actors = x.Actors[:min(len(x.Actors), maxChoices)]
	for _, a := range s.Sources {
		x.Sources = append(x.Sources, source{a.Number, a.Heading(), a.Credit(), a.Link(), a.CopyOf != ""})
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "explore", x); err != nil {
		return err
	}
	_, err = w.Write(bytes.ToValidUTF8(b.Bytes(), []byte("\uFFFD"))) // a View may hold any bytes
	return err
}
