package page

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/export/timeline"
	"dateline/export/told/toldtest"
	"dateline/graph"
)

func explore(t testing.TB, v *graph.View) string {
	t.Helper()
	var b bytes.Buffer
	if err := Explore(&b, v, timeline.Draw(timeline.Layout(v, timeline.Options{})), ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExploreIsOneSafeFile(t *testing.T) {
	for name, v := range map[string]*graph.View{"call": toldtest.Call(), "evil": toldtest.Evil()} {
		s := explore(t, v)
		if n := strings.Count(s, "<script"); n != 1 {
			t.Errorf("%s: %d scripts, want ours alone", name, n)
		}
		if regexp.MustCompile(`<(img|link|iframe|object|embed)\b`).MatchString(s) || strings.Contains(s, "<script src") || strings.Contains(s, "onload='x'>") {
			t.Errorf("%s: the page asks for something outside", name)
		}
		if !utf8.ValidString(s) {
			t.Errorf("%s: not UTF-8", name)
		}
		if s != explore(t, v) {
			t.Errorf("%s: two runs differ", name)
		}
		if n := strings.Count(s, `<tr id="e-`); n != len(v.Events) {
			t.Errorf("%s: %d rows for %d events", name, n, len(v.Events))
		}
	}
}

// In a browser the script runs under the page's own policy, counts the rows, and
// dims what a filter refuses.
func TestExploreInBrowser(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			browser = p
			break
		}
	}
	if browser == "" || testing.Short() {
		t.Skip("no Chromium on this machine, or -short")
	}
	for name, v := range map[string]*graph.View{"call": toldtest.Call(), "evil": toldtest.Evil(), "many": toldtest.Many(300)} {
		dir := t.TempDir()
		file := filepath.Join(dir, "page.html")
		if err := os.WriteFile(file, []byte(explore(t, v)), 0o644); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)
		cmd.WaitDelay = time.Second
		dom, err := cmd.Output()
		if err != nil {
			t.Skipf("%s does not run here: %v", browser, err)
		}
		if !strings.Contains(string(dom), `class="live"`) {
			t.Errorf("%s: the script did not run", name)
		}
		if want := strconv.Itoa(len(v.Events)) + " events</output>"; !strings.Contains(string(dom), want) {
			t.Errorf("%s: the page does not count %q", name, want)
		}
		if strings.Contains(string(dom), `<div id="tools" role="search" hidden`) {
			t.Errorf("%s: the tools stay hidden", name)
		}
	}
}
