package storage_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// archive is n items with texts of their own.
func archive(n int) []feeds.Item {
	items := make([]feeds.Item, n)
	for i := range items {
		items[i] = story("alpha", i, "malaysia")
		items[i].Content = fmt.Sprintf("<p>Part %d of %d: %s</p>", i, n, strings.Repeat("It rained on the hills. ", 5))
	}
	return items
}

// moved is the same items under another domain, with guids made another way,
// and dated anew.
func moved(items []feeds.Item) []feeds.Item {
	var all []feeds.Item
	for i, it := range items {
		it.GUID, it.Link = fmt.Sprintf("tag:new,%d", i), fmt.Sprintf("https://new.example/?p=%d", i)
		it.Published = start
		it.Content = strings.Replace(it.Content, "<p>", `<p><img src="https://new.example/a.png"/>`, 1)
		all = append(all, it)
	}
	return all
}

func ids(es []feeds.Entry) map[string]feeds.ID {
	m := map[string]feeds.ID{}
	for _, e := range es {
		m[e.Title] = e.ID
	}
	return m
}

// Items that say one guid, of which the first is found to be one that was there
// before, stay what the first visit made of them.
func TestFloodOfOneGUID(t *testing.T) {
	const home = "https://alpha.example/" // where no item is
	it := func(guid, link, title string, minute int) feeds.Item {
		return feeds.Item{GUID: guid, Link: link, Title: title, Published: start.Add(time.Duration(minute) * time.Minute)}
	}
	s := open(t)
	merge(t, s, visit("beta", start, it("1", home+"sun", "Sun", -5), it("2", "", "Rain", -4)), feeds.Tally{New: 2})
	v := visit("beta", start.Add(time.Hour), it("3", home, "Sun", -5), it("3", home, "Snow", -3), it("3", "", "Rain", -4))
	merge(t, s, v, feeds.Tally{New: 1, Changed: 1, Known: 1, Returned: 1})
	check(t, s)
	was := latest(t, s, feeds.World).Entries
	merge(t, s, v, feeds.Tally{Known: 3})
	equal(t, "entries", was, latest(t, s, feeds.World).Entries)
}

// A source that moves and makes its guids another way lists its archive anew:
// no reader sees any of it again. A crash in the middle changes nothing of it.
func TestFlood(t *testing.T) {
	for _, cut := range []int{-1, 1, 3, 6, 10} {
		t.Run(fmt.Sprint("cut at ", cut), func(t *testing.T) {
			s := open(t)
			s.SetBatchBytes(0)
			items := archive(10)
			merge(t, s, visit("alpha", start, items...), feeds.Tally{New: 10})
			was := ids(latest(t, s, "malaysia").Entries)
			again := append(moved(items), story("alpha", 77, "malaysia"))
			v := visit("alpha", start.Add(time.Hour), again...)
			if cut >= 0 {
				if _, err := s.Merge(&canceledAfter{Context: context.Background(), n: cut}, v); !errors.Is(err, context.Canceled) {
					t.Fatalf("error %v", err)
				}
				check(t, s)
			}
			tally, err := s.Merge(t.Context(), v)
			if err != nil || tally.New > 1 {
				t.Fatalf("%+v, %v", tally, err)
			}
			check(t, s)
			now := latest(t, s, "malaysia").Entries
			got := ids(now)
			if _, ok := got["Story 77"]; !ok || len(now) != 11 {
				t.Errorf("%d entries: %v", len(now), titles(now))
			}
			for title, id := range was {
				if got[title] != id {
					t.Errorf("%s is another item", title)
				}
			}
			for _, e := range now {
				if e.Title != "Story 77" && (!strings.HasPrefix(e.Link, "https://new.example/") || e.Revision != 1 || e.Modified.After(start)) {
					t.Errorf("%s: at %s, revision %d, modified %s", e.Title, e.Link, e.Revision, e.Modified)
				}
			}
			if st, err := s.State(t.Context(), "alpha"); err != nil || st.Flood.Items == 0 || !st.Flood.At.Equal(v.At) {
				t.Errorf("health says %+v, %v", st.Flood, err)
			}
			merge(t, s, v, feeds.Tally{Known: 11})
		})
	}
}

// An archive is known again by its titles and dates too, when what stands around
// its texts has changed as well.
func TestFloodReworded(t *testing.T) {
	s := open(t)
	items := archive(8)
	merge(t, s, visit("alpha", start, items...), feeds.Tally{New: 8})
	was := ids(latest(t, s, feeds.World).Entries)
	again := moved(items)
	for i := range again {
		again[i].Title = strings.ToUpper(again[i].Title)
		again[i].Published = items[i].Published
		again[i].Content += "<p>Read more at new.example</p>"
	}
	tally, err := s.Merge(t.Context(), visit("alpha", start.Add(time.Hour), again...))
	if err != nil || tally.New != 0 || tally.Returned != 8 {
		t.Fatalf("%+v, %v", tally, err)
	}
	check(t, s)
	for title, id := range ids(latest(t, s, feeds.World).Entries) {
		if was[strings.Replace(title, "STORY", "Story", 1)] != id {
			t.Errorf("%s is another item", title)
		}
	}
}

// What is new stays new: a visit full of news, and a column that has the same
// title and hardly a text each time.
func TestNoFlood(t *testing.T) {
	s := open(t)
	merge(t, s, visit("alpha", start, archive(10)...), feeds.Tally{New: 10})
	var news, columns []feeds.Item
	for i := range 5 {
		it := story("alpha", 100+i)
		it.Content = fmt.Sprintf("<p>News %d: %s</p>", i, strings.Repeat("The sun shone on the town. ", 5))
		news = append(news, it)
		it = story("alpha", 200+i)
		it.Title, it.Content = "Morning briefing", "<p>Listen here.</p>"
		columns = append(columns, it)
	}
	merge(t, s, visit("alpha", start.Add(time.Hour), news...), feeds.Tally{New: 5})
	merge(t, s, visit("alpha", start.Add(2*time.Hour), columns[:3]...), feeds.Tally{New: 3})
	merge(t, s, visit("alpha", start.Add(3*time.Hour), columns...), feeds.Tally{New: 2, Known: 3})
	// Another source's archive is its own.
	merge(t, s, visit("beta", start.Add(4*time.Hour), moved(archive(10))...), feeds.Tally{New: 10})
}

// An item that waits for its date is not there before, and is then, whatever
// the source's validators say.
func TestWaits(t *testing.T) {
	s := open(t)
	v := visit("alpha", start, story("alpha", 1), story("alpha", -60))
	v.Source.Waits = true
	merge(t, s, v, feeds.Tally{New: 1, Known: 1})
	equal(t, "before", []string{"Story 1"}, titles(latest(t, s, feeds.World).Entries))
	if st, err := s.State(t.Context(), "alpha"); err != nil || st.ETag != "" {
		t.Errorf("validators %q, %v", st.ETag, err)
	}
	v.At = start.Add(time.Hour)
	merge(t, s, v, feeds.Tally{New: 1, Known: 1})
	equal(t, "then", []string{"Story -60", "Story 1"}, titles(latest(t, s, feeds.World).Entries))
	if st, err := s.State(t.Context(), "alpha"); err != nil || st.ETag == "" {
		t.Errorf("no validators: %v", err)
	}
}
