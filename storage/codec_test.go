package storage_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// filled returns an item with something in every field, found by reflection:
// a field that feeds gains and storage forgets is missed here.
func filled() feeds.Item {
	var it feeds.Item
	fillValue(reflect.ValueOf(&it).Elem(), "x", 0)
	for i := range it.Placements {
		it.Placements[i].Name = "" // comes from the atlas
	}
	return it
}

func fillValue(v reflect.Value, path string, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(len(path)) + 1<<40)
	case reflect.Float64:
		v.SetFloat(float64(len(path)) / 7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), path, depth)
	case reflect.Slice:
		if depth > 6 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillValue(v.Index(0), path+"0", depth+1)
		fillValue(v.Index(1), path+"1", depth+1)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(len(path))<<30, 5).UTC()))
			return
		}
		for i := range v.NumField() {
			fillValue(v.Field(i), path+"."+v.Type().Field(i).Name, depth)
		}
	default:
		panic("no value for " + v.Kind().String())
	}
}

// TestCodec wants every field of an item back as it was.
func TestCodec(t *testing.T) {
	deep := feeds.Item{Extensions: []feeds.Element{{Name: "top"}}}
	for e, n := &deep.Extensions[0], 0; n < 31; n++ {
		e.Children = []feeds.Element{{Name: "child"}}
		e = &e.Children[0]
	}
	tests := []struct {
		name string
		item feeds.Item
	}{
		{"empty", feeds.Item{}},
		{"full", filled()},
		{"long, so packed", feeds.Item{Content: article(1, 5000)}},
		{"not UTF-8", feeds.Item{GUID: "a\xff\x00b", Title: "\xed\xa0\x80"}},
		{"far dates", feeds.Item{Published: time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), Updated: time.Date(99999, 1, 1, 0, 0, 0, 999, time.UTC)}},
		{"the epoch", feeds.Item{Published: time.Unix(0, 0).UTC()}},
		{"nested", deep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := storage.Encode(tt.item)
			if err != nil {
				t.Fatal(err)
			}
			got, err := storage.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			// cmp takes for ever on deep trees that are equal.
			if !reflect.DeepEqual(tt.item, got) {
				equal(t, "item", tt.item, got)
			}
		})
	}
}

// TestCodecTooDeep wants elements nested without end to be cut off, so that
// what was written can be read.
func TestCodecTooDeep(t *testing.T) {
	e := feeds.Element{Name: "x"}
	for range 10_000 {
		e = feeds.Element{Name: "x", Children: []feeds.Element{e}}
	}
	b, err := storage.Encode(feeds.Item{Title: "Deep", Extensions: []feeds.Element{e}})
	if err != nil {
		t.Fatal(err)
	}
	if it, err := storage.Decode(b); err != nil || it.Title != "Deep" || len(it.Extensions) != 1 {
		t.Errorf("%q, %v", it.Title, err)
	}
}

// TestDecodeNoise wants an error, never another item, from what is no record.
func TestDecodeNoise(t *testing.T) {
	good, err := storage.Encode(filled())
	if err != nil {
		t.Fatal(err)
	}
	short, err := storage.Encode(feeds.Item{Title: "Short"})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]byte{
		"nothing": nil, "format 0": {0, 0xa0}, "format 9": {9, 0xa0}, "a string": {1, 0x61, 'x'},
		"packed noise": append([]byte{2}, strings.Repeat("noise", 100)...),
		"cut":          good[:len(good)-1], "cut in half": good[:len(good)/2],
		"cut short": short[:len(short)-1], "more": append(bytes.Clone(short), 0),
		"key twice": {1, 0xa2, 0x01, 0x61, 'x', 0x01, 0x61, 'y'},
		"tagged":    {1, 0xa1, 0x01, 0xc0, 0x61, 'x'},
		"endless":   {1, 0xbf, 0x01, 0x61, 'x', 0xff},
	}
	for name, b := range tests {
		if it, err := storage.Decode(b); err == nil {
			t.Errorf("%s: no error, %+v", name, it)
		}
	}
}

// FuzzCodec wants decode(encode(x)) to be x.
func FuzzCodec(f *testing.F) {
	f.Add("guid", "https://example.org/1", "Title", "<p>text</p>", int64(1_790_000_000), int64(5), 3, "media", 0.5)
	f.Add("", "", "", "", int64(0), int64(0), 0, "", 0.0)
	f.Add("\xff", "\x00", "ü", strings.Repeat("x", 600), int64(-1<<40), int64(999_999_999), 50, "\xc3", -1.5)
	f.Fuzz(func(t *testing.T, guid, link, title, content string, sec, nsec int64, n int, name string, weight float64) {
		if weight != weight || sec < -1<<50 || sec > 1<<50 {
			t.Skip("no number, or no date that time.Time can hold")
		}
		it := feeds.Item{GUID: guid, Link: link, Title: title, Content: content, Permalink: n%2 == 0}
		it.Published = time.Unix(sec, nsec&(1<<29-1)).UTC()
		it.Geo = &feeds.Geo{Lat: weight, Lon: -weight}
		for range min(max(n, 0), 8) {
			it.Categories = append(it.Categories, feeds.Category{Term: title, Scheme: link, Label: name})
			it.Enclosures = append(it.Enclosures, feeds.Enclosure{URL: link, Length: sec, Duration: time.Duration(nsec)})
			it.Extensions = append(it.Extensions, feeds.Element{Name: name, Text: content, Children: it.Extensions})
			it.Placements = append(it.Placements, feeds.Placement{Slug: name, Confidence: weight, Evidence: []feeds.Evidence{{Kind: feeds.ByTitle, Text: title, Weight: weight}}})
		}
		b, err := storage.Encode(it)
		if err != nil {
			t.Fatal(err)
		}
		got, err := storage.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(it, got) {
			t.Errorf("want %+v, got %+v", it, got)
		}
	})
}

// FuzzDecode wants noise to be an error or a record that can be written and
// read again, and never a panic.
func FuzzDecode(f *testing.F) {
	for _, it := range []feeds.Item{{}, filled(), {Content: article(1, 500)}} {
		b, err := storage.Encode(it)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte{1, 0xa4, 1, 0x80, 3, 0, 4, 0x80, 2, 0x81, 0xa1, 1, 7})
	f.Add([]byte{3, 0, 0, 0, 1, 0x28, 0xb5, 0x2f, 0xfd})
	f.Add([]byte{3, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = storage.Decode(b)
		once, err := storage.Reencode(b)
		if err != nil {
			return
		}
		twice, err := storage.Reencode(once)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once, twice) {
			t.Errorf("%x is %x the second time", once, twice)
		}
	})
}
