package article

import (
	"fmt"
	"slices"
	"strings"
)

// Presets are the names of the known shapes of JSON and CSV (data/presets.txt).
func Presets() []string {
	var names []string
	for _, p := range presets() {
		names = append(names, p.name)
	}
	return names
}

// preset is what one scraper or export calls the parts of an article.
type preset struct {
	name      string
	marks     []string
	fields    map[string][]string // our field -> theirs, the surest first
	titleOnly bool                // an object without a text is an article of its title
}

func loadPresets() (all []preset, err error) {
	err = lines("presets", 3, func(f []string) error {
		p := preset{name: f[0], marks: strings.Fields(f[1]), fields: map[string][]string{}, titleOnly: len(f) > 3 && f[3] == "title only"}
		for _, pair := range strings.Fields(f[2]) {
			ours, theirs, ok := strings.Cut(pair, "=")
			if !ok || !slices.Contains(fieldNames, ours) {
				return fmt.Errorf("%q maps no field of ours", pair)
			}
			p.fields[ours] = strings.Split(theirs, ",")
		}
		all = append(all, p)
		return nil
	})
	return all, err
}

// fieldNames are the fields of ours that a preset or the caller may map.
var fieldNames = []string{"title", "subtitle", "text", "html", "published", "modified", "url", "publisher", "byline", "agency", "lang", "section"}

// FieldNames are the keys that Options.Fields may have.
func FieldNames() []string { return slices.Clone(fieldNames) }

// presetOf is the preset of an object: the one the caller named, or the one with
// the most marks of those it bears; nil if there is none.
func (in *input) presetOf(v map[string]any) *preset {
	var best *preset
	for i, p := range presets() {
		if in.opts.Preset != "" {
			if p.name == in.opts.Preset {
				return &presets()[i]
			}
			continue
		}
		bears := !slices.ContainsFunc(p.marks, func(m string) bool { _, ok := v[m]; return !ok })
		if bears && (best == nil || len(p.marks) > len(best.marks)) {
			best = &presets()[i]
		}
	}
	return best
}

// at is the value of a field; dots lead into objects.
func at(v map[string]any, path string) any {
	if x, ok := v[path]; ok {
		return x
	}
	head, rest, ok := strings.Cut(path, ".")
	if !ok {
		return nil
	}
	inner, _ := v[head].(map[string]any)
	return at(inner, rest)
}

// getter gives the values of our fields in an object: as the caller maps them,
// else as the preset does, else by the names that fields.txt knows.
func (in *input) getter(v map[string]any, p *preset) func(field string) []string {
	flat := map[string]string{}
	for k, x := range v {
		if inner, ok := x.(map[string]any); ok && inner["title"] != nil && fieldKeys()[fieldKey(k)].field == "text" {
			continue // an article inside, and no text
		}
		flat[k] = clean(textValue(x))
	}
	return func(field string) []string {
		if key, ok := in.opts.Fields[field]; ok {
			return []string{clean(textValue(at(v, key)))}
		}
		if p != nil && len(p.fields[field]) > 0 {
			var found []string
			for _, key := range p.fields[field] {
				if s := clean(textValue(at(v, key))); s != "" {
					found = append(found, s)
				}
			}
			return found
		}
		if p != nil && (field == "text" || field == "html") && p.titleOnly {
			return nil
		}
		return pick(flat, field)
	}
}
