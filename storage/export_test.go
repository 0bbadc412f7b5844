package storage

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage/index"
)

// SetBatchBytes makes batches small, so that few items need many.
func (s *Store) SetBatchBytes(n int64) { s.batchBytes = n }

// IndexLate does once what Index does each time something has changed.
func (s *Store) IndexLate(ctx context.Context) error { return s.indexFrom(ctx, s.index.sizes.build) }

// SetIndexSizes makes segments of n docs, and merges any three of a size.
func (s *Store) SetIndexSizes(n int) {
	s.index.sizes = sizes{flush: n, build: n, few: 2 * n, many: 4 * n, alike: 3, most: 8 * n}
}

// Segments are the docs of each segment of the index, and whether that is whole.
func (s *Store) Segments() (docs []int, whole bool) {
	m, usable, err := s.index.look()
	if err != nil {
		panic(err)
	}
	return convert(m.Segments, func(s segmentRecord) int { return s.Docs }), m.Whole && usable
}

// SpoilIndexRecord writes noise where it is said what the index is of.
func (s *Store) SpoilIndexRecord() error {
	return s.db.Update(func(txn *badger.Txn) error { return txn.Set(indexKey, []byte("noise")) })
}

// SpoilIndex changes the last byte of every block of a kind.
func (s *Store) SpoilIndex(kind index.Kind) error {
	s.index.headings.Clear()
	return s.db.Update(func(txn *badger.Txn) error {
		return each(txn, []byte{segmentKey}, true, func(item *badger.Item) error {
			key := item.KeyCopy(nil)
			v, err := item.ValueCopy(nil)
			if err != nil || index.Kind(key[5]) != kind {
				return err
			}
			v[len(v)-1]++
			return txn.Set(key, v)
		})
	})
}

// NoStories lets no item be compared with another.
func (s *Store) NoStories() { s.sketchFor = -1000 * time.Hour }

// SetSchema pretends that another release has written the folder.
func (s *Store) SetSchema(version int) error {
	return s.db.Update(func(txn *badger.Txn) error { return write(txn, schemaKey, schemaRecord{Version: version}) })
}

// Writes counts the writes the store has made so far.
func (s *Store) Writes() uint64 { return s.db.MaxVersion() }

// Encode and Decode are the codec, for tests of what it keeps.
func Encode(it feeds.Item) ([]byte, error) { return encode(textOf(it)) }

// Decode reads what Encode wrote.
func Decode(value []byte) (feeds.Item, error) {
	var r textRecord
	err := decode(value, &r)
	return r.item(), err
}

// Reencode decodes any item record and encodes it again.
func Reencode(value []byte) ([]byte, error) {
	var r itemRecord
	if err := decode(value, &r); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte(plain)
	err := encoder.MarshalToBuffer(r, &b)
	return b.Bytes(), err
}

// Marks returns when each seen-mark ends.
func (s *Store) Marks() map[feeds.ID]uint64 {
	marks := map[feeds.ID]uint64{}
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{goneKey}, false, func(item *badger.Item) error {
			marks[feeds.ID(item.Key()[1:])] = item.ExpiresAt()
			return nil
		})
	})
	if err != nil {
		panic(err)
	}
	return marks
}

// FanSome indexes n items by another atlas and stops, as a crash would.
func (s *Store) FanSome(atlas *feeds.Atlas, n int) error {
	s.atlas = atlas
	if err := s.loadRegions(); err != nil {
		return err
	}
	ids, err := s.after(feeds.ID{}, n)
	if err != nil {
		return err
	}
	b := s.begin()
	defer b.close()
	r := atlasRecord{Hash: "before", Next: atlas.Hash()}
	if err := b.refanAll(ids, &r, time.Now()); err != nil {
		return err
	}
	return b.checkpoint(r)
}

// IndexOnce does a single step of what IndexAll does.
func (s *Store) IndexOnce(ctx context.Context) error {
	_, err := s.index.step(ctx, s.index.sizes.flush)
	return err
}

// LookTwice lets items be looked for again that were found to be fresh.
func (s *Store) LookTwice() { s.looksTwice = true }

// LimitUnwritten lets it be known of some 50 keys a line that they were not written.
func (s *Store) LimitUnwritten(lines int64) {
	s.unwritten = nil
	if lines > 0 {
		s.unwritten = newUnwritten(lines * 64 * unwrittenPart)
	}
}

// LoseHandover lets everything be read that is not indexed yet.
func (s *Store) LoseHandover() { s.index.handover.forget(math.MaxUint64) }

