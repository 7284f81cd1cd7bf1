package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/graph/query"
	"dateline/graph/store"
)

// judged is a judgement in words and links.
type judged struct {
	N        int
	By       string
	At       time.Time
	Stamp    string // tells it from another of its number
	A, B     string // what they are called
	ToA, ToB string // addresses
	Verb     string
	Name     string // of a renamed one
}

var verbs = map[store.Verdict]string{
	store.SameAs: "is the same as", store.NotSame: "is not the same as", store.Unsure: "may be the same as",
	store.Renamed: "is called", store.Rejected: "is rejected", store.Confirmed: "is confirmed",
}

func judgedOf(r query.LogRow) judged {
	j := judged{N: r.N, By: r.By, At: r.At, Stamp: r.At.UTC().Format(time.RFC3339Nano), Verb: verbs[r.Verdict], Name: r.Name,
		A: cmp.Or(r.NameA, "(gone)"), ToA: nodeAddress(r.A, isEvent(r.A))}
	if r.B != "" {
		j.B, j.ToB = cmp.Or(r.NameB, "(gone)"), nodeAddress(r.B, isEvent(r.B))
	}
	return j
}

// isEvent reports whether an id is of an event: its part in its article begins so.
func isEvent(id string) bool {
	_, local, ok := strings.Cut(id, "/")
	return ok && strings.HasPrefix(local, "v")
}

// notice tells on the next page what was recorded.
type notice struct {
	judged
	Undone bool
}

// said is the notice that an address asks for: of judgement number said, 0 for one that was taken back.
func (x *Site) said(r *http.Request) *notice {
	text := r.URL.Query().Get("said")
	n, err := strconv.Atoi(text)
	if text == "" || err != nil {
		return nil
	}
	if n == 0 {
		return &notice{Undone: true}
	}
	var out *notice
	x.keeper.read(r.Context(), func(s *store.Store, _ state) error {
		rows, err := query.Log(r.Context(), s)
		if err == nil && 0 < n && n <= len(rows) {
			out = &notice{judged: judgedOf(rows[n-1])}
		}
		return err
	})
	return out
}

// back leads to the page that a form was sent from, with the notice of judgement n.
func back(r *http.Request, n int) string {
	u, err := url.Parse(local(r.PostForm.Get("back")))
	if err != nil {
		return "/"
	}
	v := u.Query()
	v.Set("said", strconv.Itoa(n))
	return u.EscapedPath() + query0(v)
}

// mayChange refuses changes where nothing may be changed.
func (x *Site) mayChange() error {
	if x.o.ReadOnly {
		return &forbidden{}
	}
	return nil
}

// forbidden says that the server was started for reading only.
type forbidden struct{}

func (*forbidden) Error() string {
	return "this server was started with --read-only: nothing can be judged here"
}

// judge records what a person says of one or two.
func (x *Site) judge(w http.ResponseWriter, r *http.Request) (*page, error) {
	if err := x.mayChange(); err != nil {
		return nil, err
	}
	f := r.PostForm
	j := store.Judgement{Verdict: store.Verdict(f.Get("verdict")), By: x.o.By, At: x.o.Now().UTC()}
	if _, ok := verbs[j.Verdict]; !ok {
		return nil, bad("There is no verdict “%s”.", j.Verdict)
	}
	names := []string{strings.TrimSpace(f.Get("a"))}
	if j.Verdict.Pair() {
		names = append(names, strings.TrimSpace(f.Get("b")))
	}
	if slices.Contains(names, "") {
		return nil, bad("Say of whom: a name or an id.")
	}
	if j.Verdict == store.Renamed {
		if j.Name = strings.Join(strings.Fields(f.Get("name")), " "); j.Name == "" || len(j.Name) > mostName {
			return nil, bad("A name has from 1 to %d letters.", mostName)
		}
	}
	n := 0
	err := x.keeper.write(func(s *store.Store) error {
		row, err := query.Judge(r.Context(), s, j, names...)
		if err != nil {
			return err
		}
		rows, err := query.Log(r.Context(), s)
		n = 1 + slices.IndexFunc(rows, func(l query.LogRow) bool { return l.Judgement == row.Judgement })
		return err
	})
	if err != nil {
		return nil, err
	}
	http.Redirect(w, r, back(r, n), http.StatusSeeOther)
	return nil, nil
}

const mostName = 200

// undo takes back a judgement: that of the number, if it is still the one that was shown.
func (x *Site) undo(w http.ResponseWriter, r *http.Request) (*page, error) {
	if err := x.mayChange(); err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(r.PostForm.Get("n"))
	if err != nil || n < 1 {
		return nil, bad("There is no judgement of that number.")
	}
	err = x.keeper.write(func(s *store.Store) error {
		rows, err := query.Log(r.Context(), s)
		if err != nil {
			return err
		}
		if n > len(rows) || judgedOf(rows[n-1]).Stamp != r.PostForm.Get("stamp") {
			return bad("The judgements have changed since the page was shown. Nothing was taken back; look at them again.")
		}
		_, err = query.Undo(r.Context(), s, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	http.Redirect(w, r, back(r, 0), http.StatusSeeOther)
	return nil, nil
}
