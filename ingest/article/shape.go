package article

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// Bounds of what an input may turn into. A few bytes make an element, a value or a
// cell of a hundred, so that the size of an input alone does not bound its memory, and
// what goes through them more than once takes long. No article comes near.
const (
	mostParas  = 100_000   // paragraphs and lines of an article
	mostTags   = 300_000   // tags of a page, and as many attributes
	mostValues = 2_000_000 // values of JSON in one file or line, cells of a row
	mostMarks  = 20_000    // brackets, stars and such in one block of Markdown, which are looked at once for each other
	allMarks   = 500_000   // of all blocks
)

// refuseShape is the error of an input that is made of too many of something.
func refuseShape(most int, what string) error {
	return fmt.Errorf("%w: more than %d %s, as no article has", ErrTooLarge, most, what)
}

// pageShape refuses a page that is made of more tags or attributes than it may be.
func pageShape(source string) error {
	z := html.NewTokenizer(strings.NewReader(source))
	tags, attrs := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		case html.StartTagToken, html.SelfClosingTagToken:
			tags++
			for _, more := z.TagName(); more; attrs++ {
				_, _, more = z.TagAttr()
			}
		case html.EndTagToken:
			tags++
		}
		if tags > mostTags || attrs > mostTags {
			return refuseShape(mostTags, "tags or attributes")
		}
	}
}

// markdownShape refuses Markdown of more marks than it may have.
func markdownShape(text string) error {
	all := 0
	for block := range strings.SplitSeq(text, "\n\n") {
		n := 0
		for _, mark := range []string{"[", "]", "<", "*", "_", "`", "~"} {
			n += strings.Count(block, mark)
		}
		if n > mostMarks {
			return refuseShape(mostMarks, "brackets and other marks in one block")
		}
		if all += n; all > allMarks {
			return refuseShape(allMarks, "brackets and other marks")
		}
	}
	return nil
}

// jsonShape refuses JSON of more values than it may have. It counts what stands before a
// value, outside strings; whether it is JSON at all is for its decoder to say.
func jsonShape(b []byte) error {
	n := 0
	for len(b) > 0 {
		i := bytes.IndexAny(b, `",[{`)
		if i < 0 {
			return nil
		}
		if b[i] != '"' {
			if n++; n > mostValues {
				return refuseShape(mostValues, "values")
			}
			b = b[i+1:]
			continue
		}
		for b = b[i+1:]; len(b) > 0; { // to the end of the string
			i := bytes.IndexAny(b, `"\`)
			if i < 0 {
				return nil
			}
			quote := b[i] == '"'
			b = b[min(i+1, len(b)):]
			if quote {
				break
			}
			b = b[min(1, len(b)):]
		}
	}
	return nil
}
