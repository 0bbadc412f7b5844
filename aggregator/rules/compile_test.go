package rules_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// Every problem is found when rules are compiled, at its character.
func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		condition string
		at        int
		what, do  string // parts of them
	}{
		{`titel ~ "x"`, 0, "unknown field titel", "did you mean title?"},
		{`title ~ "a" and titel ~ "b"`, 16, "unknown field titel", "title"},
		{`title ~ "ä" and categorys ~ "b"`, 16, "unknown field categorys", "did you mean categories?"},
		{`qqqq == 1`, 0, "unknown field qqqq", "the fields are title, link"},
		{`title ~ "("`, 8, "missing closing )", "close what is open"},
		{`title ~ "a(?=b)"`, 8, "(?=", "no lookaround"},
		{`title ~ "(a)\1"`, 8, `\1`, ""},
		{`title ~ "*"`, 8, "missing argument", ""},
		{`title ~ "\\d"`, 8, `\\d is a backslash and a letter`, `write \d`},
		{`title matches "\bx"`, 14, "a backspace", `\\b`},
		{`title ~ "(a{1000}){1000}"`, 8, "invalid repeat", ""},
		{"title ~ `(" + strings.Repeat("a{1000}", 30) + ")`", 8, "more than 20000 steps", ""},
		{`title ~ link`, 8, "no pattern", "write it as a string"},
		{`title ~ "a`, 8, "a string that does not end", `close it with "`},
		{"title ~ `a", 8, "a string that does not end", "backquote"},
		{`title ~ 'it's'`, 13, "a string that does not end", "close it with '"},
		{`true /* no end`, 5, "a comment that does not end", "*/"},
		{`title = "a"`, 6, "= is no operator", "=="},
		{`title =~ "a"`, 6, "=~ is no operator", "write ~"},
		{`title ~ "a" AND link ~ "b"`, 12, "AND is no operator", "write and"},
		{`(title ~ "a"`, 11, "unexpected token EOF", "brackets"},
		{`title ~ "a" link ~ "b"`, 12, "unexpected token", ""},
		{`title`, 0, "expected bool, but got string", "compare it"},
		{`words`, 0, "expected bool, but got int", "compare it"},
		{`title > 5`, 6, "mismatched types string and int", "numbers with numbers"},
		{`not title ~ "a"`, 0, "not in front of a field", `title !~`},
		{`!title`, 0, "! in front of a field", `title !~`},
		{`words ~ "a"`, 6, "mismatched types int and string", ""},
		{`enclosures ~ "a"`, 11, "mismatched types", ""},
		{`title + link == "ab"`, 6, "texts put together", "ask about each"},
		{`categories contains "a"`, 11, "categories is a list", `"…" in categories`},
		{`5 in categories`, 2, "cannot use int", ""},
		{`"malasia" in regions`, 0, `unknown region "malasia"`, "did you mean malaysia"},
		{`repeat(title, 1000) ~ "a"`, 0, "unknown function repeat", "the functions are any"},
		{`lowr(title) == "a"`, 0, "unknown function lowr", "did you mean lower?"},
		{`filter(authors, # == "a")`, 0, "unknown function filter", ""},
		{`title.lower() == "a"`, 6, "a call", "the functions are"},
		{`any(title, # == "a")`, 4, "title is no list", "lists are"},
		{`any(["a"], # == "a")`, 4, "no list", "categories"},
		{`any(authors, any(categories, # == "a"))`, 13, "any inside another", "two rules"},
		{`any(authors, #)`, 13, "predicate should return boolean", ""},
		{`any(enclosures, .typ == "a")`, 17, "enclosures has no part typ", "did you mean .type?"},
		{`enclosures.type == "a"`, 11, "a part of a whole list", "any(enclosures, .type"},
		{`image.link == "a"`, 6, "image has no part link", "it has url, credit"},
		{`title.url == "a"`, 6, "title has no parts", "leave .url out"},
		{`authors[0] == "a"`, 7, "a single element", "any("},
		{`let x = 1; true`, 6, "= is no operator", ""},
		{`$env.title == "a"`, 0, "unknown field $env", ""},
		{`1..3 == [1]`, 1, ".. is not for conditions", ""},
		{`2 ** 3 > 1`, 2, "** is not for conditions", ""},
		{`(title ?? link) == "a"`, 7, "?? is not for conditions", ""},
		{`nil == title`, 0, "nothing that a condition can hold", ""},
		{`{a: 1} == title`, 0, "nothing that a condition can hold", ""},
		{`title[0:3] == "abc"`, 5, "nothing that a condition can hold", ""},
		{`title == b"a"`, 9, "nothing that a condition can hold", ""},
		{``, 0, "no condition", "write one"},
		{"  \n", 0, "no condition", ""},
		{strings.Repeat("(", 70) + "true", 64, "nested too deep", ""},
		{strings.Repeat("!", 9000) + "true", 8192, "more than 8192 characters", ""},
		{`words in [` + strings.Repeat("1,", 2500) + `1]`, -1, "maximum allowed nodes", ""},
		{"title ~ \"a\" //\n and titel == \"b\"", 20, "unknown field titel", ""},
	} {
		t.Run(tt.condition[:min(len(tt.condition), 60)], func(t *testing.T) {
			_, err := rules.Compile(feeds.Builtin(), []rules.Rule{{Action: rules.Drop, When: tt.condition}})
			problems, ok := errors.AsType[rules.Problems](err)
			if !ok || len(problems) != 1 {
				t.Fatalf("%v", err)
			}
			p := problems[0]
			if p.Part != rules.Condition || (tt.at >= 0 && p.At != tt.at) {
				t.Errorf("%s: at character %d, want %d", p.Error(), p.At, tt.at)
			}
			if !strings.Contains(p.What, tt.what) || !strings.Contains(p.Do, tt.do) || p.Do == "" || strings.Contains(p.Error(), "\n") {
				t.Errorf("%q %q, want %q and %q", p.What, p.Do, tt.what, tt.do)
			}
		})
	}
}

