package feeds_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)

// version is one that says as little as possible.
func version(source string, change func(*feeds.Version)) feeds.Version {
	v := feeds.Version{
		Source: feeds.Source{ID: source, Name: strings.ToUpper(source)}, Received: noon, Changed: noon, Revision: 1,
		Item: feeds.Item{Title: "by " + source, Link: "https://" + source + ".example/a", GUID: source + "/1"},
	}
	if change != nil {
		change(&v)
	}
	return v
}

// The first of each pair is better, by the first thing that tells.
func TestPublishRepresentative(t *testing.T) {
	text := func(n int) string { return strings.Repeat("word ", n/5) }
	for _, tt := range []struct {
		name      string
		best, not func(*feeds.Version)
	}{
		{"rank before text", func(v *feeds.Version) { v.Source.Rank = 1 }, func(v *feeds.Version) { v.Item.Content = text(5000) }},
		{"a low rank", nil, func(v *feeds.Version) { v.Source.Rank = -1; v.Item.Content = text(5000) }},
		{"full text", func(v *feeds.Version) { v.Item.Content = text(600) }, func(v *feeds.Version) { v.Item.Summary = text(600) }},
		{"longer text", func(v *feeds.Version) { v.Item.Content = text(2000) }, func(v *feeds.Version) { v.Item.Content = text(600) }},
		{"text before picture", func(v *feeds.Version) { v.Item.Content = text(600) }, func(v *feeds.Version) { v.Item.Image.URL = "https://x.example/p.png" }},
		{"picture", func(v *feeds.Version) { v.Item.Image.URL = "https://x.example/p.png" }, nil},
		{"author", func(v *feeds.Version) { v.Item.Authors = []feeds.Person{{Name: "Ana"}} }, nil},
		{"media", func(v *feeds.Version) { v.Item.Enclosures = []feeds.Enclosure{{URL: "https://x.example/1.mp3"}} }, nil},
		{"completeness before age", func(v *feeds.Version) { v.Item.Content = text(600) }, func(v *feeds.Version) { v.Received = noon.Add(-time.Hour) }},
		{"age", func(v *feeds.Version) { v.Received = noon.Add(-time.Second) }, nil},
		{
			"a small edit does not tell", func(v *feeds.Version) { v.Received = noon.Add(-time.Second); v.Item.Content = text(700) },
			func(v *feeds.Version) { v.Item.Content = text(720) },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// The ID, which comes last, would have it the other way.
			best, not := version("z", tt.best), version("a", tt.not)
			for _, vs := range [][]feeds.Version{{best, not}, {not, best}} {
				e := feeds.Publish(feeds.ID{1}, vs)
				if e.Title != "by z" || e.Carriers[0].ID != "z" || e.Carriers[1].ID != "a" {
					t.Errorf("got %q carried by %+v", e.Title, e.Carriers)
				}
			}
		})
	}
	if e := feeds.Publish(feeds.ID{1}, []feeds.Version{version("b", nil), version("a", nil)}); e.Title != "by a" {
		t.Errorf("of equals got %q, want the first source ID", e.Title)
	}
}

