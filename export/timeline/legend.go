package timeline

import (
	"dateline/export/told"
)

// legend explains the colours and shapes that the picture uses, and no others.
func (l *layout) legend() {
	groups, status := map[string]bool{}, map[string]bool{}
	var bar, vague, hollow, open, gathered, echo bool
	for _, m := range l.c.Marks {
		switch m.Shape {
		case Cluster:
			gathered = true
			continue
		case Echo:
			echo = true
			continue
		case Bar:
			if m.FadeL+m.FadeR >= m.W-0.01 && m.W > 0 {
				vague = true
			} else {
				bar = true
			}
		case Disc:
			open = open || m.FadeL+m.FadeR > 0
		}
		hollow = hollow || m.Hollow
		groups[m.Group] = true
		status[m.Status] = true
	}
	x := edge
	add := func(m Mark, words string) {
		w, _ := l.fonts.Regular.Width(words, smallSize)
		const sign = 30.0
		if x > edge && x+sign+w > l.o.Width-edge {
			x = edge
			l.y += 20
		}
		if m.Shape == Disc {
			m.H = disc
			m.X = x + sign - 12
		} else {
			m.X, m.W = x, sign-8
			m.FadeL, m.FadeR = min(m.FadeL, m.W/2), min(m.FadeR, m.W/2)
			m.H = barHeight
		}
		if m.Shape == Echo {
			m.X, m.H = x+sign-12, 8
		}
		m.Y = l.y + 7
		l.c.Keys = append(l.c.Keys, m)
		l.text(words, "legend", smallSize, l.fonts.Regular, x+sign, l.y+11)
		x += sign + w + 18
	}
	for _, g := range told.Groups() {
		if groups[g.Key] {
			add(Mark{Shape: Disc, Group: g.Key, Status: "reported"}, g.Label)
		}
	}
	for _, s := range []struct {
		standing told.Standing
		words    string
	}{
		{told.Alleged, "alleged by others"},
		{told.Disputed, "disputed"},
		{told.Denied, "only denied"},
		{told.Planned, "planned"},
		{told.Supposed, "possible"},
	} {
		if status[s.standing.String()] {
			add(Mark{Shape: Disc, Group: "ot", Status: s.standing.String()}, s.words)
		}
	}
	if bar {
		add(Mark{Shape: Bar, Group: "ot", Status: "reported"}, "lasted")
	}
	if vague {
		add(Mark{Shape: Bar, Group: "ot", Status: "reported", FadeL: 99, FadeR: 99}, "some time in it")
	}
	if open {
		add(Mark{Shape: Disc, Group: "ot", Status: "reported", FadeL: 14}, "then or before")
	}
	if hollow {
		add(Mark{Shape: Disc, Group: "ot", Status: "reported", Hollow: true}, "dated by publication only")
	}
	if echo {
		add(Mark{Shape: Echo, Group: "ot", Status: "reported"}, "same event, other lane")
	}
	if len(l.c.Breaks) > 0 {
		add(Mark{Shape: Bar, Group: "cut", Status: "cut"}, "time without events, cut out")
	}
	if gathered {
		add(Mark{Shape: Cluster, Group: "ot", Status: "reported"}, "+n: more events, listed below by number")
	}
	l.y += 32
}
