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

// place places an item of a source. The ID may be zero if it is not known.
func (r Reader) place(id feeds.ID, it feeds.Item, src feeds.Source) feeds.Item {
	placer := r.placer
	if r.overrides != nil {
		placer = placer.Overridden(func(it feeds.Item, src feeds.Source) ([]string, string, bool) {
			return r.overrides.Find(id, it, src)
		})
	}
	it.Placements, it.Dateline = placer.Place(it, src), nil
	if src.Fixed || it.IsEdited() {
		src.Fixed = false
		it.Dateline = feeds.DatelinePlaces(r.placer.Place(it, src))
	}
	return it
}

// Again places a version that is stored, as if it were read as of now: by
// overrides, else by what it says, without those that rules of regions keep it
// out of. For an item that no rule has come to be for since, and a config that
// is the same, it is what it was.
//
// Other rules are not run again: what they made of the item is what is stored.
// Its tags are among its categories, and so among what it is placed by.
func (r Reader) Again(id feeds.ID, it feeds.Item, src feeds.Source, now time.Time) feeds.Item {
	it, _ = r.rules.Admit(r.place(id, it, src), src, now)
	return it
}
