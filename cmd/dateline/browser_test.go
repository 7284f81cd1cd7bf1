package main

import (
	"context"
	_ "embed"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
)

// tab is a page of a real browser. What a page says to the console, and any dialog, fails the test.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu   sync.Mutex
	said []string
}

// long is set for the checks that would make go test ./... too slow for every day.
var long = os.Getenv("DATELINE_LONG") != ""

// chromium is a browser on this machine. Without one the test is skipped.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Skip("no Chromium on this machine")
	return ""
}

// browse opens a browser on h. Without one the test is skipped.
func browse(t *testing.T, h http.Handler) *tab {
	t.Helper()
	if !long {
		t.Skip("long: DATELINE_LONG=1 has it")
	}
	program := chromium(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	ctx, stop := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(stop)
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(filepath.Join(t.TempDir(), "profile")),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	b := &tab{t: t, ctx: ctx, base: server.URL}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Skipf("%s does not run here: %v", program, err)
	}
	note := func(text string) { b.mu.Lock(); b.said = append(b.said, text); b.mu.Unlock() }
	dialogs := chromedp.Events(ctx, page.JavascriptDialogOpening)
	go func() {
		for d, err := range dialogs {
			if err != nil {
				return
			}
			note("a dialog: " + d.Message)
			chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}
	}()
	console := chromedp.Console(ctx)
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			note(m.String())
		}
	}()
	return b
}

// quiet fails if the pages so far said anything.
func (b *tab) quiet(where string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.said {
		b.t.Errorf("%s: the console says %s", where, s)
	}
	b.said = nil
}

func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s at %s: %v", what, b.at(), err)
	}
}

// leads does what must lead to another page, whose address has want in it.
func (b *tab) leads(want string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 40*time.Second)
	defer stop()
	if _, err := chromedp.RunResponse(ctx, steps...); err != nil {
		b.t.Fatalf("what leads to %s: at %s: %v", want, b.at(), err)
	}
	if at := b.at(); !strings.Contains(at, want) {
		b.t.Fatalf("leads to %s, want %s", at, want)
	}
	b.quiet(want)
}

func (b *tab) at() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.base)
}

func (b *tab) open(address string) {
	b.t.Helper()
	b.do("open "+address, chromedp.Navigate(b.base+address))
}

func value[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.t.Fatalf("%s at %s: %v", script, b.at(), err)
	}
	return v
}

// has fails if the page lacks words.
func (b *tab) has(words ...string) {
	b.t.Helper()
	text := value[string](b, `document.body.innerText`)
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Errorf("%s lacks %q:\n%.600s", b.at(), w, text)
		}
	}
}

func (b *tab) dark(on bool) {
	b.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[on]
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		b.t.Fatal(err)
	}
}

func css(s string) chromedp.CSS { return chromedp.CSS(s) }

const tarnow = "../../testdata/stories/tarnow"

