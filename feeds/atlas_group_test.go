package feeds_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

// grouped is the built-in atlas with an operator's groups.
func grouped(t *testing.T, groups ...feeds.Grouping) *feeds.Atlas {
	t.Helper()
	a, err := feeds.NewAtlas(groups)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestGroupIsNew(t *testing.T) {
	a := grouped(t, feeds.Grouping{Slug: "nusantara", Name: "Nusantara", Includes: []string{"MY", "indonesia", " Brunei ", "702"}})
	want := feeds.Region{Slug: "nusantara", Name: "Nusantara", Kind: feeds.Group, Parents: []string{"world"}}
	got, _ := a.Region("nusantara")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, slug := range []string{"malaysia", "indonesia", "brunei", "singapore"} {
		if !a.Contains("nusantara", slug) || !a.Contains("asean", slug) {
			t.Errorf("%s is not in nusantara, or no more in asean", slug)
		}
	}
	if a.Contains("nusantara", "thailand") || !a.Contains("world", "nusantara") {
		t.Error("nusantara is not where it belongs")
	}
	if _, ok := feeds.Builtin().Region("nusantara"); ok || feeds.Builtin().Contains("nusantara", "malaysia") {
		t.Error("the built-in atlas has changed")
	}
}

func TestGroupWithoutName(t *testing.T) {
	if r, _ := grouped(t, feeds.Grouping{Slug: "desk-2", Includes: []string{"fiji"}}).Region("desk-2"); r.Name != "desk-2" {
		t.Errorf("named %q", r.Name)
	}
}

// A group with the slug of a built-in region draws it anew, and leaves alone
// what it is called, what it answers to and what it lies in.
func TestGroupOverrides(t *testing.T) {
	a := grouped(t, feeds.Grouping{Slug: "middle-east", Includes: []string{"iraq", "cyprus"}})
	was, _ := feeds.Builtin().Region("middle-east")
	now, _ := a.Region("middle-east")
	if diff := cmp.Diff(was, now); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for slug, want := range map[string]bool{"iraq": true, "cyprus": true, "egypt": false, "gulf": false, "qatar": false} {
		if a.Contains("middle-east", slug) != want {
			t.Errorf("middle-east contains %s: %v", slug, !want)
		}
	}
	if slug, _ := a.Resolve("near-east"); slug != "middle-east" {
		t.Errorf("near-east leads to %q", slug)
	}
	if !a.Contains("mena", "iraq") {
		t.Error("mena no longer contains it")
	}
	if r, _ := grouped(t, feeds.Grouping{Slug: "gulf", Name: "The Gulf"}).Region("gulf"); r.Name != "The Gulf" {
		t.Errorf("named %q", r.Name)
	}
}

// Groups may contain groups, in whatever order they stand.
func TestGroupsInGroups(t *testing.T) {
	inner := feeds.Grouping{Slug: "straits", Includes: []string{"malaysia", "singapore"}}
	outer := feeds.Grouping{Slug: "our-beat", Includes: []string{"straits", "baltics"}}
	for _, groups := range [][]feeds.Grouping{{inner, outer}, {outer, inner}} {
		a := grouped(t, groups...)
		for _, slug := range []string{"straits", "malaysia", "baltics", "estonia"} {
			if !a.Contains("our-beat", slug) {
				t.Errorf("%s first: our-beat does not contain %s", groups[0].Slug, slug)
			}
		}
		if a.Contains("our-beat", "sweden") {
			t.Error("our-beat contains sweden")
		}
	}
}

func TestGroupTakesAnAlias(t *testing.T) {
	a := grouped(t, feeds.Grouping{Slug: "britain", Includes: []string{"united-kingdom"}})
	if slug, _ := a.Resolve("britain"); slug != "britain" {
		t.Errorf("britain leads to %q", slug)
	}
	if slug, _ := a.Resolve("uk"); slug != "united-kingdom" {
		t.Errorf("uk leads to %q", slug)
	}
}

func TestGroupIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		groups []feeds.Grouping
		want   string
	}{
		{"itself", []feeds.Grouping{{Slug: "a", Includes: []string{"a"}}}, "contains itself"},
		{"each other", []feeds.Grouping{{Slug: "a", Includes: []string{"b"}}, {Slug: "b", Includes: []string{"a"}}}, "contains itself"},
		{"a long way round", []feeds.Grouping{
			{Slug: "a", Includes: []string{"b"}}, {Slug: "b", Includes: []string{"c"}}, {Slug: "c", Includes: []string{"a"}},
		}, "contains itself"},
		{"what contains it", []feeds.Grouping{{Slug: "malaysia", Includes: []string{"asia"}}}, "contains itself"},
		{"the world", []feeds.Grouping{{Slug: "a", Includes: []string{"world"}}}, "contains itself"},
		{"twice", []feeds.Grouping{{Slug: "a"}, {Slug: "a"}}, "region a is given twice"},
		{"unknown", []feeds.Grouping{{Slug: "a", Includes: []string{"atlantis"}}}, `region a includes "atlantis", which is no region`},
		{"no place", []feeds.Grouping{{Slug: "a", Includes: []string{"unplaced"}}}, "which is no region"},
		{"empty slug", []feeds.Grouping{{Name: "A"}}, "use small letters"},
		{"upper case", []feeds.Grouping{{Slug: "Asia"}}, "use small letters"},
		{"accent", []feeds.Grouping{{Slug: "türkiye"}}, "use small letters"},
		{"hyphen at the end", []feeds.Grouping{{Slug: "a-"}}, "use small letters"},
		{"slash", []feeds.Grouping{{Slug: "a/b"}}, "use small letters"},
		{"dot", []feeds.Grouping{{Slug: "a.rss"}}, "use small letters"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := feeds.NewAtlas(tt.groups)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
		})
	}
	for _, slug := range []string{"hub", "items", "websub", "regions", "live", "unplaced", "robots.txt", "sitemap.xml", "world"} {
		if _, err := feeds.NewAtlas([]feeds.Grouping{{Slug: slug}}); err == nil || !strings.Contains(err.Error(), "reserved") {
			t.Errorf("%s: %v", slug, err)
		}
	}
}

