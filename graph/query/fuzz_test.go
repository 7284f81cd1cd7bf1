package query_test

import (
	"errors"
	"testing"

	"dateline/graph/query"
)

// FuzzNames: whatever is asked for gives an answer or one of the two errors about names.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"Gerasimov", "valery gerasimov", "", "ent:russia", "ent:", "x/y", "\x00", "Milley\x00x", "é", "a b c d"} {
		f.Add(s)
	}
	s := open(f, call())
	f.Fuzz(func(t *testing.T, name string) {
		check := func(err error) {
			var u *query.UnknownError
			var a *query.AmbiguousError
			if err != nil && !errors.As(err, &u) && !errors.As(err, &a) {
				t.Fatalf("%q: %v", name, err)
			}
		}
		_, err := query.Names(ctx, s, name)
		check(err)
		_, err = query.Events(ctx, s, query.Filter{Actor: []string{name}, Limit: 3})
		check(err)
		_, err = query.Events(ctx, s, query.Filter{Relation: []string{name}, Limit: 3})
		check(err)
		_, err = query.Events(ctx, s, query.Filter{Source: []string{name}, Limit: 3})
		check(err)
		_, err = query.Why(ctx, s, name)
		check(err)
	})
}
