package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"dateline/graph/query"
	"dateline/graph/store"
)

// post sends a form of ours and gives where it leads.
func post(t testing.TB, x *Site, address string, form url.Values) string {
	t.Helper()
	form.Set("csrf", x.csrf)
	r := ask(x, "POST", address, form, nil)
	if r.StatusCode != http.StatusSeeOther {
		t.Fatalf("POST %s %v: %s\n%s", address, form, r.Status, text(t, r))
	}
	return r.Header.Get("Location")
}

func judgements(t testing.TB, x *Site) []store.Judgement {
	t.Helper()
	var out []store.Judgement
	err := x.keeper.read(t.Context(), func(s *store.Store, _ state) error {
		rows, err := query.Log(t.Context(), s)
		for _, r := range rows {
			out = append(out, r.Judgement)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var stampOf = regexp.MustCompile(`name="n" value="(\d+)"><input type="hidden" name="stamp" value="([^"]+)"`)

func TestEveryVerdict(t *testing.T) {
	x := site(t, nil, calls()...)
	event, other := string(firstEvent(t, x, "spoke_with")), string(firstEvent(t, x, "accused_of"))
	for _, c := range []struct {
		form url.Values
		want store.Judgement
		says string
	}{
		{url.Values{"verdict": {"confirmed"}, "a": {event}}, store.Judgement{A: event, Verdict: store.Confirmed}, "is confirmed"},
		{url.Values{"verdict": {"rejected"}, "a": {event}}, store.Judgement{A: event, Verdict: store.Rejected}, "is rejected"},
		{url.Values{"verdict": {"renamed"}, "a": {"ent:russia"}, "name": {"  Russian \n Federation "}}, store.Judgement{A: "ent:russia", Verdict: store.Renamed, Name: "Russian Federation"}, "is called <bdi>Russian Federation</bdi>"},
		{url.Values{"verdict": {"unsure"}, "a": {"Mark Milley"}, "b": {"ent:russia"}}, store.Judgement{B: "ent:russia", Verdict: store.Unsure}, "may be the same as"},
		{url.Values{"verdict": {"not_same"}, "a": {event}, "b": {other}}, store.Judgement{A: event, B: other, Verdict: store.NotSame}, "is not the same as"},
		{url.Values{"verdict": {"same_as"}, "a": {"Milley"}, "b": {"Gerasimov"}}, store.Judgement{Verdict: store.SameAs}, "is the same as"},
	} {
		c.form.Set("back", "/log?offset=0")
		to := post(t, x, "/judge", c.form)
		js := judgements(t, x)
		got := js[len(js)-1]
		if got.Verdict != c.want.Verdict || got.Name != c.want.Name || c.want.A != "" && got.A != c.want.A || c.want.B != "" && got.B != c.want.B || got.By != "anna" {
			t.Errorf("%v gives %+v", c.form, got)
		}
		body := shown(t, x, to)
		if !strings.Contains(body, "Recorded:") || !strings.Contains(body, c.says) {
			t.Errorf("%s does not say %q", to, c.says)
		}
	}
	for len(judgements(t, x)) > 0 {
		m := stampOf.FindStringSubmatch(shown(t, x, "/log"))
		if m == nil {
			t.Fatal("the log has nothing to undo")
		}
		before := len(judgements(t, x))
		to := post(t, x, "/undo", url.Values{"n": {m[1]}, "stamp": {m[2]}, "back": {"/log"}})
		if len(judgements(t, x)) != before-1 || !strings.Contains(shown(t, x, to), "Taken back") {
			t.Fatal("nothing was taken back")
		}
	}
}

// Who goes back to an old page and sends its form takes back nothing that stands under that number now.
func TestUndoOfAnother(t *testing.T) {
	x := site(t, nil, calls()...)
	event := string(firstEvent(t, x, "spoke_with"))
	post(t, x, "/judge", url.Values{"verdict": {"confirmed"}, "a": {event}})
	m := stampOf.FindStringSubmatch(shown(t, x, "/log"))
	post(t, x, "/undo", url.Values{"n": {m[1]}, "stamp": {m[2]}})
	post(t, x, "/judge", url.Values{"verdict": {"rejected"}, "a": {event}})
	r := ask(x, "POST", "/undo", url.Values{"csrf": {x.csrf}, "n": {m[1]}, "stamp": {m[2]}}, nil)
	if r.StatusCode != http.StatusBadRequest || len(judgements(t, x)) != 1 {
		t.Errorf("%s; %v", r.Status, judgements(t, x))
	}
}

func TestWhatCannotBeSaid(t *testing.T) {
	x := site(t, nil, calls()...)
	event := string(firstEvent(t, x, "spoke_with"))
	for _, c := range []struct {
		form   url.Values
		status int
	}{
		{url.Values{"verdict": {"loved"}, "a": {event}}, 400},
		{url.Values{"verdict": {"rejected"}, "a": {""}}, 400},
		{url.Values{"verdict": {"rejected"}, "a": {"nope/v1-x"}}, 404},
		{url.Values{"verdict": {"rejected"}, "a": {"ent:russia"}}, 409},
		{url.Values{"verdict": {"same_as"}, "a": {event}, "b": {"ent:russia"}}, 409},
		{url.Values{"verdict": {"same_as"}, "a": {"ent:russia"}, "b": {"Russia"}}, 409},
		{url.Values{"verdict": {"same_as"}, "a": {"ent:russia"}}, 400},
		{url.Values{"verdict": {"renamed"}, "a": {event}, "name": {"x"}}, 409},
		{url.Values{"verdict": {"renamed"}, "a": {"ent:russia"}, "name": {" "}}, 400},
		{url.Values{"verdict": {"renamed"}, "a": {"ent:russia"}, "name": {strings.Repeat("x", 300)}}, 400},
	} {
		c.form.Set("csrf", x.csrf)
		if r := ask(x, "POST", "/judge", c.form, nil); r.StatusCode != c.status {
			t.Errorf("%v: %s, want %d", c.form, r.Status, c.status)
		}
	}
	for _, n := range []string{"0", "1", "x", "-1", ""} {
		if r := ask(x, "POST", "/undo", url.Values{"csrf": {x.csrf}, "n": {n}}, nil); r.StatusCode != 400 {
			t.Errorf("undo %q: %s", n, r.Status)
		}
	}
	if js := judgements(t, x); len(js) != 0 {
		t.Errorf("recorded: %v", js)
	}
}
