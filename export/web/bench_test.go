package web

import (
	"net/http/httptest"
	"os"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
	"dateline/graph/store"
)

// BenchmarkPages asks for each page again and again. DATELINE_BENCH_DB names a database, as that of
// graph/query's benchmarks with 100,000 events; without it a small one is made.
func BenchmarkPages(b *testing.B) {
	path := os.Getenv("DATELINE_BENCH_DB")
	if path == "" {
		var facts []graph.Facts
		for n := range 60 {
			facts = append(facts, graphtest.Large(7, n, 15))
		}
		path = database(b, facts...)
	}
	x := site(b, func(o *Options) { o.Path = path })
	x.Warm(b.Context())
	var event, article, hub, rare string
	err := x.keeper.read(b.Context(), func(s *store.Store, _ state) error {
		v, err := query.Events(b.Context(), s, query.Filter{Limit: 400, Sort: query.Newest})
		if err != nil {
			return err
		}
		event, article = string(v.Events[0].ID), string(v.Events[0].Claims[0].Article)
		most := 0
		for _, e := range v.Entities {
			c, err := query.Names(b.Context(), s, string(e.ID))
			if err != nil {
				return err
			}
			if n := c[0].Events; n > most {
				most, hub = n, string(e.ID)
			} else if n == 1 {
				rare = string(e.ID)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range [][2]string{
		{"start", "/"}, {"search", "/search?q=happened"}, {"name", "/search?q=" + graphtest.LargeName(40)[:4]}, {"hub", "/entity/" + hub}, {"entity", "/entity/" + rare},
		{"one", "/one/" + rare}, {"event", "/event/" + event}, {"article", "/article/" + article}, {"timeline", "/timeline"}, {"filtered", "/timeline?actor=" + hub + "&relation=met_with"},
		{"deep", "/timeline?offset=5000"}, {"network", "/network"}, {"sources", "/sources"}, {"discrepancies", "/discrepancies"}, {"review", "/review"}, {"log", "/log"},
	} {
		b.Run(p[0], func(b *testing.B) {
			b.ReportAllocs()
			bytes := 0
			for b.Loop() {
				r := httptest.NewRequest("GET", p[1], nil)
				r.Host = "localhost"
				w := httptest.NewRecorder()
				x.ServeHTTP(w, r)
				if w.Code != 200 {
					b.Fatalf("%s: %d", p[1], w.Code)
				}
				bytes = w.Body.Len()
			}
			b.ReportMetric(float64(bytes), "bytes/page")
		})
	}
}
