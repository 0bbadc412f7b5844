package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

func TestRewrite(t *testing.T) {
	person := func(names ...string) (ps []feeds.Person) {
		for _, n := range names {
			ps = append(ps, feeds.Person{Name: n})
		}
		return ps
	}
	for _, tt := range []struct {
		name     string
		rule     rules.Rule
		in, want feeds.Item
	}{
		{"a prefix", rewrite("title", `(?i)^sponsored: `, ""), feeds.Item{Title: "Sponsored: A"}, feeds.Item{Title: "A"}},
		{"every match", rewrite("title", "a", "b"), feeds.Item{Title: "a-a-a"}, feeds.Item{Title: "b-b-b"}},
		{"groups", rewrite("title", `(\w+), (?P<first>\w+)`, "$first ${1}s $$1"), feeds.Item{Title: "Lim, Ana!"}, feeds.Item{Title: "Ana Lims $1!"}},
		{"between characters", rewrite("title", "", "-"), feeds.Item{Title: "aé"}, feeds.Item{Title: "-a-é-"}},
		{"at word edges", rewrite("title", `\b`, "|"), feeds.Item{Title: "a bc"}, feeds.Item{Title: "|a| |bc|"}},
		{"to nothing", rewrite("title", ".*", ""), feeds.Item{Title: "a"}, feeds.Item{}},
		{"nothing from nothing", rewrite("title", "^", "x"), feeds.Item{}, feeds.Item{}},
		{"summary", rewrite("summary", `<p>The post .*</p>$`, ""), feeds.Item{Summary: "<p>A</p><p>The post A appeared first on B</p>"}, feeds.Item{Summary: "<p>A</p>"}},
		{"content", rewrite("content", `(?s)<hr>.*`, ""), feeds.Item{Content: "A<hr>\nB"}, feeds.Item{Content: "A"}},
		{"rights", rewrite("rights", `\(c\)`, "©"), feeds.Item{Rights: "(c) A"}, feeds.Item{Rights: "© A"}},
		{"link", rewrite("link", `/amp/?$`, ""), feeds.Item{Link: "https://a.example/x/amp"}, feeds.Item{Link: "https://a.example/x"}},
		{"link to another host", rewrite("link", `^https?://go\.example/\?u=(.*)`, "https://$1"), feeds.Item{Link: "http://go.example/?u=b.example/x"}, feeds.Item{Link: "https://b.example/x"}},
		{"guid", rewrite("guid", `#\d+$`, ""), feeds.Item{GUID: "a#17"}, feeds.Item{GUID: "a"}},
		{"language", rewrite("language", `_`, "-"), feeds.Item{Language: "en_MY"}, feeds.Item{Language: "en-MY"}},
		{"no language", rewrite("language", `.*`, ""), feeds.Item{Language: "en"}, feeds.Item{}},
		{"image", rewrite("image", `-150x150(\.\w+)$`, "$1"), feeds.Item{Image: feeds.Image{URL: "https://a.example/p-150x150.jpg", Credit: "C"}}, feeds.Item{Image: feeds.Image{URL: "https://a.example/p.jpg", Credit: "C"}}},
		{"comments", rewrite("comments", `^http:`, "https:"), feeds.Item{Comments: "http://a.example/c"}, feeds.Item{Comments: "https://a.example/c"}},
		{"authors", rewrite("authors", `(?i)^by |^staff$`, ""), feeds.Item{Authors: person("By Ana Lim", "Staff", "Bo")}, feeds.Item{Authors: person("Ana Lim", "Bo")}},
		{
			"an author of whom more is known", rewrite("authors", `^staff$`, ""),
			feeds.Item{Authors: []feeds.Person{{Name: "staff", Email: "desk@a.example"}}},
			feeds.Item{Authors: []feeds.Person{{Email: "desk@a.example"}}},
		},
		{
			"categories", rewrite("categories", `^(?i)politi[ck]s?$`, "politics"),
			feeds.Item{Categories: []feeds.Category{{Term: "Politik"}, {Term: "sport", Scheme: "s"}, {Term: "p1", Label: "Politics", Scheme: "s"}}},
			feeds.Item{Categories: []feeds.Category{{Term: "politics"}, {Term: "sport", Scheme: "s"}}},
		},
		{"a category to nothing", rewrite("categories", `^Uncategorized$`, ""), feeds.Item{Categories: []feeds.Category{{Term: "Uncategorized"}, {Term: "a"}}}, feeds.Item{Categories: []feeds.Category{{Term: "a"}}}},
		{
			"enclosures", rewrite("enclosures", `^https?://track\.example/redirect\.mp3/`, "https://"),
			feeds.Item{Enclosures: []feeds.Enclosure{{URL: "http://track.example/redirect.mp3/a.example/1.mp3", Length: 5}, {URL: "https://a.example/2.mp3"}}},
			feeds.Item{Enclosures: []feeds.Enclosure{{URL: "https://a.example/1.mp3", Length: 5}, {URL: "https://a.example/2.mp3"}}},
		},
		{"with a condition that holds", rules.Rule{Action: rules.Rewrite, Field: "title", Match: "a", With: "b", When: "words == 0"}, feeds.Item{Title: "a"}, feeds.Item{Title: "b"}},
		{"with one that does not", rules.Rule{Action: rules.Rewrite, Field: "title", Match: "a", With: "b", When: "words > 0"}, feeds.Item{Title: "a"}, feeds.Item{Title: "a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, o := mustCompile(t, tt.rule).Apply(tt.in, straits, noon)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if o.Failed() != 0 || o.Changed() != !cmp.Equal(tt.in, got) {
				t.Errorf("changed %v: %+v", o.Changed(), o)
			}
		})
	}
}

// The caller's item stays as it was, spare capacity of its slices included.
func TestApplyChangesNothingOfTheCallers(t *testing.T) {
	fresh := func() feeds.Item {
		it := ferry
		it.Categories = append(make([]feeds.Category, 0, 8), ferry.Categories...)
		it.Authors = append(make([]feeds.Person, 0, 8), ferry.Authors...)
		it.Enclosures = append(make([]feeds.Enclosure, 0, 8), ferry.Enclosures...)
		return it
	}
	set := mustCompile(t, tag("x", "true"), tag("y", "true"), rewrite("authors", "^", "A "), rewrite("categories", "^", "C "),
		rewrite("enclosures", "$", "x"), rewrite("title", "^", "T "))
	it, want := fresh(), fresh()
	got, o := set.Apply(it, straits, noon)
	if len(o.Steps) != 6 || cmp.Equal(got, it) {
		t.Fatalf("%+v", o)
	}
	if diff := cmp.Diff(want, it); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if spare := it.Categories[:4]; spare[2] != (feeds.Category{}) || spare[3] != (feeds.Category{}) {
		t.Errorf("written behind the categories: %v", spare)
	}
}
