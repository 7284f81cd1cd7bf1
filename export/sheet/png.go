package sheet

import (
	"fmt"
	"image/color"
	"image/png"
	"io"
	"math"

	"git.sr.ht/~sbinet/gg"
)

// maxPixels bounds a PNG: four bytes each while it is drawn.
const maxPixels = 120e6

// PNG writes s with scale pixels for each px; 2 is what screens of today and
// printers at 200 dots an inch want. A picture that would be too large for memory
// is an error that says so.
func (s *Sheet) PNG(w io.Writer, scale float64, more ...Font) error {
	if pixels := s.W * s.H * scale * scale; pixels > maxPixels {
		return fmt.Errorf("a PNG of %.0f by %.0f pixels is too large (at most %.0f million pixels); make an SVG or a PDF, or draw less",
			s.W*scale, s.H*scale, maxPixels/1e6)
	}
	dc := gg.NewContext(max(int(math.Ceil(s.W*scale)), 1), max(int(math.Ceil(s.H*scale)), 1))
	dc.SetColor(s.Ground)
	dc.Clear()
	dc.SetLineCapButt()
	p := painter{dc: dc, scale: scale, set: setter{more: more}}
	for i := range s.Items {
		p.item(&s.Items[i])
	}
	enc := png.Encoder{CompressionLevel: png.DefaultCompression}
	return enc.Encode(w, dc.Image())
}

type painter struct {
	dc    *gg.Context
	scale float64
	set   setter
}

func (p *painter) item(it *Item) {
	if t := it.Text; t != nil {
		s := clean(t.S)
		glyphs, width := p.set.set(s, t.Bold, t.Size)
		x, squeeze := t.place(width)
		path := outline(glyphs, x, t.Y, squeeze)
		if t.Halo && it.Stroke.A > 0 {
			p.trace(path)
			p.dc.SetLineJoinRound()
			p.dc.SetDash()
			p.dc.SetLineWidth(it.Width * p.scale)
			p.dc.SetColor(it.Stroke)
			p.dc.Stroke()
		}
		p.trace(path)
		p.dc.SetColor(it.Fill)
		p.dc.Fill()
		return
	}
	if it.Fill.A > 0 {
		p.trace(it.Path)
		if len(it.Fade) > 1 {
			x0, _, x1, _ := it.Path.box()
			g := gg.NewLinearGradient(x0*p.scale, 0, x1*p.scale, 0)
			for i, share := range it.Fade {
				c := it.Fill
				c.A = uint8(math.Round(float64(c.A) * share))
				g.AddColorStop(float64(i)/float64(len(it.Fade)-1), color.NRGBAModel.Convert(c))
			}
			p.dc.SetFillStyle(g)
		} else {
			p.dc.SetColor(it.Fill)
		}
		p.dc.Fill()
	}
	if it.Stroke.A > 0 {
		p.trace(it.Path)
		p.dc.SetLineWidth(it.Width * p.scale)
		p.dc.SetDash(it.dashes(p.scale)...)
		p.dc.SetLineJoinBevel()
		p.dc.SetColor(it.Stroke)
		p.dc.Stroke()
	}
}

// trace begins path. Its coordinates are rounded, since floating point differs
// between processors.
func (p *painter) trace(path Path) {
	at := func(v float64) float64 { return math.Round(v*p.scale*64) / 64 }
	p.dc.ClearPath()
	for _, s := range path {
		switch s.Op {
		case Move:
			p.dc.MoveTo(at(s.X3), at(s.Y3))
		case Line:
			p.dc.LineTo(at(s.X3), at(s.Y3))
		case Cubic:
			p.dc.CubicTo(at(s.X1), at(s.Y1), at(s.X2), at(s.Y2), at(s.X3), at(s.Y3))
		case Close:
			p.dc.ClosePath()
		}
	}
}
