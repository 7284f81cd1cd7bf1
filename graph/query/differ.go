package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/when"
)

// Discrepancy is one thing in which independent articles differ about an event.
type Discrepancy struct {
	Event graph.EventID
	Other graph.EventID // where the two may be two events: the second
	Text  string
	What  string // date, number, place, participants, denial
	A, B  Version
}

// Version is what one of them says, with its sentence.
type Version struct {
	Value string
	ClaimRow
}

// Discrepancies are those of the events that f selects, in its order: merged events whose articles
// differ in date, number, place or participants, and events that some assert and others
// deny; and, last, events that may be one told with two dates.
func Discrepancies(ctx context.Context, s *store.Store, f Filter) (out []Discrepancy, err error) {
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset = 0, 0
	err = ask(ctx, s, func(a *asker) error {
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		chosen := map[graph.EventID]bool{}
		for sum, err := range sel.matches() {
			if err != nil {
				return err
			}
			chosen[sum.ID] = true
			if sum.Members < 2 && !(sum.Denied && sum.Asserted) {
				continue
			}
			ds, err := a.discrepancies(sum.ID)
			if err != nil {
				return err
			}
			out = append(out, ds...)
		}
		apart, err := merge.Dates(a.Reader)
		if err != nil {
			return err
		}
		for _, p := range apart {
			if !chosen[graph.EventID(p[0])] && !chosen[graph.EventID(p[1])] {
				continue
			}
			d, ok, err := a.dates(graph.EventID(p[0]), graph.EventID(p[1]))
			if err != nil {
				return err
			}
			if ok {
				out = append(out, d)
			}
		}
		return nil
	})
	out = out[min(offset, len(out)):]
	if limit > 0 {
		out = out[:min(limit, len(out))]
	}
	return out, err
}

