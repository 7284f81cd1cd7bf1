package article

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/abadojack/whatlanggo"
)

// TestLanguageTie: where two languages are equally near by their trigrams the answer is the same every time.
func TestLanguageTie(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	ties := 0
	for range 3000 {
		words := make([]string, 20+r.IntN(10))
		for i := range words {
			w := make([]byte, 2+r.IntN(6))
			for j := range w {
				w[j] = "aeioubcdfglmnprstv"[r.IntN(18)]
			}
			words[i] = string(w)
		}
		text := strings.Join(words, " ")
		if whatlanggo.Detect(text).Confidence != 0 {
			continue
		}
		ties++
		a := &Article{Text: text, Blocks: []Block{{End: len(text)}}}
		want := language(a, "")
		for range 20 {
			if got := language(a, ""); got != want {
				t.Fatalf("%q is %q and %q", text, want, got)
			}
		}
	}
	if ties == 0 {
		t.Error("no text is equally near to two languages: the test shows nothing")
	}
}
