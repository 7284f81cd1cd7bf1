package timeline

import (
	"context"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/export/told/toldtest"
)

// measure is a page that says where a browser really puts the words of a picture.
const measure = `<!doctype html><meta charset="utf-8"><body>SVG<pre id="out"></pre><script>
const out = [...document.querySelectorAll('svg')].map(s => { const at = s.getBoundingClientRect();
 return [...s.querySelectorAll('text')].map(t => { const r = t.getBoundingClientRect();
  return {S: t.textContent, X: r.x - at.x, W: r.width, Y: r.y - at.y + 0.22*r.height, H: 0.6*r.height}; }); });
document.getElementById('out').textContent = 'BEGIN' + JSON.stringify(out) + 'END';
</script>`

// What a person sees must not overlap either: Chromium lays out the picture with
// the fonts of this machine, which are not those it was measured with.
func TestNoWordsOverlapInBrowser(t *testing.T) {
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
	charts := []Chart{
		Layout(toldtest.Call(), Options{}),
		Layout(toldtest.Many(200), Options{Lanes: "class"}),
		Layout(toldtest.Call(), Options{Width: 390}),
		Layout(toldtest.Evil(), Options{Lanes: "actor"}), // in scripts that this machine may have no font for
	}
	var pictures strings.Builder
	for _, c := range charts {
		pictures.Write(Draw(c))
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "page.html")
	if err := os.WriteFile(page, []byte(strings.Replace(measure, "SVG", pictures.String(), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--dump-dom", "file://"+page)
	cmd.WaitDelay = time.Second
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("%s does not run here: %v", browser, err)
	}
	_, after, _ := strings.Cut(string(dom), `<pre id="out">BEGIN`)
	found, _, ok := strings.Cut(after, "END</pre>")
	var seen [][]struct {
		S          string
		X, Y, W, H float64
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(found)), &seen); !ok || err != nil || len(seen) != len(charts) {
		t.Fatalf("%d measurements of %d charts: %v", len(seen), len(charts), err)
	}
	for n, texts := range seen {
		c := charts[n]
		if len(texts) < len(c.Texts) {
			t.Errorf("chart %d: %d texts, want at least %d", n, len(texts), len(c.Texts))
		}
		for i, a := range texts {
			box := Box{a.X, a.Y, a.W, a.H}
			if a.X < 0 || a.X+a.W > c.Width {
				t.Errorf("chart %d: %q reaches out of the picture: %.1f to %.1f", n, a.S, a.X, a.X+a.W)
			}
			for _, b := range texts[i+1:] {
				if box.Overlaps(Box{b.X, b.Y, b.W, b.H}) {
					t.Errorf("chart %d: %q lies on %q", n, a.S, b.S)
				}
			}
		}
	}
}
