package storage

import (
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Who does not see an order key: its meta byte. An item that is part of a story
// is hidden where stories are shown once, a story where each item is shown for
// itself. A key that stands for both is hidden from nobody.
const (
	hiddenPart  byte = 1
	hiddenStory byte = 2
)

// spot is an order key.
type spot struct {
	region uint32
	date   int64
	id     feeds.ID
	meta   byte
}

func (p spot) key() []byte { return keyOfOrder(p.region, p.date, p.id) }

func (p spot) isAt(q spot) bool { return p.region == q.region && p.date == q.date && p.id == q.id }

// isCounted reports whether a region counts the key among its items.
func (p spot) isCounted() bool { return p.meta&hiddenPart == 0 }

// spots are order keys, each once.
type spots []spot

func (s *spots) add(p spot) {
	if i := slices.IndexFunc(*s, p.isAt); i >= 0 {
		(*s)[i].meta &= p.meta
		return
	}
	*s = append(*s, p)
}

// item adds the keys of an item.
func (s *spots) item(id feeds.ID, r *itemRecord) {
	var meta byte
	if !r.Story.IsZero() {
		meta = hiddenPart
	}
	for _, n := range r.Regions {
		s.add(spot{n, r.Date, id, meta})
	}
}

// story adds the keys of a story.
func (s *spots) story(id feeds.ID, r *storyRecord) {
	for _, n := range r.Regions {
		s.add(spot{n, r.Date, id, hiddenStory})
	}
}

// isShown reports whether a region shows an entry. What is nowhere is new.
func (s spots) isShown(id feeds.ID, region uint32) bool {
	return len(s) == 0 || slices.ContainsFunc(s, func(p spot) bool { return p.id == id && p.region == region && p.isCounted() })
}

// swap takes order keys away and puts others in their place, and counts what
// that means for the regions. Keys that stay as they are cost nothing.
func (b *batch) swap(before, after spots) error {
	for _, p := range before {
		i := slices.IndexFunc(after, p.isAt)
		if p.isCounted() && (i < 0 || !after[i].isCounted()) {
			b.count(p.region, -1)
		}
		if i < 0 {
			if err := b.remove(p.key()); err != nil {
				return err
			}
		}
	}
	for _, p := range after {
		i := slices.IndexFunc(before, p.isAt)
		if p.isCounted() && (i < 0 || !before[i].isCounted()) {
			b.count(p.region, 1)
			if !before.isShown(p.id, p.region) {
				b.arrive(p.id, p.region)
			}
		}
		if i < 0 || before[i].meta != p.meta {
			if err := b.set(&badger.Entry{Key: p.key(), UserMeta: p.meta}); err != nil {
				return err
			}
		}
	}
	return nil
}
