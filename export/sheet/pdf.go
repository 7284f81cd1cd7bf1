package sheet

import (
	"fmt"
	"image/color"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// maxSide is the longest side of a page that readers of PDF must take, in points.
const maxSide = 14400

// PDF writes s as a page of its own size: vectors, the fonts embedded, words that
// can be searched and copied, links that can be followed. Words that need another
// font than the built-in ones are outlines.
func (s *Sheet) PDF(w io.Writer, more ...Font) error {
	k := min(0.75, maxSide/max(s.W, s.H, 1)) // points a px
	// One unit is one px, whatever the page's size in points.
	f := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: s.W * k, Ht: s.H * k}})
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCatalogSort(true)
	f.SetCreationDate(time.Unix(0, 0).UTC()) // no clock: the same picture, the same bytes
	f.SetModificationDate(time.Unix(0, 0).UTC())
	f.SetProducer("Dateline", true)
	f.SetTitle(clean(s.Title), true)
	f.SetSubject(clean(s.Desc), true)
	f.SetLang(s.Lang)
	f.AddUTF8FontFromBytes("Go", "", goregular.TTF)
	f.AddUTF8FontFromBytes("Go", "B", gobold.TTF)
	f.AddPage()
	p := page{f: f, k: k, ground: s.Ground, set: setter{more: more}}
	p.item(&Item{Path: Rect(0, 0, s.W, s.H, 0), Fill: s.Ground})
	for i := range s.Items {
		p.item(&s.Items[i])
	}
	if err := f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

type page struct {
	f      *fpdf.Fpdf
	k      float64
	ground color.NRGBA
	set    setter
}

func (p *page) item(it *Item) {
	if it.Text != nil {
		p.text(it)
		return
	}
	if len(it.Fade) > 1 && it.Fill.A > 0 {
		p.fade(it)
		return
	}
	if it.Fill.A > 0 {
		p.fillColour(it.Fill)
		p.trace(it.Path)
		p.f.DrawPath("F")
	}
	if it.Stroke.A > 0 {
		p.strokeColour(it.Stroke)
		p.f.SetLineWidth(it.Width * p.k)
		p.f.SetDashPattern(it.dashes(p.k), 0)
		p.trace(it.Path)
		p.f.DrawPath("D")
	}
}

// fade fills the box of a shape with shades between its colour and the ground:
// printers take those better than what can be seen through.
func (p *page) fade(it *Item) {
	x0, y0, x1, y1 := it.Path.box()
	n := float64(len(it.Fade) - 1)
	for i := range it.Fade[1:] {
		a, b := mix(it.Fill, p.ground, it.Fade[i]), mix(it.Fill, p.ground, it.Fade[i+1])
		x, w := x0+(x1-x0)*float64(i)/n, (x1-x0)/n
		p.f.LinearGradient(x*p.k, y0*p.k, w*p.k, (y1-y0)*p.k, int(a.R), int(a.G), int(a.B), int(b.R), int(b.G), int(b.B), 0, 0, 1, 0)
	}
}

func (p *page) text(it *Item) {
	t := it.Text
	s := clean(t.S)
	glyphs, width := p.set.set(s, t.Bold, t.Size)
	x, squeeze := t.place(width)
	if t.Halo && it.Stroke.A > 0 {
		p.strokeColour(it.Stroke)
		p.f.SetLineWidth(it.Width * p.k)
		p.f.SetDashPattern(nil, 0)
		p.f.SetLineJoinStyle("round")
		p.trace(outline(glyphs, x, t.Y, squeeze))
		p.f.DrawPath("D")
		p.f.SetLineJoinStyle("miter")
	}
	if squeeze == 1 && facesFor(t.Bold, nil).plain(s) {
		style := ""
		if t.Bold {
			style = "B"
		}
		p.f.SetFont("Go", style, t.Size*p.k)
		p.f.SetTextColor(int(it.Fill.R), int(it.Fill.G), int(it.Fill.B))
		p.f.Text(x*p.k, t.Y*p.k, s)
	} else {
		p.fillColour(it.Fill)
		p.trace(outline(glyphs, x, t.Y, squeeze))
		p.f.DrawPath("F")
	}
	if t.Href != "" {
		p.f.LinkString(x*p.k, (t.Y-t.Size)*p.k, width*squeeze*p.k, 1.25*t.Size*p.k, t.Href)
	}
}

func (p *page) fillColour(c color.NRGBA) {
	c = mix(c, p.ground, 1)
	p.f.SetFillColor(int(c.R), int(c.G), int(c.B))
}

func (p *page) strokeColour(c color.NRGBA) {
	c = mix(c, p.ground, 1)
	p.f.SetDrawColor(int(c.R), int(c.G), int(c.B))
}

func (p *page) trace(path Path) {
	for _, s := range path {
		switch s.Op {
		case Move:
			p.f.MoveTo(s.X3*p.k, s.Y3*p.k)
		case Line:
			p.f.LineTo(s.X3*p.k, s.Y3*p.k)
		case Cubic:
			p.f.CurveBezierCubicTo(s.X1*p.k, s.Y1*p.k, s.X2*p.k, s.Y2*p.k, s.X3*p.k, s.Y3*p.k)
		case Close:
			p.f.ClosePath()
		}
	}
}