// What else a rule has is judged as well, and all of it in one go.
func TestProblemsOfRules(t *testing.T) {
	rewrite := func(field, match, with string) rules.Rule {
		return rules.Rule{Action: rules.Rewrite, Field: field, Match: match, With: with}
	}
	for _, tt := range []struct {
		name string
		rule rules.Rule
		want []string
	}{
		{"no such field", rewrite("titel", "a", ""), []string{`rule 1: rewrite: character 1: unknown field "titel": did you mean title?`}},
		{"a field made of others", rewrite("words", "a", ""), []string{"rule 1: rewrite: character 1: words cannot be rewritten: it is made of others; rewrite one of title, summary, content, rights, link, comments, image, guid, language, authors, categories, enclosures"}},
		{"author", rewrite("author", "a", ""), []string{"rule 1: rewrite: character 1: author cannot be rewritten: rewrite authors"}},
		{"pattern", rewrite("title", "a(b", ""), []string{`rule 1: match: character 1: not a pattern (missing closing ): a(b): close what is open, or put \ before a bracket that is text`}},
		{"no group 2", rewrite("title", "(a)", "x $2"), []string{"rule 1: with: character 3: $2 is no group of match: match has groups 1 to 1; braces end a name: ${1}st"}},
		{"a name that swallows", rewrite("title", "(a)", "$1st"), []string{"rule 1: with: character 1: $1st is no group of match: match has groups 1 to 1; braces end a name: ${1}st"}},
		{"no groups", rewrite("title", "a", "${1}"), []string{"rule 1: with: character 1: ${1} is no group of match: put brackets around a part of match"}},
		{"as elsewhere", rewrite("title", "(a)", `x\1`), []string{`rule 1: with: character 2: \1 is no group: write $1`}},
		{"a lone dollar", rewrite("title", "a", "5 $ off"), []string{"rule 1: with: character 3: a lone $: write $$ for a dollar sign, $1 for a group"}},
		{"several", rules.Rule{Action: rules.Rewrite, Field: "text", Match: "(", With: "$7", When: "titel == 1"}, []string{
			"rule 1: rewrite: character 1: text cannot be rewritten: it is made of others; rewrite one of title, summary, content, rights, link, comments, image, guid, language, authors, categories, enclosures",
			`rule 1: match: character 1: not a pattern (missing closing ): (): close what is open, or put \ before a bracket that is text`,
			"rule 1: condition: character 1: unknown field titel: did you mean title?",
		}},
		{"no topic", rules.Rule{Action: rules.Tag, When: "true"}, []string{"rule 1: tag: character 1: no topic: write one, or a list"}},
		{"an empty topic", rules.Rule{Action: rules.Tag, When: "true", Topics: []string{"a", " "}}, []string{"rule 1: tag: character 1: an empty topic: write one, or a list"}},
		{"no action", rules.Rule{Action: "delete", When: "true"}, []string{`rule 1: "delete" is no action: write keep, drop, tag or rewrite`}},
		{"a tag for which items", rules.Rule{Action: rules.Tag, Topics: []string{"a"}}, []string{`rule 1: condition: character 1: no condition: write one, such as title ~ "word"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rules.Compile(feeds.Builtin(), []rules.Rule{tt.rule})
			if err == nil {
				t.Fatal("no problem")
			}
			if diff := cmp.Diff(tt.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestProblemsNameTheirRule(t *testing.T) {
	_, err := rules.Compile(feeds.Builtin(), []rules.Rule{
		{Action: rules.Drop, When: "nope"}, {Action: rules.Drop, When: "true"}, {Action: rules.Keep, When: "nope"},
	})
	var at []int
	problems, _ := errors.AsType[rules.Problems](err)
	for _, p := range problems {
		at = append(at, p.Rule)
		if !errors.Is(err, p) {
			t.Errorf("%v is not in the error", p)
		}
	}
	if diff := cmp.Diff([]int{0, 2}, at); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
