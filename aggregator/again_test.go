package aggregator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/aggregator/override"
	"dateline/aggregator/rules"
	"dateline/aggregator/sample"
	"dateline/feeds"
)

// newsroomItems calls do with each item of the sample newsroom as a reader
// reads it.
func newsroomItems(t *testing.T, reader aggregator.Reader, now time.Time, do func(feeds.Item, feeds.Source)) {
	t.Helper()
	handler, n := sample.Handler(), 0
	for _, src := range sample.Sources("http://newsroom.example") {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, strings.TrimPrefix(src.URL, "http://newsroom.example"), nil))
		if answer.Code != http.StatusOK {
			continue
		}
		doc, err := reader.Read(answer.Body.Bytes(), answer.Header().Get("Content-Type"), src.URL, src, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range doc.Kept() {
			do(it, src)
			n++
		}
	}
	if n < 20 {
		t.Fatalf("the newsroom has %d items", n)
	}
}

// What is placed again by the same config is where it was, for the same
// reasons, whoever has placed it.
func TestAgainIsTheSame(t *testing.T) {
	atlas := feeds.Builtin()
	compile := func(make func(*feeds.Atlas, []rules.Rule) (*rules.Set, error), list ...rules.Rule) *rules.Set {
		set, err := make(atlas, list)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	book, err := override.Compile([]override.Entry{{Title: "(?i)ferr(y|ies)", Regions: []string{"iceland"}}, {Title: "(?i)cable"}})
	if err != nil {
		t.Fatal(err)
	}
	reader := aggregator.NewReader(atlas).WithOverrides(book).WithRules(rules.Book{
		All:    compile(rules.Compile, rules.Rule{Action: rules.Tag, Topics: []string{"Chile"}, When: `title ~ "(?i)wine"`}),
		Region: map[string]*rules.Set{"asia": compile(rules.CompileRegion, rules.Rule{Action: rules.Drop, When: "age_hours < 1"})},
	})
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	kinds := map[feeds.EvidenceKind]bool{}
	newsroomItems(t, reader, now, func(it feeds.Item, src feeds.Source) {
		again := reader.Again(feeds.Identify(it, src.ID, ""), it, src, now)
		if diff := cmp.Diff(it, again); diff != "" {
			t.Errorf("%s: %q (-was +again):\n%s", src.ID, it.Title, diff)
		}
		for _, p := range it.Placements {
			for _, e := range p.Evidence {
				kinds[e.Kind] = true
			}
		}
	})
	for _, kind := range []feeds.EvidenceKind{feeds.ByOverride, feeds.ByDateline, feeds.ByTitle, feeds.BySource} {
		if !kinds[kind] {
			t.Errorf("no item is placed by %s", kind)
		}
	}
}

// A source whose regions are fixed, and an override, decide alone; where the
// dateline is, is known all the same.
func TestDatelineKnown(t *testing.T) {
	it := feeds.Item{Title: "Vans", Summary: "<p>LONDON, Jan 3 (Agency) - Vans are late.</p>"}
	book, err := override.Compile([]override.Entry{{Title: "Vans", Regions: []string{"peru"}}})
	if err != nil {
		t.Fatal(err)
	}
	reader := aggregator.NewReader(feeds.Builtin())
	tests := []struct {
		name     string
		reader   aggregator.Reader
		source   feeds.Source
		in       string
		dateline []string
	}{
		{"by itself", reader, feeds.Source{}, "united-kingdom", nil},
		{"fixed", reader, feeds.Source{Regions: []string{"brazil"}, Fixed: true}, "brazil", []string{"LONDON"}},
		{"an override", reader.WithOverrides(book), feeds.Source{Regions: []string{"brazil"}, Fixed: true}, "peru", []string{"LONDON"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.reader.Again(feeds.ID{}, it, tt.source, time.Time{})
			if diff := cmp.Diff([]string{tt.in}, slugs(got)); diff != "" {
				t.Errorf("regions (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.dateline, got.Dateline); diff != "" {
				t.Errorf("dateline (-want +got):\n%s", diff)
			}
			if cut := feeds.WithoutDateline(got); cut.Summary != "<p>Vans are late.</p>" {
				t.Errorf("published %q", cut.Summary)
			}
		})
	}
}