func TestPublish(t *testing.T) {
	early, late := noon.Add(-2*time.Hour), noon.Add(2*time.Hour)
	a := version("a", func(v *feeds.Version) {
		v.Source.Rank, v.Source.URL, v.Source.Home = 1, "https://a.example/rss", "https://a.example"
		v.Received, v.Changed, v.Revision = late, late.Add(time.Minute), 3
		v.Item.Published = noon
	})
	b := version("b", func(v *feeds.Version) { v.Received, v.Item.Published = noon, early })
	got := feeds.Publish(feeds.ID{7}, []feeds.Version{b, a})
	want := feeds.Entry{
		ID: feeds.ID{7}, Item: a.Item, Date: early, Modified: late.Add(time.Minute), Received: noon, Revision: 3,
		Carriers: []feeds.Carrier{
			{ID: "a", Name: "A", URL: "https://a.example/rss", Home: "https://a.example", Link: a.Item.Link, GUID: "a/1", Title: "by a", Published: a.Item.Published, Received: a.Received, Changed: a.Changed},
			{ID: "b", Name: "B", Link: b.Item.Link, GUID: "b/1", Title: "by b", Published: b.Item.Published, Received: b.Received, Changed: b.Changed},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPublishPlacements(t *testing.T) {
	by := func(slug string, confidence float64, kind feeds.EvidenceKind) feeds.Placement {
		return feeds.Placement{Slug: slug, Confidence: confidence, Evidence: []feeds.Evidence{{Kind: kind}}}
	}
	except := func(p feeds.Placement, slugs ...string) feeds.Placement {
		p.Except = slugs
		return p
	}
	placed := func(source string, ps ...feeds.Placement) feeds.Version {
		return version(source, func(v *feeds.Version) { v.Item.Placements = ps })
	}
	for _, tt := range []struct {
		name     string
		versions []feeds.Version
		want     []feeds.Placement
	}{
		{"none", []feeds.Version{placed("a")}, nil},
		{
			"joined",
			[]feeds.Version{placed("a", by("japan", .8, feeds.ByTitle)), placed("b", by("china", .9, feeds.ByDateline))},
			[]feeds.Placement{by("china", .9, feeds.ByDateline), by("japan", .8, feeds.ByTitle)},
		},
		{
			"the surer one counts",
			[]feeds.Version{placed("a", by("japan", .6, feeds.ByText)), placed("b", by("japan", .9, feeds.ByDateline))},
			[]feeds.Placement{by("japan", .9, feeds.ByDateline)},
		},
		{
			"equally sure: by slug",
			[]feeds.Version{placed("a", by("japan", .6, feeds.ByText), by("china", .6, feeds.ByText))},
			[]feeds.Placement{by("china", .6, feeds.ByText), by("japan", .6, feeds.ByText)},
		},
		{
			"a fallback alone",
			[]feeds.Version{placed("a", by("japan", .4, feeds.BySource))},
			[]feeds.Placement{by("japan", .4, feeds.BySource)},
		},
		{
			"a fallback yields to another's evidence",
			[]feeds.Version{placed("a", by("japan", .4, feeds.BySource)), placed("b", by("china", .3, feeds.ByText))},
			[]feeds.Placement{by("china", .3, feeds.ByText)},
		},
		{
			"kept out by all",
			[]feeds.Version{placed("a", except(by("japan", .6, feeds.ByText), "asia", "japan")), placed("b", except(by("japan", .9, feeds.ByTitle), "asia"))},
			[]feeds.Placement{except(by("japan", .9, feeds.ByTitle), "asia")},
		},
		{
			"in by one",
			[]feeds.Version{placed("a", by("japan", .6, feeds.ByText)), placed("b", except(by("japan", .9, feeds.ByTitle), "asia"))},
			[]feeds.Placement{by("japan", .9, feeds.ByTitle)},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 5 {
				got := feeds.Publish(feeds.ID{1}, tt.versions).Placements
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				slices.Reverse(tt.versions)
			}
		})
	}
}

func TestDate(t *testing.T) {
	at := func(p ...time.Time) []feeds.Version {
		var vs []feeds.Version
		for i, published := range p {
			vs = append(vs, version(fmt.Sprint(i), func(v *feeds.Version) { v.Item.Published = published }))
		}
		return vs
	}
	for _, tt := range []struct {
		name     string
		versions []feeds.Version
		want     time.Time
	}{
		{"undated", at(time.Time{}), noon},
		{"dated", at(noon.Add(-time.Hour)), noon.Add(-time.Hour)},
		{"dated in the future", at(noon.Add(time.Hour)), noon},
		{"long ago", at(time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)), time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)},
		{"the earliest counts", at(noon.Add(-time.Hour), time.Time{}, noon.Add(-2*time.Hour)), noon.Add(-2 * time.Hour)},
		{"to the second, in UTC", at(noon.Add(-1500 * time.Millisecond).In(time.FixedZone("", 8*3600))), noon.Add(-2 * time.Second)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := feeds.Date(noon, tt.versions); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// versions draws the versions of one item, each of another source, out of few
// values, so that they often agree.
func versions() *rapid.Generator[[]feeds.Version] {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return noon.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "minutes")) * time.Minute)
	})
	one := rapid.Custom(func(t *rapid.T) feeds.Version {
		v := version(rapid.StringMatching("[a-z]{1,2}").Draw(t, "source"), nil)
		v.Source.Rank = rapid.IntRange(0, 2).Draw(t, "rank")
		v.Received = moment.Draw(t, "received")
		v.Changed = moment.Draw(t, "changed")
		v.Revision = rapid.IntRange(1, 3).Draw(t, "revision")
		v.Item.Content = strings.Repeat("x", 400*rapid.IntRange(0, 4).Draw(t, "content"))
		if rapid.Bool().Draw(t, "dated") {
			v.Item.Published = moment.Draw(t, "published")
		}
		for _, slug := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"asia", "japan", "world"}), 0, 3, rapid.ID).Draw(t, "slugs") {
			kind := rapid.SampledFrom([]feeds.EvidenceKind{feeds.ByTitle, feeds.BySource, feeds.ByOverride}).Draw(t, "kind")
			v.Item.Placements = append(v.Item.Placements, feeds.Placement{
				Slug: slug, Confidence: float64(rapid.IntRange(1, 3).Draw(t, "confidence")) / 4,
				Evidence: []feeds.Evidence{{Kind: kind, Text: v.Source.ID}},
				Except:   rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"asia", "east-asia"}), 0, 2, rapid.ID).Draw(t, "except"),
			})
		}
		return v
	})
	return rapid.SliceOfNDistinct(one, 1, 6, func(v feeds.Version) string { return v.Source.ID })
}

