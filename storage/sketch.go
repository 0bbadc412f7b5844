package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
	"dateline/storage/story"
)

// A story is told within days: items older than that when they come are not
// compared, and what is kept to compare the others is forgotten after that.
const sketchFor = 7 * 24 * time.Hour

// maxPosting is how many items a key of sketches leads to, the first ones.
const maxPosting = 256

// A sketch is kept as the number of sources that carry the item, one byte, each
// of them in four bytes, and its own bytes: all that comparing it needs. A
// posting is IDs, one after the other.

func sketchValue(r *itemRecord, drawn []byte) []byte {
	sources := r.Versions[:min(len(r.Versions), 255)]
	v := append(make([]byte, 0, 1+4*len(sources)+len(drawn)), byte(len(sources)))
	for _, version := range sources {
		v = binary.BigEndian.AppendUint32(v, version.Source)
	}
	return append(v, drawn...)
}

// drawnOf is the part of a sketch's value that story.Parse reads.
func drawnOf(v []byte) []byte {
	if len(v) == 0 || len(v) < 1+4*int(v[0]) {
		return nil
	}
	return v[1+4*int(v[0]):]
}

// raw reads a value that is no record, nil if there is none.
func raw(txn *badger.Txn, key []byte) ([]byte, error) {
	item, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", key[:1], err)
	}
	return item.ValueCopy(nil)
}

func keyOfSketch(id feeds.ID) []byte { return append([]byte{sketchKey}, id[:]...) }

func keyOfPosting(k story.Key) []byte { return append([]byte{postingKey}, k[:]...) }

// drawing is what became of a sketch.
type drawing struct {
	// done says that there is one, and another than before.
	done bool
	// meets says that other items have a key in common with it.
	meets bool
	// was is the one before, nil if there was none.
	was []byte
}

// draw writes the sketch of an item as it is published, and what leads to it,
// unless that is what it was before, or there is nothing to compare, or the
// item is too old for that.
func (b *batch) draw(id feeds.ID, r *itemRecord, e feeds.Entry, at time.Time) (d drawing, err error) {
	if at.Sub(e.Date) > b.s.sketchFor {
		return d, nil
	}
	s := story.Draw(e.Item, e.Date)
	keys, value := s.Keys(), sketchValue(r, s.Bytes())
	if r.isKept() {
		d.was, err = raw(b.txn, keyOfSketch(id))
	}
	if err != nil || bytes.Equal(d.was, value) || d.was == nil && len(keys) == 0 {
		return d, err
	}
	expires := uint64(time.Now().Add(b.s.sketchFor).Unix()) // Badger forgets by the real clock
	if err := b.set(&badger.Entry{Key: keyOfSketch(id), Value: value, ExpiresAt: expires}); err != nil {
		return d, err
	}
	for _, k := range keys {
		others, err := b.post(k, id, expires)
		if err != nil {
			return d, err
		}
		d.meets = d.meets || others
	}
	d.done = true
	return d, nil
}

// post lets a key lead to an item, and reports whether it leads to others. Keys
// of sketches that an item had before lead to it too, until they are forgotten:
// who follows them finds that it is another by now.
func (b *batch) post(k story.Key, id feeds.ID, expires uint64) (others bool, err error) {
	key := keyOfPosting(k)
	was, err := b.raw(key)
	if err != nil {
		return false, err
	}
	for some := range slices.Chunk(was, len(id)) {
		if bytes.Equal(some, id[:]) {
			return len(was) > len(id), nil
		}
	}
	if len(was) >= maxPosting*len(id) {
		if was, err = b.present(was); err != nil || len(was) >= maxPosting*len(id) {
			return true, err // who comes after finds the story by its first items
		}
	}
	value := slices.Concat(was, id[:])
	return len(was) > 0, b.set(&badger.Entry{Key: key, Value: value, ExpiresAt: expires})
}

// present returns those of a posting's items that there is still something to
// compare of.
func (b *batch) present(posting []byte) (left []byte, err error) {
	for some := range slices.Chunk(posting, len(feeds.ID{})) {
		sketch, err := raw(b.txn, keyOfSketch(feeds.ID(some)))
		if err != nil {
			return nil, err
		}
		if sketch != nil {
			left = append(left, some...)
		}
	}
	return left, nil
}

// erase removes the sketch of an item and what leads to it.
func (b *batch) erase(id feeds.ID) error {
	value, err := raw(b.txn, keyOfSketch(id))
	if err != nil || value == nil {
		return err
	}
	if err := b.remove(keyOfSketch(id)); err != nil {
		return err
	}
	s, err := story.Parse(drawnOf(value))
	if err != nil {
		return nil //nolint:nilerr // drawn by another release: what leads to it is forgotten by itself
	}
	for _, k := range s.Keys() {
		if err := b.unpost(k, id); err != nil {
			return err
		}
	}
	return nil
}

// unpost lets a key lead to an item no more.
func (b *batch) unpost(k story.Key, id feeds.ID) error {
	item, err := b.txn.Get(keyOfPosting(k))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read posting: %w", err)
	}
	was, err := item.ValueCopy(nil)
	if err != nil {
		return err
	}
	var left []byte
	for some := range slices.Chunk(was, len(id)) {
		if !bytes.Equal(some, id[:]) {
			left = append(left, some...)
		}
	}
	if len(left) == 0 {
		return b.remove(keyOfPosting(k))
	}
	return b.set(&badger.Entry{Key: keyOfPosting(k), Value: left, ExpiresAt: item.ExpiresAt()})
}

// members reads items that may belong to a story, each once.
type members struct {
	b    *batch
	read map[feeds.ID]*story.Member // nil where there is nothing to compare
}

func (b *batch) members() *members { return &members{b: b, read: map[feeds.ID]*story.Member{}} }

// near returns the items that a sketch has a key in common with.
func (ms *members) near(s story.Sketch) ([]story.Member, error) {
	var found []story.Member
	seen := map[feeds.ID]bool{}
	for _, k := range s.Keys() {
		posting, err := raw(ms.b.txn, keyOfPosting(k))
		if err != nil {
			return nil, err
		}
		for some := range slices.Chunk(posting, len(feeds.ID{})) {
			id := feeds.ID(some)
			if seen[id] {
				continue
			}
			seen[id] = true
			m, err := ms.get(id)
			if err != nil {
				return nil, err
			}
			if m != nil {
				found = append(found, *m)
			}
		}
	}
	return found, nil
}

// get returns an item, nil if there is nothing to compare it by, any more or
// at all.
func (ms *members) get(id feeds.ID) (*story.Member, error) {
	if m, ok := ms.read[id]; ok {
		return m, nil
	}
	m, err := ms.load(id)
	if err == nil {
		ms.read[id] = m
	}
	return m, err
}

func (ms *members) load(id feeds.ID) (*story.Member, error) {
	value, err := raw(ms.b.txn, keyOfSketch(id))
	if err != nil {
		return nil, err
	}
	return memberOf(id, value), nil
}

// memberOf is the item that a kept sketch is of. It is nil if there is none, or
// if it was drawn by another release, which is as good as forgotten.
func memberOf(id feeds.ID, value []byte) *story.Member {
	s, err := story.Parse(drawnOf(value))
	if err != nil {
		return nil
	}
	m := &story.Member{ID: id, Sketch: s}
	for source := range slices.Chunk(value[1:1+4*int(value[0])], 4) {
		m.Sources = append(m.Sources, string(source))
	}
	return m
}