// discrepancies are those between the reports of one event.
func (a *asker) discrepancies(id graph.EventID) ([]Discrepancy, error) {
	members, err := a.LocalEvents(id)
	if err != nil {
		return nil, err
	}
	e, _, err := a.Event(id)
	if err != nil {
		return nil, err
	}
	var out []Discrepancy
	found := map[string]bool{}
	add := func(what string, x, y graph.Event, cx, cy graph.Claim, vx, vy string) error {
		if found[what+vx+vy] || found[what+vy+vx] {
			return nil
		}
		found[what+vx+vy] = true
		d := Discrepancy{Event: id, Text: e.Text, What: what}
		if d.A, err = a.version(x, cx, vx); err != nil {
			return err
		}
		d.B, err = a.version(y, cy, vy)
		out = append(out, d)
		return err
	}
	for i, x := range members {
		for _, y := range members[i+1:] {
			if a.Root(store.ArticleOf(x.ID)) == a.Root(store.ArticleOf(y.ID)) {
				continue // a copy is no second source
			}
			for _, d := range a.between(x, y) {
				if err := add(d[0], x, y, x.Claims[0], y.Claims[0], d[1], d[2]); err != nil {
					return nil, err
				}
			}
		}
	}
	yes := slices.IndexFunc(e.Claims, func(c graph.Claim) bool { return c.Polarity == graph.Asserted })
	no := slices.IndexFunc(e.Claims, func(c graph.Claim) bool { return c.Polarity == graph.Denied })
	if yes >= 0 && no >= 0 {
		if err := add("denial", e, e, e.Claims[yes], e.Claims[no], "asserted", "denied"); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (a *asker) version(e graph.Event, c graph.Claim, value string) (Version, error) {
	e.Claims = []graph.Claim{c}
	for i, id := range c.Claimant {
		if i == 0 {
			e.Claims[0].Claimant = slices.Clone(c.Claimant)
		}
		e.Claims[0].Claimant[i] = graph.EntityID(a.Canon(string(id)))
	}
	rows, err := a.claimRows(e, nil)
	if err != nil {
		return Version{}, err
	}
	return Version{value, rows[0]}, nil
}

// between are the kind and the two values of each thing in which two reports differ.
func (a *asker) between(x, y graph.Event) [][3]string {
	var out [][3]string
	if told(x) && told(y) && x.When.String() != y.When.String() && !within(x.When, y.When) && !within(y.When, x.When) {
		out = append(out, [3]string{"date", x.When.String(), y.When.String()})
	}
	for _, v := range x.Values {
		var others []string
		same := false
		for _, w := range y.Values {
			if v.What == w.What && v.Unit == w.Unit && (v.What != "" || v.Unit != "") {
				same = same || agree(v, w)
				others = append(others, quantity(w))
			}
		}
		if len(others) > 0 && !same {
			out = append(out, [3]string{"number", quantity(v), strings.Join(others, ", ")})
		}
	}
	if px, py := a.name(graph.EntityID(a.Canon(string(x.Place)))), a.name(graph.EntityID(a.Canon(string(y.Place)))); px != "" && py != "" && store.Fold(px) != store.Fold(py) {
		out = append(out, [3]string{"place", px, py})
	}
	for _, role := range []string{"actor", "recipient"} {
		in, on := a.inRole(x, role), a.inRole(y, role)
		if len(in) > 0 && len(on) > 0 && !subset(in, on) && !subset(on, in) {
			out = append(out, [3]string{"participants", strings.Join(a.names(in), ", "), strings.Join(a.names(on), ", ")})
		}
	}
	return out
}

// told reports whether an event's date is its text's.
func told(e graph.Event) bool { return !e.When.IsZero() && e.Basis != when.BasisPublication }

// within reports whether the bounds of x lie inside those of y.
func within(x, y when.Period) bool {
	xf, xt := x.Bounds()
	yf, yt := y.Bounds()
	return (yf.IsZero() || !xf.IsZero() && !xf.Before(yf)) && (yt.IsZero() || !xt.IsZero() && !xt.After(yt))
}

// agree reports whether two numbers can both be right: they are the same, or one is only a bound or a
// rounding that the other keeps to.
func agree(v, w graph.Quantity) bool {
	for _, p := range [][2]graph.Quantity{{v, w}, {w, v}} {
		switch p[0].Approx {
		case "at least":
			if p[1].Amount >= p[0].Amount {
				return true
			}
		case "at most":
			if p[1].Amount <= p[0].Amount {
				return true
			}
		case "about":
			if d := p[0].Amount - p[1].Amount; max(d, -d) <= 0.1*max(p[0].Amount, p[1].Amount) {
				return true
			}
		}
	}
	return v.Amount == w.Amount
}

// people is the unit of those whom What already tells of: "12 killed".
const people = "person"

func quantity(q graph.Quantity) string {
	if q.Unit == people && q.What != "" {
		q.Unit = ""
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", q.Approx, strconv.FormatFloat(q.Amount, 'f', -1, 64), q.Unit, q.What)), " ")
}

// inRole are the named entities of a role: two descriptions of one thing are no disagreement.
func (a *asker) inRole(e graph.Event, role string) []graph.EntityID {
	var out []graph.EntityID
	for _, r := range e.Roles {
		if r.Entity == "" || r.Name != role {
			continue
		}
		id := graph.EntityID(a.Canon(string(r.Entity)))
		if x, err := a.entity(id); err == nil && !x.Unnamed && x.Kind != graph.Thing {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func subset(a, b []graph.EntityID) bool {
	return !slices.ContainsFunc(a, func(x graph.EntityID) bool { return !slices.Contains(b, x) })
}

// dates is the discrepancy of two events that may be one.
func (a *asker) dates(x, y graph.EventID) (d Discrepancy, ok bool, err error) {
	ex, ok1, err := a.Event(x)
	if err != nil {
		return d, false, err
	}
	ey, ok2, err := a.Event(y)
	if err != nil || !ok1 || !ok2 {
		return d, false, err
	}
	if cmp.Compare(ex.When.String(), ey.When.String()) > 0 {
		ex, ey = ey, ex
	}
	d = Discrepancy{Event: ex.ID, Other: ey.ID, Text: ex.Text, What: "date"}
	if d.A, err = a.version(ex, ex.Claims[0], ex.When.String()); err != nil {
		return d, false, err
	}
	d.B, err = a.version(ey, ey.Claims[0], ey.When.String())
	return d, err == nil, err
}
