package feeds_test

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

const home = "https://news.example/world/"

func TestTellingLink(t *testing.T) {
	for _, tt := range []struct{ name, link, guid, channel, want string }{
		{"an article", "https://news.example/a", "", home, "news.example/a"},
		{"no link", "", "a", home, ""},
		{"only the host", "https://news.example/", "a", home, ""},
		{"the channel's link", "https://news.example/world/", "a", home, ""},
		{"the channel's link spelled otherwise", "http://www.news.example/world?utm_source=rss", "a", home, ""},
		{"the channel's host", "https://news.example/a", "a", "https://news.example", "news.example/a"},
		{"no channel link", "https://news.example/world/", "a", "", "news.example/world/"},
		{"queries tell", "https://news.example/?p=1", "", home, "news.example/?p=1"},
		{"a fragment", "https://news.example/a#comments", "a", home, "news.example/a"},
		{"a fragment of its own", "https://news.example/log#v2", "https://news.example/log#v2", home, "news.example/log#v2"},
		{"a fragment that the guid has elsewhere", "https://news.example/log#v2", "tag:news.example,2026:log#v2", home, "news.example/log#v2"},
		{"a fragment spelled otherwise", "https://news.example/log#v%202", "https://news.example/log#v 2", home, "news.example/log#v%202"},
		{"a fragment that the guid lacks", "https://news.example/log#v2", "https://news.example/log", home, "news.example/log"},
		{"a fragment that only the guid has", "https://news.example/a", "https://news.example/a#0", home, "news.example/a"},
		{"a tracking fragment", "https://news.example/a#xtor=RSS-1", "https://news.example/a#xtor=RSS-1", home, "news.example/a"},
		{"a part of the channel's page", "https://news.example/world#v2", "#v2", home, "news.example/world#v2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := feeds.Item{Link: tt.link, GUID: tt.guid}
			if got := feeds.TellingLink(it, tt.channel); got != tt.want {
				t.Errorf("TellingLink(%q, guid %q) = %q, want %q", tt.link, tt.guid, got, tt.want)
			}
		})
	}
}

// An ID is a promise to subscribers. If this test fails, the code is wrong:
// no release may give an item another ID than the release before.
func TestIdentifyGolden(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		it         feeds.Item
	}{
		{"link", "f7d8f5c0-3592-52ed-af49-c901bcc497d9", feeds.Item{Link: "https://www.news.example/world/kl-rail?utm_source=rss", GUID: "4711", Title: "Rail link opens"}},
		{"link with query", "dc756ad0-1c86-5397-a24a-e1f4c7bb843a", feeds.Item{Link: "https://news.example/?p=1"}},
		{"part of a page", "131da416-8f2c-5de1-ba06-be70871d0973", feeds.Item{Link: "https://news.example/log#v2", GUID: "log#v2"}},
		{"Unicode link", "6e39be4f-17b2-586f-bf4e-a80d3427fc9f", feeds.Item{Link: "https://zürich.example/übersicht"}},
		{"guid", "bf781437-a41d-5edd-97fe-c3ff2a1ea0ee", feeds.Item{GUID: "urn:uuid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", Link: home}},
		{"guid of another script", "b32d1adb-4167-55ab-9e53-fe8d55d46b3f", feeds.Item{GUID: "ข่าว 1"}},
		{"text", "6512c409-61a1-520d-bdc0-8e2094276b31", feeds.Item{Title: "Rail link opens", Summary: "<p>At last.</p>"}},
		{"media", "d35463ff-03eb-59b5-8309-003c2cc928a6", feeds.Item{Title: "Episode", Enclosures: []feeds.Enclosure{{URL: "https://cdn.example/1.mp3"}}}},
		{"nothing", "5b846a53-00b4-5ebd-bbc5-5e361509b80e", feeds.Item{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id := feeds.Identify(tt.it, "example-wire", home)
			if got := id.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if id[6]>>4 != 5 || id[8]>>6 != 2 {
				t.Errorf("%s is no version 5 UUID", id)
			}
		})
	}
}

