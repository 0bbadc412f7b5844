package rules_test

import (
	"fmt"
	"time"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// Rules run from the first to the last, each on what those before left.
func ExampleSet_Apply() {
	set, err := rules.Compile(feeds.Builtin(), []rules.Rule{
		{Action: rules.Rewrite, Field: "title", Match: `^UPDATE \d+ - `, With: ""},
		{Action: rules.Tag, Topics: []string{"transport"}, When: `title ~ "(?i)\bferr(y|ies)\b"`},
		{Action: rules.Drop, When: `"transport" in categories and words < 3`},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	it, outcome := set.Apply(feeds.Item{Title: "UPDATE 2 - Ferry returns", Summary: "<p>See video</p>"}, feeds.Source{ID: "straits"}, now)
	for _, s := range outcome.Steps {
		fmt.Printf("%s: %s\n", s.Effect, s.Rule)
	}
	fmt.Printf("%q dropped: %v\n", it.Title, outcome.Dropped)
	// Output:
	// rewritten: rewrite: title, match: ^UPDATE \d+ - , with: ""
	// tagged: tag: transport, when: title ~ "(?i)\bferr(y|ies)\b"
	// dropped: drop: "transport" in categories and words < 3
	// "Ferry returns" dropped: true
}

// What is wrong is told with its place, and the nearest name.
func ExampleCompile_problems() {
	_, err := rules.Compile(feeds.Builtin(), []rules.Rule{
		{Action: rules.Drop, When: `titel ~ "(?i)sponsored"`},
		{Action: rules.Keep, When: `title ~ "(ferry"`},
		{Action: rules.Keep, When: `"malasia" in regions`},
	})
	fmt.Println(err)
	// Output:
	// rule 1: condition: character 1: unknown field titel: did you mean title?
	// rule 2: condition: character 9: not a pattern (missing closing ): (ferry): close what is open, or put \ before a bracket that is text
	// rule 3: condition: character 1: unknown region "malasia": did you mean malaysia, malawi?
}

// A region's rules are for its own feed only.
func ExampleBook_Admit() {
	asean, err := rules.CompileRegion(feeds.Builtin(), []rules.Rule{{Action: rules.Keep, When: `"business" in categories`}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book := rules.Book{Region: map[string]*rules.Set{"asean": asean}}
	it := feeds.Item{Title: "Ferry returns", Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 0.97}}}
	it, _ = book.Admit(it, feeds.Source{ID: "straits"}, time.Now())
	fmt.Println(feeds.Builtin().Fan(it.Placements))
	// Output:
	// [asia asia-pacific malaysia southeast-asia world]
}
