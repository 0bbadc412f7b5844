package rules_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// ferry is an item with something in every field.
var ferry = feeds.Item{
	GUID: "s-1", Link: "https://straits.example/ads/ferry?id=1", Title: `Sponsored: the "Langkawi" ferry`,
	Summary: "<p>The ferry sails &amp; sails.</p>",
	Content: "<p>The <b>fer</b>ry sails &amp; sails.</p><p>Twice<br>daily.</p>",
	Authors: []feeds.Person{{Name: "Ana Lim"}, {Name: "Staff"}},
	Categories: []feeds.Category{
		{Term: "sport"}, {Term: "t-7", Label: "Travel", Scheme: "https://straits.example/topics"},
	},
	Published: noon.Add(-49 * time.Hour).In(time.FixedZone("", 8*3600)), Updated: noon.Add(-time.Hour),
	Enclosures: []feeds.Enclosure{
		{URL: "https://straits.example/1.mp3", Type: "audio/mpeg", Title: "Horn", Length: 5000},
		{URL: "https://straits.example/1.jpg", Type: "image/jpeg"},
	},
	Image: feeds.Image{URL: "https://straits.example/2.jpg", Credit: "Harbour Board"}, Comments: "https://straits.example/ferry#c",
	Language: "en-MY", Rights: "Straits Desk",
	Placements: []feeds.Placement{{Slug: "malaysia", Confidence: .9}},
}

var straits = feeds.Source{ID: "straits", Name: "Straits Desk"}

// holds reports whether a condition holds for an item.
func holds(t *testing.T, condition string, it feeds.Item) bool {
	t.Helper()
	_, o := mustCompile(t, rules.Rule{Action: rules.Drop, When: condition}).Apply(it, straits, noon)
	if o.Failed() > 0 {
		t.Errorf("%s: %+v", condition, o)
	}
	return o.Dropped
}

func TestConditions(t *testing.T) {
	for condition, want := range map[string]bool{
		// Operators, and where ~ is one.
		`title ~ "(?i)sponsored"`:                             true,
		`title~"(?i)SPONSORED"`:                               true,
		`title ~ "sponsored"`:                                 false,
		`title !~ "sponsored"`:                                true,
		`title!~'Sponsored'`:                                  false,
		`not (title ~ "sponsored")`:                           true,
		`title == "a ~ b" or title == 'a !~ b'`:               false,
		`"~" + "" == "~"`:                                     true,
		"title ~ `\"Lang\\w+\"`":                              true,
		"title == `a``b ~`":                                   false,
		`title ~ "\"Langkawi\""`:                              true,
		`title ~ '"Langkawi"'`:                                true,
		`title ~ '\'Langkawi'`:                                false,
		`title ~ "\bferry$"`:                                  true,
		`title matches "\\bferry$"`:                           true,
		`title not matches "\\bferry$"`:                       false,
		`title ~ /* ~ "x" */ "ferry"`:                         true,
		"title ~ // \"x\"\n\"ferry\"":                         true,
		`link ~ "^https?://[^/]+/ads/"`:                       true,
		`title startsWith "Sponsored" and link endsWith "=1"`: true,
		`title contains "ferry" && !(link contains "ferry")`:  false,
		`title contains "FERRY" || words > 3`:                 true,
		`(words > 3 ? title : link) ~ "ferry"`:                true,
		`lower(title) contains "sponsored"`:                   true,
		`upper(trim(rights)) == "STRAITS DESK"`:               true,
		`len(title) == 31`:                                    true,

		// Fields.
		`guid == "s-1" and comments endsWith "#c"`:                                true,
		`summary contains "<p>" and content contains "<b>"`:                       true,
		`text == "The ferry sails & sails. Twice daily."`:                         true,
		`text ~ "ferry sails & sails"`:                                            true,
		`words == 7`:                                                              true,
		`words * 2 + 1 == 15 and words % 2 == 1`:                                  true,
		`author == "Ana Lim, Staff"`:                                              true,
		`"Staff" in authors and "Ana" not in authors`:                             true,
		`authors ~ "^Ana "`:                                                       true,
		`authors ~ "^Lim"`:                                                        false,
		`"Travel" in categories and not ("t-7" in categories)`:                    true,
		`categories ~ "(?i)TRAV"`:                                                 true,
		`categories !~ "politics"`:                                                true,
		`categories !~ "(?i)SPORT"`:                                               false,
		`categories ~ "sport.Travel"`:                                             false,
		`len(categories) == 2 and count(categories, # ~ "t") == 1`:                true,
		`language == "en-MY" and language startsWith "en"`:                        true,
		`any(enclosures, .type startsWith "audio/" and .length > 100)`:            true,
		`any(enclosures, #.title == "Horn")`:                                      true,
		`all(enclosures, .url ~ "^https:")`:                                       true,
		`none(enclosures, .type == "video/mp4") and one(enclosures, .length > 0)`: true,
		`count(enclosures, .type ~ "image/") == 1`:                                true,
		`any(categories, # in authors or title ~ "ferry")`:                        true,
		`image.url != "" and image.credit ~ "(?i)board"`:                          true,
		`date == "2026-11-21T11:00:00Z" and published == date`:                    true,
		`updated > "2026-11-23" and updated < "2026-11-24"`:                       true,
		`age_hours == 49 and age_hours > 24 * 2`:                                  true,
		`"malaysia" in regions and "southeast-asia" in regions`:                   true,
		`"MY" in regions and "458" in regions and "my" in regions`:                true,
		`"france" in regions`:                                                     false,
		`"unplaced" in regions`:                                                   false,
		`regions ~ "-asia$"`:                                                      true,
		`source == "straits" and source_name ~ "Desk"`:                            true,
		`source in ["a", "straits"]`:                                              true,
	} {
		if got := holds(t, condition, ferry); got != want {
			t.Errorf("%s: %v, want %v", condition, got, want)
		}
	}
}

