package diagram

import (
	"math"
	"slices"

	"dateline/export/sheet"
	"dateline/export/told"
)

// icon names a small picture of a kind of thing or event, in one colour, so that it
// reads in grey and for those who tell no colours apart.
type icon string

const (
	iconPerson       icon = "person"
	iconOrganisation icon = "organisation"
	iconFlag         icon = "country"
	iconPin          icon = "place"
	iconBuilding     icon = "facility"
	iconGroup        icon = "group"
	iconProduct      icon = "product"
	iconWork         icon = "work"
	iconLaw          icon = "law"
	iconOccasion     icon = "occasion"
	iconSource       icon = "source"
	iconWords        icon = "words"   // cooperation in words: a bubble with lines
	iconDeeds        icon = "deeds"   // cooperation in deeds: rings that hold each other
	iconDispute      icon = "dispute" // conflict in words: a bubble with an exclamation mark
	iconForce        icon = "force"   // conflict in deeds: a burst
	iconEvent        icon = "event"   // other events: a leaf of a calendar
)

// groupIcons are those of events, by a told.Group's Key.
var groupIcons = map[string]icon{
	told.VerbalCooperation.Key: iconWords, told.MaterialCooperation.Key: iconDeeds,
	told.VerbalConflict.Key: iconDispute, told.MaterialConflict.Key: iconForce, told.OtherGroup.Key: iconEvent,
}

// grid is the side of the square that icons are drawn in.
const grid = 16.0

// icons are drawn by hand, as areas: what is cut out of an area runs the other way
// round, which every form of picture fills alike.
var icons = map[icon]sheet.Path{
	iconPerson: join(disc(8, 4.4, 3.3), shoulders(8, 15, 6.4, 6.2)),
	iconGroup: join(disc(4.1, 5.6, 2.2), disc(11.9, 5.6, 2.2), shoulders(3.3, 13.2, 3.2, 4.6), shoulders(12.7, 13.2, 3.2, 4.6),
		disc(8, 4.4, 2.7), shoulders(8, 14.6, 4.2, 6.6)),
	iconOrganisation: join(area(1, 6, 8, 1.2, 15, 6), slab(2.4, 7, 2.2, 5.4), slab(6.9, 7, 2.2, 5.4), slab(11.4, 7, 2.2, 5.4), slab(1, 13.2, 14, 1.9)),
	iconFlag:         join(slab(2, 1, 1.7, 14.4), area(4.4, 1.9, 14.6, 1.9, 11.9, 5.6, 14.6, 9.3, 4.4, 9.3)),
	iconPin:          join(drop(), hole(disc(8, 6, 2.1))),
	iconBuilding: join(slab(2, 4.6, 6.4, 10.6), slab(9.2, 1, 4.8, 14.2),
		hole(slab(3.5, 6.4, 1.4, 1.7)), hole(slab(5.6, 6.4, 1.4, 1.7)), hole(slab(3.5, 9.8, 1.4, 1.7)), hole(slab(5.6, 9.8, 1.4, 1.7)),
		hole(slab(10.8, 3, 1.6, 1.8)), hole(slab(10.8, 6.6, 1.6, 1.8)), hole(slab(10.8, 10.2, 1.6, 1.8))),
	iconProduct:  join(area(8, 0.8, 14.6, 4, 8, 7.2, 1.4, 4), area(1.4, 5.3, 7.3, 8.2, 7.3, 15.2, 1.4, 12.2), area(8.7, 8.2, 14.6, 5.3, 14.6, 12.2, 8.7, 15.2)),
	iconWork:     join(leaf(7.4, 0.8), leaf(8.6, 15.2)),
	iconLaw:      join(slab(7.2, 1.4, 1.6, 13), slab(2, 3, 12, 1.5), slab(4, 13.4, 8, 1.6), area(3.4, 4.4, 6.4, 10.2, 0.4, 10.2), area(12.6, 4.4, 15.6, 10.2, 9.6, 10.2)),
	iconOccasion: join(star(8, 8.4, 7.4, 3.1, 5)),
	iconSource: join(slab(2, 1.2, 12, 13.6), hole(slab(3.8, 3.2, 8.4, 2.3)), hole(slab(3.8, 7.1, 3.6, 5.8)), hole(slab(8.8, 7.1, 3.4, 1.2)),
		hole(slab(8.8, 9.4, 3.4, 1.2)), hole(slab(8.8, 11.7, 3.4, 1.2))),
	iconWords:   join(bubble(), hole(slab(4, 4.3, 8, 1.3)), hole(slab(4, 7.1, 5.4, 1.3))),
	iconDispute: join(bubble(), hole(area(7, 2.7, 9, 2.7, 8.7, 7.2, 7.3, 7.2)), hole(disc(8, 8.9, 1))),
	iconDeeds:   join(disc(5.4, 8, 4.9), hole(disc(5.4, 8, 3.1)), disc(10.6, 8, 4.9), hole(disc(10.6, 8, 3.1))),
	iconForce:   join(star(8, 8, 7.6, 4.1, 9)),
	iconEvent:   join(sheet.Rect(1.6, 2.6, 12.8, 12.2, 1.6), hole(slab(3.2, 6.4, 9.6, 6.8)), slab(4.2, 0.9, 1.7, 3), slab(10.1, 0.9, 1.7, 3), slab(4.8, 8, 2.6, 2.2), slab(8.6, 8, 2.6, 2.2)),
}

