package override_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/override"
	"dateline/feeds"
)

func compile(t *testing.T, entries ...override.Entry) *override.Book {
	t.Helper()
	book, err := override.Compile(entries)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// ferry is an item that entries are about, read from wire.
var (
	ferry = feeds.Item{
		GUID: "tag:straits.example,2026:1", Link: "https://www.straits.example/ferry?utm_source=x", Title: "Ferry to Langkawi returns",
		Categories: []feeds.Category{{Term: "c12", Label: "Transport"}},
	}
	bare = feeds.Item{GUID: "urn:uuid:2b5f4f3c-9a51-5d0f-8c55-0d1b4e2f7a91", Title: "Ferry to Langkawi returns"}
	part = feeds.Item{GUID: "https://straits.example/log#v2", Link: "https://straits.example/log#v2", Title: "Version 2"}
	wire = feeds.Source{ID: "straits"}
)

func TestFind(t *testing.T) {
	id := feeds.Identify(ferry, wire.ID, "https://straits.example/")
	my := []string{"malaysia"}
	tests := []struct {
		name  string
		entry override.Entry
		item  feeds.Item
		id    feeds.ID
		why   string // empty if the entry is not about the item
	}{
		{"by urn", override.Entry{Items: []string{id.URN()}}, ferry, feeds.ID{}, "item " + id.URN()},
		{"by uuid, when the id is known", override.Entry{Items: []string{id.String()}}, feeds.Item{Title: "Moved"}, id, "item " + id.String()},
		{"by an id that is not the item's", override.Entry{Items: []string{id.URN()}}, ferry, feeds.Identify(bare, wire.ID, ""), ""},
		{"by the id of a guid", override.Entry{Items: []string{feeds.Identify(bare, wire.ID, "").URN()}}, bare, feeds.ID{}, "item " + feeds.Identify(bare, wire.ID, "").URN()},
		{"by the id of a guid, beside the channel's link", override.Entry{Items: []string{feeds.Identify(feeds.Item{GUID: "7"}, wire.ID, "").URN()}}, feeds.Item{GUID: "7", Link: "https://straits.example/home"}, feeds.ID{}, "item " + feeds.Identify(feeds.Item{GUID: "7"}, wire.ID, "").URN()},
		{"by link in another spelling", override.Entry{Items: []string{"http://straits.example/ferry"}}, ferry, feeds.ID{}, "item http://straits.example/ferry"},
		{"by link with a fragment", override.Entry{Items: []string{"https://straits.example/log#v2"}}, part, feeds.ID{}, "item https://straits.example/log#v2"},
		{"by link, not another part of the page", override.Entry{Items: []string{"https://straits.example/log#v1"}}, part, feeds.ID{}, ""},
		{"by guid", override.Entry{Items: []string{"tag:straits.example,2026:1"}}, ferry, feeds.ID{}, "item tag:straits.example,2026:1"},
		{"by a guid that looks like an id", override.Entry{Items: []string{bare.GUID}}, bare, feeds.ID{}, "item " + bare.GUID},
		{"one of several", override.Entry{Items: []string{"x", "tag:straits.example,2026:1"}}, ferry, feeds.ID{}, "item tag:straits.example,2026:1"},
		{"another item", override.Entry{Items: []string{"tag:straits.example,2026:2"}}, ferry, feeds.ID{}, ""},
		{"no guid is no guid's", override.Entry{Items: []string{"x"}}, feeds.Item{Title: "A"}, feeds.ID{}, ""},
		{"by title", override.Entry{Title: `(?i)\blangkawi\b`}, ferry, feeds.ID{}, `title ~ "(?i)\\blangkawi\\b"`},
		{"by category's label", override.Entry{Category: "^Transport$"}, ferry, feeds.ID{}, `category ~ "^Transport$"`},
		{"by all parts", override.Entry{Title: "Ferry", Source: "^straits$", Link: "straits"}, ferry, feeds.ID{}, `title ~ "Ferry" and link ~ "straits" and source ~ "^straits$"`},
		{"by one part of two", override.Entry{Title: "Ferry", Source: "^post$"}, ferry, feeds.ID{}, ""},
		{"with a note", override.Entry{Title: "Ferry", Note: "asked for by the desk"}, ferry, feeds.ID{}, `title ~ "Ferry": asked for by the desk`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.entry.Regions = my
			regions, why, ok := compile(t, tt.entry).Find(tt.id, tt.item, wire)
			if why != tt.why || ok != (tt.why != "") {
				t.Errorf("found %q, %t; want %q", why, ok, tt.why)
			}
			if ok && !cmp.Equal(my, regions) {
				t.Errorf("regions %q", regions)
			}
		})
	}
}

