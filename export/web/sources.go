package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/graph/query"
)

// sourcesBody is what the page of articles shows.
type sourcesBody struct {
	Rows       []query.SourceRow
	All        int
	Publishers []query.Count
	Publisher  string
	Words      string
	Order      string
	Pages      pager
}

const sourcesPerPage = 50

func (x *Site) sourcesPage(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	all, err := x.sources.get(r.Context(), x.keeper, listSources)
	if err != nil {
		return nil, err
	}
	b := sourcesBody{Publisher: v.Get("publisher"), Words: v.Get("title"), Order: v.Get("sort")}
	rows := all.newest
	if b.Order == "time" {
		rows = all.oldest
	}
	if b.Publisher != "" || b.Words != "" {
		words := strings.Fields(strings.ToLower(b.Words))
		rows = slices.DeleteFunc(slices.Clone(rows), func(s query.SourceRow) bool {
			title := strings.ToLower(s.Heading)
			return b.Publisher != "" && s.Publisher != b.Publisher && s.Agency != b.Publisher ||
				slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title, w) })
		})
	}
	b.All = len(rows)
	offset := whole(v, "offset", 0, len(rows))
	to := min(offset+sourcesPerPage, len(rows))
	b.Rows = rows[offset:to]
	b.Pages = pagerOf("/sources", v, offset, sourcesPerPage, len(b.Rows), to < len(rows))
	b.Publishers = all.publishers[:min(len(all.publishers), 200)]
	take := url.Values{}
	if b.Publisher != "" {
		take.Set("source", b.Publisher)
	}
	return &page{Title: "Sources", Template: "sources", Place: "sources", Body: b, Take: take, Drawn: true}, nil
}

// tidied is the values of an address. One with empty values, as forms send, leads to the same
// without them: ok is false then.
func (x *Site) tidied(w http.ResponseWriter, r *http.Request) (v url.Values, ok bool) {
	v, changed := tidy(r.URL.Query())
	if changed {
		http.Redirect(w, r, r.URL.EscapedPath()+query0(v), http.StatusSeeOther)
	}
	return v, !changed
}
