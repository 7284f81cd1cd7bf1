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

// dump is the page as it stands once a browser has run its scripts.
func dump(t *testing.T, page string) string {
	t.Helper()
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
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
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
	return string(dom)
}

// In a browser the script runs under the page's own policy and counts the rows.
func TestExploreInBrowser(t *testing.T) {
	for name, v := range map[string]*graph.View{"call": toldtest.Call(), "evil": toldtest.Evil(), "many": toldtest.Many(300)} {
		dom := dump(t, explore(t, v))
		if !strings.Contains(dom, `class="live"`) {
			t.Errorf("%s: the script did not run", name)
		}
		if want := strconv.Itoa(len(v.Events)) + " events</output>"; !strings.Contains(dom, want) {
			t.Errorf("%s: the page does not count %q", name, want)
		}
		if strings.Contains(dom, `<div id="tools" role="search" hidden`) {
			t.Errorf("%s: the tools stay hidden", name)
		}
	}
}

// A person clicks a mark, searches, chooses an actor, and zooms.
func TestExploreIsUsed(t *testing.T) {
	page := explore(t, toldtest.Call())
	// The policy lets no second script run, as it should: the test's own needs it gone.
	page = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(page, "")
	page = strings.Replace(page, "</body>", `<pre id="log"></pre><script>
const log = [], say = (k, v) => log.push(k + '=' + v), $ = id => document.getElementById(id);
const count = () => $('count').textContent, input = (el, v) => { el.value = v; el.dispatchEvent(new Event('input')); };
const followed = document.querySelector('a[data-event] circle').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
say('stays', !followed); say('details', !$('details').hidden && $('told').querySelectorAll('blockquote').length > 0);
$('shut').click(); say('shut', $('details').hidden);
input($('find'), 'brussels'); say('search', count()); say('dim', document.querySelectorAll('svg .dim').length > 5);
input($('find'), ''); say('again', count());
const who = [...$('who').options].find(o => o.textContent.startsWith('NATO'));
input($('who'), who.value); say('who', count()); input($('who'), '');
const width = () => document.querySelector('#picture svg').viewBox.baseVal.width, w = width();
$('in').click(); say('zoom', width() < w); $('all').click(); say('all', Math.abs(width() - w) < 1);
$('log').textContent = 'BEGIN ' + log.join(' ') + ' END';
</script></body>`, 1)
	_, after, _ := strings.Cut(dump(t, page), `<pre id="log">BEGIN `)
	got, _, _ := strings.Cut(after, " END")
	const want = "stays=true details=true shut=true search=1 of 11 events dim=true again=11 events who=2 of 11 events zoom=true all=true"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A line of a diagram tells of its events, by mouse and by keyboard, and its link is
// not followed.
func TestExploreLine(t *testing.T) {
	v := toldtest.Call()
	var b bytes.Buffer
	picture := `<svg viewBox="0 0 100 50"><g class="edge vc ev-` + string(v.Events[0].ID) + `"><a href="https://news.example/"><path d="M10,10L90,10"/></a></g>` +
		`<g class="node hub vc ev-` + string(v.Events[1].ID) + `"><text>hub</text></g></svg>`
	if err := Explore(&b, v, []byte(picture), ""); err != nil {
		t.Fatal(err)
	}
	page := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(b.String(), "")
	page = strings.Replace(page, "</body>", `<pre id="log"></pre><script>
const log = [], say = (k, v) => log.push(k + '=' + v), $ = id => document.getElementById(id);
const told = () => !$('details').hidden && $('told').querySelectorAll('blockquote').length > 0;
say('stays', !document.querySelector('.edge path').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})));
say('line', told()); $('shut').click();
document.querySelector('.hub').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
say('hub', told());
$('find').value = 'no such word'; $('find').dispatchEvent(new Event('input'));
say('dim', document.querySelectorAll('svg .edge.dim, svg .hub.dim').length);
$('log').textContent = 'BEGIN ' + log.join(' ') + ' END';
</script></body>`, 1)
	_, after, _ := strings.Cut(dump(t, page), `<pre id="log">BEGIN `)
	if got, _, _ := strings.Cut(after, " END"); got != "stays=true line=true hub=true dim=2" {
		t.Errorf("got %q", got)
	}
}
