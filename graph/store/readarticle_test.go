package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"dateline/graph"
)

// The record of an article is read as package json reads it, whatever it holds.
func FuzzReadRecord(f *testing.F) {
	for _, a := range []articleRecord{
		{},
		{Source: graph.Source{ID: "a1", Title: `"A & B" <c> \`, URL: "https://example.org/?a=1&b=2", Published: time.Date(2021, 3, 5, 12, 0, 0, 1, time.FixedZone("", 7200)), DayOnly: true, CopyOf: "a0"}, Digest: "d", Counts: counts{1, 2, 3, 4, 5}},
		{Source: graph.Source{ID: "a1", Byline: "Ünal", Dateline: "KYIV", Section: "World", Lang: "en", SHA256: "00", Path: `C:\x`, Agency: "Reuters", Text: "\u2028\x7f"}, Archived: []string{"x"}},
	} {
		b, err := json.Marshal(a)
		if err != nil {
			f.Fatal(err)
		}
		if got, err := readRecord(b); err != nil || !reflect.DeepEqual(got, a) && len(a.Archived) == 0 && a.Source.Published.IsZero() {
			f.Errorf("%+v (%v), want %+v", got, err, a)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var want articleRecord
		if json.Unmarshal(b, &want) != nil {
			readRecord(b)
			return
		}
		again, err := json.Marshal(want)
		if err != nil {
			return
		}
		json.Unmarshal(again, &want)
		if got, err := readRecord(again); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %+v (%v)\nwant %+v", again, got, err, want)
		}
	})
}
