package storage

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

// arrangement parts items into stories anew. It is told of the items and notes
// how they were, is told how they belong together, and writes the difference.
// All items of a story are in it together.
type arrangement struct {
	b  *batch
	at time.Time
	// before are the order keys there were.
	before spots
	items  map[feeds.ID]*itemRecord
	// stories are as they were.
	stories map[feeds.ID]*storyRecord
	// after are as they are to be.
	after map[feeds.ID]*storyRecord
	// told are the entries of stories as they are to be.
	told map[feeds.ID]feeds.Entry
	// touched are the regions of entries that readers see otherwise, by ID.
	touched map[feeds.ID][]uint32
}

func (b *batch) arrange(at time.Time) *arrangement {
	return &arrangement{
		b: b, at: at, items: map[feeds.ID]*itemRecord{}, stories: map[feeds.ID]*storyRecord{}, after: map[feeds.ID]*storyRecord{}, told: map[feeds.ID]feeds.Entry{}, touched: map[feeds.ID][]uint32{},
	}
}

// add takes in an item as it was indexed, which knows its story, with that and all
// of its items.
func (a *arrangement) add(id feeds.ID, r *itemRecord) error {
	a.items[id] = r
	a.before.item(id, r)
	if r.Story.IsZero() || a.stories[r.Story] != nil {
		return nil
	}
	st := new(storyRecord)
	if _, err := read(a.b.txn, keyOfStory(r.Story), st); err != nil {
		return err
	}
	a.stories[r.Story] = st
	a.before.story(r.Story, st)
	for _, item := range st.Items {
		if err := a.load(item); err != nil {
			return err
		}
	}
	return nil
}

func (a *arrangement) load(id feeds.ID) error {
	if a.items[id] != nil {
		return nil
	}
	r, err := itemIn(a.b.txn, id)
	if err != nil {
		return err
	}
	if err := r.learnStory(a.b.txn, id); err != nil {
		return err
	}
	return a.add(id, r)
}

// regroup parts items into stories: those around one that is new or says
// something else now, those it was near before, and all that are in a story
// with any of them. Each is compared with everything it reaches, so that what
// comes of it depends only on what there is.
func (a *arrangement) regroup(around, former []story.Member) ([][]feeds.ID, error) {
	for _, m := range former {
		if err := a.load(m.ID); err != nil {
			return nil, err
		}
	}
	all, done := a.b.members(), map[feeds.ID]bool{}
	groups, err := a.group(around, done)
	for id, left := a.next(done); left && err == nil; id, left = a.next(done) {
		if around, err = all.around(id); err != nil {
			break
		}
		var more [][]feeds.ID
		more, err = a.group(around, done)
		groups = append(groups, more...)
		done[id] = true // also if there is nothing to compare it by
	}
	return groups, err
}

// next is an item that is not done, if there is one left.
func (a *arrangement) next(done map[feeds.ID]bool) (id feeds.ID, left bool) {
	for _, id := range a.sorted() {
		if !done[id] {
			return id, true
		}
	}
	return id, false
}

// group takes in a neighbourhood, but for those of it that are done, and parts
// it into stories.
func (a *arrangement) group(around []story.Member, done map[feeds.ID]bool) ([][]feeds.ID, error) {
	var members []story.Member
	for _, m := range around {
		if done[m.ID] {
			continue
		}
		if err := a.load(m.ID); err != nil {
			return nil, err
		}
		members, done[m.ID] = append(members, m), true
	}
	var groups [][]feeds.ID
	for _, indexes := range story.Group(members) {
		var group []feeds.ID
		for _, i := range indexes {
			group = append(group, members[i].ID)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

func (a *arrangement) sorted() []feeds.ID {
	ids := make([]feeds.ID, 0, len(a.items))
	for id := range a.items {
		ids = append(ids, id)
	}
	sortIDs(ids)
	return ids
}

// settle names the stories that groups of items are, and writes everything
// that is so otherwise than it was. Items that nothing is known to compare by
// stay with the story they are in.
func (a *arrangement) settle(groups [][]feeds.ID) error {
	groups = slices.DeleteFunc(groups, func(items []feeds.ID) bool { return len(items) == 0 })
	for id, items := range a.named(groups) {
		if len(items) == 1 && items[0] == id {
			continue
		}
		st, err := a.record(id, items)
		if err != nil {
			return err
		}
		a.after[id] = st
	}
	if err := a.tellItems(); err != nil {
		return err
	}
	return a.write()
}

// named gives each group the ID under which it is published: the one that was
// published first, of those that its items had.
func (a *arrangement) named(groups [][]feeds.ID) map[feeds.ID][]feeds.ID {
	heir := a.heirs(groups)
	group := map[feeds.ID]int{}
	for i, items := range groups {
		for _, id := range items {
			group[id] = i
		}
	}
	for _, id := range a.sorted() { // nothing to compare it by: it stays
		if _, ok := group[id]; ok {
			continue
		}
		own := a.items[id].Story
		if i, ok := heir[own]; ok && !own.IsZero() {
			groups[i] = append(groups[i], id)
			group[id] = i
			continue
		}
		group[id] = len(groups)
		if !own.IsZero() {
			heir[own] = len(groups)
		}
		groups = append(groups, []feeds.ID{id})
	}
	named := make(map[feeds.ID][]feeds.ID, len(groups))
	for i, items := range groups {
		sortIDs(items)
		named[a.first(items, i, heir)] = items
	}
	return named
}

// heirs says which group goes on under the ID of a story there was: the one
// that has the item of this ID, else the one that has most of its items.
func (a *arrangement) heirs(groups [][]feeds.ID) map[feeds.ID]int {
	heir := map[feeds.ID]int{}
	for id := range a.stories {
		most := 0
		for i, items := range groups {
			n := 0
			for _, item := range items {
				switch {
				case item == id:
					n = len(a.items) + 1
				case a.items[item].Story == id:
					n++
				}
			}
			if n > most {
				most, heir[id] = n, i
			}
		}
	}
	return heir
}

// first is the ID, of those that group i may go on under, that was published
// first.
func (a *arrangement) first(items []feeds.ID, i int, heir map[feeds.ID]int) feeds.ID {
	type candidate struct {
		id feeds.ID
		at int64
	}
	var all []candidate
	for _, id := range items {
		all = append(all, candidate{id, a.items[id].received()})
	}
	for id, st := range a.stories {
		if j, ok := heir[id]; ok && j == i && a.items[id] == nil {
			all = append(all, candidate{id, st.First})
		}
	}
	return slices.MinFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.at, y.at), bytes.Compare(x.id[:], y.id[:]))
	}).id
}

