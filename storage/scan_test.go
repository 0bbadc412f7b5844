package storage_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// texts are of all lengths that are written otherwise.
var texts = []string{"x", "a\xff\x00b", "żółw", article(1, 4)[:24], article(2, 300), strings.Repeat("x", 70_000)}

// draw fills a value with anything, found by reflection, so that a field that is
// new is among it.
func draw(t *rapid.T, v reflect.Value, depth int) {
	if rapid.IntRange(0, 3).Draw(t, "empty") == 0 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.SampledFrom(texts).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.SampledFrom([]int64{1, 23, 24, 255, 256, 65536, 1 << 32, math.MaxInt64, -1, -24, -25, math.MinInt64}).Draw(t, "number"))
	case reflect.Float64:
		v.SetFloat(rapid.SampledFrom([]float64{1, 0.5, -1e300}).Draw(t, "weight"))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		draw(t, v.Elem(), depth)
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "n")
		if depth > 4 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			draw(t, v.Index(i), depth+1)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "seconds"), rapid.SampledFrom([]int64{0, 7}).Draw(t, "more")).UTC()))
			return
		}
		for _, field := range v.Fields() {
			draw(t, field, depth)
		}
	default:
		t.Fatalf("no value for %s", v.Kind())
	}
}

// TestScan wants whatever item is stored to be scanned, and to be what the decoder
// makes of it.
func TestScan(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, it feeds.Item, sources int) {
		if isso, differs := storage.Scan(storage.ItemRecord(it, sources)); !isso || differs != "" {
			t.Fatalf("scanned: %t, %s", isso, differs)
		}
	}
	for sources := range 4 {
		check(t, feeds.Item{}, sources)
		check(t, filled(), sources)
	}
	check(t, feeds.Item{Categories: make([]feeds.Category, 70_000)}, 1)
	rapid.Check(t, func(t *rapid.T) {
		var it feeds.Item
		draw(t, reflect.ValueOf(&it).Elem(), 0)
		check(t, it, rapid.IntRange(0, 30).Draw(t, "sources"))
	})
}

// TestScanAbout wants entries of the log to be scanned as well.
func TestScanAbout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, prev := rapid.Int64().Draw(t, "at"), rapid.Uint64().Draw(t, "prev")
		id := feeds.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
		if regions := rapid.SliceOf(rapid.Uint32()).Draw(t, "regions"); !storage.ScanAbout(at, id, regions, prev) {
			t.Errorf("%d, %s, %d, %d is something else", at, id, regions, prev)
		}
	})
}

// FuzzScan wants nothing to be scanned that the decoder would not take, or make
// something else of.
func FuzzScan(f *testing.F) {
	f.Add(storage.ItemRecord(feeds.Item{}, 0))
	f.Add(storage.ItemRecord(filled(), 1))
	f.Add(storage.ItemRecord(feeds.Item{GUID: "g", Title: article(1, 300)}, 2))
	for _, odd := range []string{
		"", "\xa0", "\xa1\x01\xf6", "\xa1\x01\x80", "\xa1\x03\x18\x05", "\xa1\x04\x81\x1b\x00\x00\x00\x01\x00\x00\x00\x00", "\xa1\x05\x00", "\xa2\x03\x01\x03\x02", "\xa2\x04\x80\x03\x01", "\xbf\x03\x01\xff",
		"\xa1\x01\x81\xa1\x02\xa1\x04\x42ab", "\xa1\x01\x81\xa1\x02\xa1\x11\x81\x01", "\xa1\x01\x9b\xff\xff\xff\xff\xff\xff\xff\xff", "\xa1\x03\x01\x00", "\xa1\x03\xc1\x01", "\xa1\x03\x1c", "\xa1\x01\x81\xf6",
	} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, differs := storage.Scan(body); differs != "" {
			t.Error(differs)
		}
	})
}

// BenchmarkDecodeItem reads what is stored of an item of 1.8 KB.
func BenchmarkDecodeItem(b *testing.B) {
	body := storage.ItemRecord(feeds.Item{
		GUID: "https://x.example/1", Link: "https://x.example/1", Title: "A ferry comes in", Summary: article(1, 40), Content: article(2, 230),
		Authors: []feeds.Person{{Name: "Reporter"}}, Categories: []feeds.Category{{Term: "business"}, {Term: "sea"}}, Published: start, Language: "en",
		Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 0.9, Evidence: []feeds.Evidence{{Kind: feeds.ByTitle, Text: "Penang", Weight: 0.9}}}},
	}, 1)
	for name, scans := range map[string]bool{"scanned": true, "by reflection": false} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				storage.DecodeItem(body, scans)
			}
		})
	}
}
