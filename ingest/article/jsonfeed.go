package article

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// isJSONFeed: JSON whose version names the format (jsonfeed.org).
func isJSONFeed(head []byte, ending string) bool {
	return isJSON(head, ".json") && bytes.Contains(head, []byte("jsonfeed.org/version"))
}

type jsonAuthor struct{ Name string }

type jsonItem struct {
	URL, Title, Summary, Language string
	ExternalURL                   string       `json:"external_url"`
	HTML                          string       `json:"content_html"`
	Text                          string       `json:"content_text"`
	Published                     string       `json:"date_published"`
	Modified                      string       `json:"date_modified"`
	Author                        jsonAuthor   // version 1
	Authors                       []jsonAuthor // version 1.1
	Tags                          []string
}

// readJSONFeed reads a JSON Feed (versions 1 and 1.1): one article an item.
func readJSONFeed(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	if err := jsonShape(b); err != nil {
		return fmt.Errorf("JSON Feed: %w", err)
	}
	text, _ := decode(b, "application/json")
	var feed struct {
		Title, Language string
		Items           []json.RawMessage
	}
	if err := json.Unmarshal([]byte(text), &feed); err != nil {
		return fmt.Errorf("JSON Feed: %w", err)
	}
	for n, raw := range feed.Items {
		var it jsonItem
		if err := json.Unmarshal(raw, &it); err != nil {
			in.skip(fmt.Sprintf("%s: item %d", in.source, n+1), err)
			continue
		}
		d := &draft{title: clean(it.Title), publisher: oneLine(clean(feed.Title)), byline: oneLine(clean(first(it.Author.Name, authors(it.Authors)))),
			url: first(canonical(it.URL), canonical(it.ExternalURL)), lang: first(it.Language, feed.Language)}
		if len(it.Tags) > 0 {
			d.section = oneLine(clean(it.Tags[0]))
		}
		d.date(it.Published)
		d.changed(it.Modified)
		if body := first(strings.TrimSpace(it.HTML), strings.TrimSpace(it.Text), strings.TrimSpace(it.Summary)); body != "" {
			d.fragment(clean(body))
		}
		if d.title == "" && len(d.paras) == 0 {
			continue
		}
		if err := yield(d); err != nil {
			return err
		}
	}
	return nil
}

func authors(list []jsonAuthor) string {
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}
