package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// conditions are some of every kind, with ones that fail.
var conditions = []string{
	"true", "false", `title ~ "a"`, `title !~ "(?i)A"`, `content ~ "a+b"`, `"x" in categories`, `categories ~ "^y"`,
	`author == "a"`, "words > 2", `any(authors, # contains "b")`, `link startsWith "https"`, "1 % words == 0", tooMuch, `"asia" in regions`,
}

func anyRule() *rapid.Generator[rules.Rule] {
	when := rapid.SampledFrom(conditions)
	return rapid.Custom(func(t *rapid.T) rules.Rule {
		r := rules.Rule{When: when.Draw(t, "when")}
		r.Action = rapid.SampledFrom([]rules.Action{rules.Keep, rules.Drop, rules.Tag, rules.Rewrite}).Draw(t, "action")
		switch r.Action {
		case rules.Tag:
			r.Topics = rapid.SliceOfN(rapid.SampledFrom([]string{"x", "y", "z"}), 1, 2).Draw(t, "topics")
		case rules.Rewrite:
			r.Field = rapid.SampledFrom([]string{"title", "content", "authors", "categories", "link", "guid"}).Draw(t, "field")
			r.Match = rapid.SampledFrom([]string{"a", "^", ".*", "(b)|x", `\w+$`}).Draw(t, "match")
			r.With = rapid.SampledFrom([]string{"", "b", "a$0", "x y"}).Draw(t, "with")
		case rules.Keep, rules.Drop:
		}
		return r
	})
}

func anyItem() *rapid.Generator[feeds.Item] {
	word := rapid.SampledFrom([]string{"", "a", "b", "x y", "aab", "<p>a</p>"})
	return rapid.Custom(func(t *rapid.T) feeds.Item {
		it := feeds.Item{
			GUID: word.Draw(t, "guid"), Title: word.Draw(t, "title"), Content: word.Draw(t, "content"),
			Link: "https://a.example/" + rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "path"),
		}
		for _, w := range rapid.SliceOfN(word, 0, 3).Draw(t, "words") {
			it.Authors = append(it.Authors, feeds.Person{Name: w})
			it.Categories = append(it.Categories, feeds.Category{Term: "c" + w, Label: w})
		}
		if rapid.Bool().Draw(t, "long") {
			it.Content = long.Content
		}
		return it
	})
}

// alone runs one rule by itself.
func alone(t *rapid.T, r rules.Rule, it feeds.Item) (feeds.Item, rules.Outcome) {
	set, err := rules.Compile(feeds.Builtin(), []rules.Rule{r})
	if err != nil {
		t.Fatal(err)
	}
	return set.Apply(it, straits, noon)
}

// Rules lose an item only if a drop is for it or no keep is, and a list does
// what its rules would do one after the other.
func TestRulesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(anyRule(), 0, 6).Draw(t, "rules")
		in := anyItem().Draw(t, "item")
		it, dropped, keeps, kept := in, false, false, false
		for _, r := range list {
			next, o := alone(t, r, it)
			if r.Action == rules.Drop && o.Dropped {
				dropped = true
				break
			}
			if r.Action == rules.Keep {
				keeps, kept = true, kept || !o.Dropped
			}
			it = next
		}
		set, err := rules.Compile(feeds.Builtin(), list)
		if err != nil {
			t.Fatal(err)
		}
		got, o := set.Apply(in, straits, noon)
		if want := dropped || keeps && !kept; o.Dropped != want {
			t.Fatalf("dropped %v, want %v: %+v", o.Dropped, want, o)
		}
		if (o.By != "") != o.Dropped {
			t.Fatalf("dropped %v by %q", o.Dropped, o.By)
		}
		if diff := cmp.Diff(it, got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
		if !o.Changed() && !cmp.Equal(in, got) {
			t.Fatalf("changed, and does not say so: %+v", o)
		}
	})
}

// A rewrite of a long text is what package regexp would make of it.
func TestRewriteOfLongTexts(t *testing.T) {
	patterns := []string{
		"a", "a+", "a*", "", "x*", `\b`, `\B`, "^", "$", "(?m)^", "(?m)$", "(?m)^a|b$", `\Aa|b`, "(a)(b)?", "(?i)A(?P<n>é?)", "(?s)a.", "a.*z|b", "[^ab]+", `(?i)\bB`, "a|$", `\Qa.\E`, "[[:^alpha:]]{2}", "\uFFFD",
	}
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.SampledFrom(patterns).Draw(t, "pattern")
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ab ", "é", "aa", "\n", "z", ". ", "日本", "\xff", "a."}), 1, 9).Draw(t, "words")
		text := strings.Repeat(strings.Join(words, ""), 4000)[:4000]
		with := rapid.SampledFrom([]string{"", "$0", "<$0>", "y"}).Draw(t, "with")
		set, err := rules.Compile(feeds.Builtin(), []rules.Rule{rewrite("content", pattern, with)})
		if err != nil {
			t.Fatal(err)
		}
		got, o := set.Apply(feeds.Item{Content: text}, straits, noon)
		if o.Failed() > 0 && strings.Contains(pattern, ".*") {
			t.Skip("looks far again and again")
		}
		if o.Failed() > 0 {
			t.Fatal(o.Steps[0].Err)
		}
		if want := regexp.MustCompile(pattern).ReplaceAllString(text, with); got.Content != want {
			i := 0
			for i < min(len(want), len(got.Content)) && want[i] == got.Content[i] {
				i++
			}
			t.Fatalf("from byte %d: want %.20q, got %.20q", i, want[i:], got.Content[i:])
		}
	})
}
