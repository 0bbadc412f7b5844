package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"dateline/feeds"
)

// regionList is /regions.json: every region of the atlas, sorted by slug.
type regionList struct {
	Regions []regionJSON `json:"regions"`
}

type regionJSON struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	// Parents are the slugs of the regions that directly contain it.
	Parents []string  `json:"parents"`
	Count   int       `json:"count"`
	Feeds   feedsJSON `json:"feeds"`
}

// feedsJSON holds the absolute addresses of a region's feeds.
type feedsJSON struct {
	RSS  string `json:"rss"`
	Atom string `json:"atom"`
	JSON string `json:"json"`
}

// regions answers /regions.json. Every item is in the world, so the list
// changes when the world does.
func (s *server) regions(w http.ResponseWriter, r *http.Request) error {
	if err := readNothing(r.URL.RawQuery); err != nil {
		return err
	}
	return s.publish(w, r, key{kind: "regions"}, feeds.World, s.regionList)
}

func (s *server) regionList(ctx context.Context) (draft, error) {
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	list := regionList{Regions: []regionJSON{}}
	for _, slug := range s.atlas.Slugs() {
		region, _ := s.atlas.Region(slug)
		list.Regions = append(list.Regions, regionJSON{
			Slug: slug, Name: region.Name, Kind: string(region.Kind),
			Parents: append([]string{}, region.Parents...), Count: counts[slug].Items,
			Feeds: feedsJSON{
				RSS: s.site.FeedURL(slug, feeds.RSS), Atom: s.site.FeedURL(slug, feeds.Atom), JSON: s.site.FeedURL(slug, feeds.JSON),
			},
		})
	}
	return jsonDraft(list)
}

// counts maps slugs to what the regions hold.
func (s *server) counts(ctx context.Context) (map[string]feeds.Count, error) {
	list, err := s.library.Counts(ctx)
	if err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	counts := make(map[string]feeds.Count, len(list))
	for _, c := range list {
		counts[c.Slug] = c
	}
	return counts, nil
}

// jsonDraft encodes v for programs and for people who look.
func jsonDraft(v any) (draft, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		return draft{}, fmt.Errorf("encode: %w", err)
	}
	return draft{body: b.Bytes(), mediaType: "application/json"}, nil
}