// record makes the record of a story.
func (a *arrangement) record(id feeds.ID, items []feeds.ID) (*storyRecord, error) {
	e, err := a.b.s.tell(id, items, func(item feeds.ID) (*itemRecord, error) { return a.items[item], nil })
	if err != nil {
		return nil, err
	}
	a.told[id] = e
	st := &storyRecord{Items: items, Date: seconds(e.Date), Regions: a.b.s.fan(e)}
	if r := a.items[id]; r != nil {
		st.First = r.received()
	} else {
		st.First = a.stories[id].First
	}
	return st, nil
}

// tellItems lets the items know which story they are in, and writes those for
// which that is news.
func (a *arrangement) tellItems() error {
	in := map[feeds.ID]feeds.ID{}
	for id, st := range a.after {
		for _, item := range st.Items {
			in[item] = id
		}
	}
	for _, id := range a.sorted() {
		r := a.items[id]
		if r.Story == in[id] {
			continue
		}
		for _, other := range []feeds.ID{r.Story, in[id]} {
			if !other.IsZero() {
				a.touch(other, nil)
			}
		}
		r.Story = in[id]
		a.touch(id, r.Regions)
		if err := a.b.writeStory(id, r); err != nil {
			return err
		}
	}
	return nil
}

// touch notes that readers in some regions see an entry otherwise.
func (a *arrangement) touch(id feeds.ID, regions []uint32) {
	a.touched[id] = union(a.touched[id], regions)
}

// write writes the stories, the order keys and the log.
func (a *arrangement) write() error {
	var now spots
	for _, id := range a.sorted() {
		now.item(id, a.items[id])
	}
	for _, id := range storyIDs(a.stories, a.after) {
		was, is := a.stories[id], a.after[id]
		if is != nil {
			now.story(id, is)
			if err := a.b.put(keyOfStory(id), *is); err != nil {
				return err
			}
		} else if err := a.b.remove(keyOfStory(id)); err != nil {
			return err
		}
		if _, ok := a.touched[id]; !ok {
			continue
		}
		for _, st := range []*storyRecord{was, is} {
			if st != nil {
				a.touch(id, st.Regions)
			}
		}
	}
	return a.b.swap(a.before, now)
}

func storyIDs(some, more map[feeds.ID]*storyRecord) []feeds.ID {
	var ids []feeds.ID
	for _, stories := range []map[feeds.ID]*storyRecord{some, more} {
		for id := range stories {
			ids = append(ids, id)
		}
	}
	sortIDs(ids)
	return slices.Compact(ids)
}

// log writes what happened to an item, and that everything else that readers
// see otherwise has changed, or is not there any more.
func (a *arrangement) log(id feeds.ID, what feeds.Act, regions []uint32) error {
	if what != "" {
		if err := a.tellOf(what, id, union(a.touched[id], regions)); err != nil {
			return err
		}
		delete(a.touched, id)
	}
	others := make([]feeds.ID, 0, len(a.touched))
	for other := range a.touched {
		others = append(others, other)
	}
	sortIDs(others)
	for _, other := range others {
		if len(a.touched[other]) == 0 {
			continue
		}
		what := feeds.Changed
		if a.items[other] == nil && a.after[other] == nil {
			what = feeds.Removed // the last item of a story whose first was gone
		}
		if err := a.tellOf(what, other, a.touched[other]); err != nil {
			return err
		}
	}
	return nil
}

// tellOf logs what happened to an item or story, and hands it to the index.
func (a *arrangement) tellOf(what feeds.Act, id feeds.ID, regions []uint32) error {
	if err := a.b.record(what, id, a.at, regions); err != nil {
		return err
	}
	if what != feeds.Removed {
		a.b.hand(a.described(id)...)
	}
	return nil
}
