package feeds_test

import (
	"testing"
	"time"

	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

// Addresses begin with the base, which may have a path.
func TestSite(t *testing.T) {
	id := feeds.Identify(feeds.Item{GUID: "1"}, "a", "")
	for _, tt := range []struct{ name, base, want string }{
		{"host", "https://feeds.example", "https://feeds.example"},
		{"path", "https://news.example/feeds", "https://news.example/feeds"},
		{"final slash", "https://news.example/feeds/", "https://news.example/feeds"},
		{"port", "http://127.0.0.1:8080", "http://127.0.0.1:8080"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := feeds.Site{Title: "Example Wire", BaseURL: tt.base}
			for got, want := range map[string]string{
				s.URL("/"):                           tt.want + "/",
				s.RegionURL("malaysia"):              tt.want + "/malaysia",
				s.FeedURL("malaysia", feeds.RSS):     tt.want + "/malaysia.rss",
				s.FeedURL("europe", feeds.JSON):      tt.want + "/europe.json",
				s.ItemURL(id):                        tt.want + "/items/" + id.String() + ".json",
				s.SchemeURL():                        tt.want + "/regions.json",
				channel(s, "").SelfURL(feeds.Atom):   tt.want + "/malaysia.atom",
				channel(s, "a=1").SelfURL(feeds.RSS): tt.want + "/malaysia.rss?a=1",
			} {
				if got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
}

func channel(s feeds.Site, query string) feeds.Channel {
	r, _ := feeds.Builtin().Region("malaysia")
	return feeds.NewChannel(s, feeds.Builtin(), r, feeds.Page{}, query)
}

func TestNewChannel(t *testing.T) {
	site := feeds.Site{Title: "Example Wire", BaseURL: "https://feeds.example"}
	entry := feeds.Entry{ID: feeds.ID{1}, Item: feeds.Item{Title: "A", Placements: []feeds.Placement{
		{Slug: "cote-divoire", Confidence: .9}, {Slug: "atlantis", Confidence: .8}, {Slug: "asean", Confidence: .5},
	}}}
	page := feeds.Page{
		Head:    feeds.Head{Seq: 3, Modified: noon.Add(1500 * time.Millisecond).In(time.FixedZone("", 8*3600))},
		Entries: []feeds.Entry{entry}, Health: feeds.Health{Failing: []string{"a"}},
	}
	region, _ := feeds.Builtin().Region("malaysia")
	named := entry
	named.Placements = []feeds.Placement{
		{Slug: "cote-divoire", Name: "Côte d’Ivoire", Confidence: .9}, {Slug: "asean", Name: "ASEAN", Confidence: .5},
	}
	want := feeds.Channel{
		Site: site, Region: region, Title: "Malaysia - Example Wire",
		Description: "News about Malaysia, from the sources of Example Wire.",
		Modified:    noon.Add(time.Second), Query: "limit=1", Entries: []feeds.Entry{named}, Health: page.Health,
	}
	if diff := cmp.Diff(want, feeds.NewChannel(site, feeds.Builtin(), region, page, "limit=1")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if entry.Placements[0].Name != "" {
		t.Error("naming the regions changed the page's entry")
	}
}

func TestChannelWithoutNews(t *testing.T) {
	for slug, want := range map[string]string{
		feeds.World:    "News about the world, from the sources of Example Wire.",
		feeds.Unplaced: "News about no region in particular, from the sources of Example Wire.",
	} {
		r, ok := feeds.Builtin().Region(slug)
		c := feeds.NewChannel(feeds.Site{Title: "Example Wire"}, feeds.Builtin(), r, feeds.Page{}, "")
		if !ok || c.Description != want || !c.Modified.IsZero() || len(c.Entries) != 0 {
			t.Errorf("%s: %+v", slug, c)
		}
	}
}

func TestHealth(t *testing.T) {
	if s := (feeds.Health{}).Status(); s != "ok" {
		t.Errorf("nothing fails: %q", s)
	}
	if s := (feeds.Health{Failing: []string{"a"}}).Status(); s != "degraded" {
		t.Errorf("a source fails: %q", s)
	}
}

func TestIsDue(t *testing.T) {
	for _, tt := range []struct {
		name string
		next time.Time
		want bool
	}{
		{"never visited", time.Time{}, true}, {"now", noon, true}, {"past", noon.Add(-1), true}, {"to come", noon.Add(1), false},
	} {
		if got := (feeds.State{Next: tt.next}).IsDue(noon); got != tt.want {
			t.Errorf("%s: due %v", tt.name, got)
		}
	}
}
