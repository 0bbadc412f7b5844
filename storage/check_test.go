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
// items, indexes, counts, aliases, seen-marks, sources and log.
func (s *Store) Check() error {
	return s.db.View(func(txn *badger.Txn) error {
		c := &checker{s: s, txn: txn, want: map[string]byte{}, items: map[feeds.ID]itemRecord{}, gone: map[feeds.ID]goneRecord{}}
		for _, step := range []func() error{c.readItems, c.readStories, c.readGone, c.aliases, c.indexes, c.log, c.counts} {
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
	want   map[string]byte
	items  map[feeds.ID]itemRecord
	gone   map[feeds.ID]goneRecord
	faults []error
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
		if a, _, err := readAlias(c.txn, keyOfLink(link)); err != nil || a.ID.IsZero() {
			c.fault("item %s: no alias for link %q: %v", id, link, err)
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
	add := func(source uint32, id feeds.ID, guids, links []string) {
		for _, guid := range guids {
			known[string(keyOfGUID(source, guid))+string(id[:])] = true
		}
		for _, link := range links {
			known[string(keyOfLink(link))+string(id[:])] = true
		}
	}
	traces := func(id feeds.ID, ts []traceRecord) {
		for _, t := range ts {
			add(t.Source, id, t.GUIDs, t.Links)
		}
	}
	for id, r := range c.items {
		traces(id, r.Dropped)
		for _, v := range r.Versions {
			add(v.Source, id, v.GUIDs, v.Links)
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

// log checks that the log tells how the store came to be what it is.
func (c *checker) log() error {
	ever := map[feeds.ID]bool{}
	alive, history, last := map[feeds.ID]bool{}, map[string]bool{}, changeRecord{}
	seq := uint64(0)
	err := each(c.txn, []byte{changeKey}, true, func(item *badger.Item) error {
		var r changeRecord
		if err := value(item, &r); err != nil {
			return err
		}
		seq++
		what := feeds.Act(r.What)
		if readSeq(item.Key()) != seq || r.At < last.At || len(r.Regions) == 0 {
			c.fault("log entry %d: after %d, at %d after %d, regions %v", readSeq(item.Key()), seq, r.At, last.At, r.Regions)
		}
		// A story goes on under the ID of an item that is gone.
		if goesOn := what == feeds.Changed && ever[r.ID]; alive[r.ID] != (what != feeds.Added) && !goesOn {
			c.fault("log entry %d: %s of %s, alive %t", seq, what, r.ID, alive[r.ID])
		}
		if what == feeds.Changed && !alive[r.ID] {
			delete(alive, r.ID)
		} else {
			alive[r.ID] = what != feeds.Removed && what != feeds.Retracted
		}
		ever[r.ID] = true
		if !alive[r.ID] {
			delete(alive, r.ID)
		}
		for _, n := range r.Regions {
			history[string(keyOfHistory(n, seq))] = true
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
	if !maps.Equal(alive, present(c.items)) {
		c.fault("log has %d items, the store %d", len(alive), len(c.items))
	}
	err = each(c.txn, []byte{historyKey}, false, func(item *badger.Item) error {
		if !history[string(item.Key())] {
			c.fault("history key %x is in no log entry", item.Key())
		}
		delete(history, string(item.Key()))
		return nil
	})
	if len(history) > 0 {
		c.fault("%d history keys are missing", len(history))
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
	err := each(c.txn, []byte{orderKey}, false, func(item *badger.Item) error {
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
		got[c.s.regions.byNumber[readRegion(item.Key())]] = r
		return err
	})
	if diff := cmp.Diff(want, got); diff != "" {
		c.fault("region records (-want +got):\n%s", diff)
	}
	return err
}
