package feeds_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// alpha2 are the officially assigned codes of ISO 3166-1, and XK for Kosovo.
const alpha2 = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK`

// Every country of ISO 3166-1 is a region, and nothing else is a country.
func TestAtlasCountries(t *testing.T) {
	a := feeds.Builtin()
	found := map[string]bool{}
	for code := range strings.FieldsSeq(alpha2) {
		slug, ok := a.Resolve(code)
		r, _ := a.Region(slug)
		if !ok || r.Kind != feeds.Country || r.Codes[0] != code {
			t.Errorf("%s leads to %q: %+v", code, slug, r)
			continue
		}
		if found[slug] {
			t.Errorf("%s is there twice", slug)
		}
		found[slug] = true
		if len(r.Codes) != 3 || len(r.Codes[1]) != 3 || len(r.Codes[2]) != 3 {
			t.Errorf("%s: codes %v, want alpha-2, alpha-3 and digits", slug, r.Codes)
		}
		for _, c := range r.Codes {
			if got, _ := a.Resolve(c); got != slug {
				t.Errorf("%s of %s leads to %q", c, slug, got)
			}
		}
	}
	for _, slug := range a.Slugs() {
		if r, _ := a.Region(slug); r.Kind == feeds.Country && !found[slug] {
			t.Errorf("%s %v is no country of ISO 3166-1", slug, r.Codes)
		}
	}
}

// The slugs that the design promises are there, and its other names lead to
// them.
func TestAtlasNames(t *testing.T) {
	a := feeds.Builtin()
	for _, slug := range []string{
		"malaysia", "united-states", "united-kingdom", "hong-kong", "turkiye", "cote-divoire", "palestinian-territories",
		"southeast-asia", "european-union", "latin-america", "europe", "asia", "asean", "middle-east", "asia-pacific",
		"gulf", "macao", "myanmar", "world",
	} {
		if r, ok := a.Region(slug); !ok || r.Slug != slug || r.Name == "" {
			t.Errorf("no region %s: %+v", slug, r)
		}
	}
	for alias, slug := range map[string]string{
		//nolint:gocritic // space around a name is the point
		"my": "malaysia", "MYS": "malaysia", "458": "malaysia", " Malaysia ": "malaysia", "usa": "united-states",
		"us": "united-states", "uk": "united-kingdom", "gb": "united-kingdom", "palestine": "palestinian-territories",
		"turkey": "turkiye", "south-eastern-asia": "southeast-asia", "035": "southeast-asia", "burma": "myanmar",
		"eu": "european-union", "001": "world", "unplaced": "unplaced", "ivory-coast": "cote-divoire", "holland": "netherlands",
	} {
		if got, ok := a.Resolve(alias); !ok || got != slug {
			t.Errorf("%q leads to %q, want %s", alias, got, slug)
		}
	}
	for _, unknown := range []string{"", "atlantis", "congo", "xx", "000", "hub", "regions"} {
		if got, ok := a.Resolve(unknown); ok {
			t.Errorf("%q leads to %q", unknown, got)
		}
	}
}

// Every region has a name, lies in the world, and its slug is one that an
// operator could have given.
func TestAtlasTable(t *testing.T) {
	a := feeds.Builtin()
	for _, slug := range a.Slugs() {
		r, _ := a.Region(slug)
		if r.Name == "" || r.Slug != slug || !slices.IsSorted(r.Parents) {
			t.Errorf("%s: %+v", slug, r)
		}
		if !a.Contains(feeds.World, slug) || !a.Contains(slug, slug) {
			t.Errorf("%s is not in the world, or not in itself", slug)
		}
		for _, p := range r.Parents {
			if _, ok := a.Region(p); !ok {
				t.Errorf("%s lies in %s, which is no region", slug, p)
			}
		}
		for _, alias := range append(slices.Clone(r.Aliases), slug) {
			if got, _ := a.Resolve(alias); got != slug {
				t.Errorf("%s of %s leads to %s", alias, slug, got)
			}
		}
		if slug != feeds.World {
			if _, err := feeds.NewAtlas([]feeds.Grouping{{Slug: slug}}); err != nil {
				t.Errorf("%s: %v", slug, err)
			}
		}
	}
}

func TestAtlasContains(t *testing.T) {
	for _, tt := range []struct {
		outer, inner string
		want         bool
	}{
		{"southeast-asia", "malaysia", true},
		{"asia", "malaysia", true},
		{"asean", "malaysia", true},
		{"asia-pacific", "malaysia", true},
		{"world", "malaysia", true},
		{"malaysia", "malaysia", true},
		{"malaysia", "asia", false},
		{"europe", "malaysia", false},
		{"middle-east", "malaysia", false},
		{"europe", "united-kingdom", true},
		{"european-union", "united-kingdom", false},
		{"european-union", "ireland", true},
		{"europe", "european-union", true},
		{"middle-east", "palestinian-territories", true},
		{"middle-east", "israel", true},
		{"middle-east", "egypt", true},
		{"africa", "egypt", true},
		{"asia", "israel", true},
		{"gulf", "qatar", true},
		{"gulf", "iran", false},
		{"latin-america", "brazil", true},
		{"latin-america", "canada", false},
		{"americas", "canada", true},
		{"oceania", "new-zealand", true},
		{"asia", "japan", true},
		{"caucasus", "georgia", true},
		{"europe", "russia", true},
		{"asean", "timor-leste", true},
		{"africa", "mauritius", true},
		{"unplaced", "world", false},
		{"atlantis", "malaysia", false},
		{"world", "atlantis", false},
	} {
		if got := feeds.Builtin().Contains(tt.outer, tt.inner); got != tt.want {
			t.Errorf("%s contains %s: %v, want %v", tt.outer, tt.inner, got, tt.want)
		}
	}
}

func TestFan(t *testing.T) {
	in := func(slugs ...string) (ps []feeds.Placement) {
		for _, s := range slugs {
			ps = append(ps, feeds.Placement{Slug: s})
		}
		return ps
	}
	for _, tt := range []struct {
		name   string
		placed []feeds.Placement
		want   []string
	}{
		{"nowhere", nil, []string{"unplaced", "world"}},
		{"a country", in("malaysia"), []string{"asean", "asia", "asia-pacific", "malaysia", "southeast-asia", "world"}},
		{"a group", in("asean"), []string{"asean", "asia", "asia-pacific", "southeast-asia", "world"}},
		{"the world", in("world"), []string{"world"}},
		{
			"two that share a group", in("malaysia", "singapore"),
			[]string{"asean", "asia", "asia-pacific", "malaysia", "singapore", "southeast-asia", "world"},
		},
		{
			"kept out of a group",
			[]feeds.Placement{{Slug: "malaysia", Except: []string{"asean"}}},
			[]string{"asia", "asia-pacific", "malaysia", "southeast-asia", "world"},
		},
		{
			"kept out of the country, but not out of what contains it",
			[]feeds.Placement{{Slug: "malaysia", Except: []string{"malaysia"}}},
			[]string{"asean", "asia", "asia-pacific", "southeast-asia", "world"},
		},
		{
			"kept out, and in by another way", append(in("singapore"), feeds.Placement{Slug: "malaysia", Except: []string{"asean", "malaysia"}}),
			[]string{"asean", "asia", "asia-pacific", "singapore", "southeast-asia", "world"},
		},
		{
			"kept out of everything",
			[]feeds.Placement{{Slug: "malaysia", Except: []string{"asean", "asia", "asia-pacific", "malaysia", "southeast-asia", "world"}}},
			[]string{"world"},
		},
		{"one that is no more", in("atlantis"), []string{"unplaced", "world"}},
		{"one that is no more among others", in("atlantis", "world"), []string{"world"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, feeds.Builtin().Fan(tt.placed)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What an item is in holds all that contains it, whatever it is placed in.
func TestFanIsClosed(t *testing.T) {
	a := feeds.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		slugs := rapid.SliceOfN(rapid.SampledFrom(a.Slugs()), 1, 5).Draw(t, "slugs")
		var ps []feeds.Placement
		for _, s := range slugs {
			ps = append(ps, feeds.Placement{Slug: s})
		}
		fan := a.Fan(ps)
		if !slices.IsSorted(fan) || len(slices.Compact(slices.Clone(fan))) != len(fan) {
			t.Fatalf("not sorted, or not each once: %v", fan)
		}
		for _, outer := range a.Slugs() {
			want := slices.ContainsFunc(slugs, func(s string) bool { return a.Contains(outer, s) })
			if _, got := slices.BinarySearch(fan, outer); got != want {
				t.Fatalf("%v in %s: %v, want %v", slugs, outer, got, want)
			}
		}
	})
}

func TestSortPlacements(t *testing.T) {
	ps := []feeds.Placement{{Slug: "b", Confidence: .5}, {Slug: "c", Confidence: .9}, {Slug: "a", Confidence: .5}}
	feeds.SortPlacements(ps)
	if got := fmt.Sprint(ps[0].Slug, ps[1].Slug, ps[2].Slug); got != "cab" {
		t.Errorf("sorted %s", got)
	}
}

func TestEvidenceKind(t *testing.T) {
	for kind, want := range map[feeds.EvidenceKind]bool{
		feeds.ByOverride: false, feeds.ByDateline: false, feeds.ByGeo: false, feeds.ByCategory: false,
		feeds.ByTitle: false, feeds.ByText: false, feeds.BySource: true, feeds.ByLanguage: true, feeds.ByDomain: true,
	} {
		if kind.IsFallback() != want {
			t.Errorf("%s is a fallback: %v", kind, !want)
		}
	}
}

func TestResolveAccents(t *testing.T) {
	for name, want := range map[string]string{"Türkiye": "turkiye", "CÔTE-D'IVOIRE": "cote-divoire", "côte-d’ivoire": "cote-divoire", "réunion": "reunion"} {
		if got, ok := feeds.Builtin().Resolve(name); !ok || got != want {
			t.Errorf("Resolve(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

func BenchmarkFan(b *testing.B) {
	atlas := feeds.Builtin()
	places := []feeds.Placement{{Slug: "malaysia"}, {Slug: "france", Except: []string{"european-union"}}}
	b.ReportAllocs()
	for b.Loop() {
		atlas.Fan(places)
	}
}
