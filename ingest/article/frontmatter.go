package article

import (
	"encoding/json"
	"strings"
)

// frontMatter reads the block at the start of text into d and gives the rest:
// YAML between lines of dashes, TOML between lines of plus signs, a JSON object, or
// plain lines of "key: value". Without a closing line there is no such block. YAML
// and TOML are read as far as lines of keys, lists and long strings go, and more
// leniently than their rules: people write "title: Vote: the result".
func frontMatter(text string, d *draft) string {
	switch {
	case strings.HasPrefix(text, "---\n"):
		return framed(text, "---", ":", d)
	case strings.HasPrefix(text, "+++\n"):
		return framed(text, "+++", "=", d)
	case strings.HasPrefix(text, "{"):
		dec := json.NewDecoder(strings.NewReader(text))
		var v map[string]any
		if dec.Decode(&v) != nil || len(v) == 0 {
			return text
		}
		d.take(new(input).getter(v, nil))
		return text[dec.InputOffset():]
	}
	return headLines(text, d)
}

// framed reads a block between two lines of fence, of keys and values parted by sep.
func framed(text, fence, sep string, d *draft) string {
	head, rest, ok := strings.Cut(text[len(fence)+1:], "\n"+fence)
	if !ok || rest != "" && rest[0] != '\n' && strings.TrimSpace(strings.SplitN(rest, "\n", 2)[0]) != "" {
		return text
	}
	fields := map[string]string{}
	last, list := "", false // the key at hand, and whether its value is a list
	for line := range strings.SplitSeq(head, "\n") {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if sep == "=" && trimmed[0] == '[' {
			break // a table: no field of the article
		}
		item, isItem := strings.CutPrefix(trimmed, "- ")
		if inner := line[0] == ' ' || line[0] == '\t'; last != "" && (isItem || inner) {
			if key, value, ok := strings.Cut(item, ": "); ok && !strings.ContainsAny(key, " \"'") {
				if key != "name" { // of an author; what else is told of one is passed over
					continue
				}
				item = value
			}
			list = list || isItem && fields[last] == ""
			between := " "
			if list {
				between = ", "
			}
			if fields[last] != "" {
				fields[last] += between
			}
			fields[last] += unquoted(item)
			continue
		}
		key, value, ok := strings.Cut(line, sep)
		if !ok {
			continue
		}
		last, list = strings.TrimSpace(key), false
		if value = strings.TrimSpace(value); strings.Trim(value, ">|-+") == "" {
			value = "" // a long string follows
		}
		fields[last] = unquoted(value)
	}
	if len(fields) == 0 {
		return text
	}
	d.take(func(field string) []string { return pick(fields, field) })
	return rest
}

// unquoted is a value, or the values of a list in one line, without quotation marks.
func unquoted(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
	}
	if strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]]") { // a link between notes
		return s[2 : len(s)-2]
	}
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		var items []string
		for item := range strings.SplitSeq(s[1:len(s)-1], ",") {
			items = append(items, strings.Trim(item, " \t\"'"))
		}
		return strings.Join(items, ", ")
	}
	return s
}

// headLines reads lines such as "Title: ..." and "Date: ..." that stand at the
// start of text without a frame: two or more, all of known names, then a blank line.
func headLines(text string, d *draft) string {
	head, rest, ok := strings.Cut(strings.TrimLeft(text, "\n"), "\n\n")
	fields := map[string]string{}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, colon := strings.Cut(line, ":")
		known := fieldKeys()[fieldKey(key)].field
		if !colon || len(key) > 20 || known == "" || known == "text" || known == "list" || strings.TrimSpace(value) == "" {
			return text
		}
		fields[key] = strings.TrimSpace(value)
	}
	if !ok || len(fields) < 2 {
		return text
	}
	d.take(func(field string) []string { return pick(fields, field) })
	return rest
}
