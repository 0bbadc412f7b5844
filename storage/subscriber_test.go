package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage"
)

func subscriber(n int) feeds.Subscriber {
	return feeds.Subscriber{
		Topic: "https://feeds.example.org/malaysia.rss", Callback: fmt.Sprint("https://reader.example/", n),
		Since: start, Until: start.Add(time.Hour), Print: "one",
	}
}

// wantSubscribers wants a store to keep exactly these.
func wantSubscribers(t *testing.T, s *storage.Store, want ...feeds.Subscriber) {
	t.Helper()
	got, err := s.Subscribers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, subs := range [][]feeds.Subscriber{got, want} {
		slices.SortFunc(subs, func(a, b feeds.Subscriber) int {
			return strings.Compare(a.Callback+" "+a.Topic, b.Callback+" "+b.Topic)
		})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("subscribers (-want +got):\n%s", diff)
	}
}

func TestSubscribers(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	wantSubscribers(t, s)
	full := subscriber(1)
	full.Secret, full.Topic = strings.Repeat("s", 199), full.Topic+"?q="+strings.Repeat("harbour+", 200)
	full.Since = start.Add(5 * time.Nanosecond)
	set(t, s, []feeds.Subscriber{subscriber(1), full, subscriber(2)}, nil)
	wantSubscribers(t, s, subscriber(1), full, subscriber(2))

	marked := subscriber(2)
	marked.Print, marked.Until = "two", start.Add(2*time.Hour)
	set(t, s, []feeds.Subscriber{marked}, []feeds.Subscriber{subscriber(1), subscriber(3)})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantSubscribers(t, openWith(t, storage.Options{Dir: dir}), full, marked)
}

// TestSubscribersBesideMerge wants subscribers kept while something is merged.
func TestSubscribersBesideMerge(t *testing.T) {
	s := open(t)
	merged := make(chan error, 1)
	go func() {
		var err error
		for round := 0; round < 20 && err == nil; round++ {
			_, err = s.Merge(t.Context(), fillVisit(0, round))
		}
		merged <- err
	}()
	var want []feeds.Subscriber
	for n := range 20 {
		sub := subscriber(n)
		sub.Secret = strings.Repeat("packed", 100)
		want = append(want, sub)
		set(t, s, []feeds.Subscriber{sub}, nil)
	}
	if err := <-merged; err != nil {
		t.Fatal(err)
	}
	wantSubscribers(t, s, want...)
	check(t, s)
}

// TestManySubscribers keeps and drops more than a transaction takes.
func TestManySubscribers(t *testing.T) {
	s := open(t)
	var many []feeds.Subscriber
	for n := range 30_000 {
		many = append(many, subscriber(n))
	}
	set(t, s, many, nil)
	set(t, s, nil, many[2:])
	wantSubscribers(t, s, many[0], many[1])
}

func set(t *testing.T, s *storage.Store, keep, drop []feeds.Subscriber) {
	t.Helper()
	if err := s.SetSubscribers(t.Context(), keep, drop); err != nil {
		t.Fatal(err)
	}
}
