package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dateline/graph/store"
)

// What takes long to work out holds up neither another question nor the page that would show it.
func TestWhatTakesLong(t *testing.T) {
	x := site(t, nil, calls()...)
	release := make(chan struct{})
	var m memo[int]
	work := func(context.Context, *store.Store) (int, error) {
		<-release
		return 7, nil
	}
	var soon soonError
	if _, err := m.within(t.Context(), time.Millisecond, x.keeper, work); !errors.As(err, &soon) {
		t.Fatalf("the first to ask got %v", err)
	}
	x.keeper.mu.Lock()
	x.keeper.asked = time.Time{} // nobody asked for long
	x.keeper.mu.Unlock()
	x.keeper.tire()
	if err := x.keeper.read(t.Context(), func(*store.Store, state) error { return nil }); err != nil {
		t.Fatal(err)
	}
	close(release)
	for n, err := m.get(t.Context(), x.keeper, work); n != 7; n, err = m.get(t.Context(), x.keeper, work) {
		if err != nil && !errors.As(err, &soon) {
			t.Fatal(err)
		}
	}
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/review?offset=10", nil)
	x.answer(w, r, nil, soonError{})
	if body := w.Body.String(); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" ||
		!strings.Contains(body, `http-equiv="refresh"`) || !strings.Contains(body, `href="/review?offset=10"`) {
		t.Errorf("%d %v\n%s", w.Code, w.Header(), body)
	}
}