// An entry for the item wins over patterns, and the first pattern over the
// next; one without regions sends the item to the world.
func TestOrder(t *testing.T) {
	book := compile(t,
		override.Entry{Title: "Ferry", Regions: []string{"malaysia"}},
		override.Entry{Title: "Langkawi", Regions: []string{"thailand"}},
		override.Entry{Items: []string{bare.GUID}},
	)
	if book.Len() != 3 {
		t.Errorf("%d entries, want 3", book.Len())
	}
	if regions, _, _ := book.Find(feeds.ID{}, ferry, wire); !cmp.Equal([]string{"malaysia"}, regions) {
		t.Errorf("by the first pattern: %q", regions)
	}
	if regions, _, ok := book.Find(feeds.ID{}, bare, wire); !ok || !cmp.Equal([]string{feeds.World}, regions) {
		t.Errorf("by the item: %q, %t", regions, ok)
	}
	var none *override.Book
	if _, _, ok := none.Find(feeds.ID{}, ferry, wire); ok || none.Len() != 0 {
		t.Error("no book is about an item")
	}
}

func TestLongWhy(t *testing.T) {
	book := compile(t, override.Entry{Title: "Ferry", Note: strings.Repeat("é", 500)})
	if _, why, _ := book.Find(feeds.ID{}, ferry, wire); len([]rune(why)) != 200 || !strings.HasSuffix(why, "é…") {
		t.Errorf("%d characters: %q", len([]rune(why)), why)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name    string
		entries []override.Entry
		want    []string
	}{
		{"about nothing", []override.Entry{{Regions: []string{"malaysia"}}}, []string{"override 1: an override that is about no item: add item:"}},
		{"about both", []override.Entry{{Items: []string{"a"}, Title: "b"}}, []string{"override 1: an item and a pattern in one override"}},
		{"no pattern", []override.Entry{{Title: "a(b"}, {Link: "["}}, []string{"override 1: not a pattern (missing closing ): a(b)", "override 2: not a pattern (missing closing ]"}},
		{"an item again", []override.Entry{{Items: []string{"https://a.example/1"}}, {Items: []string{"http://www.a.example/1"}}}, []string{"override 2: item http://www.a.example/1 again: it is in override 1 already"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := override.Compile(tt.entries)
			problems, _ := errors.AsType[override.Problems](err)
			if len(problems) != len(tt.want) {
				t.Fatalf("error %v, want %d problems", err, len(tt.want))
			}
			for i, p := range problems {
				if !strings.HasPrefix(p.Error(), tt.want[i]) {
					t.Errorf("got  %v\nwant %s…", p, tt.want[i])
				}
			}
		})
	}
}

// BenchmarkFind is what a book costs an item that it is not about.
func BenchmarkFind(b *testing.B) {
	var entries []override.Entry
	for i := range 1000 {
		entries = append(entries, override.Entry{Items: []string{fmt.Sprintf("https://a.example/%d", i)}})
	}
	for i := range 20 {
		entries = append(entries, override.Entry{Title: fmt.Sprintf(`(?i)\bword%d\b`, i)})
	}
	book, err := override.Compile(entries)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		book.Find(feeds.ID{}, ferry, wire)
	}
}