// What is published is a function of the set of versions, and touches none.
func TestPublishIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vs := versions().Draw(t, "versions")
		want := feeds.Publish(feeds.ID{1}, vs)
		seed := rapid.Uint64().Draw(t, "seed")
		shuffled := slices.Clone(vs)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(vs), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		before := fmt.Sprint(shuffled)
		if diff := cmp.Diff(want, feeds.Publish(feeds.ID{1}, shuffled)); diff != "" {
			t.Fatalf("another order (-want +got)\n%s", diff)
		}
		if after := fmt.Sprint(shuffled); after != before {
			t.Fatalf("publishing changed the versions:\n%s\n%s", before, after)
		}
	})
}

// The order of versions is total: who is best of all is best of any two, and
// leaving out the worst changes no one's place.
func TestPublishOrderIsTotal(t *testing.T) {
	order := func(vs []feeds.Version) []string {
		var ids []string
		for _, c := range feeds.Publish(feeds.ID{1}, vs).Carriers {
			ids = append(ids, c.ID)
		}
		return ids
	}
	rapid.Check(t, func(t *rapid.T) {
		vs := versions().Draw(t, "versions")
		all := order(vs)
		for i, a := range vs {
			for _, b := range vs[i+1:] {
				pair := order([]feeds.Version{a, b})
				if slices.Index(all, pair[0]) > slices.Index(all, pair[1]) {
					t.Fatalf("%s is before %s alone, but not in %v", pair[0], pair[1], all)
				}
			}
		}
	})
}

// Promises about dates, whatever sources say.
func TestPublishDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vs := versions().Draw(t, "versions")
		e := feeds.Publish(feeds.ID{1}, vs)
		if e.Date.After(e.Received) {
			t.Fatalf("Date %v is after Received %v", e.Date, e.Received)
		}
		if e.Modified.Before(e.Date) {
			t.Fatalf("Modified %v is before Date %v", e.Modified, e.Date)
		}
		for _, v := range vs {
			if v.Received.Before(e.Received) {
				t.Fatalf("%s received it at %v, before %v", v.Source.ID, v.Received, e.Received)
			}
		}
	})
}

// What an editor says of one version holds for the item, whatever the others
// say and however sure they are.
func TestPublishEdited(t *testing.T) {
	says := func(id string, kind feeds.EvidenceKind, slugs ...string) feeds.Version {
		return version(id, func(v *feeds.Version) {
			for _, slug := range slugs {
				v.Item.Placements = append(v.Item.Placements, feeds.Placement{Slug: slug, Confidence: 1, Evidence: []feeds.Evidence{{Kind: kind, Weight: 1}}})
			}
		})
	}
	e := feeds.Publish(feeds.ID{1}, []feeds.Version{
		says("a", feeds.ByDateline, "japan", "china"), says("b", feeds.ByOverride, "japan"), says("c", feeds.BySource, "france"),
	})
	want := []feeds.Placement{{Slug: "japan", Confidence: 1, Evidence: []feeds.Evidence{{Kind: feeds.ByOverride, Weight: 1}}}}
	if diff := cmp.Diff(want, e.Placements); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
