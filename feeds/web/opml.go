package web

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"

	"dateline/feeds"
)

// listPath is where all feeds are listed as OPML.
const listPath = "/regions.opml"

// opmlList is /regions.opml: the feeds of all regions with items (OPML 2.0).
// Each is there once, in the folders of the front page. Folders are no feeds
// themselves, since readers take an outline for one or the other.
type opmlList struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Head    opmlHead      `xml:"head"`
	Body    []opmlOutline `xml:"body>outline"`
}

type opmlHead struct {
	Title string `xml:"title"`
	// Modified is the date of the newest item.
	Modified string `xml:"dateModified,omitempty"`
	Docs     string `xml:"docs"`
}

type opmlOutline struct {
	Text        string        `xml:"text,attr"`
	Title       string        `xml:"title,attr,omitempty"`
	Type        string        `xml:"type,attr,omitempty"`
	Version     string        `xml:"version,attr,omitempty"`
	XMLURL      string        `xml:"xmlUrl,attr,omitempty"`
	HTMLURL     string        `xml:"htmlUrl,attr,omitempty"`
	Description string        `xml:"description,attr,omitempty"`
	Outlines    []opmlOutline `xml:"outline"`
}

// opml answers /regions.opml.
func (s *server) opml(w http.ResponseWriter, r *http.Request) error {
	if err := readNothing(r.URL.RawQuery); err != nil {
		return err
	}
	return s.publish(w, r, key{kind: "opml"}, feeds.World, s.opmlDraft)
}

func (s *server) opmlDraft(ctx context.Context) (draft, error) {
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	list := opmlList{Version: "2.0", Head: opmlHead{Title: s.site.Title, Docs: "http://opml.org/spec2.opml"}}
	if newest := counts[feeds.World].Newest; !newest.IsZero() {
		list.Head.Modified = newest.UTC().Format(time.RFC1123Z)
	}
	list.Body = append(list.Body, s.opmlFeed(feeds.World))
	for _, c := range s.outline.continents {
		list.Body = s.appendFolder(list.Body, counts, c.slug, s.opmlParts(c, counts)...)
	}
	list.Body = append(list.Body, s.opmlLoose(counts)...)
	body, err := xml.MarshalIndent(list, "", " ")
	if err != nil {
		return draft{}, fmt.Errorf("opml: %w", err)
	}
	return draft{body: append([]byte(xml.Header), append(body, '\n')...), mediaType: "text/x-opml"}, nil
}

// opmlParts are what is in the folder of a continent beside its own feed.
func (s *server) opmlParts(c continent, counts map[string]feeds.Count) []opmlOutline {
	var list []opmlOutline
	for _, p := range c.parts {
		if countries := s.opmlFeeds(p.countries, counts); p.slug == c.slug {
			list = append(list, countries...)
		} else {
			list = s.appendFolder(list, counts, p.slug, countries...)
		}
	}
	return list
}

// opmlLoose are the feeds that are in no continent.
func (s *server) opmlLoose(counts map[string]feeds.Count) []opmlOutline {
	list := s.opmlFeeds([]string{feeds.Unplaced}, counts)
	if groups := s.opmlFeeds(s.outline.groups, counts); len(groups) > 0 {
		list = append([]opmlOutline{{Text: "Groups", Outlines: groups}}, list...)
	}
	return list
}

// appendFolder adds a region's feed with those of regions within it: in a
// folder if there are any.
func (s *server) appendFolder(list []opmlOutline, counts map[string]feeds.Count, slug string, within ...opmlOutline) []opmlOutline {
	own := s.opmlFeeds([]string{slug}, counts)
	if len(within) == 0 {
		return append(list, own...)
	}
	region, _ := s.atlas.Region(slug)
	return append(list, opmlOutline{Text: region.Name, Outlines: append(own, within...)})
}

// opmlFeeds are the feeds of those of the regions that hold items.
func (s *server) opmlFeeds(slugs []string, counts map[string]feeds.Count) []opmlOutline {
	var list []opmlOutline
	for _, slug := range slugs {
		if counts[slug].Items > 0 {
			list = append(list, s.opmlFeed(slug))
		}
	}
	return list
}

func (s *server) opmlFeed(slug string) opmlOutline {
	region, _ := s.atlas.Region(slug)
	channel := feeds.NewChannel(s.site, s.atlas, region, feeds.Page{}, "")
	return opmlOutline{
		Text: region.Name, Title: channel.Title, Type: "rss", Version: "RSS2",
		XMLURL: s.site.FeedURL(slug, feeds.RSS), HTMLURL: s.site.RegionURL(slug), Description: channel.Description,
	}
}
