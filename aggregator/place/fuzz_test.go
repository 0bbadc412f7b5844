package place_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// FuzzDateline places stories by how they begin.
func FuzzDateline(f *testing.F) {
	for _, d := range datelines {
		f.Add(d.text)
	}
	placer := place.New(feeds.Builtin())
	f.Fuzz(func(t *testing.T, text string) {
		check(t, placer, feeds.Item{Summary: text}, feeds.Source{})
		check(t, placer, feeds.Item{Title: text}, feeds.Source{})
	})
}

// FuzzPlace places items whose every field is noise.
func FuzzPlace(f *testing.F) {
	f.Add("Malaysia opens a bridge", "<p>OSLO, Jan 3 (Agency) - It is long.</p>", "<p>Much <b>longer</b></p>", "Asia", "en-MY", "https://news.example.my/", 3.1, 101.6)
	f.Add("[WORLD]", "&#x5b;EUROPE] x", "<!-- <", "my", "x", "://", -91.0, 1e300)
	f.Add("Paris, Texas", "U.S.$ 3 in N.Y. (", "<script>France</scrip", "", "zh-Hant", "https://a.b.c.uk:1/?", 0.0, 0.0)
	f.Add("الأردن وتركيا", "新华社北京1月3日电", "(서울=통신) 한국", "Україна", "ar", "", 41.9, 12.45)
	placer := place.New(feeds.Builtin())
	f.Fuzz(func(t *testing.T, title, summary, content, category, language, address string, lat, lon float64) {
		it := feeds.Item{
			Title: title, Summary: summary, Content: content, Language: language, Link: address,
			Categories: []feeds.Category{{Term: category}}, Spatial: []string{category}, Geo: &feeds.Geo{Lat: lat, Lon: lon},
		}
		check(t, placer, it, feeds.Source{URL: address, Language: language, Regions: []string{category}})
		check(t, placer, it, feeds.Source{Regions: []string{category, "malaysia"}, Fixed: true})
	})
}

// check holds placements to what they promise.
func check(t *testing.T, placer *place.Placer, it feeds.Item, src feeds.Source) {
	t.Helper()
	got := placer.Place(it, src)
	for i, p := range got {
		if _, known := feeds.Builtin().Region(p.Slug); !known {
			t.Errorf("placed in %q, which is no region", p.Slug)
		}
		if !(p.Confidence > 0 && p.Confidence <= 1) {
			t.Errorf("%s has a confidence of %v", p.Slug, p.Confidence)
		}
		if i > 0 && got[i-1].Confidence < p.Confidence {
			t.Errorf("%s after %s, which is less certain", p.Slug, got[i-1].Slug)
		}
		for _, other := range got[:i] {
			if other.Slug == p.Slug {
				t.Errorf("placed twice in %s", p.Slug)
			}
		}
		for _, e := range p.Evidence {
			if !(e.Weight > 0 && e.Weight <= 1) || e.Text == "" {
				t.Errorf("%s by %s %q of weight %v", p.Slug, e.Kind, e.Text, e.Weight)
			}
		}
		if len(p.Evidence) == 0 {
			t.Errorf("placed in %s for no reason", p.Slug)
		}
	}
	if diff := cmp.Diff(got, placer.Place(it, src)); diff != "" {
		t.Errorf("placed otherwise the second time (-first +second):\n%s", diff)
	}
}
