package hub_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// page is what a JSON Feed tells of itself and of what is in it.
type page struct {
	NextURL  string `json:"next_url"`
	Items    []struct{ ID, Title string }
	Dateline struct {
		Since              string
		Retracted, Removed []struct{ ID string }
	} `json:"_dateline"`
}

// read returns a JSON Feed and where its Link header leads.
func (s *site) read(path string) (p page, links map[string]string) {
	s.t.Helper()
	resp, err := http.Get(s.at + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil || resp.StatusCode != http.StatusOK {
		s.t.Fatalf("GET %s: %s, %v", path, resp.Status, err)
	}
	links = map[string]string{}
	for part := range strings.SplitSeq(resp.Header.Get("Link"), ", <") {
		target, rest, _ := strings.Cut(strings.TrimPrefix(part, "<"), `>; rel="`)
		rel, _, _ := strings.Cut(rest, `"`)
		links[rel] = "/" + strings.SplitN(target, "/", 4)[3]
	}
	return p, links
}

// received merges n stories as if they had come at a time.
func (s *site) received(at time.Time, n int) {
	s.t.Helper()
	v := feeds.Visit{Source: feeds.Source{ID: "wire", URL: "https://wire.example/rss"}, At: at}
	for range n {
		s.stories++
		link := fmt.Sprintf("https://wire.example/%d", s.stories)
		v.Items = append(v.Items, feeds.Item{
			GUID: link, Link: link, Title: fmt.Sprintf("Story %d", s.stories), Published: at.Add(time.Duration(-s.stories) * time.Second),
			Language: "en", Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 1}},
		})
	}
	if _, err := s.store.Merge(s.t.Context(), v); err != nil {
		s.t.Fatal(err)
	}
}

// TestArchivesOverHTTP walks back from a feed as clients of RFC 5005 do, and
// wants all there is, each story in one document of the archive.
func TestArchivesOverHTTP(t *testing.T) {
	s := start(t, "", nil)
	now := time.Now().UTC()
	for i, n := range []int{3, 0, 1100, 40, 70} {
		s.received(time.Date(now.Year(), now.Month()-time.Month(4-i), 1, 0, 0, 0, 0, time.UTC), n)
	}
	current, links := s.read("/malaysia.json?limit=5")
	seen, documents := map[string]bool{}, 0
	for _, it := range current.Items {
		seen[it.ID] = true
	}
	archived := map[string]bool{}
	for next := links["prev-archive"]; next != ""; documents++ {
		var p page
		p, links = s.read(next)
		for _, it := range p.Items {
			if archived[it.ID] {
				t.Errorf("%s: %s was in a later document", next, it.Title)
			}
			archived[it.ID], seen[it.ID] = true, true
		}
		next = links["prev-archive"]
	}
	if len(seen) != s.stories || documents < 5 {
		t.Errorf("%d stories in %d documents, want %d", len(seen), documents, s.stories)
	}
}

// TestFollowedOverHTTP has a partner come back with its cursor now and then, and
// wants it to know in the end what the feed shows, told of nothing twice.
func TestFollowedOverHTTP(t *testing.T) {
	s := start(t, "", nil)
	random := rand.New(rand.NewPCG(1, 2))
	whole, _ := s.read("/malaysia.json")
	held, cursor := map[string]bool{}, whole.Dateline.Since
	follow := func() {
		for more := true; more; {
			p, _ := s.read("/malaysia.json?limit=3&since=" + cursor)
			for _, it := range p.Items {
				if held[it.ID] {
					t.Errorf("%s is told twice", it.Title)
				}
				held[it.ID] = true
			}
			for _, gone := range append(p.Dateline.Retracted, p.Dateline.Removed...) {
				delete(held, gone.ID)
			}
			cursor, more = p.Dateline.Since, p.NextURL != ""
		}
	}
	for range 30 {
		s.received(time.Now().UTC(), random.IntN(4))
		all, err := s.store.Latest(t.Context(), "malaysia", 200)
		if err == nil && len(all.Entries) > 0 && random.IntN(3) == 0 {
			_, err = s.store.Retract(t.Context(), all.Entries[random.IntN(len(all.Entries))].ID, "wrong", time.Now().UTC())
		}
		if err != nil {
			t.Fatal(err)
		}
		if random.IntN(3) == 0 {
			follow()
		}
	}
	follow()
	shown, _ := s.read("/malaysia.json?limit=200")
	for _, it := range shown.Items {
		if !held[it.ID] {
			t.Errorf("%s was not told", it.Title)
		}
	}
	if len(held) != len(shown.Items) || len(held) == 0 {
		t.Errorf("%d held, %d shown", len(held), len(shown.Items))
	}
}
