package aggregator

import (
	"time"

	"dateline/aggregator/override"
	"dateline/feeds"
)

// WithOverrides returns the reader with an editor's word on where items
// belong. The book may be nil.
func (r Reader) WithOverrides(book *override.Book) Reader {
	r.overrides = book
	return r
}

// place returns the regions of an item of a source. The ID may be zero if it
// is not known.
func (r Reader) place(id feeds.ID, it feeds.Item, src feeds.Source) []feeds.Placement {
	if r.overrides == nil {
		return r.placer.Place(it, src)
	}
	return r.placer.Overridden(func(it feeds.Item, src feeds.Source) ([]string, string, bool) {
		return r.overrides.Find(id, it, src)
	}).Place(it, src)
}

// Again returns the regions of a version that is stored, as if it were read as
// of now: by overrides, else by what it says, without those that rules of
// regions keep it out of. For an item that no rule has come to be for since,
// and a config that is the same, they are those it has.
//
// Other rules are not run again: what they made of the item is what is stored.
// Its tags are among its categories, and so among what it is placed by.
func (r Reader) Again(id feeds.ID, it feeds.Item, src feeds.Source, now time.Time) []feeds.Placement {
	it.Placements = r.place(id, it, src)
	it, _ = r.rules.Admit(it, src, now)
	return it.Placements
}
