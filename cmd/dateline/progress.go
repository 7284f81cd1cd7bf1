package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"dateline/graph/store"
	"dateline/ingest"
)

// progressModes are the values of --progress.
var progressModes = []string{"auto", "bar", "lines", "json", "none"}

// meter says how far a batch is: bytes of the input are known beforehand,
// articles are not, since one file may hold thousands.
type meter struct {
	w       io.Writer
	mode    string
	started time.Time
	total   int64        // bytes of the input, 0 if unknown
	done    atomic.Int64 // bytes of it that were read
	spent   ingest.Spent
	writing time.Duration
	commits store.Spent // of that

	mu       sync.Mutex
	bar      *progressbar.ProgressBar
	articles int
	states   map[string]int
	shown    time.Time
}

// Time between two lines of progress.
const (
	betweenLines = 10 * time.Second
	betweenJSON  = time.Second
	betweenBars  = 200 * time.Millisecond
)

func newMeter(w io.Writer, mode string, total int64) *meter {
	if _, terminal := terminalWidth(w); mode == "auto" || mode == "" {
		mode = "lines"
		if terminal {
			mode = "bar"
		}
	}
	m := &meter{w: w, mode: mode, total: total, started: time.Now(), states: map[string]int{}}
	m.shown = m.started
	if mode == "bar" {
		m.bar = progressbar.NewOptions64(max(total, -1), progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading"),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false), progressbar.OptionThrottle(betweenBars))
	}
	return m
}

// article counts one article.
func (m *meter) article() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.articles++
	m.tick()
}

// tick shows where we are, now and then.
func (m *meter) tick() {
	now := time.Now()
	wait := betweenLines
	switch m.mode {
	case "none":
		return
	case "json":
		wait = betweenJSON
	case "bar":
		wait = betweenBars
	}
	if now.Sub(m.shown) < wait {
		return
	}
	m.shown = now
	m.show(false)
}

func (m *meter) state(s string) {
	m.mu.Lock()
	m.states[s]++
	m.mu.Unlock()
}

func (m *meter) wrote(d time.Duration) {
	m.mu.Lock()
	m.writing += d
	m.tick()
	m.mu.Unlock()
}

// part is how much of the input was read, 0 to 1; 0 if that is not known.
func (m *meter) part() float64 {
	if m.total <= 0 {
		return 0
	}
	return min(float64(m.done.Load())/float64(m.total), 1)
}

// progressJSON is a line of --progress json.
type progressJSON struct {
	Articles int            `json:"articles"`
	States   map[string]int `json:"states,omitempty"`
	Bytes    int64          `json:"bytes"`
	Total    int64          `json:"total_bytes,omitempty"`
	Seconds  float64        `json:"seconds"`
	Rate     float64        `json:"articles_per_second"`
	Left     float64        `json:"seconds_left,omitempty"`
	Done     bool           `json:"done,omitempty"`
	Spent    *spentJSON     `json:"spent,omitempty"`
}

// spentJSON is time by part, in seconds: opening and extracting; the stages, of
// all workers together; all that the writer does, and of that joining, laying quads, the index. What is left of it is writing
// pages and waiting for the disk.
type spentJSON struct {
	Input float64 `json:"input"`
	Read  float64 `json:"read"`
	Write float64 `json:"write"`
	Join  float64 `json:"join"`
	Quads float64 `json:"quads"`
	Index float64 `json:"index"`
}

func (m *meter) show(done bool) {
	took := time.Since(m.started)
	rate := float64(m.articles) / max(took.Seconds(), 0.001)
	var left time.Duration
	if p := m.part(); p > 0 && p < 1 {
		left = time.Duration(float64(took) * (1 - p) / p)
	}
	switch m.mode {
	case "bar":
		m.bar.Describe(fmt.Sprintf("reading: %d articles, %.0f/s%s", m.articles, rate, leftWords(left)))
		m.bar.Set64(m.done.Load())
	case "lines":
		fmt.Fprintf(m.w, "reading: %d articles, %.0f%%, %.0f/s%s\n", m.articles, 100*m.part(), rate, leftWords(left))
	case "json":
		p := progressJSON{Articles: m.articles, States: m.states, Bytes: m.done.Load(), Total: m.total, Seconds: took.Seconds(), Rate: rate, Left: left.Seconds(), Done: done}
		if done {
			p.Spent = &spentJSON{time.Duration(m.spent.Input.Load()).Seconds(), time.Duration(m.spent.Read.Load()).Seconds(), m.writing.Seconds(),
				m.commits.Join.Seconds(), m.commits.Quads.Seconds(), m.commits.Index.Seconds()}
		}
		json.NewEncoder(m.w).Encode(p)
	}
}

func leftWords(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return fmt.Sprintf(", %s left", d.Round(time.Second))
}

// finish takes the bar away, or writes the last line.
func (m *meter) finish() {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch m.mode {
	case "bar":
		m.bar.Finish()
	case "json":
		m.show(true)
	}
}

// counted is a file whose bytes the meter counts as they are read.
type counted struct {
	*os.File
	done *atomic.Int64
}

// Disk is the file itself, for a reader that takes it as it is, and all of it.
func (c counted) Disk() *os.File {
	if info, err := c.Stat(); err == nil {
		c.done.Add(info.Size())
	}
	return c.File
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	c.done.Add(int64(n))
	return n, err
}

func (c counted) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.File.ReadAt(p, off)
	c.done.Add(int64(n))
	return n, err
}
