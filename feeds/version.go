package feeds

import (
	"cmp"
	"slices"
	"time"
)

// Version is what one source says of an item, and since when.
type Version struct {
	Source Source
	Item   Item
	// Received is when this source's version was first seen, Changed when it
	// last truly changed: the source's own word if it can be trusted.
	Received time.Time
	Changed  time.Time
	// Revision counts true changes, from 1.
	Revision int
	// Revisions are the latest of them, the oldest first. The last one is
	// the version itself.
	Revisions []Revision
}

// Entry is an item as published: the words of its best version, with every
// source that carries it.
type Entry struct {
	ID ID
	Item
	// Date orders feeds: Published, but not later than Received.
	Date time.Time
	// Modified is the last true change, never before Date.
	Modified time.Time
	// Received is when we first saw the item from any source.
	Received time.Time
	Revision int
	// Carriers are the sources that carry the item, the best first.
	Carriers []Carrier
	// Story is zero unless the item tells a story that others tell too. Then
	// it is the ID under which feeds show the story; if that is the entry's
	// own, the entry is the whole story and Parts are its items, sorted.
	Story ID
	Parts []ID
}

// Carrier is a source of an entry, with the item's link and guid there, and
// what it says of it.
type Carrier struct {
	ID, Name, URL, Link, GUID string
	// Home is the site the source belongs to; may be empty.
	Home  string
	Title string
	// Published is zero if the source gives no date.
	Published time.Time
	// Received, Changed and Revisions are those of the source's version.
	Received, Changed time.Time
	Revisions         []Revision
	// Item is the source's own item in an entry that is a whole story.
	Item ID
}

// Publish makes the entry of an item from all its versions, of which there
// must be at least one. It is a function of the set of versions: their order
// does not matter.
func Publish(id ID, versions []Version) Entry {
	vs := versions
	if !slices.IsSortedFunc(vs, better) {
		vs = slices.Clone(vs)
		slices.SortFunc(vs, better)
	}
	e := Entry{ID: id, Item: vs[0].Item, Received: vs[0].Received, Revision: vs[0].Revision, Carriers: make([]Carrier, 0, len(vs))}
	for i := range vs {
		v := &vs[i]
		if v.Received.Before(e.Received) {
			e.Received = v.Received
		}
		e.Carriers = append(e.Carriers, Carrier{
			ID: v.Source.ID, Name: v.Source.Name, URL: v.Source.URL, Home: v.Source.Home,
			Link: v.Item.Link, GUID: v.Item.GUID, Title: v.Item.Title, Published: v.Item.Published,
			Received: v.Received, Changed: v.Changed, Revisions: v.Revisions,
		})
	}
	e.Date = Date(e.Received, vs)
	e.Modified = modified(e, vs)
	if vs[0].Source.StripDatelines {
		e.Item = WithoutDateline(e.Item)
	}
	e.Placements = joinPlacements(vs)
	return e
}

// modified is when an entry last truly changed: when its best version did, or
// when that came after others had been published, and so took the place of
// their words.
func modified(e Entry, versions []Version) time.Time {
	last, best := e.Date, versions[0]
	if best.Changed.After(last) {
		last = best.Changed
	}
	if best.Received.After(e.Received) && best.Received.After(last) {
		last = best.Received
	}
	return last
}

// Date returns what feeds order an item by: the earliest date any source
// gives it, but not later than received; received if there is none.
func Date(received time.Time, versions []Version) time.Time {
	date := received
	for _, v := range versions {
		if p := v.Item.Published; !p.IsZero() && p.Before(date) {
			date = p
		}
	}
	return date.UTC().Truncate(time.Second)
}

// better orders versions: rank, completeness, earliest, source ID. The earliest
// is the one that was published first, not the one whose source happened to be
// visited first, so that it is the same in whatever order they came.
func better(a, b Version) int {
	return cmp.Or(
		cmp.Compare(b.Source.Rank, a.Source.Rank),
		cmp.Compare(completeness(b.Item), completeness(a.Item)),
		Date(a.Received, []Version{a}).Compare(Date(b.Received, []Version{b})),
		cmp.Compare(a.Source.ID, b.Source.ID),
	)
}

// completeness scores how much of a story an item tells: full text over
// excerpt, then picture, author and media. Lengths count in steps of 500
// bytes, so that a small edit does not change the representative.
func completeness(it Item) int {
	score := 4 * min(max(len(it.Content), len(it.Summary))/500, 8)
	if it.Content != "" {
		score += 2
	}
	if it.Image.URL != "" {
		score++
	}
	if len(it.Authors) > 0 {
		score++
	}
	if len(it.Enclosures) > 0 {
		score++
	}
	return score
}

// joinPlacements keeps the most confident placement in each region, and of
// the exceptions those that all versions there make: an item is in a feed if
// any version is. What a source says by default yields to what any version
// says of itself, and all versions to those that an editor has placed.
func joinPlacements(versions []Version) []Placement {
	best := map[string]Placement{}
	for _, v := range edited(versions) {
		for _, p := range v.Item.Placements {
			if was, ok := best[p.Slug]; ok {
				was.Except = common(was.Except, p.Except)
				if p.Confidence <= was.Confidence {
					p = was
				}
				p.Except = was.Except
			}
			best[p.Slug] = p
		}
	}
	var joined []Placement
	for _, p := range best {
		joined = append(joined, p)
	}
	SortPlacements(joined)
	return withoutFallback(joined)
}

// edited returns the versions that an editor has placed, or all if there are
// none.
func edited(versions []Version) []Version {
	placed := func(v Version) bool {
		return slices.ContainsFunc(v.Item.Placements, func(p Placement) bool {
			return slices.ContainsFunc(p.Evidence, func(e Evidence) bool { return e.Kind == ByOverride })
		})
	}
	if !slices.ContainsFunc(versions, placed) {
		return versions
	}
	return slices.DeleteFunc(slices.Clone(versions), func(v Version) bool { return !placed(v) })
}

// common returns what is in both, in the order of a.
func common(a, b []string) (both []string) {
	for _, s := range a {
		if slices.Contains(b, s) {
			both = append(both, s)
		}
	}
	return both
}

func withoutFallback(ps []Placement) []Placement {
	own := func(p Placement) bool {
		return slices.ContainsFunc(p.Evidence, func(e Evidence) bool { return !e.Kind.IsFallback() })
	}
	if !slices.ContainsFunc(ps, own) {
		return ps
	}
	return slices.DeleteFunc(ps, func(p Placement) bool { return !own(p) })
}
