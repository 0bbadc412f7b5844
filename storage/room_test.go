package storage_test

import (
	"testing"

	"dateline/feeds"
	"dateline/storage"
)

// TestRooms wants each thing that is kept in memory to say its bound, and a store
// that was begun before to know of no unwritten keys.
func TestRooms(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, storage.Options{Dir: dir, Memory: 64 << 20})
	merge(t, s, crowd("alpha", start, 0, 5), feeds.Tally{New: 5})
	for name, want := range map[string]feeds.Room{
		"write_buffers":  {Entries: 3, Used: 48 << 20, Limit: 48 << 20},
		"unwritten_keys": {Used: 512 << 10, Limit: 512 << 10},
	} {
		equal(t, name, want, s.Rooms()[name])
	}
	waiting := s.Rooms()["unindexed"]
	if waiting.Entries != 1 || waiting.Used == 0 || waiting.Limit != 4<<20 {
		t.Errorf("unindexed: %+v", waiting)
	}
	if index := s.Rooms()["table_indexes"]; index.Limit != 8<<20 {
		t.Errorf("table_indexes: %+v", index)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir, Memory: 64 << 20})
	equal(t, "unwritten keys", feeds.Room{Limit: 512 << 10}, s.Rooms()["unwritten_keys"])
}
