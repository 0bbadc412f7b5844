package rules_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// FuzzCompile checks that no condition makes Compile panic, that problems
// point into the condition, and that what compiles runs on any item without
// touching it.
func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`title ~ "(?i)sponsored"`, `title!~'\d+' and not ("MY" in regions)`, "text ~ `a``b` // ~\n or words < 20 * 2",
		`any(enclosures, .type startsWith "audio/" and .length > 1) ? true : image.url == ""`,
		`count(categories, # ~ "x") > 1 /* ~ */ || source in ["a", "b"]`, `len(lower(title)) % 7 == -1`,
		`((((title`, `"\u{1F600}" == 'x\'`, `title | upper() contains "A"`, `let a = 1; a > 2`, `$env?.title ?? nil`, `.5e3 .. 0x1F`,
		`any(authors, any(authors, #))`, `title[1:2] ~ "a"`, `if true { false } else { true }`, `{"a": title}.a ~ "b"`, `::len(title) > 1`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, condition string) {
		set, err := rules.Compile(feeds.Builtin(), []rules.Rule{{Action: rules.Drop, When: condition}})
		if err != nil {
			problems, ok := errors.AsType[rules.Problems](err)
			if !ok || len(problems) != 1 {
				t.Fatalf("%T: %v", err, err)
			}
			p := problems[0]
			if strings.ContainsAny(p.What+p.Do, "\n\r") {
				t.Errorf("several lines: %q", p.What)
			}
			if p.At < 0 || p.At > utf8.RuneCountInString(condition) || p.What == "" || p.Do == "" {
				t.Errorf("%+v", p)
			}
			if strings.Contains(p.Error(), "cannot be compiled") || strings.Contains(p.Error(), "runtime error") {
				t.Errorf("the library panics: %v", p)
			}
			return
		}
		for _, in := range []feeds.Item{{}, ferry, story} {
			got, o := set.Apply(in, straits, noon)
			if diff := cmp.Diff(in, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if o.Dropped && o.Failed() > 0 {
				t.Errorf("dropped by a rule that failed: %+v", o)
			}
		}
	})
}

// FuzzApply checks that no text of an item or a rewrite makes Apply panic,
// lose the item, or write addresses that are none.
func FuzzApply(f *testing.F) {
	f.Add("[A] Ferry", "<p>a &amp; b</p>", "https://a.example/x", `^\[(\w+)\] `, "$1: ", "title")
	f.Add("\xff\x00", "<p", "x", `(a*)*`, "${1}$0", "content")
	f.Add("a", "b", "https://a.example/", `^https`, "javascript", "link")
	f.Add("a", strings.Repeat("a", 1000), "", `a.*z|a`, "$0$0", "content")
	f.Add("é", "\n", "g", `(?i)\b`, "|", "authors")
	f.Add("x", "<script>", "u", `$`, "y", "categories")
	f.Add("x", "y", "https://a.example/1.mp3", `\d`, "z", "enclosures")
	f.Fuzz(func(t *testing.T, title, content, link, match, with, field string) {
		set, err := rules.Compile(feeds.Builtin(), []rules.Rule{
			{Action: rules.Rewrite, Field: field, Match: match, With: with},
			{Action: rules.Tag, Topics: []string{"x"}, When: `text ~ "a" or words > 3`},
			{Action: rules.Keep, When: "true"},
		})
		if err != nil {
			if _, ok := errors.AsType[rules.Problems](err); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		in := feeds.Item{
			Title: title, Content: content, Link: link, GUID: link, Image: feeds.Image{URL: link}, Language: "en",
			Authors: []feeds.Person{{Name: title}}, Categories: []feeds.Category{{Term: "a", Label: title}},
			Enclosures: []feeds.Enclosure{{URL: link}},
		}
		before := cmp.Diff(feeds.Item{}, in)
		it, o := set.Apply(in, straits, noon)
		if after := cmp.Diff(feeds.Item{}, in); before != after {
			t.Errorf("the caller's item has changed: %s", after)
		}
		if o.Dropped {
			t.Errorf("lost: %+v", o)
		}
		for _, now := range []string{it.Link, it.Image.URL, it.Enclosures[0].URL} {
			if now != link && !strings.HasPrefix(now, "http://") && !strings.HasPrefix(now, "https://") {
				t.Errorf("address %q", now)
			}
		}
		if (it.GUID == "") != (link == "") {
			t.Errorf("guid %q", it.GUID)
		}
	})
}
