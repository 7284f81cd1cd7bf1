package diagram

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dateline/export/told/toldtest"
)

// A theme colours everything, in every form, and its words can be read.
func TestThemes(t *testing.T) {
	for _, theme := range Themes() {
		for _, k := range Kinds() {
			v := toldtest.Call()
			if k.Name == "actors" || k.Name == "communities" {
				v = toldtest.Many(300) // all kinds of event
			}
			dot, err := DOT(v, Options{Theme: theme, Kind: k.Name, Focus: "Russia", To: "Ukraine"})
			if err != nil {
				if k.Name == "event" {
					continue // Russia is none
				}
				t.Fatalf("%s: %v", k.Name, err)
			}
			l := lookOf(theme)
			for _, m := range regexp.MustCompile(`fontcolor="(#[0-9a-f]{6})"|COLOR="(#[0-9a-f]{6})">(?:<I>)?[^<]`).FindAllStringSubmatch(string(dot), -1) {
				words := m[1] + m[2]
				if c := toldtest.Contrast(words, l.ground); c < 4.5 {
					t.Errorf("%s, %s: words in %s on %s have a contrast of %.1f", theme, k.Name, words, l.ground, c)
				}
			}
			if theme == "dark" {
				for _, c := range []string{light.ground, light.ink, light.fill, light.groups["mx"]} {
					if bytes.Contains(dot, []byte(c)) {
						t.Errorf("%s has the light theme's %s", k.Name, c)
					}
				}
			}
		}
		c := layout(t, toldtest.Call(), Options{Theme: theme})
		if changes := strings.Contains(string(Draw(c)), "prefers-color-scheme"); changes != (theme == "auto") {
			t.Errorf("%s: changes with the screen: %v", theme, changes)
		}
		s := Sheet(c)
		if got := fmt.Sprintf("#%02x%02x%02x", s.Ground.R, s.Ground.G, s.Ground.B); got != lookOf(theme).ground {
			t.Errorf("%s: PNG and PDF stand on %s", theme, got)
		}
		l := lookOf(theme)
		for i := range c.Nodes { // an icon is a sign to be told from its ground: 3 to 1 (WCAG 1.4.11)
			icon, ground := l.soft, l.fill
			if g := c.Nodes[i].Group; g != "" {
				icon, ground = l.colour(g), l.ground
			}
			if r := toldtest.Contrast(icon, ground); r < 3 {
				t.Errorf("%s: an icon in %s on %s has a contrast of %.1f", theme, icon, ground, r)
			}
		}
	}
}
