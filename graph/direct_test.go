package graph

import "testing"

func TestDirect(t *testing.T) {
	pair := []Role{{Name: "actor", Entity: "a"}, {Name: "recipient", Entity: "b"}}
	accusation := append([]Role{{Name: "content", Topic: "troop_buildup"}}, pair...)
	by := func(c Claim, who ...EntityID) Claim { c.Claimant = who; return c }
	for _, x := range []struct {
		name   string
		roles  []Role
		claims []Claim
		want   bool
	}{
		{"the article says so", pair, []Claim{{}}, true},
		{"the actor says so of its own act", pair, []Claim{by(Claim{}, "agency", "a")}, true},
		{"the other side says so", pair, []Claim{by(Claim{}, "b")}, false},
		{"a third party says so", pair, []Claim{by(Claim{}, "c")}, false},
		{"denied by somebody", pair, []Claim{{}, by(Claim{Polarity: Denied}, "b")}, false},
		{"only denied", pair, []Claim{{Polarity: Denied}}, false},
		{"planned", pair, []Claim{{Mode: Planned}}, false},
		{"hypothetical", pair, []Claim{{Mode: Hypothetical}}, false},
		{"ordered", pair, []Claim{{Mode: Ordered}}, false},
		{"probable", pair, []Claim{{Factuality: Probable}}, false},
		{"going on", pair, []Claim{{Mode: Present}}, true},
		{"one plan and one report", pair, []Claim{{Mode: Planned}, {}}, true},
		{"an accusation whose content the accused denies", accusation,
			[]Claim{by(Claim{}, "a"), by(Claim{Polarity: Denied}, "b")}, true},
		{"an accusation that its author denies", accusation,
			[]Claim{{}, by(Claim{Polarity: Denied}, "a")}, false},
		{"no claim", pair, nil, false},
	} {
		if got := Direct(Event{Roles: x.roles, Claims: x.claims}); got != x.want {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}