// The hash tells whether items have to be fanned out anew: it changes with
// what contains what, and with nothing else.
func TestAtlasHash(t *testing.T) {
	beat := func(name string, includes ...string) *feeds.Atlas {
		return grouped(t, feeds.Grouping{Slug: "our-beat", Name: name, Includes: includes})
	}
	first := beat("Our beat", "malaysia", "singapore").Hash()
	for _, tt := range []struct {
		name string
		a    *feeds.Atlas
		same bool
	}{
		{"the same again", beat("Our beat", "malaysia", "singapore"), true},
		{"another name", beat("The beat", "malaysia", "singapore"), true},
		{"another order", beat("Our beat", "singapore", "malaysia"), true},
		{"aliases", beat("Our beat", "sg", "458"), true},
		{"said twice", beat("Our beat", "malaysia", "singapore", "my"), true},
		{"one less", beat("Our beat", "malaysia"), false},
		{"one more", beat("Our beat", "malaysia", "singapore", "brunei"), false},
		{"none", feeds.Builtin(), false},
	} {
		if same := tt.a.Hash() == first; same != tt.same {
			t.Errorf("%s: same hash %v, want %v", tt.name, same, tt.same)
		}
	}
}

// Slugs are sorted, and the caller's own.
func TestSlugs(t *testing.T) {
	slugs := feeds.Builtin().Slugs()
	if !slices.IsSorted(slugs) || slices.Contains(slugs, feeds.Unplaced) || !slices.Contains(slugs, feeds.World) {
		t.Errorf("%v", slugs)
	}
	slugs[0] = "changed"
	if feeds.Builtin().Slugs()[0] == "changed" {
		t.Error("the atlas's own list can be changed")
	}
}
