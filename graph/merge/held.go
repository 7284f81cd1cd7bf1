package merge

import (
	"strconv"
	"strings"
	"time"
)

// holds notes that an entity was told to hold an office when its article was published.
func (m *run) holds(id, office string, pub time.Time, touched map[string]bool) error {
	now := ""
	if office != "" && !pub.IsZero() {
		now = office + "\x00" + strconv.FormatInt(pub.Unix()/day, 10)
	}
	old := string(m.officeOf.Get([]byte(id)))
	sig := string(m.sigOf.Get([]byte(id)))
	if old != "" && old != now {
		if err := m.resign(id, sig, touched); err != nil {
			return err
		}
	}
	if now == "" || strings.HasPrefix(sig, "r"+sep) {
		return nil
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

// resign takes that back, and touches those who were known by the office alone.
func (m *run) resign(id, sig string, touched map[string]bool) error {
	old := string(m.officeOf.Get([]byte(id)))
	if old == "" {
		return nil
	}
	office, day, _ := strings.Cut(old, "\x00")
	for other := range m.blocks.Under(key("office"+sep+office, "")) {
		touched[string(other)] = true
	}
	if err := m.holders.Delete(key(office, sig, day, id)); err != nil {
		return err
	}
	if err := m.held.Delete(key(sig, office, day, id)); err != nil {
		return err
	}
	return m.officeOf.Delete([]byte(id))
}

// officesOf are the offices that those of a signature held, with the days when articles said so.
func (m *run) officesOf(sig string) map[string][]int64 {
	out := map[string][]int64{}
	for k := range m.held.Under(append([]byte(sig), 0)) {
		office, rest, _ := strings.Cut(string(k), "\x00")
		d, _, _ := strings.Cut(rest, "\x00")
		n, err := strconv.ParseInt(d, 10, 64)
		if err == nil && (len(out[office]) == 0 || out[office][len(out[office])-1] != n) {
			out[office] = append(out[office], n)
		}
	}
	return out
}