// An item that says nothing can be asked anything.
func TestConditionsOnNothing(t *testing.T) {
	for condition, want := range map[string]bool{
		`title == "" and text == "" and words == 0 and author == ""`: true,
		`image.url == "" and len(enclosures) == 0`:                   true,
		`published == "" and updated == ""`:                          true,
		`date == "2026-11-23T12:00:00Z" and age_hours == 0`:          true,
		`"unplaced" in regions and "world" in regions`:               true,
		`title ~ "^$"`:          true,
		`categories ~ ""`:       false,
		`all(authors, # ~ "x")`: true,
	} {
		if got := holds(t, condition, feeds.Item{}); got != want {
			t.Errorf("%s: %v, want %v", condition, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ summary, content, want string }{
		{"", "", ""},
		{"plain  words", "", "plain words"},
		{"", "<p>one</p><p>two</p>", "one two"},
		{"", "f<b>oo</b>t<a href='x'>ball</a>", "football"},
		{"", "<ul><li>a<li>b</ul>c<br>d", "a b c d"},
		{"", "a &lt;b&gt; &#233;&nbsp;x", "a <b> é x"},
		{"the end", "<p>Not the <i>end</i></p>", "Not the end"},
		{"one", "<p>two</p>", "one two"},
		{"", "  <p> \n </p> ", ""},
		{"", "<p", ""},
	} {
		if !holds(t, "text == `"+tt.want+"`", feeds.Item{Summary: tt.summary, Content: tt.content}) {
			t.Errorf("%q, %q: not %q", tt.summary, tt.content, tt.want)
		}
	}
}

// A pattern matches what package regexp says it does: the words that are
// looked for first hide nothing.
func TestGuardsHideNothing(t *testing.T) {
	word := rapid.SampledFrom([]string{"sky", "Kelvin", "straße", "ſ", "k", "İi", "日本", "", "a b", "\uFFFD", "\xff"})
	piece := rapid.SampledFrom([]string{
		"%", "(%)", "(?:%|%)", "(%|x)?", "(?i)%", "(?i:%)", "%+", "(%){2}", "[%x]", ".*", `\b`, "(?s).", "%|%", "^%", "%$",
	})
	rapid.Check(t, func(t *rapid.T) {
		var p strings.Builder
		for _, s := range rapid.SliceOfN(piece, 1, 4).Draw(t, "pieces") {
			for strings.Contains(s, "%") {
				s = strings.Replace(s, "%", regexp.QuoteMeta(strings.ToValidUTF8(word.Draw(t, "word"), "")), 1)
			}
			p.WriteString(s)
		}
		pattern, title := p.String(), strings.Join(rapid.SliceOfN(word, 0, 4).Draw(t, "title"), "")
		title = rapid.SampledFrom([]func(string) string{strings.ToUpper, strings.ToLower, strings.TrimSpace}).Draw(t, "case")(title)
		re, err := regexp.Compile(pattern)
		if err != nil || strings.Contains(pattern, "`") {
			t.Skip("no pattern")
		}
		set, err := rules.Compile(feeds.Builtin(), []rules.Rule{{Action: rules.Drop, When: "title ~ `" + pattern + "` or words > 5 and title ~ `" + pattern + "`"}})
		if err != nil {
			t.Fatal(err)
		}
		_, o := set.Apply(feeds.Item{Title: title}, straits, noon)
		if o.Dropped != re.MatchString(title) {
			t.Errorf("%q on %q: %v", pattern, title, o.Dropped)
		}
	})
}
