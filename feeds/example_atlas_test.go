package feeds_test

import (
	"fmt"

	"dateline/feeds"
)

// An item placed in a country is in all that contains it.
func ExampleAtlas_Fan() {
	placed := []feeds.Placement{{Slug: "malaysia", Confidence: 0.9}}
	fmt.Println(feeds.Builtin().Fan(placed))
	fmt.Println(feeds.Builtin().Fan(nil))
	// Output:
	// [asean asia asia-pacific malaysia southeast-asia world]
	// [unplaced world]
}

// Codes and other names lead to a region's slug.
func ExampleAtlas_Resolve() {
	for _, name := range []string{"458", "UK", "Burma", "atlantis"} {
		slug, ok := feeds.Builtin().Resolve(name)
		fmt.Println(slug, ok)
	}
	// Output:
	// malaysia true
	// united-kingdom true
	// myanmar true
	//  false
}

// Operators add groups of their own.
func ExampleNewAtlas() {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{
		{Slug: "nusantara", Name: "Nusantara", Includes: []string{"malaysia", "indonesia", "brunei", "singapore"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(atlas.Contains("nusantara", "malaysia"), atlas.Nearest("nusantra", 1))
	// Output: true [nusantara]
}
