package place_test

import (
	"runtime"
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// wire is an item of 500 bytes with a dateline and three countries.
var wire = feeds.Item{
	Title: "Malaysia and Singapore agree on the last mile of a railway",
	Summary: `<p>KUALA LUMPUR, Jan 3 (Agency) &#8211; Malaysia and Singapore will share the cost of the last mile of a railway between them, ministers said on Friday.</p>` +
		`<p>Trains from Johor Bahru will cross the strait from the end of next year. Each of them carries a thousand people, and a Japanese company builds the carriages. ` +
		`Officials on both sides expect that one commuter in three will leave the car at home. Tickets cost five ringgit.</p>`,
	Language: "en",
}

func BenchmarkPlace(b *testing.B) {
	placer := place.New(feeds.Builtin())
	placer.Place(wire, feeds.Source{})
	b.ReportAllocs()
	for b.Loop() {
		placer.Place(wire, feeds.Source{})
	}
}

// BenchmarkPlaceNothing places an item that names no region.
func BenchmarkPlaceNothing(b *testing.B) {
	placer := place.New(feeds.Builtin())
	it := feeds.Item{Title: "A quiet day at the office", Summary: "<p>Nothing happened, and then it went on happening until the evening came.</p>"}
	placer.Place(it, feeds.Source{})
	b.ReportAllocs()
	for b.Loop() {
		placer.Place(it, feeds.Source{Regions: []string{"malaysia"}})
	}
}

// BenchmarkNew measures the start: the gazetteer unpacked and indexed.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		place.LoadGazetteer()
	}
}

// TestHeap holds the atlas and the gazetteer to their part of the memory.
func TestHeap(t *testing.T) {
	const limit = 8 << 20
	before := heap()
	gazetteer := place.LoadGazetteer()
	atlas, err := feeds.NewAtlas(nil)
	if err != nil {
		t.Fatal(err)
	}
	areas := place.LoadBorders()
	used := heap() - before
	runtime.KeepAlive(gazetteer)
	runtime.KeepAlive(atlas)
	runtime.KeepAlive(areas)
	t.Logf("atlas, gazetteer and borders take %.1f MB", float64(used)/(1<<20))
	if used > limit {
		t.Errorf("atlas, gazetteer and borders take %d bytes, want %d at most", used, limit)
	}
}

// heap is the memory in use after a collection.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestAllocations(t *testing.T) {
	if raced {
		t.Skip("the race detector empties pools at random")
	}
	const limit = 20
	placer := place.New(feeds.Builtin())
	placer.Place(wire, feeds.Source{})
	if n := testing.AllocsPerRun(100, func() { placer.Place(wire, feeds.Source{}) }); n > limit {
		t.Errorf("%v allocations for an item, want %d at most", n, limit)
	}
}
