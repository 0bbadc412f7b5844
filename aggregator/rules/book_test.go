package rules_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// The source's rules come before those for all.
func TestBook(t *testing.T) {
	book := rules.Book{
		All:    mustCompile(t, drop(`title ~ "^sponsored"`), tag("all", "true")),
		Source: map[string]*rules.Set{"straits": mustCompile(t, rewrite("title", "^Ad: ", "sponsored: "), drop(`title == "x"`))},
	}
	for _, tt := range []struct {
		source, title string
		by            string
		steps         int
	}{
		{"straits", "Ad: A", `drop: title ~ "^sponsored"`, 2},
		{"straits", "x", `drop: title == "x"`, 1},
		{"paris", "Ad: A", "", 1},
		{"paris", "x", "", 1},
	} {
		_, o := book.Apply(feeds.Item{Title: tt.title}, feeds.Source{ID: tt.source}, noon)
		if o.By != tt.by || len(o.Steps) != tt.steps {
			t.Errorf("%s, %s: %+v", tt.source, tt.title, o)
		}
	}
	if (rules.Book{}).IsEmpty() != true || book.IsEmpty() {
		t.Error("what is empty?")
	}
}

// A region's rules keep items out of its feed and of no other.
func TestAdmit(t *testing.T) {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{{Slug: "nusantara", Name: "Nusantara", Includes: []string{"malaysia", "indonesia"}}})
	if err != nil {
		t.Fatal(err)
	}
	region := func(list ...rules.Rule) *rules.Set {
		s, err := rules.CompileRegion(atlas, list)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	in := func(slugs ...string) (ps []feeds.Placement) {
		for _, s := range slugs {
			ps = append(ps, feeds.Placement{Slug: s, Confidence: .9})
		}
		return ps
	}
	book := rules.Book{Region: map[string]*rules.Set{
		"nusantara": region(keep(`"business" in categories`)),
		"malaysia":  region(drop(`title ~ "sport"`), keep("true")),
		"france":    region(drop("true")),
		"asia":      nil,
	}}
	for _, tt := range []struct {
		name     string
		title    string
		placed   []feeds.Placement
		out, yet []string // regions it has left, and is still in
		steps    int
	}{
		{"nowhere", "sport", nil, nil, []string{"unplaced", "world"}, 0},
		{"in no region with rules", "sport", in("japan"), nil, []string{"japan", "asia"}, 0},
		{"in a group", "A", in("malaysia"), []string{"nusantara"}, []string{"malaysia", "southeast-asia", "asia", "world"}, 2},
		{"in both", "sport", in("malaysia"), []string{"nusantara", "malaysia"}, []string{"southeast-asia", "asean", "asia", "world"}, 2},
		{"and in another", "sport", in("malaysia", "singapore"), []string{"nusantara", "malaysia"}, []string{"singapore", "southeast-asia", "asia"}, 2},
		{"below twice", "A", in("malaysia", "indonesia"), []string{"nusantara"}, []string{"malaysia", "indonesia", "southeast-asia"}, 2},
		{"two regions with rules", "A", in("france", "malaysia"), []string{"france", "nusantara"}, []string{"western-europe", "europe", "malaysia"}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := feeds.Item{Title: tt.title, Placements: tt.placed}
			before := cmp.Diff(feeds.Item{}, it)
			got, o := book.Admit(it, straits, noon)
			fan := " " + strings.Join(atlas.Fan(got.Placements), " ") + " "
			for _, slug := range tt.out {
				if strings.Contains(fan, " "+slug+" ") {
					t.Errorf("still in %s", slug)
				}
			}
			for _, slug := range tt.yet {
				if !strings.Contains(fan, " "+slug+" ") {
					t.Errorf("not in %s", slug)
				}
			}
			if o.Dropped || o.Changed() || len(o.Steps) != tt.steps {
				t.Errorf("%+v", o)
			}
			for _, s := range o.Steps {
				if s.Region == "" || (s.Effect != rules.KeptOut && s.Effect != rules.Kept) {
					t.Errorf("%+v", s)
				}
			}
			if after := cmp.Diff(feeds.Item{}, it); before != after {
				t.Errorf("the caller's item has changed: %s", after)
			}
			again, _ := book.Admit(got, straits, noon)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("admitted again (-want +got)\n%s", diff)
			}
		})
	}
}

func TestCompileRegion(t *testing.T) {
	_, err := rules.CompileRegion(feeds.Builtin(), []rules.Rule{drop("nope"), tag("x", "true"), keep("true"), rewrite("title", "a", "b")})
	want := []string{
		`rule 2: tag among the rules of a region: put it at the top level, with when: '"malaysia" in regions'`,
		`rule 4: rewrite among the rules of a region: put it at the top level, with when: '"malaysia" in regions'`,
		"rule 1: condition: character 1: unknown field nope: ",
	}
	if err == nil {
		t.Fatal("no problem")
	}
	got := strings.Split(err.Error(), "\n")
	if len(got) == 3 {
		got[2] = got[2][:min(len(got[2]), len(want[2]))]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
