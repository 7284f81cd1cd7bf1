package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

func isJSON(head []byte, ending string) bool {
	h := bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n")
	return len(h) > 1 && (h[0] == '{' || h[0] == '[') && bytes.IndexByte(h, '"') > 0 &&
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
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(err, errLine) {
			var v any
			e := err
			if errors.Is(e, errLine) {
				e = fmt.Errorf("%w; --max-article permits more", e)
			}
			if e == nil || e == io.EOF {
				e = jsonShape(line)
			}
			if e == nil {
				e = json.Unmarshal(bytes.TrimPrefix(line, bomUTF8), &v)
			}
			if e != nil {
				in.skip(fmt.Sprintf("%s: line %d", in.source, n), e)
			} else if e := in.objects(v, 0, yield); e != nil {
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

func readJSON(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	text, problem := decode(b, "application/json")
	if err := jsonShape(b); err != nil {
		return fmt.Errorf("JSON: %w", err)
	}
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return fmt.Errorf("JSON: %w", err)
	}
	return in.objects(v, 0, func(d *draft) error {
		d.problem(problem)
		return yield(d)
	})
}

// objects finds the articles in a JSON value: an object with a text, a list of
// them, or an object that holds such a list.
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
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if fieldKeys()[fieldKey(k)].field == "list" || depth == 0 {
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
		body = strings.TrimSpace(body)
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
	if strings.HasPrefix(d.byline, "http") {
		d.byline = ""
	}
	return d
}

// textValue is a string, the name of an object, or the strings of a list.
func textValue(v any) string {
	switch v := v.(type) {
	case float64:
		return strings.TrimSuffix(fmt.Sprintf("%.0f", v), ".0")
	case []any:
		var parts []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				parts = append(parts, s)
			} else if s := nameOf(e, 0); s != "" {
				parts = append(parts, s)
			}
		}
		for _, p := range parts {
			if len(p) > 80 {
				return strings.Join(parts, "\n\n") // paragraphs
			}
		}
		return strings.Join(parts, ", ")
	}
	return nameOf(v, 0)
}
