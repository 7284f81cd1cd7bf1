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
	p := s.document(s.W*k, s.H*k, more)
	p.k = k
	p.f.AddPage()
	p.part(s, 0, s.H)
	return p.end(w)
}

// Print writes s for paper: as many numbered pages as it takes where s may be cut,
// else on one, made smaller if need be.
func (s *Sheet) Print(w io.Writer, paper Paper, more ...Font) error {
	p := s.document(paper.W, paper.H, more)
	width, height := paper.W-2*margin, paper.H-2*margin-footer
	p.k = min(0.75, width/max(s.W, 1))
	if !s.Rows {
		p.k = min(p.k, height/max(s.H, 1))
	}
	parts := []part{{y1: s.H}}
	if s.Rows {
		parts = s.parts(height / p.k)
	}
	for i, c := range parts {
		p.f.AddPage()
		p.x, p.y = margin, margin
		if p.ground != (color.NRGBA{255, 255, 255, 255}) {
			p.fillColour(p.ground)
			p.f.Rect(0, 0, paper.W, paper.H, "F")
		}
		if c.strip {
			p.part(s, s.Head.Top, s.Head.Bottom)
			p.y += (s.Head.Bottom - s.Head.Top) * p.k
		}
		p.part(s, c.y0, c.y1)
		if len(parts) > 1 {
			p.x, p.y = margin, paper.H-margin-footer
			p.text(&Item{Fill: color.NRGBA{118, 118, 118, 255}, Text: &Text{X: width / p.k, Y: footer / p.k, Size: 8 / p.k, Anchor: Right,
				S: fmt.Sprintf("%d / %d", i+1, len(parts))}})
		}
	}
	return p.end(w)
}

// document begins a PDF of pages of w by h points.
func (s *Sheet) document(w, h float64, more []Font) *page {
	f := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: w, Ht: h}})
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
	return &page{f: f, ground: s.Ground, set: setter{more: more}}
}

func (p *page) end(w io.Writer) error {
	if err := p.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// page is where on the paper the picture's px are: k points each, from x, y.
type page struct {
	f       *fpdf.Fpdf
	k, x, y float64
	ground  color.NRGBA
	set     setter
}

func (p *page) atX(v float64) float64 { return p.x + v*p.k }
func (p *page) atY(v float64) float64 { return p.y + v*p.k }

// part draws what s has from y0 to y1, from where p is.
func (p *page) part(s *Sheet, y0, y1 float64) {
	p.f.ClipRect(p.x, p.y, s.W*p.k, (y1-y0)*p.k, false)
	defer p.f.ClipEnd()
	top := p.y
	p.y -= y0 * p.k
	defer func() { p.y = top }()
	p.item(&Item{Path: Rect(0, y0, s.W, y1-y0, 0), Fill: s.Ground})
	for i := range s.Items {
		if a, b := s.Items[i].span(); b >= y0 && a <= y1 {
			p.item(&s.Items[i])
		}
	}
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
		p.f.LinearGradient(p.atX(x), p.atY(y0), w*p.k, (y1-y0)*p.k, int(a.R), int(a.G), int(a.B), int(b.R), int(b.G), int(b.B), 0, 0, 1, 0)
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
		p.f.Text(p.atX(x), p.atY(t.Y), s)
	} else {
		p.fillColour(it.Fill)
		p.trace(outline(glyphs, x, t.Y, squeeze))
		p.f.DrawPath("F")
	}
	if t.Href != "" {
		p.f.LinkString(p.atX(x), p.atY(t.Y-t.Size), width*squeeze*p.k, 1.25*t.Size*p.k, t.Href)
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
			p.f.MoveTo(p.atX(s.X3), p.atY(s.Y3))
		case Line:
			p.f.LineTo(p.atX(s.X3), p.atY(s.Y3))
		case Cubic:
			p.f.CurveBezierCubicTo(p.atX(s.X1), p.atY(s.Y1), p.atX(s.X2), p.atY(s.Y2), p.atX(s.X3), p.atY(s.Y3))
		case Close:
			p.f.ClosePath()
		}
	}
}
