package timeline

import (
	"math"
	"testing"
)

// luminance is WCAG 2's relative luminance of a colour "#rrggbb".
func luminance(s string) float64 {
	c := rgb(s)
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Words have the contrast of WCAG's level AA, 4.5 to 1, and marks that of
// graphics, 3 to 1; shades of the print theme carry no words.
func TestContrast(t *testing.T) {
	if c := contrast("#000000", "#ffffff"); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f, want 21", c)
	}
	for name, p := range map[string]palette{"light": light, "dark": dark, "print": paper} {
		for what, c := range map[string]string{"ink": p.ink, "soft": p.soft} {
			for on, g := range map[string]string{"ground": p.ground, "cut": p.cut} {
				if r := contrast(c, g); r < 4.5 {
					t.Errorf("%s: %s on %s is %.2f to 1, want 4.5", name, what, on, r)
				}
			}
		}
		least := 4.5
		if p == paper {
			least = 3
		}
		for i, c := range p.groups {
			if r := contrast(c, p.ground); r < least {
				t.Errorf("%s: %s is %.2f to 1, want %.1f", name, groupKeys[i], r, least)
			}
		}
		if p == paper {
			continue
		}
		for i, c := range p.groups { // dates stand on cut-out stretches too
			if r := contrast(c, p.cut); r < 4 {
				t.Errorf("%s: %s on a cut is %.2f to 1, want 4", name, groupKeys[i], r)
			}
		}
	}
}
