package article

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// valueKeys are the keys of the value proper in an object that dresses it up: those
// of schema.org, JSON-LD, WordPress, MongoDB, XML made JSON, Event Registry, Fundus.
var valueKeys = []string{"name", "@value", "rendered", "$date", "$numberLong", "#text", "$t", "title", "sections", "paragraphs"}

// nameOf is a string, the value of an object, or those of a list joined.
func nameOf(v any, depth int) string {
	if depth > deepest {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		for _, key := range valueKeys {
			if x, ok := v[key]; ok {
				return nameOf(x, depth+1)
			}
		}
	case []any:
		var parts []string
		for _, e := range v {
			if s := nameOf(e, depth+1); s != "" {
				parts = append(parts, s)
			}
		}
		if slices.ContainsFunc(parts, isParagraph) {
			return strings.Join(parts, "\n\n")
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// isParagraph tells text in a list from names: by its length, or as a sentence.
func isParagraph(s string) bool {
	return len(s) > 80 || len(s) > 30 && isSentence(s)
}

// textValue is nameOf what a field holds, which may be a number too.
func textValue(v any) string {
	if n, ok := v.(float64); ok {
		return fmt.Sprintf("%.0f", n)
	}
	return nameOf(v, 0)
}

// rowsOf turns a table that is written by columns, {"title": {"0": ..., "1": ...},
// "text": {"0": ...}}, into its rows; nil if v is none.
func rowsOf(v map[string]any) []any {
	var rows []any
	at := map[string]map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		column, ok := v[name].(map[string]any)
		if !ok || len(column) == 0 {
			return nil
		}
		for _, key := range slices.SortedFunc(maps.Keys(column), byNumber) {
			if strings.Trim(key, "0123456789") != "" {
				return nil
			}
			if at[key] == nil {
				at[key] = map[string]any{}
				rows = append(rows, at[key])
			}
			at[key][name] = column[key]
		}
	}
	return rows
}

// byNumber orders numbers without leading zeros.
func byNumber(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