// Which items are one, and which are two.
func TestIdentify(t *testing.T) {
	type of struct {
		it     feeds.Item
		source string
	}
	item := func(link, guid string) feeds.Item { return feeds.Item{Link: link, GUID: guid, Title: link + guid} }
	for _, tt := range []struct {
		name string
		a, b of
		same bool
	}{
		{"one article of two sources", of{item("https://news.example/a", "1"), "a"}, of{item("http://www.news.example:80/a#top", "9"), "b"}, true},
		{"one article, retitled", of{feeds.Item{Link: "https://news.example/a", Title: "Old"}, "a"}, of{feeds.Item{Link: "https://news.example/a", Title: "New"}, "a"}, true},
		{"query numbers", of{item("https://news.example/?p=1", ""), "a"}, of{item("https://news.example/?p=2", ""), "a"}, false},
		{"one guid of two sources", of{item("", "1"), "a"}, of{item("", "1"), "b"}, false},
		{"one guid of one source", of{feeds.Item{GUID: "1", Title: "Old"}, "a"}, of{feeds.Item{GUID: "1", Title: "New"}, "a"}, true},
		{"guids at the channel's link", of{item(home, "1"), "a"}, of{item(home, "2"), "a"}, false},
		{"parts of a page", of{item("https://news.example/log#v1", "log#v1"), "a"}, of{item("https://news.example/log#v2", "log#v2"), "a"}, false},
		{"one text of one source", of{feeds.Item{Title: "A"}, "a"}, of{feeds.Item{Title: "A"}, "a"}, true},
		{"one text of two sources", of{feeds.Item{Title: "A"}, "a"}, of{feeds.Item{Title: "A"}, "b"}, false},
		{"title and summary do not run together", of{feeds.Item{Title: "A", Summary: "B"}, "a"}, of{feeds.Item{Title: "AB"}, "a"}, false},
		{"a guid that looks like a link", of{feeds.Item{GUID: "news.example/a"}, "link"}, of{item("https://news.example/a", ""), "link"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := feeds.Identify(tt.a.it, tt.a.source, home), feeds.Identify(tt.b.it, tt.b.source, home)
			if (a == b) != tt.same {
				t.Errorf("%s and %s: want same %v", a, b, tt.same)
			}
		})
	}
}

func TestIsSame(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, n, 9, 0, 0, 0, time.UTC) }
	was := feeds.Item{Title: "Rail link opens", Link: "https://news.example/a", Published: day(3)}
	for _, tt := range []struct {
		name     string
		was, now feeds.Item
		want     bool
	}{
		{"nothing changed", was, was, true},
		{"retitled", was, feeds.Item{Title: "Rail link is open", Link: was.Link, Published: was.Published}, true},
		{"retitled and dated anew", was, feeds.Item{Title: "Rail link is open", Link: was.Link, Published: day(4)}, true},
		{"moved", was, feeds.Item{Title: was.Title, Link: "https://news.example/b", Published: day(4)}, true},
		{"moved and retitled", was, feeds.Item{Title: "B", Link: "https://news.example/b", Published: day(3)}, true},
		{"link spelled otherwise", was, feeds.Item{Title: "B", Link: "http://www.news.example/a?utm_source=x", Published: day(4)}, true},
		{"all is new", was, feeds.Item{Title: "B", Link: "https://news.example/b", Published: day(4)}, false},
		{"moved and retitled without dates", feeds.Item{Title: "A", Link: "https://news.example/a"}, feeds.Item{Title: "B", Link: "https://news.example/b"}, false},
		{"all is new where links never were", feeds.Item{Title: "A", Published: day(3)}, feeds.Item{Title: "B", Published: day(4)}, false},
		{"all is new where titles never were", feeds.Item{Link: "https://news.example/a", Published: day(3)}, feeds.Item{Link: "https://news.example/b", Published: day(4)}, false},
		{"a corrected title is all there is", feeds.Item{Title: "A"}, feeds.Item{Title: "B"}, true},
		{"a date that moved is all there is", feeds.Item{Published: day(3)}, feeds.Item{Published: day(4)}, true},
		{"nothing to compare", feeds.Item{}, was, true},
		{"links that are no addresses", feeds.Item{Link: "tag:a", Title: "A"}, feeds.Item{Link: "tag:a", Title: "B"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := feeds.IsSame(tt.was, tt.now); got != tt.want {
				t.Errorf("IsSame = %v, want %v", got, tt.want)
			}
			if got := feeds.IsSame(tt.now, tt.was); got != tt.want {
				t.Errorf("the other way round: IsSame = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestParseID(t *testing.T) {
	id := feeds.Identify(feeds.Item{GUID: "1"}, "a", "")
	for _, s := range []string{id.String(), id.URN(), strings.ToUpper(id.String())} {
		if got, err := feeds.ParseID(s); err != nil || got != id {
			t.Errorf("ParseID(%q) = %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "1", "urn:uuid:", id.String() + "0", "urn:isbn:" + id.String()} {
		if got, err := feeds.ParseID(s); err == nil {
			t.Errorf("ParseID(%q) = %s", s, got)
		}
	}
	if !(feeds.ID{}).IsZero() || id.IsZero() {
		t.Error("IsZero is wrong")
	}
	if want := "urn:uuid:" + id.String(); id.URN() != want {
		t.Errorf("URN = %s, want %s", id.URN(), want)
	}
}
