package render_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

// Who is paid for an episode, and what it may be used for, is under _podcast;
// an item that says nothing for podcast apps has none.
func TestJSONPodcast(t *testing.T) {
	pod := func(name, text string, pairs ...string) feeds.Element {
		return feeds.Element{Space: podcastSpace, Name: name, Text: text, Attrs: attrs(pairs...)}
	}
	value := pod("value", "", "type", "lightning", "method", "keysend")
	value.Children = []feeds.Element{pod("valueRecipient", "", "name", "desk", "type", "node", "address", "02ab", "split", "100")}
	it := feeds.Item{Title: "A talk", Link: "https://a.example/1", Extensions: []feeds.Element{
		value, pod("funding", "Give", "url", "https://a.example/give"), pod("license", "cc-by-4.0"), pod("transcript", "", "url", "no address"),
	}}
	var doc struct {
		Items []struct {
			Podcast any `json:"_podcast"`
		}
	}
	silent := feeds.Item{Title: "Words", Link: "https://a.example/2", Extensions: []feeds.Element{{Space: mediaSpace, Name: "keywords", Text: "x"}}}
	must(t, json.Unmarshal(body(t, channel("world", entry(it), entry(silent)), feeds.JSON), &doc))
	recipient := map[string]any{"name": "desk", "type": "node", "address": "02ab", "split": "100"}
	want := map[string]any{
		"value":   []any{map[string]any{"type": "lightning", "method": "keysend", "recipients": []any{recipient}}},
		"funding": []any{map[string]any{"name": "Give", "url": "https://a.example/give"}},
		"license": map[string]any{"name": "cc-by-4.0"},
	}
	if diff := cmp.Diff(any(want), doc.Items[0].Podcast); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if doc.Items[1].Podcast != nil {
		t.Errorf("got %v of nothing", doc.Items[1].Podcast)
	}
}
