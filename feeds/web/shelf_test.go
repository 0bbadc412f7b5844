package web_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"dateline/feeds"
)

// shelf is a Library of a few regions in memory.
type shelf struct {
	mu      sync.Mutex
	atlas   *feeds.Atlas
	entries []feeds.Entry // newest first
	// members are the entries of each region, nil until asked for.
	members map[string][]feeds.Entry
	seq     uint64
	changed time.Time
	failing []string
	// gone is what was retracted.
	gone map[feeds.ID]feeds.Retraction
	// broken, if set, is what every method returns.
	broken error
	// rendered counts the calls of Latest.
	rendered int
}

// day is when the newest story of a shelf was modified.
var day = time.Date(2026, 11, 2, 8, 30, 15, 500, time.UTC)

// newShelf holds n stories about Malaysia, one about Europe and one about
// nothing.
func newShelf(n int) *shelf {
	s := &shelf{atlas: feeds.Builtin(), seq: 1, changed: day}
	for i := range n {
		s.entries = append(s.entries, tale(i, "malaysia"))
	}
	s.entries = append(s.entries, tale(n, "europe"), tale(n+1))
	return s
}

// tale makes a story that is about the regions.
func tale(i int, regions ...string) feeds.Entry {
	link := fmt.Sprintf("https://wire.example/story/%d", i)
	date := day.Add(-time.Duration(i) * time.Hour).Truncate(time.Second)
	e := feeds.Entry{
		Date: date, Modified: date, Received: date.Add(time.Minute), Revision: 1,
		Item: feeds.Item{
			GUID: fmt.Sprint("guid-", i), Link: link, Title: fmt.Sprintf("Story %d <of> many & more", i), Published: date, Language: "en",
			Summary: "<p>The river rose <b>again</b> &amp; fell.</p>",
			Content: "<p>The river rose <b>again</b> &amp; fell, and then it went on to the sea as it does.</p>",
			Image:   feeds.Image{URL: fmt.Sprintf("https://wire.example/image/%d.jpg", i), Credit: "Photo: A. Person"},
		},
		Carriers: []feeds.Carrier{
			{ID: "wire", Name: "The Wire", URL: "https://wire.example/rss", Link: link, GUID: fmt.Sprint("guid-", i)},
			{ID: "post", Name: "The Post", URL: "https://post.example/rss", Link: link + "?post"},
		},
	}
	e.ID = feeds.Identify(e.Item, "wire", "")
	for _, slug := range regions {
		e.Placements = append(e.Placements, feeds.Placement{
			Slug: slug, Confidence: 0.95, Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Text: "KUALA LUMPUR", Weight: 0.95}},
		})
	}
	return e
}

// add puts a story in front.
func (s *shelf) add(e feeds.Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = slices.Insert(s.entries, 0, e)
	s.members = nil
	s.seq++
	s.changed = s.changed.Add(time.Minute)
}

// edit changes what a story says.
func (s *shelf) edit(i int) feeds.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := &s.entries[i]
	e.Title, e.Revision = e.Title+", corrected", e.Revision+1
	s.members = nil
	s.seq++
	s.changed = s.changed.Add(time.Minute)
	e.Modified = s.changed
	return *e
}

func (s *shelf) renderings() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rendered
}

func (s *shelf) in(region string) []feeds.Entry {
	if s.members == nil {
		s.members = map[string][]feeds.Entry{}
		for _, e := range s.entries {
			for _, slug := range s.atlas.Fan(e.Placements) {
				s.members[slug] = append(s.members[slug], e)
			}
		}
	}
	return s.members[region]
}

func (s *shelf) Latest(_ context.Context, region string, limit int) (feeds.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rendered++
	page := feeds.Page{Head: s.head(region)}
	if in := s.in(region); len(in) > 0 {
		page.Entries, page.Health.Failing = in[:min(limit, len(in))], s.failing
		if limit < len(in) {
			page.Next = in[limit-1].Position()
		}
	}
	return page, s.broken
}

func (s *shelf) Select(_ context.Context, region string, sel feeds.Selection) (feeds.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rendered++
	page := feeds.Page{Head: s.head(region)}
	for _, e := range s.in(region) {
		if !sel.Query.Wants(e) || sel.Want != nil && !sel.Want(e) {
			continue
		}
		if len(page.Entries) == sel.Limit {
			page.Next = page.Entries[sel.Limit-1].Position()
			break
		}
		page.Entries = append(page.Entries, e)
	}
	return page, s.broken
}

func (s *shelf) SourceName(id string) (string, bool) {
	return map[string]string{"wire": "The Wire", "post": "The Post"}[id], slices.Contains(s.SourceIDs(), id)
}

func (s *shelf) SourceIDs() []string {
	return []string{"https://wire.example/rss?a=1&b=2", "post", "wire"}
}

func (s *shelf) Head(_ context.Context, region string) (feeds.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head(region), s.broken
}

func (s *shelf) Revision() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seq
}

func (s *shelf) head(region string) feeds.Head {
	if len(s.in(region)) == 0 {
		return feeds.Head{}
	}
	return feeds.Head{Seq: s.seq, Modified: s.changed}
}

func (s *shelf) Entry(_ context.Context, id feeds.ID) (feeds.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		return feeds.Entry{}, s.broken
	}
	for _, e := range s.entries {
		if e.ID == id {
			return e, nil
		}
	}
	if r, ok := s.gone[id]; ok {
		return feeds.Entry{}, &feeds.RetractedError{Retraction: r}
	}
	return feeds.Entry{}, feeds.ErrNotFound
}

// Retract makes the shelf an Editor.
func (s *shelf) Retract(_ context.Context, id feeds.ID, reason string, now time.Time) (feeds.Retraction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.gone[id]; ok {
		return r, s.broken
	}
	at := slices.IndexFunc(s.entries, func(e feeds.Entry) bool { return e.ID == id })
	if at < 0 {
		return feeds.Retraction{}, feeds.ErrNotFound
	}
	s.entries, s.members = slices.Delete(s.entries, at, at+1), nil
	s.gone = map[feeds.ID]feeds.Retraction{id: {ID: id, At: now, Reason: reason}}
	s.seq++
	return s.gone[id], s.broken
}

func (s *shelf) Counts(context.Context) ([]feeds.Count, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var counts []feeds.Count
	for _, slug := range append(s.atlas.Slugs(), feeds.Unplaced) {
		if in := s.in(slug); len(in) > 0 {
			counts = append(counts, feeds.Count{Slug: slug, Items: len(in), Newest: in[0].Date})
		}
	}
	return counts, s.broken
}

// errSecret is one that strangers must not read.
var errSecret = errors.New("disk /secret/path is on fire")
