package config_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// What is wrong in a rule is told at its character, in every way YAML has to
// write it.
func TestRuleProblems(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       []string // a beginning of each problem, after the file's name
	}{
		{"plain", "rules:\n  - drop: titel ~ \"x\"\n" + one, []string{`2:11: unknown field titel: did you mean title?`}},
		{"further on", "rules:\n  - drop: title ~ \"x\" and titel ~ \"y\"\n" + one, []string{`2:27: unknown field titel`}},
		{"in quotes", "rules:\n  - drop: 'title == \"it''s\" and titel ~ \"x\"'\n" + one, []string{`2:33: unknown field titel`}},
		{"in double quotes", "rules:\n  - drop: \"title == \\\"\\u00e9\\\" and titel == 1\"\n" + one, []string{`2:36: unknown field titel`}},
		{"in a block", "rules:\n  - drop: |\n      title ~ \"a\"\n      and titel ~ \"b\"\n" + one, []string{`2:11: character 17: unknown field titel`}},
		{"over two lines", "rules:\n  - drop: title ~ \"a\" and\n      titel ~ \"b\"\n" + one, []string{`2:11: character 17: unknown field titel`}},
		{"in flow style", "rules: [{drop: 'nope'}, {keep: 'title ~ \"(\"'}]\n" + one, []string{`1:17: unknown field nope`, `1:41: not a pattern (missing closing )`}},
		{"of a source", one + "    rules: [{drop: 'titel ~ \"x\"'}]\n", []string{`3:21: unknown field titel`}},
		{"of a region", "regions: [{slug: malaysia, rules: [{drop: nope}]}]\n" + one, []string{`1:43: unknown field nope`}},
		{"tag of a region", "regions: [{slug: malaysia, rules: [{tag: x, when: true}]}]\n" + one, []string{`1:36: tag among the rules of a region: put it at the top level`}},
		{"region in a condition", "rules: [{drop: '\"malasia\" in regions'}]\n" + one, []string{`1:17: unknown region "malasia": did you mean malaysia`}},
		{"pattern", "rules: [{rewrite: title, match: 'a(', with: \"\"}]\n" + one, []string{`1:34: not a pattern`}},
		{"template", "rules: [{rewrite: title, match: '(a)', with: 'x $2'}]\n" + one, []string{`1:49: $2 is no group of match`}},
		{"field", "rules: [{rewrite: titel, match: a, with: b}]\n" + one, []string{`1:19: unknown field "titel": did you mean title?`}},
		{"all at once", "rules: [{rewrite: text, match: '(', with: '$9', when: nope}]\n" + one, []string{`1:19: text cannot be rewritten`, `1:33: not a pattern`, `1:55: unknown field nope`}},
		{"unknown key", "rules: [{dropp: 'true'}]\n" + one, []string{`1:9: a rule that does nothing`, `1:10: unknown key "dropp" in a rule: did you mean "drop"?`}},
		{"nothing", "rules: [{when: 'true'}]\n" + one, []string{`1:9: a rule that does nothing: add keep, drop, tag or rewrite`}},
		{"two actions", "rules: [{keep: 'true', drop: 'true'}]\n" + one, []string{`1:24: drop in a rule that is a keep: make two rules of it`}},
		{"drop with when", "rules: [{drop: 'true', when: 'true'}]\n" + one, []string{`1:24: when in a drop: join the conditions with and`}},
		{"tag with match", "rules: [{tag: a, when: true, match: b}]\n" + one, []string{`1:30: match in a tag: leave it out, or make it a rewrite`}},
		{"tag for whom", "rules: [{tag: a}]\n" + one, []string{`1:9: tag without when`}},
		{"rewrite to what", "rules: [{rewrite: title, match: a}]\n" + one, []string{`1:9: rewrite without with`}},
		{"with nothing", "rules: [{rewrite: title, match: a, with: }]\n" + one, []string{`1:41: the value is missing`}},
		{"empty condition", "rules: [{drop: ''}]\n" + one, []string{`1:17: no condition`}},
		{"a list", "rules: [{drop: [a]}]\n" + one, []string{`1:16: a list where one value should be`}},
		{"no list", "rules: {drop: 'true'}\n" + one, []string{`1:8: keys and values where a list should be`}},
		{"no mapping", "rules: [drop]\n" + one, []string{`1:9: "drop" where keys should be`}},
		{"the world", "regions: [{slug: world, rules: [{drop: 'true'}]}]\n" + one, []string{`1:18: region slug "world" is reserved`}},
		{"a name and rules, no includes", "regions: [{slug: malaysia, name: M, rules: [{drop: 'true'}]}]\n" + one, []string{`1:11: a region that includes nothing`}},
		{"an unknown region's rules", "regions: [{slug: atlantis, rules: [{drop: 'true'}]}]\n" + one, []string{`1:11: a region that includes nothing`, `1:11: region atlantis has no name`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, tt.body)
			_, err := config.Load(path)
			problems, _ := errors.AsType[config.Problems](err)
			if len(problems) != len(tt.want) {
				t.Fatalf("%v", err)
			}
			for i, p := range problems {
				if got := strings.TrimPrefix(p.Error(), path+":"); !strings.HasPrefix(got, tt.want[i]) {
					t.Errorf("%s, want %s", got, tt.want[i])
				}
			}
		})
	}
}

// Rules of the three places end up in the book.
func TestRules(t *testing.T) {
	cfg, err := config.Load(write(t, `
rules:
  - {tag: [sea, travel], when: 'title ~ "ferry"'}
  - {rewrite: title, match: '^Ad: ', with: ""}
  - &ads {drop: 'title ~ "(?i)sponsored"'}
regions:
  - {slug: malaysia, rules: [{drop: 'title == "A"'}]}
  - {slug: nusantara, name: Nusantara, includes: [malaysia, indonesia], rules: [{keep: '"sea" in categories'}]}
sources:
  - {url: "https://a.example/rss", id: a, rules: [{rewrite: title, match: '  +', with: " "}, *ads]}
  - {url: "https://b.example/rss", rules: []}
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Rules.Source) != 1 || len(cfg.Rules.Region) != 2 || len(cfg.Groups) != 1 {
		t.Errorf("%d sources and %d regions with rules, %d groups", len(cfg.Rules.Source), len(cfg.Rules.Region), len(cfg.Groups))
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	it, o := cfg.Rules.Apply(feeds.Item{Title: "Ad:  a   ferry"}, feeds.Source{ID: "a"}, now)
	if it.Title != "a ferry" || len(it.Categories) != 2 || o.Dropped {
		t.Errorf("%+v %+v", it, o)
	}
	if _, o := cfg.Rules.Apply(feeds.Item{Title: "SPONSORED"}, feeds.Source{ID: "a"}, now); o.By != `drop: title ~ "(?i)sponsored"` {
		t.Errorf("%+v", o)
	}
	it.Placements = []feeds.Placement{{Slug: "malaysia"}}
	it.Categories = nil
	if it, _ = cfg.Rules.Admit(it, feeds.Source{}, now); len(it.Placements[0].Except) != 1 || it.Placements[0].Except[0] != "nusantara" {
		t.Errorf("%+v", it.Placements)
	}
}
