package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/dgraph-io/badger/v4"
	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

// Check verifies that everything in the store agrees with everything else:
// items, indexes, counts, aliases, seen-marks, sources, log, and what is handed
// over to the index.
func (s *Store) Check() error {
	return s.db.View(func(txn *badger.Txn) error {
		c := &checker{s: s, txn: txn, want: map[string]byte{}, items: map[feeds.ID]itemRecord{}, stories: map[feeds.ID]bool{}, gone: map[feeds.ID]goneRecord{}}
		for _, step := range []func() error{c.readItems, c.readStories, c.readGone, c.aliases, c.indexes, c.log, c.courses, c.counts, c.heads, c.unwritten, c.handover} {
			if err := step(); err != nil {
				return err
			}
		}
		return errors.Join(c.faults...)
	})
}

type checker struct {
	s   *Store
	txn *badger.Txn
	// want are the index keys that items ask for, with their meta bytes.
	want    map[string]byte
	items   map[feeds.ID]itemRecord
	stories map[feeds.ID]bool
	gone    map[feeds.ID]goneRecord
	faults  []error
}

func (c *checker) fault(format string, args ...any) {
	if len(c.faults) < 20 {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

func (c *checker) readItems() error {
	return each(c.txn, []byte{itemKey}, true, func(item *badger.Item) error {
		var r itemRecord
		if err := value(item, &r); err != nil {
			return err
		}
		id := feeds.ID(item.Key()[1:])
		if err := r.learnStory(c.txn, id); err != nil {
			return err
		}
		c.items[id] = r
		if len(r.Versions) == 0 {
			c.fault("item %s has no version", id)
			return nil
		}
		e := c.s.publish(id, &r)
		if seconds(e.Date) != r.Date || !slices.Equal(c.s.fan(e), r.Regions) {
			c.fault("item %s is indexed by %d %v, want %d %v", id, r.Date, r.Regions, seconds(e.Date), c.s.fan(e))
		}
		for _, n := range r.Regions {
			c.want[string(keyOfOrder(n, r.Date, id))] = 0
			if !r.Story.IsZero() {
				c.want[string(keyOfOrder(n, r.Date, id))] = hiddenPart
			}
		}
		for _, v := range r.Versions {
			c.want[string(keyOfHeld(v.Source, v.held(id)))] = 0
			c.version(id, v)
		}
		return nil
	})
}

// readStories checks that stories and their items know of each other, and adds
// the index keys of stories.
func (c *checker) readStories() error {
	parts := 0
	err := each(c.txn, []byte{storyKey}, true, func(item *badger.Item) error {
		var r storyRecord
		if err := value(item, &r); err != nil {
			return err
		}
		id := feeds.ID(item.Key()[1:])
		c.stories[id] = true
		if len(r.Items) == 0 || len(r.Items) == 1 && r.Items[0] == id {
			c.fault("story %s of %d items", id, len(r.Items))
		}
		for _, part := range r.Items {
			parts++
			if c.items[part].Story != id {
				c.fault("story %s: item %s is in story %s", id, part, c.items[part].Story)
			}
		}
		e, err := c.s.entryOf(c.txn, id)
		if err != nil || seconds(e.Date) != r.Date || !slices.Equal(c.s.fan(e), r.Regions) {
			c.fault("story %s is indexed by %d %v, want %d %v: %v", id, r.Date, r.Regions, seconds(e.Date), c.s.fan(e), err)
		}
		for _, n := range r.Regions {
			key := string(keyOfOrder(n, r.Date, id))
			if _, ok := c.want[key]; ok {
				c.want[key] = 0
			} else {
				c.want[key] = hiddenStory
			}
		}
		return nil
	})
	for _, r := range c.items {
		if !r.Story.IsZero() {
			parts--
		}
	}
	if parts != 0 {
		c.fault("%d more items in stories than say so", parts)
	}
	return err
}

// version checks that what leads to a version is there, unless it has come to
// lead to something else.
func (c *checker) version(id feeds.ID, v versionRecord) {
	if c.s.sources.published(v.Source).ID == "" {
		c.fault("item %s is from source %d, which nobody knows", id, v.Source)
	}
	for _, guid := range v.GUIDs {
		a, expires, err := readAlias(c.txn, keyOfGUID(v.Source, guid))
		switch {
		case err != nil || a.ID.IsZero():
			c.fault("item %s: no alias for guid %q: %v", id, guid, err)
		case a.ID == id && (a.Print != feeds.Fingerprint(v.Item.item()) || expires != 0):
			c.fault("item %s: alias for guid %q: wrong fingerprint or expires %d", id, guid, expires)
		}
	}
	for _, link := range v.Links {
		a, _, err := readAlias(c.txn, keyOfLink(link))
		// A link that an ID derives from needs no alias, whether its item is there or gone.
		isThere, errItem := isThere(c.txn, keyOfItem(derived(link)))
		isGone, errGone := read(c.txn, keyOfGone(derived(link)), new(goneRecord))
		if err != nil || errItem != nil || errGone != nil || a.ID.IsZero() && !isThere && !isGone {
			c.fault("item %s: no alias for link %q: %v", id, link, errors.Join(err, errItem, errGone))
		}
	}
}

func (c *checker) readGone() error {
	return each(c.txn, []byte{goneKey}, true, func(item *badger.Item) error {
		var r goneRecord
		if err := value(item, &r); err != nil {
			return err
		}
		id := feeds.ID(item.Key()[1:])
		c.gone[id] = r
		if r.Retracted != nil {
			for _, n := range r.Retracted.Regions {
				c.want[string(keyOfWithdrawn(n, r.Retracted.At, id))] = 0
			}
		}
		if _, both := c.items[id]; both || len(r.Traces) == 0 || (item.ExpiresAt() == 0) != (r.Retracted != nil) {
			c.fault("seen-mark %s: also an item %t, %d traces, expires %d", id, both, len(r.Traces), item.ExpiresAt())
		}
		return nil
	})
}

// aliases checks that every alias leads somewhere that knows of it.
func (c *checker) aliases() error {
	known := map[string]bool{}
	traces := func(id feeds.ID, ts []traceRecord) {
		for _, t := range ts {
			for _, guid := range t.GUIDs {
				known[string(guid.keyOfGUID(t.Source))+string(id[:])] = true
			}
			for _, link := range t.Links {
				known[string(link.keyOfLink())+string(id[:])] = true
			}
		}
	}
	for id, r := range c.items {
		traces(id, r.Dropped)
		for _, v := range r.Versions {
			traces(id, []traceRecord{v.trace()})
		}
	}
	for id, r := range c.gone {
		traces(id, r.Traces)
	}
	for _, prefix := range []byte{guidKey, linkKey} {
		err := each(c.txn, []byte{prefix}, true, func(item *badger.Item) error {
			var a aliasRecord
			if err := value(item, &a); err != nil {
				return err
			}
			if !known[string(item.Key())+string(a.ID[:])] {
				c.fault("alias %x leads to %s, which knows nothing of it", item.Key(), a.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// indexes checks that the index keys are just those that items ask for.
func (c *checker) indexes() error {
	for _, prefix := range []byte{orderKey, heldKey, withdrawnKey} {
		err := each(c.txn, []byte{prefix}, false, func(item *badger.Item) error {
			key := string(item.Key())
			if meta, ok := c.want[key]; !ok || meta != item.UserMeta() {
				c.fault("index key %x with meta %d: asked for %t with %d", key, item.UserMeta(), ok, meta)
			}
			delete(c.want, key)
			return nil
		})
		if err != nil {
			return err
		}
	}
	for key := range c.want {
		c.fault("index key %x is missing", key)
	}
	return nil
}

// log checks that the log tells how the store came to be what it is, as far
// back as it is kept.
func (c *checker) log() error {
	ever := map[feeds.ID]bool{}
	alive, blocks, last := map[feeds.ID]bool{}, map[block]uint64{}, changeRecord{}
	oldest, err := oldestEntry(c.txn)
	if err != nil {
		return err
	}
	seq, isWhole := oldest-1, oldest == 1
	err = each(c.txn, []byte{changeKey}, true, func(item *badger.Item) error {
		var r changeRecord
		if err := value(item, &r); err != nil {
			return err
		}
		for _, n := range r.Regions {
			at := readSeq(item.Key())
			blocks[block{n, at / blockSize}] |= 1 << (at % blockSize)
		}
		if readSeq(item.Key()) < oldest { // stays for archives
			return c.stays(readSeq(item.Key()), r.ID)
		}
		seq++
		what := feeds.Act(r.What)
		if readSeq(item.Key()) != seq || r.At < last.At || len(r.Regions) == 0 {
			c.fault("log entry %d: after %d, at %d after %d, regions %v", readSeq(item.Key()), seq, r.At, last.At, r.Regions)
		}
		// A story goes on under the ID of an item that is gone.
		if !isWhole && !ever[r.ID] {
			alive[r.ID] = what != feeds.Added // as far as we can know
		}
		if alive[r.ID] != (what != feeds.Added) {
			c.fault("log entry %d: %s of %s, alive %t", seq, what, r.ID, alive[r.ID])
		}
		alive[r.ID] = what != feeds.Removed && what != feeds.Retracted
		ever[r.ID] = true
		if !alive[r.ID] {
			delete(alive, r.ID)
		}
		last = r
		return nil
	})
	if err != nil {
		return err
	}
	if c.s.seq != seq || c.s.at != last.At {
		c.fault("log is at %d, %d; the store thinks %d, %d", seq, last.At, c.s.seq, c.s.at)
	}
	there := present(c.items)
	for id := range c.stories {
		there[id] = true // goes on, though its first item may be gone
	}
	if isWhole && !maps.Equal(alive, there) {
		c.fault("log has %d items, the store %d", len(alive), len(there))
	}
	return c.blocks(blocks)
}

// stays checks that an entry that pruning left is where something was new that
// is still there.
func (c *checker) stays(seq uint64, id feeds.ID) error {
	sp, err := readCourse(c.txn, id)
	if _, isItem := c.items[id]; sp.first != seq || !isItem && !c.stories[id] {
		c.fault("log entry %d of %s has stayed, who is there from %d on", seq, id, sp.first)
	}
	return err
}

// courses checks that each region's log has what the region shows from where it
// was new.
func (c *checker) courses() error {
	return each(c.txn, []byte{orderKey}, false, func(item *badger.Item) error {
		if item.UserMeta()&hiddenPart != 0 {
			return nil
		}
		_, id := readOrder(item.Key())
		sp, err := readCourse(c.txn, id)
		if err != nil {
			return err
		}
		var first, last changeRecord
		_, errFirst := read(c.txn, keyOfChange(sp.first), &first)
		_, errLast := read(c.txn, keyOfChange(sp.last), &last)
		if region := readRegion(item.Key()); first.ID != id || last.ID != id || !slices.Contains(first.Regions, region) {
			c.fault("%s in region %d: its log is %+v: from %+v to %+v", id, region, sp, first, last)
		}
		return errors.Join(errFirst, errLast)
	})
}

// blocks checks that the logs of regions are what the entries say.
func (c *checker) blocks(want map[block]uint64) error {
	err := each(c.txn, []byte{blockKey}, true, func(item *badger.Item) error {
		p := block{readRegion(item.Key()), readSeq(item.Key())}
		return item.Value(func(v []byte) error {
			if ticks(v) != want[p] {
				c.fault("log of region %d, block %d: %b, want %b", p.region, p.number, ticks(v), want[p])
			}
			delete(want, p)
			return nil
		})
	})
	if len(want) > 0 {
		c.fault("%d blocks of regions' logs are missing", len(want))
	}
	return err
}

func present(items map[feeds.ID]itemRecord) map[feeds.ID]bool {
	ids := map[feeds.ID]bool{}
	for id := range items {
		ids[id] = true
	}
	return ids
}

// counts checks the region records against the items and the log.
func (c *checker) counts() error {
	want, got := map[string]regionRecord{}, map[string]regionRecord{}
	oldest, err := oldestEntry(c.txn)
	if err != nil {
		return err
	}
	err = each(c.txn, []byte{orderKey}, false, func(item *badger.Item) error {
		if item.UserMeta()&hiddenPart == 0 {
			n := readRegion(item.Key())
			region := want[c.s.regions.byNumber[n]]
			region.Items++
			want[c.s.regions.byNumber[n]] = region
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(c.txn, []byte{changeKey}, true, func(item *badger.Item) error {
		var r changeRecord
		err := value(item, &r)
		if readSeq(item.Key()) < oldest {
			return err
		}
		for _, n := range r.Regions {
			region := want[c.s.regions.byNumber[n]]
			region.Seq, region.At = readSeq(item.Key()), r.At
			want[c.s.regions.byNumber[n]] = region
		}
		return err
	})
	if err != nil {
		return err
	}
	err = each(c.txn, []byte{regionKey}, true, func(item *badger.Item) error {
		var r regionRecord
		err := value(item, &r)
		slug := c.s.regions.byNumber[readRegion(item.Key())]
		r.Pruned = 0
		got[slug] = r
		if was := want[slug]; was.Seq == 0 && r.Seq < oldest { // its last change was long ago
			was.Seq, was.At = r.Seq, r.At
			want[slug] = was
		}
		return err
	})
	if diff := cmp.Diff(want, got); diff != "" {
		c.fault("region records (-want +got):\n%s", diff)
	}
	return err
}
