package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/transform"
)

func isJSON(head []byte, ending string) bool {
	h := bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n")
	return ending != ".md" && ending != ".markdown" && len(h) > 1 && (h[0] == '{' || h[0] == '[') && bytes.IndexByte(h, '"') > 0 &&
		(ending == ".json" || bytes.IndexByte([]byte("\"{[ \n\r\t"), h[1]) >= 0 && bytes.Contains(h, []byte(`":`)))
}

// isJSONL: an object on the first line, and another on the second or a line
// too long to see its end.
func isJSONL(head []byte, ending string) bool {
	h := bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n")
	if len(h) < 2 || h[0] != '{' || !isJSON(head, ending) {
		return false
	}
	if ending == ".jsonl" || ending == ".ndjson" {
		return true
	}
	line, rest, ok := bytes.Cut(h, []byte("\n"))
	if !ok {
		return false
	}
	rest = bytes.TrimSpace(rest)
	return json.Valid(line) && len(rest) > 0 && rest[0] == '{'
}

// readJSONL reads one article a line. A broken line does not end the file.
func readJSONL(in *input, yield func(*draft) error) error {
	for n := 1; ; n++ {
		line, err := readLine(in.r, in.limits.Article)
		line = bytes.TrimLeft(line, "\x1e") // of RFC 7464
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(err, errLine) {
			var v any
			e := err
			if errors.Is(e, errLine) {
				e = fmt.Errorf("%w; --max-article permits more", e)
			}
			if e == nil || e == io.EOF {
				if e = jsonShape(line); e == nil {
					e = json.Unmarshal(line, &v)
				}
				if e != nil {
					e = fmt.Errorf("JSON: %w", e)
				}
			}
			if e != nil {
				in.skip(fmt.Sprintf("%s: line %d", in.source, n), e)
			} else if e := in.oneOf(fmt.Sprintf("line %d", n), v, yield); e != nil {
				return e
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil && !errors.Is(err, errLine) {
			return err
		}
	}
}

// oneOf reads a value that stands for an article, among others of a file. One
// without a text is reported.
func (in *input) oneOf(place string, v any, yield func(*draft) error) error {
	told := false
	err := in.objects(v, 0, func(d *draft) error {
		told, d.several = true, true
		return yield(d)
	})
	if err == nil && !told {
		in.skip(in.source+": "+place, in.noText(v))
	}
	return err
}

// noText says why there is no article in v.
func (in *input) noText(v any) error {
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	fields, _ := v.(map[string]any)
	keys := slices.Sorted(maps.Keys(fields))
	for _, k := range keys {
		if f := fieldKeys()[fieldKey(k)].field; f == "text" || f == "html" {
			return fmt.Errorf("%w: %q is empty", ErrNoText, shorten(oneLine(clean(k)), 40))
		}
	}
	if len(keys) == 0 {
		return ErrNoText
	}
	return missing(keys)
}

// missing is the error of an object or table none of whose names is that of a text.
func missing(names []string) error {
	var shown []string
	for _, n := range names[:min(len(names), 12)] {
		shown = append(shown, shorten(oneLine(clean(n)), 40))
	}
	if len(shown) < len(names) {
		shown = append(shown, "...")
	}
	return fmt.Errorf("%w in the fields %s; name the one that has it with --field text=NAME", ErrNoText, strings.Join(shown, ", "))
}

// shorten is s, or its first n bytes or so and three dots.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}

// errLine tells a line that is too long, after which reading can go on, from an input that is.
var errLine = errors.New("a line")

// readLine reads up to the next line end. A line over max is skipped and
// reported as errLine, which is an ErrTooLarge.
func readLine(r *bufio.Reader, max int64) ([]byte, error) {
	var line []byte
	over := false
	for {
		part, err := r.ReadSlice('\n')
		if !over {
			line = append(line, part...)
		}
		if int64(len(line)) > max {
			over, line = true, nil
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if over {
			return nil, fmt.Errorf("%w: %w of more than %s", ErrTooLarge, errLine, size(max))
		}
		return line, err
	}
}

// readJSON reads one value, or several one after the other. A list is read as a
// stream, whatever its length; an object must fit into the limit of an article.
func readJSON(in *input, yield func(*draft) error) error {
	in.r = bufio.NewReaderSize(transform.NewReader(in.r, &mended{}), 16<<10)
	head, _ := in.r.Peek(sniffLen)
	if head = bytes.TrimLeft(head, " \t\r\n"); len(head) > 0 && head[0] == '[' {
		return in.jsonList(yield)
	}
	// Lines whose first is too long for isJSONL to see its end.
	line, err := readLine(in.r, in.limits.Article)
	if err == nil && json.Valid(line) {
		if head, _ := in.r.Peek(sniffLen); len(bytes.TrimSpace(head)) > 0 {
			in.r = bufio.NewReader(io.MultiReader(bytes.NewReader(line), in.r))
			return readJSONL(in, yield)
		}
	} else if err != nil && err != io.EOF {
		return err
	}
	rest, err := in.atMost(in.limits.Article-int64(len(line)), "--max-article")
	if err != nil {
		return err
	}
	dec := json.NewDecoder(io.MultiReader(bytes.NewReader(line), bytes.NewReader(rest)))
	for n := 0; ; n++ {
		v, err := jsonValue(dec)
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		told := false
		if err := in.objects(v, 0, func(d *draft) error {
			told = true
			return yield(d)
		}); err != nil {
			return err
		}
		if !told && n == 0 {
			return in.noText(v)
		}
	}
}

// jsonList reads the elements of a list, holding one at a time.
func (in *input) jsonList(yield func(*draft) error) error {
	var from, read int64 // where the element at hand begins, how far the file is read
	dec := json.NewDecoder(readerFunc(func(p []byte) (int, error) {
		n, err := in.r.Read(p)
		if read += int64(n); read-from > in.limits.Article {
			return n, fmt.Errorf("%w: an element of more than %s", ErrTooLarge, size(in.limits.Article))
		}
		return n, err
	}))
	if _, err := dec.Token(); err != nil {
		return jsonError(dec, err)
	}
	bare := 0 // elements without a text since the last article
	for n := 1; dec.More(); n++ {
		from = dec.InputOffset()
		v, err := jsonValue(dec)
		if err != nil {
			return fmt.Errorf("element %d: %w", n, err)
		}
		told := false
		if err := in.oneOf(fmt.Sprintf("element %d", n), v, func(d *draft) error {
			told = true
			return yield(d)
		}); err != nil {
			return err
		}
		if bare++; told {
			bare = 0
		}
		if bare > mostBare {
			return fmt.Errorf("%w in the %d elements up to the %dth; the rest is not read", ErrNoText, mostBare, n-1)
		}
	}
	if _, err := dec.Token(); err != nil {
		return jsonError(dec, err)
	}
	return nil
}

// mostBare is after how many elements without a text no more are looked at: each is reported.
const mostBare = 100_000

// jsonValue is the next value, unless it is made of more than it may be.
func jsonValue(dec *json.Decoder) (v any, err error) {
	var raw json.RawMessage
	if err := dec.Decode(&raw); err == io.EOF {
		return nil, err
	} else if err != nil {
		return nil, jsonError(dec, err)
	}
	if err := jsonShape(raw); err != nil {
		return nil, fmt.Errorf("JSON: %w", err)
	}
	return v, json.Unmarshal(raw, &v)
}

// jsonError says where a value is broken. A file that ends inside one is cut off.
func jsonError(dec *json.Decoder, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, ErrTooLarge):
		return err
	case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("JSON: the file ends in the middle, after byte %d", dec.InputOffset())
	case errors.As(err, &syntax):
		return fmt.Errorf("JSON: at byte %d: %w", syntax.Offset, err)
	}
	return fmt.Errorf("JSON: %w", err)
}

// objects finds the articles in a JSON value: an object with a text, a list of
// them, or an object that holds such a list or, as indexes give it, such an object.
func (in *input) objects(v any, depth int, yield func(*draft) error) error {
	if depth > deepest {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := in.objects(e, depth+1, yield); err != nil {
				return err
			}
		}
	case map[string]any:
		if d := in.object(v); d != nil {
			d.several = depth > 0
			return yield(d)
		}
		if rows := rowsOf(v); rows != nil {
			return in.objects(rows, depth+1, yield)
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if fieldKeys()[fieldKey(k)].field == "list" || depth == 0 || k == "_source" || k == "fields" {
				if err := in.objects(v[k], depth+1, yield); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// object makes a draft of one JSON object, nil if it holds no text.
func (in *input) object(v map[string]any) *draft {
	p := in.presetOf(v)
	get := in.getter(v, p)
	d := &draft{}
	d.take(get)
	d.title, d.byline, d.publisher = html.UnescapeString(d.title), html.UnescapeString(d.byline), html.UnescapeString(d.publisher)
	body, page := "", ""
	for _, s := range get("text") {
		if len(s) > len(body) {
			body = s
		}
	}
	for _, s := range get("html") {
		page = first(page, s)
	}
	if strings.Count(body, "</p>") > 1 || strings.HasPrefix(strings.TrimSpace(body), "<p") {
		page, body = body, ""
	}
	switch {
	case body != "":
		body = strings.TrimSpace(html.UnescapeString(body))
		d.text.WriteString(body)
		d.paras = paragraphs(body)
	case page != "":
		inner := &draft{}
		if inner.page(page, d.url) != nil {
			return nil
		}
		d.text.WriteString(inner.text.String())
		d.paras = inner.paras
	case p == nil || !p.titleOnly || d.title == "":
		return nil
	}
	if strings.HasPrefix(d.byline, "http") || !strings.ContainsFunc(d.byline, unicode.IsLetter) {
		d.byline = ""
	}
	return d
}
