package timeline

import (
	"math"
	"testing"

	"dateline/export/told/toldtest"
)

// Words have the contrast of WCAG's level AA, 4.5 to 1, and marks that of
// graphics, 3 to 1; shades of the print theme carry no words.
func TestContrast(t *testing.T) {
	if c := toldtest.Contrast("#000000", "#ffffff"); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f, want 21", c)
	}
	for name, p := range map[string]palette{"light": light, "dark": dark, "print": paper} {
		for what, c := range map[string]string{"ink": p.ink, "soft": p.soft} {
			for on, g := range map[string]string{"ground": p.ground, "cut": p.cut} {
				if r := toldtest.Contrast(c, g); r < 4.5 {
					t.Errorf("%s: %s on %s is %.2f to 1, want 4.5", name, what, on, r)
				}
			}
		}
		least := 4.5
		if p == paper {
			least = 3
		}
		for i, c := range p.groups {
			if r := toldtest.Contrast(c, p.ground); r < least {
				t.Errorf("%s: %s is %.2f to 1, want %.1f", name, groupKeys[i], r, least)
			}
		}
		if p == paper {
			continue
		}
		for i, c := range p.groups { // dates stand on cut-out stretches too
			if r := toldtest.Contrast(c, p.cut); r < 4 {
				t.Errorf("%s: %s on a cut is %.2f to 1, want 4", name, groupKeys[i], r)
			}
		}
	}
}