// place is the icon at x, y, its upper left corner, with sides of size.
func (i icon) place(x, y, size float64) sheet.Path {
	out := slices.Clone(icons[i])
	k := size / grid
	for n := range out {
		s := &out[n]
		s.X1, s.Y1, s.X2, s.Y2, s.X3, s.Y3 = x+s.X1*k, y+s.Y1*k, x+s.X2*k, y+s.Y2*k, x+s.X3*k, y+s.Y3*k
	}
	return out
}

func join(parts ...sheet.Path) sheet.Path { return slices.Concat(parts...) }

func disc(x, y, r float64) sheet.Path { return sheet.Ellipse(x, y, r, r) }

func slab(x, y, w, h float64) sheet.Path { return sheet.Rect(x, y, w, h, 0) }

// area is the polygon with those corners.
func area(xy ...float64) sheet.Path {
	var p sheet.Path
	p.Move(xy[0], xy[1])
	for i := 2; i < len(xy); i += 2 {
		p.Line(xy[i], xy[i+1])
	}
	p.Close()
	return p
}

// hole is one closed part the other way round.
func hole(p sheet.Path) sheet.Path {
	var out sheet.Path
	for i := len(p) - 2; i >= 0; i-- { // the last step closes
		s := p[i]
		if len(out) == 0 {
			out.Move(s.X3, s.Y3)
		}
		if i == 0 {
			break
		}
		before := p[i-1]
		if s.Op == sheet.Cubic {
			out.Cubic(s.X2, s.Y2, s.X1, s.Y1, before.X3, before.Y3)
		} else {
			out.Line(before.X3, before.Y3)
		}
	}
	if len(out) > 0 {
		out.Close()
	}
	return out
}

// shoulders are the upper half of an ellipse on the line y.
func shoulders(x, y, rx, ry float64) sheet.Path {
	const k = 0.5522847498307936 // as in sheet.Ellipse
	var p sheet.Path
	p.Move(x-rx, y)
	p.Cubic(x-rx, y-ry*k, x-rx*k, y-ry, x, y-ry)
	p.Cubic(x+rx*k, y-ry, x+rx, y-ry*k, x+rx, y)
	p.Close()
	return p
}

// drop is the sign that maps put on a place.
func drop() sheet.Path {
	var p sheet.Path
	p.Move(8, 15.4)
	p.Cubic(5.6, 11.6, 2.7, 9.2, 2.7, 6)
	p.Cubic(2.7, 3.1, 5.1, 0.7, 8, 0.7)
	p.Cubic(10.9, 0.7, 13.3, 3.1, 13.3, 6)
	p.Cubic(13.3, 9.2, 10.4, 11.6, 8, 15.4)
	p.Close()
	return p
}

// leaf is a page of an open book, from its fold to its edge.
func leaf(fold, edge float64) sheet.Path {
	var p sheet.Path
	p.Move(fold, 3.6)
	p.Cubic(fold+(edge-fold)*0.3, 2, fold+(edge-fold)*0.7, 1.8, edge, 2.4)
	p.Line(edge, 12.6)
	p.Cubic(fold+(edge-fold)*0.7, 12, fold+(edge-fold)*0.3, 12.4, fold, 14)
	p.Close()
	return p
}

// bubble is what somebody says.
func bubble() sheet.Path {
	b := sheet.Rect(0.9, 1.2, 14.2, 9.9, 2.2)
	return join(b, area(3.6, 10.6, 8, 10.6, 3.9, 14.9))
}

// star has n points on a circle of radius outer, and its inner corners on inner.
func star(x, y, outer, inner float64, n int) sheet.Path {
	xy := make([]float64, 0, 4*n)
	for i := range 2 * n {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(2*n))
		xy = append(xy, x+r*sin, y-r*cos)
	}
	return area(xy...)
}