// handover checks that what was handed over last of each item is what would be
// read of it.
func (c *checker) handover() error {
	last, all := map[feeds.ID]uint64{}, map[uint64][]index.Entry{}
	for _, batch := range c.s.index.handover.some {
		for _, p := range batch.entries {
			last[p.ID] = p.seq
			all[p.seq] = append(all[p.seq], p.Entry)
		}
	}
	d := &describer{s: c.s}
	for id, seq := range last {
		want, err := d.entries(c.txn, id)
		if err != nil {
			return err
		}
		for _, entries := range [][]index.Entry{want, all[seq]} {
			for i := range entries {
				slices.Sort(entries[i].Terms)
			}
		}
		if len(want) > 0 && !reflect.DeepEqual(want, all[seq]) {
			c.fault("entry %d of the log: handed over (-want +got):\n%s", seq, cmp.Diff(want, all[seq]))
		}
	}
	return nil
}

// ItemBytes is what items take that are packed, with a dictionary or without.
func (s *Store) ItemBytes(with bool) (mean int) {
	sum, n := 0, 0
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{itemKey}, true, func(item *badger.Item) error {
			return item.Value(func(v []byte) error {
				if v[0] == packedBy == with {
					sum, n = sum+len(v), n+1
				}
				return nil
			})
		})
	})
	if err != nil {
		panic(err)
	}
	return sum / max(n, 1)
}

// InFeeds is what readers of feeds see of an entry.
func InFeeds(e feeds.Entry) feeds.Entry { return inFeeds(e) }

// Dump is all that is stored but what is remembered of documents.
func (s *Store) Dump() map[string]string {
	all := map[string]string{}
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, nil, true, func(item *badger.Item) error {
			v, err := item.ValueCopy(nil)
			if item.Key()[0] != readingKey {
				all[fmt.Sprintf("%c %x", item.Key()[0], item.Key()[1:])] = fmt.Sprintf("%x %d", v, item.ExpiresAt())
			}
			return err
		})
	})
	if err != nil {
		panic(err)
	}
	return all
}

// ItemRecord is what is stored of an item that so many sources carry, as CBOR.
func ItemRecord(it feeds.Item, sources int) []byte {
	r := itemRecord{Date: -5, Regions: []uint32{1, 1 << 20}}
	for n := range sources {
		v := versionRecord{Source: uint32(n), Item: textOf(it), Received: 1 << 40, Changed: 1, Revision: n + 1, GUIDs: []string{it.GUID}, Links: []string{it.Link, ""}}
		if n > 0 {
			v.History = []revisionRecord{{Number: n, At: 9, Title: it.Title}}
		}
		r.Versions = append(r.Versions, v)
	}
	var b bytes.Buffer
	if err := encoder.MarshalToBuffer(r, &b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Scan scans an item record. Isso says that it could, and differs how that is not
// what the decoder makes of it.
func Scan(body []byte) (isso bool, differs string) {
	var got, want itemRecord
	if !scanItem(body, &got) {
		return false, ""
	}
	if err := decoder.Unmarshal(body, &want); err != nil {
		return true, err.Error()
	}
	if !reflect.DeepEqual(want, got) {
		again, _ := encoder.Marshal(got)
		if as, _ := encoder.Marshal(want); !bytes.Equal(as, again) || len(got.Regions) == 0 { // a number that is none is no other either
			return true, fmt.Sprintf("want %+v, got %+v", want, got)
		}
	}
	return true, ""
}

// ScanAbout scans what an entry of the log is about, of one with such numbers, and
// reports whether that is what the decoder makes of it.
func ScanAbout(at int64, id feeds.ID, regions []uint32, prev uint64) (isso bool) {
	body, err := encoder.Marshal(changeRecord{At: at, ID: id, What: "new", Regions: regions, Prev: prev})
	if err != nil {
		panic(err)
	}
	var got, want aboutRecord
	if err := decoder.Unmarshal(body, &want); err != nil {
		panic(err)
	}
	for n := range body {
		var cut aboutRecord
		if scanAbout(body[:n], &cut) && cut != want {
			return false
		}
	}
	return scanAbout(body, &got) && got == want && want.ID == id
}

// DecodeItem decodes an item record, and scans it if it may.
func DecodeItem(body []byte, scans bool) {
	var r itemRecord
	if scans && scanItem(body, &r) {
		return
	}
	if err := decoder.Unmarshal(body, &r); err != nil {
		panic(err)
	}
}