// namesakes are articles about two men of one name.
func namesakes(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for name, text := range map[string]string{
		"keeper": "The Brazilian goalkeeper Ivo Larsen signed a contract with Rovers on Monday.",
		"talks":  "Japanese Finance Minister Ivo Larsen visited France on Monday.",
	} {
		path := filepath.Join(dir, name+".txt")
		paths = append(paths, path)
		if err := os.WriteFile(path, []byte("---\ntitle: "+name+"\npublished: 2021-05-20\n---\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// A person goes through the explorer: from the search to an entity, its events, their articles and back; filters,
// draws, takes out.
func TestBrowserReading(t *testing.T) {
	b := browse(t, explorer(t, ingested(t, append(namesakes(t), tarnow)...)))
	b.open("/")
	b.has("What is in the graph", "Newest events", "Newest articles")
	b.do("the search by its key", chromedp.KeyEvent("/"), chromedp.KeyEvent("Helena Dragan"))
	b.leads("/search?q=Helena+Dragan", chromedp.KeyEvent("\r"))
	b.leads("/entity/", chromedp.Click(css("#names ~ ul a")))
	b.has("Helena Dragan", "Timeline", "Whom they spoke with", "With whom")
	b.leads("/event/", chromedp.Click(css(".events tbody th a")))
	b.has("In the articles", "Why this is one event", "Sources")
	if n := value[int](b, `document.querySelectorAll('blockquote mark').length`); n == 0 {
		t.Error("no words are marked on the page of an event")
	}
	b.leads("/article/", chromedp.Click(css("blockquote cite a")))
	if !value[bool](b, `!!document.querySelector(':target')`) {
		t.Errorf("%s leads to no sentence", b.at())
	}
	b.leads("/event/", chromedp.Click(css(".text mark a")))
	b.leads("/timeline", chromedp.Click(css(`nav a[href="/timeline"]`)))
	b.do("a filter", chromedp.SendKeys(css(`[name=actor]`), "Larsen"))
	b.leads("actor=Larsen", chromedp.Click(css(".filters button")))
	b.has("Which one?")
	b.leads("/timeline?actor=", chromedp.Click(css("main ul a")))
	if strings.Contains(b.at(), "=&") || strings.HasSuffix(b.at(), "=") {
		t.Errorf("empty filters stay in the address: %s", b.at())
	}
	b.leads("/event/", chromedp.Evaluate[chromedp.Void](`document.querySelector('.desk svg a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))`))
	b.leads("/network", chromedp.Click(css(`nav a[href="/network"]`)))
	b.do("the diagram in the page", chromedp.WaitReady(css(".drawn svg .node a")))
	b.leads("/entity/", chromedp.Evaluate[chromedp.Void](`document.querySelector('.drawn svg .node a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))`))
	b.leads("/discrepancies", chromedp.Click(css(`nav a[href="/discrepancies"]`)))
	b.has("12 killed", "15 killed")
	b.leads("/sources", chromedp.Click(css(`nav a[href="/sources"]`)))
	b.has("11 articles", "copy")
	if n := value[int](b, `document.querySelectorAll('.take a').length`); n < 25 {
		t.Errorf("%d forms to take out", n)
	}
	b.open("/")
	b.do("the first stop of the tab key", chromedp.KeyEvent("\t"))
	if !value[bool](b, `document.activeElement.className === 'skip' && getComputedStyle(document.activeElement).outlineStyle !== 'none' && document.activeElement.getBoundingClientRect().top >= 0`) {
		t.Error("the first stop is not the link to the content, or does not show")
	}
	b.quiet("reading")
}

// Every judgement, by clicks and keys, and back.
func TestBrowserJudging(t *testing.T) {
	db := ingested(t, tarnow)
	b := browse(t, explorer(t, db))
	b.open("/review")
	b.has("Are these the same?", "1 pair")
	b.do("the first pair by its key", chromedp.KeyEvent("j"))
	b.leads("said=1", chromedp.KeyEvent("u"))
	b.has("Recorded:", "may be the same as", "Nothing waits for a person")
	b.leads("said=0", chromedp.Click(css(".notice button")))
	b.has("Taken back", "1 pair")
	b.do("a key that is none", chromedp.KeyEvent("x"))
	b.leads("said=1", chromedp.Click(css(".pair [data-key=n]")))
	b.has("is not the same as")
	b.leads("said=0", chromedp.Click(css(".notice button")))
	b.leads("said=1", chromedp.KeyEvent("j"), chromedp.KeyEvent("y"))
	b.has("is the same as")

	// The banker is not the minister.
	b.open("/search?q=%22Mark+Stone%22")
	b.leads("/entity/", chromedp.Click(css("#names ~ ul a")))
	b.leads("/one/", chromedp.Click(css(`a[href^="/one/"]`)))
	b.has("Stonemarket Weekly", "The Harbour Times")
	b.leads("said=2", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('tr')].find(r => r.innerText.includes('Stonemarket')).querySelector('button').click()`))
	b.has("is not the same as")
	b.open("/entity/Helena%20Dragan")
	b.do("a new name", chromedp.SetValue(css("#judge ~ form [name=name]"), "Helena M. Dragan"))
	b.leads("said=3", chromedp.Click(css("#judge ~ form button")))
	b.has("is called Helena M. Dragan", "; Helena Dragan")
	b.do("two that are one", chromedp.SendKeys(css("#judge ~ form [name=b]"), "Pavel Osk"))
	b.leads("said=4", chromedp.Click(css("#judge ~ form [value=unsure]")))
	b.has("may be the same as")
	b.leads("/event/", chromedp.Click(css(".events tbody th a")))
	event := b.at()
	b.leads("said=5", chromedp.Click(css("[value=confirmed]")))
	b.has("is confirmed", "confirmed")
	b.leads("said=6", chromedp.Click(css("[value=rejected]")))
	b.has("is rejected", "rejected")
	b.leads("/log", chromedp.Navigate(b.base+"/log"))
	b.has("6 judgements", "anna")
	for n := 6; n > 0; n-- {
		b.leads("said=0", chromedp.Click(css(".log button")))
	}
	b.has("Nothing was judged yet")
	b.open(strings.Split(event, "?")[0])
	if value[int](b, `document.querySelectorAll('.v-rejected').length`) != 0 {
		t.Error("what was undone is still rejected")
	}
	b.quiet("judging")
	s, err := store.Open(db, store.Options{ReadOnly: true, Wait: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if rows, err := query.Log(t.Context(), s); err != nil || len(rows) != 0 {
		t.Errorf("judgements left: %v %v", rows, err)
	}
}

// Without script everything is there as well.
func TestBrowserWithoutScript(t *testing.T) {
	b := browse(t, explorer(t, ingested(t, tarnow)))
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.do("a screen with room for all: the browser scrolls to what is clicked by script", chromedp.EmulateViewport(1280, 6000))
	b.open("/timeline")
	b.do("a filter", chromedp.SendKeys(css(`[name=actor]`), "Dragan"))
	b.leads("actor=Dragan", chromedp.Click(css(".filters button")))
	b.leads("/event/", chromedp.Click(css(".events tbody th a")))
	b.leads("said=1", chromedp.Click(css("[value=confirmed]")))
	b.leads("said=0", chromedp.Click(css(".notice button")))
	b.open("/network")
	b.do("the picture", chromedp.WaitVisible(css(".drawn img")))
	b.open("/review")
	b.leads("said=1", chromedp.Click(css(".pair [data-key=u]")))
	b.has("may be the same as")
}

// hostileSite is the explorer of an article that tries to run script in every text it has.
func hostileSite(t *testing.T) http.Handler {
	t.Helper()
	db := filepath.Join(t.TempDir(), "hostile.db")
	s, err := store.Open(db, store.Options{Merger: merge.Merger{}, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Put(t, s, graphtest.Hostile(), graphtest.Call("https://a.example/1", "Daily Test"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return explorer(t, db)
}

// Nothing of an article is run, whatever it says: no dialog opens, no policy has to step in.
func TestBrowserHostileTexts(t *testing.T) {
	h := hostileSite(t)
	b := browse(t, h)
	seen := map[string]bool{}
	queue := []string{"/", "/review", "/log", "/discrepancies", "/timeline?lanes=actor", "/network?kind=claims", "/search?q=" + `%3Cscript%3Ealert(1)%3C%2Fscript%3E`, "/timeline?actor=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E"}
	for len(queue) > 0 && len(seen) < 90 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		b.open(address)
		if strings.HasPrefix(address, "/network") {
			b.do("the diagram", chromedp.WaitReady(css(".drawn svg")))
		}
		b.mu.Lock()
		// What an address itself asks for in vain is no fault of the page.
		if strings.Contains(address, "alert(1)") || strings.Contains(address, "%3Cimg") || strings.Contains(address, "img+src") {
			b.said = nil
		}
		b.mu.Unlock()
		b.quiet(address)
		if n := value[int](b, `document.querySelectorAll('script:not([src^="/assets/"]), iframe, style, [onclick], [onerror], [onload], [onmouseover], math').length`); n > 0 {
			t.Errorf("%s has %d elements of the article's", address, n)
		}
		if strings.Count(address, "/") > 4 {
			continue
		}
		for _, to := range value[[]string](b, `[...document.querySelectorAll('a[href^="/"]')].map(a => a.getAttribute('href')).filter(h => !h.startsWith('/take') && !h.startsWith('/picture'))`) {
			to, _, _ = strings.Cut(to, "#")
			queue = append(queue, to)
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d pages", len(seen))
	}
}

//go:embed testdata/contrast.js
var contrastScript string

// What is written stands out from its ground (WCAG 2.2 AA), light and dark, and on a phone nothing has
// to be moved sideways.
func TestBrowserContrastAndWidth(t *testing.T) {
	b := browse(t, explorer(t, ingested(t, tarnow)))
	b.open("/search?q=Dragan")
	entity := value[string](b, `document.querySelector('#names ~ ul a').getAttribute('href')`)
	b.open("/discrepancies")
	event := value[string](b, `document.querySelector('.card h2 a').getAttribute('href')`)
	b.open("/sources")
	article := value[string](b, `document.querySelector('.articles a').getAttribute('href')`)
	for _, address := range []string{"/", "/search?q=bombs", "/search?q=xyzzy", entity, strings.Replace(entity, "/entity/", "/one/", 1), event, article, "/timeline?actor=Dragan&lanes=actor&open=true", "/timeline?actor=Varda", "/network", "/sources", "/discrepancies", "/review", "/log"} {
		for _, dark := range []bool{false, true} {
			b.dark(dark)
			b.do("a desk", chromedp.EmulateViewport(1280, 900))
			b.open(address)
			for _, wrong := range value[[]string](b, contrastScript) {
				t.Errorf("%s, dark %v: %s", address, dark, wrong)
			}
		}
		for _, width := range []int64{375, 320} {
			b.do("a phone", chromedp.EmulateViewport(width, 700))
			b.open(address)
			if over := value[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s is %d px too wide at %d: %s", address, over, width, value[string](b,
					`[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.picture')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')`))
			}
		}
	}
	b.quiet("looking")
}
