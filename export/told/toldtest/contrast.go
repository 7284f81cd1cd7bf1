package toldtest

import (
	"math"
	"strconv"
	"strings"
)

// Contrast is WCAG 2's ratio of contrast of two colours "#rrggbb", 1 to 21; NaN if
// one of them is none.
func Contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour.
func luminance(colour string) float64 {
	v, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	if err != nil {
		return math.NaN()
	}
	part := func(shift int) float64 {
		x := float64(v>>shift&255) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
