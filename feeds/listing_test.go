package feeds_test

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
)

// TestListingPrint wants prints that subscribers are known to have to stay as they
// are, from one release to the next.
func TestListingPrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := feeds.Entry{
			ID: feeds.ID{1}, Revision: rapid.IntRange(-3, 3000).Draw(t, "revision"),
			Date: time.Unix(rapid.Int64Range(-1<<33, 1<<33).Draw(t, "date"), 5), Modified: time.Unix(1e9, rapid.Int64Range(0, 1e9).Draw(t, "modified")),
		}
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			e.Parts = append(e.Parts, feeds.ID{rapid.Byte().Draw(t, "part")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "carriers") {
			e.Carriers = append(e.Carriers, feeds.Carrier{ID: rapid.String().Draw(t, "id") + "\xff", Link: rapid.String().Draw(t, "link")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "placements") {
			e.Placements = append(e.Placements, feeds.Placement{Slug: rapid.String().Draw(t, "slug")})
		}
		h := sha256.New()
		_, _ = fmt.Fprintln(h, e.Revision, e.Date.UnixNano(), e.Modified.UnixNano(), e.Parts)
		for _, c := range e.Carriers {
			_, _ = fmt.Fprintf(h, "%q %q\n", c.ID, c.Link)
		}
		for _, p := range e.Placements {
			_, _ = fmt.Fprintln(h, p.Slug)
		}
		want := [8]byte(h.Sum(nil))
		if got := (feeds.Channel{Entries: []feeds.Entry{e}}).Listings()[0].Print; got != want {
			t.Fatalf("%+v: %x, want %x", e, got, want)
		}
	})
}
