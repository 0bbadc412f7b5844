package rules_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

func drop(when string) rules.Rule { return rules.Rule{Action: rules.Drop, When: when} }
func keep(when string) rules.Rule { return rules.Rule{Action: rules.Keep, When: when} }
func tag(topic, when string) rules.Rule {
	return rules.Rule{Action: rules.Tag, Topics: []string{topic}, When: when}
}

func rewrite(field, match, with string) rules.Rule {
	return rules.Rule{Action: rules.Rewrite, Field: field, Match: match, With: with}
}

// tooMuch is a condition that may take too long on a long text, for all that
// is known before.
const tooMuch = "content ~ `[0-9]a{900}a{900}`"

// long is an item on which it may.
var long = feeds.Item{Title: "A", Content: strings.Repeat("a", 1<<16)}

func TestDropAndKeep(t *testing.T) {
	for _, tt := range []struct {
		name string
		list []rules.Rule
		by   string // empty if the item stays
	}{
		{"no rules", nil, ""},
		{"a drop for it", []rules.Rule{drop(`title ~ "ferry"`)}, `drop: title ~ "ferry"`},
		{"a drop for others", []rules.Rule{drop(`title ~ "train"`)}, ""},
		{"the first drop", []rules.Rule{drop("false"), drop("true"), drop(`title ~ "ferry"`)}, "drop: true"},
		{"a keep for it", []rules.Rule{keep(`title ~ "ferry"`)}, ""},
		{"a keep for others", []rules.Rule{keep(`title ~ "train"`)}, `keep: title ~ "train"`},
		{"either of two keeps", []rules.Rule{keep(`title ~ "train"`), keep(`title ~ "ferry"`)}, ""},
		{"none of two keeps", []rules.Rule{keep(`title ~ "train"`), keep(`title ~ "plane"`)}, `keep: title ~ "train" (and 1 more)`},
		{"a drop wins over a keep before", []rules.Rule{keep("true"), drop("true")}, "drop: true"},
		{"and over one after", []rules.Rule{drop("true"), keep("true")}, "drop: true"},
		{"a keep sees what was tagged", []rules.Rule{tag("sea", `title ~ "ferry"`), keep(`"sea" in categories`)}, ""},
		{"but not what will be", []rules.Rule{keep(`"sea" in categories`), tag("sea", `title ~ "ferry"`)}, `keep: "sea" in categories`},
		{"a drop sees what was rewritten", []rules.Rule{rewrite("title", "ferry", "train"), drop(`title ~ "ferry"`)}, ""},
		{"text is read anew", []rules.Rule{drop(`text ~ "train"`), rewrite("content", "sails", "train"), drop(`text ~ "train"`)}, `drop: text ~ "train"`},
		{"authors too", []rules.Rule{drop(`author ~ "Bob"`), rewrite("authors", "Ana", "Bob"), drop(`author ~ "Bob"`)}, `drop: author ~ "Bob"`},
		{"a tag is no rewrite of the rest", []rules.Rule{drop(`words != 7`), tag("a", "true"), drop(`words != 7 or "a" not in categories`)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, o := mustCompile(t, tt.list...).Apply(ferry, straits, noon)
			if o.By != tt.by || o.Dropped != (tt.by != "") {
				t.Errorf("dropped %v by %q, want %q", o.Dropped, o.By, tt.by)
			}
		})
	}
}

// A nil set has no rules.
func TestNoSet(t *testing.T) {
	var s *rules.Set
	it, o := s.Apply(ferry, straits, noon)
	if diff := cmp.Diff(ferry, it); diff != "" || o.Dropped || o.Steps != nil {
		t.Errorf("%+v %s", o, diff)
	}
}

// Every rule that did something tells it, and those that did not do not.
func TestSteps(t *testing.T) {
	set := mustCompile(t,
		keep(`words > 3`), keep("true"), keep("false"), drop("false"),
		rules.Rule{Action: rules.Tag, Topics: []string{"sea", "sport", "Travel"}, When: "true"},
		rewrite("title", `^(\w+): `, "[$1] "), rewrite("title", "nothing", ""), drop(`title ~ "^\[Sponsored\]"`), tag("never", "true"))
	it, o := set.Apply(ferry, straits, noon)
	want := rules.Outcome{Dropped: true, By: `drop: title ~ "^\[Sponsored\]"`, Steps: []rules.Step{
		{Rule: "keep: words > 3", Effect: rules.Kept},
		{Rule: "tag: sea, sport, Travel, when: true", Effect: rules.Tagged, Field: "categories", To: "sea"},
		{Rule: `rewrite: title, match: ^(\w+): , with: "[$1] "`, Effect: rules.Rewritten, Field: "title", From: ferry.Title, To: `[Sponsored] the "Langkawi" ferry`},
		{Rule: `drop: title ~ "^\[Sponsored\]"`, Effect: rules.Dropped},
	}}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !o.Changed() || it.Title != want.Steps[2].To {
		t.Errorf("changed %v: %q", o.Changed(), it.Title)
	}
}

