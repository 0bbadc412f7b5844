package feeds_test

import (
	"fmt"
	"time"

	"dateline/feeds"
)

// Two papers' wordings of one story: the one of higher rank is published, with
// the earliest date that either gives, and both are named.
func ExamplePublish() {
	morning := time.Date(2026, 1, 3, 6, 0, 0, 0, time.UTC)
	entry := feeds.Publish(feeds.ID{}, []feeds.Version{
		{
			Source:   feeds.Source{ID: "agency", Name: "Agency"},
			Item:     feeds.Item{Title: "KL rail link opens", Published: morning},
			Received: morning.Add(10 * time.Minute),
		}, {
			Source:   feeds.Source{ID: "paper", Name: "The Paper", Rank: 10},
			Item:     feeds.Item{Title: "After ten years: the rail link opens"},
			Received: morning.Add(2 * time.Hour),
		},
	})
	fmt.Println(entry.Date.Format(time.Kitchen), entry.Title)
	for _, c := range entry.Carriers {
		fmt.Println("-", c.Name)
	}
	// Output:
	// 6:00AM After ten years: the rail link opens
	// - The Paper
	// - Agency
}
