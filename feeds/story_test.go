package feeds_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

// A story has the words of its best version, the first ID, and all sources.
func TestPublishStory(t *testing.T) {
	a := version("a", nil)
	b := version("b", func(v *feeds.Version) { v.Source.Rank = 2; v.Received = noon.Add(time.Hour) })
	c := version("c", func(v *feeds.Version) { v.Item.Published = noon.Add(-time.Hour) })
	parts := []feeds.Part{{ID: feeds.ID{1}, Versions: []feeds.Version{a, c}}, {ID: feeds.ID{2}, Versions: []feeds.Version{b}}}
	e := feeds.PublishStory(feeds.ID{1}, parts)
	if e.ID != (feeds.ID{1}) || e.Story != e.ID || e.Title != "by b" || !e.Received.Equal(noon) || !e.Date.Equal(noon.Add(-time.Hour)) {
		t.Errorf("%+v", e)
	}
	got := map[string]feeds.ID{}
	for _, c := range e.Carriers {
		got[c.ID] = c.Item
	}
	if diff := cmp.Diff(map[string]feeds.ID{"a": {1}, "b": {2}, "c": {1}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	parts[0], parts[1] = parts[1], parts[0]
	if diff := cmp.Diff(e, feeds.PublishStory(feeds.ID{1}, parts)); diff != "" {
		t.Errorf("in another order (-want +got):\n%s", diff)
	}
}