// A rule that cannot be run does nothing; a keep that cannot be run keeps.
func TestRulesThatCannotBeRun(t *testing.T) {
	for _, tt := range []struct {
		name string
		list []rules.Rule
	}{
		{"drop", []rules.Rule{drop(tooMuch)}},
		{"drop that divides by nothing", []rules.Rule{drop("100 % (words - 1) == 0")}},
		{"keep", []rules.Rule{keep("false"), keep(tooMuch)}},
		{"tag", []rules.Rule{tag("x", tooMuch)}},
		{"rewrite", []rules.Rule{rewrite("content", "a[0-9]a{900}a{900}", "b")}},
		{"rewrite when", []rules.Rule{{Action: rules.Rewrite, Field: "title", Match: "A", When: tooMuch}}},
		{"rewrite of too many parts", []rules.Rule{rewrite("content", "a", "b")}},
		{"rewrite that grows", []rules.Rule{rewrite("content", "^a{500}", strings.Repeat("$0", 200))}},
		{"rewrite that looks far, again and again", []rules.Rule{rewrite("content", "a.*z|a", "b")}},
		{"link", []rules.Rule{rewrite("link", "^https", "javascript")}},
		{"link that is no address", []rules.Rule{rewrite("link", ".*", "a b")}},
		{"link that is empty", []rules.Rule{rewrite("link", ".*", "")}},
		{"link with a space", []rules.Rule{rewrite("link", "/x", "/ x")}},
		{"guid that is empty", []rules.Rule{rewrite("guid", ".*", "")}},
		{"guid with a line break", []rules.Rule{rewrite("guid", "g", "g\n")}},
		{"language that is none", []rules.Rule{rewrite("language", "en", "no language")}},
		{"image", []rules.Rule{rewrite("image", "^https", "data")}},
		{"one of two enclosures", []rules.Rule{rewrite("enclosures", "^https://b", "ftp://b")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := long
			in.Link, in.GUID, in.Language, in.Image.URL = "https://a.example/x", "g", "en", "https://a.example/i"
			in.Enclosures = []feeds.Enclosure{{URL: "https://a.example/1"}, {URL: "https://b.example/2"}}
			it, o := mustCompile(t, tt.list...).Apply(in, straits, noon)
			if o.Dropped || o.Failed() != 1 || o.Changed() {
				t.Errorf("%+v", o)
			}
			if diff := cmp.Diff(in, it); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// One greedy rule leaves the others their share; all together have a limit.
func TestBudget(t *testing.T) {
	greedy, over := drop("content ~ `[0-9]a{900}a{500}`"), drop(tooMuch)
	it := feeds.Item{Content: strings.Repeat("a", 1<<14)}
	_, o := mustCompile(t, over, drop(`content ~ "^a"`)).Apply(long, straits, noon)
	if !o.Dropped || o.Failed() != 1 {
		t.Errorf("after a rule over the budget: %+v", o)
	}
	e, ok := errors.AsType[*rules.OverBudgetError](o.Steps[0].Err)
	if !ok || e.Cost <= e.Budget {
		t.Errorf("%v", o.Steps[0].Err)
	}
	var many []rules.Rule
	for range 15 {
		many = append(many, greedy)
	}
	_, o = mustCompile(t, many...).Apply(it, straits, noon)
	if o.Dropped || o.Failed() == 0 || o.Failed() == len(many) {
		t.Errorf("%d of %d rules not run", o.Failed(), len(many))
	}
}

// Apply has the same result however many ask at once.
func TestApplyAtOnce(t *testing.T) {
	set := mustCompile(t, twenty...)
	wantItem, want := set.Apply(story, straits, noon)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				set.Apply(ferry, straits, noon)
				it, o := set.Apply(story, straits, noon)
				if diff := cmp.Diff(want, o, cmpopts.EquateErrors()) + cmp.Diff(wantItem, it); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			}
		})
	}
	all.Wait()
}
