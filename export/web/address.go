package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
)

// escaped is an id in a path: its slashes stay.
func escaped(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

func eventAddress(id graph.EventID) string     { return "/event/" + escaped(string(id)) }
func entityAddress(id graph.EntityID) string   { return "/entity/" + escaped(string(id)) }
func articleAddress(id graph.ArticleID) string { return "/article/" + escaped(string(id)) }

// query0 is v as the end of an address, empty for nothing.
func query0(v url.Values) string {
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// field is a filter, as the form of a page shows it. Its name is that of the flag.
type field struct {
	Name, Label string
	Kind        string // text, list (of what the graph has), choice, check, number
	Choices     []string
	Usual       string // the choice that is made where none is; "": any
	List        string // of which words: names, relations, classes
	More        bool   // only under "more filters"
}

// fields are the filters of the command line.
var fields = []field{
	{Name: "actor", Label: "Who", Kind: "text"},
	{Name: "with", Label: "With whom", Kind: "text"},
	{Name: "relation", Label: "Relation", Kind: "list", List: "relations"},
	{Name: "class", Label: "Class", Kind: "list", List: "classes"},
	{Name: "place", Label: "Where", Kind: "text"},
	{Name: "since", Label: "From", Kind: "date"},
	{Name: "until", Label: "To", Kind: "date"},
	{Name: "sort", Label: "Order", Kind: "choice", Usual: "newest", Choices: []string{"time", "sources", "confidence"}},
	{Name: "side", Label: "Their side", Kind: "choice", Usual: "either", Choices: []string{"actor", "other"}, More: true},
	{Name: "claimant", Label: "Who says so", Kind: "text", More: true},
	{Name: "source", Label: "Publisher or article", Kind: "text", More: true},
	{Name: "polarity", Label: "Asserted or denied", Kind: "choice", Choices: []string{"asserted", "denied", "disputed"}, More: true},
	{Name: "factuality", Label: "At least so sure", Kind: "choice", Choices: []string{"certain", "probable", "possible", "unknown"}, More: true},
	{Name: "mode", Label: "Told as", Kind: "choice", Choices: []string{"past", "present", "planned", "hypothetical", "ordered", "habitual"}, More: true},
	{Name: "basis", Label: "Date known by", Kind: "choice", Choices: []string{"explicit", "relative", "dateline", "publication", "none"}, More: true},
	{Name: "tag", Label: "Context", Kind: "text", More: true},
	{Name: "known-on", Label: "As known on", Kind: "date", More: true},
	{Name: "min-sources", Label: "Sources, at least", Kind: "number", More: true},
	{Name: "min-confidence", Label: "Confidence, at least", Kind: "number", More: true},
	{Name: "batch", Label: "Run of ingest", Kind: "text", More: true},
	{Name: "denied", Label: "denied by somebody", Kind: "check", More: true},
	{Name: "certainly", Label: "certainly in that time", Kind: "check", More: true},
	{Name: "undated", Label: "also without a date", Kind: "check", More: true},
	{Name: "confirmed", Label: "confirmed only", Kind: "check", More: true},
	{Name: "rejected", Label: "also rejected", Kind: "check", More: true},
	{Name: "open", Label: "any verb (open relations)", Kind: "check", More: true},
}

// FilterNames are the filters that the pages' form has.
func FilterNames() []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return out
}

// filters is the form of the filters of a page.
type filters struct {
	Action string
	Main   []filled
	More   []filled
	Open   bool // one of More is in use
	Kept   []kept
	Chips  []chip
	Words  vocabulary
}

// filled is a field with its value.
type filled struct {
	field
	Value string
}

// kept is a value that the form carries on without showing it.
type kept struct{ Name, Value string }

// chip is a filter in use, with the address of the page without it.
type chip struct{ Label, Value, Without string }

// form is the form of a page at action with the values v in use. called says what ids are called.
func formOf(action string, v url.Values, called map[string]string, also ...field) filters {
	f := filters{Action: action}
	used := map[string]bool{"offset": true, "limit": true, "said": true}
	for _, fd := range append(slices.Clone(fields), also...) {
		used[fd.Name] = true
		in := filled{fd, v.Get(fd.Name)}
		if values := v[fd.Name]; len(values) > 1 {
			for _, more := range values[1:] {
				f.Kept = append(f.Kept, kept{fd.Name, more})
			}
		}
		if fd.More {
			f.More = append(f.More, in)
			f.Open = f.Open || in.Value != ""
		} else {
			f.Main = append(f.Main, in)
		}
		for _, value := range v[fd.Name] {
			if fd.Name == "sort" || value == "" {
				continue
			}
			c := chip{fd.Label, cmp.Or(called[value], value), action + query0(without(v, fd.Name, value))}
			if fd.Kind == "check" {
				c.Value = ""
			}
			f.Chips = append(f.Chips, c)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if !used[name] {
			for _, value := range v[name] {
				f.Kept = append(f.Kept, kept{name, value})
			}
		}
	}
	return f
}

// without is v without one value, and at its first page.
func without(v url.Values, name, value string) url.Values {
	out := url.Values{}
	for n, values := range v {
		for _, x := range values {
			if n == "offset" || n == "said" || n == name && x == value {
				continue
			}
			out.Add(n, x)
		}
	}
	return out
}

// with is v with one value put in the place of those of that name.
func with(v url.Values, name, value string) url.Values {
	out := maps.Clone(v)
	if out == nil {
		out = url.Values{}
	}
	delete(out, "said")
	if value == "" {
		delete(out, name)
	} else {
		out[name] = []string{value}
	}
	return out
}

// tidy is v without what is empty, as forms send it; changed says whether there was any.
func tidy(v url.Values) (out url.Values, changed bool) {
	out = url.Values{}
	for n, values := range v {
		for _, x := range values {
			if x = strings.TrimSpace(x); x == "" {
				changed = true
				continue
			}
			out.Add(n, x)
		}
	}
	return out, changed
}

// whole is the number under name in v, from 0 to most; anything else is usual.
func whole(v url.Values, name string, usual, most int) int {
	n, err := strconv.Atoi(v.Get(name))
	if err != nil || n < 0 {
		return usual
	}
	return min(n, most)
}

// pager leads to the pages before and after.
type pager struct {
	From, To     int
	Before, Next string
}

func pagerOf(action string, v url.Values, offset, limit, shown int, more bool) pager {
	p := pager{From: offset + 1, To: offset + shown}
	if shown == 0 {
		p.From = offset
	}
	if offset > 0 {
		before := ""
		if offset > limit {
			before = strconv.Itoa(offset - limit)
		}
		p.Before = action + query0(with(v, "offset", before))
	}
	if more {
		p.Next = action + query0(with(v, "offset", strconv.Itoa(offset+limit)))
	}
	return p
}
