package storage_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage"
)

// TestDictionary wants items to be read back that were stored before there was a
// dictionary and after, also when the store is opened again, and the later ones to
// take less.
func TestDictionary(t *testing.T) {
	dir := t.TempDir()
	s, err := storage.Open(storage.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	s.NoStories()
	const visits, items = 26, 50
	want := map[string]string{}
	for i := range visits {
		v := crowd(fmt.Sprintf("s%d", i), start, 0, items)
		for j := range v.Items {
			v.Items[j].Content = report(100*i + j)
			want[v.Items[j].GUID] = v.Items[j].Content
		}
		merge(t, s, v, feeds.Tally{New: items})
	}
	check(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	page, err := s.Select(t.Context(), feeds.World, feeds.Selection{Limit: 10_000, Expanded: true})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range page.Entries {
		got[e.GUID] = e.Content
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	without, with := s.ItemBytes(false), s.ItemBytes(true)
	if without == 0 || with == 0 || with > without*9/10 {
		t.Errorf("an item takes %d bytes with a dictionary, %d without", with, without)
	}
}
