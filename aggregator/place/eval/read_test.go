package eval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/aggregator/place/eval"
	"dateline/feeds"
)

// malaysia places every item in one region, whatever it says.
func malaysia(feeds.Item) []feeds.Placement { return placed("malaysia") }

// A line that cannot be scored ends the measuring: where it is and what is
// wrong with it are told.
func TestWrongLines(t *testing.T) {
	const good = `{"id":"1","title":"A","text":"","regions":["MY"]}` + "\n"
	tests := []struct{ name, text, want string }{
		{"no JSON", good + "title: A\n", "items.jsonl:2: not JSON"},
		{"half an item", good + "\n" + `{"id":`, "items.jsonl:3: not JSON"},
		{"a list", `["MY"]`, `items.jsonl:1: not an item but a JSON array`},
		{"a label for a list of them", `{"id":"1","title":"A","regions":"MY"}`, "items.jsonl:1: regions is a string: want a list of labels"},
		{"a number for a text", `{"id":"1","title":5}`, "items.jsonl:1: title is a number: want a string"},
		{"nothing to place", `{"id":"7","regions":["MY"]}`, "items.jsonl:1: item 7 has neither title nor text"},
		{"a label that is near one", `{"id":"7","title":"A","regions":["malasia"]}`, `items.jsonl:1: item 7: label "malasia" is no region: did you mean malaysia`},
		{"a label that is none", `{"id":"7","title":"A","regions":["nowhere-at-all"]}`, `items.jsonl:1: item 7: label "nowhere-at-all" is no region: labels are`},
		{"nothing at all", "\n\n", "items.jsonl: no labelled items"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := eval.Lines(strings.NewReader(tt.text), "items.jsonl", feeds.Builtin(), malaysia)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %s…", err, tt.want)
			}
		})
	}
}

// What is placed is the item without its labels.
func TestPlacedUnseen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "items.jsonl")
	body := "\ufeff" + `{"id":"MY","title":"Rain","text":"It <rained>.","language":"ms","regions":["MY","malaysia"],"more":1}` + "\r\n\r\n" +
		`{"id":"2","title":"Sun","regions":[],"groups":["asia"]}`
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	var seen []feeds.Item
	sum, err := eval.File(file, feeds.Builtin(), func(it feeds.Item) []feeds.Placement {
		seen = append(seen, it)
		return malaysia(it)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) != 2 || seen[0].Title != "Rain" || seen[0].Summary != "It &lt;rained&gt;." || seen[0].GUID != "" || len(seen[0].Categories) > 0 {
		t.Errorf("the placer saw %+v", seen)
	}
	if sum.Items != 2 || sum.Top1 != 1 || sum.Regions["malaysia"].Support != 1 {
		t.Errorf("summary %+v", sum)
	}
	if _, err := eval.File(file+".none", feeds.Builtin(), malaysia); err == nil {
		t.Error("a file that is not there was measured")
	}
}
