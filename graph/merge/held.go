package merge

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/graph"
)

// holds notes that an entity was told to hold an office when its article was published.
func (m *run) holds(id, office string, pub time.Time) error {
	now := ""
	if office != "" && !pub.IsZero() {
		now = office + "\x00" + strconv.FormatInt(pub.Unix()/day, 10)
	}
	old := string(m.officeOf.Get([]byte(id)))
	if old == now {
		return nil
	}
	sig := string(m.sigOf.Get([]byte(id)))
	if old != "" {
		if err := m.resign(id, sig); err != nil {
			return err
		}
	}
	if now == "" || strings.HasPrefix(sig, "r"+sep) {
		return nil
	}
	if m.saysWho(sig, office, pub.Unix()/day) {
		m.touched[sig] = true
	}
	if err := m.officeOf.Put([]byte(id), []byte(now)); err != nil {
		return err
	}
	office, day, _ := strings.Cut(now, "\x00")
	if err := m.holders.Put(key(office, sig, day, id), nil); err != nil {
		return err
	}
	return m.held.Put(key(sig, office, day, id), nil)
}

// Days of five digits, those from 1997 on, stand in their order in the notes.
const fiveDigits = 10000

// saysWho reports whether one more day on which those of a signature held an office can say something
// new of who was known by it alone: whether it is the first of them in its stretch, or the nearest of the stretch to another, which is in reach.
func (m *run) saysWho(sig, office string, d int64) bool {
	if !strings.HasPrefix(sig, "n"+sep+string(graph.Person)+sep) {
		return false
	}
	stretches := m.stretchesOf(office)
	if len(stretches) == 0 || d < fiveDigits {
		return len(stretches) > 0
	}
	at := d / tenureDays
	within := func(from, to int64) bool {
		prefix := key(sig, office, "")
		k := m.held.Seek(prefix)(key(sig, office, strconv.FormatInt(from, 10)))
		if k == nil {
			return false
		}
		day, _, _ := strings.Cut(string(k[len(prefix):]), "\x00")
		n, err := strconv.ParseInt(day, 10, 64)
		return err == nil && n <= to
	}
	earlier, later := within(at*tenureDays, d), within(d, (at+1)*tenureDays-1)
	return slices.ContainsFunc(stretches, func(t int64) bool {
		switch {
		case t == at:
			return !earlier && !later
		case t > at:
			return !later && (t-at-1)*tenureDays < heldDays
		}
		return !earlier && (at-t-1)*tenureDays < heldDays
	})
}

// stretchesOf are those in which somebody is known by an office alone, remembered. One that comes after
// that is worked out for itself.
func (m *run) stretchesOf(office string) []int64 {
	out, ok := m.offices[office]
	if !ok {
		for sig := range m.blocks.Under(key("office"+sep+office, "")) {
			if p := strings.Split(string(sig), sep); len(p) > 2 {
				n, _ := strconv.ParseInt(p[2], 10, 64)
				out = append(out, n)
			}
		}
		m.offices[office] = out
	}
	return out
}

// resign takes that back, and touches those who were known by the office alone.
func (m *run) resign(id, sig string) error {
	old := string(m.officeOf.Get([]byte(id)))
	if old == "" {
		return nil
	}
	office, day, _ := strings.Cut(old, "\x00")
	for other := range m.blocks.Under(key("office"+sep+office, "")) {
		m.touched[string(other)] = true
	}
	if err := m.holders.Delete(key(office, sig, day, id)); err != nil {
		return err
	}
	if err := m.held.Delete(key(sig, office, day, id)); err != nil {
		return err
	}
	return m.officeOf.Delete([]byte(id))
}

// officesOf are the offices that those of a signature held, the days to be filled in.
func (m *run) officesOf(sig string) map[string][]int64 {
	out := map[string][]int64{}
	for office := range firsts(m.held, key(sig, "")) {
		out[office] = nil
	}
	return out
}

// daysOf are the days on which articles told that those of a signature held an office.
func (m *run) daysOf(sig, office string) (out []int64) {
	for k := range m.held.Under(key(sig, office, "")) {
		d, _, _ := strings.Cut(string(k), "\x00")
		n, err := strconv.ParseInt(d, 10, 64)
		if err == nil && (len(out) == 0 || out[len(out)-1] != n) {
			out = append(out, n)
		}
	}
	return out
}
