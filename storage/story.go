package storage

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// storyRecord is a story of two items or more, or of one that goes on under the
// ID of another that is gone.
type storyRecord struct {
	// Items are those that tell it, sorted.
	Items []feeds.ID `cbor:"1,keyasint"`
	// Date and Regions are those of the story's order keys.
	Date    int64    `cbor:"2,keyasint"`
	Regions []uint32 `cbor:"3,keyasint"`
	// First is when the item whose ID it has was received.
	First int64 `cbor:"4,keyasint"`
}

func keyOfStory(id feeds.ID) []byte { return append([]byte{storyKey}, id[:]...) }

func keyOfPart(id feeds.ID) []byte { return append([]byte{partKey}, id[:]...) }

// learnStory reads which story an item tells with others.
func (r *itemRecord) learnStory(txn *badger.Txn, id feeds.ID) error {
	r.Story = feeds.ID{}
	value, err := raw(txn, keyOfPart(id))
	if err == nil && value != nil {
		r.Story = feeds.ID(value)
	}
	return err
}

// writeStory writes it.
func (b *batch) writeStory(id feeds.ID, r *itemRecord) error {
	if r.Story.IsZero() {
		return b.remove(keyOfPart(id))
	}
	return b.set(&badger.Entry{Key: keyOfPart(id), Value: r.Story[:]})
}

// rejoin puts an item that comes back into the story that went on under its ID,
// if one did.
func (b *batch) rejoin(id feeds.ID) (bool, error) {
	var st storyRecord
	found, err := read(b.txn, keyOfStory(id), &st)
	if err != nil || !found {
		return false, err
	}
	st.Items = append(st.Items, id)
	sortIDs(st.Items)
	if err := b.put(keyOfStory(id), st); err != nil {
		return false, err
	}
	return true, b.writeStory(id, &itemRecord{Story: id})
}

func sortIDs(ids []feeds.ID) {
	slices.SortFunc(ids, func(a, b feeds.ID) int { return bytes.Compare(a[:], b[:]) })
}

// received is when we first saw the item.
func (r *itemRecord) received() int64 {
	first := r.Versions[0].Received
	for _, v := range r.Versions {
		first = min(first, v.Received)
	}
	return first
}

// errNoPart is a story whose item is not there.
var errNoPart = errors.New("a part of the story is missing")

// tell makes the entry of a story from the records of its items.
func (s *Store) tell(id feeds.ID, items []feeds.ID, record func(feeds.ID) (*itemRecord, error)) (feeds.Entry, error) {
	parts := make([]feeds.Part, len(items))
	for i, item := range items {
		r, err := record(item)
		if err != nil {
			return feeds.Entry{}, fmt.Errorf("story %s: item %s: %w", id, item, err)
		}
		parts[i] = feeds.Part{ID: item, Versions: s.versions(r)}
	}
	return feeds.PublishStory(id, parts), nil
}

// itemIn reads an item that has to be there.
func itemIn(txn *badger.Txn, id feeds.ID) (*itemRecord, error) {
	r := new(itemRecord)
	found, err := read(txn, keyOfItem(id), r)
	if err == nil && !found {
		err = errNoPart
	}
	return r, err
}

// entryOf is the entry that feeds show under an ID: of a story, or of an item.
func (s *Store) entryOf(txn *badger.Txn, id feeds.ID) (feeds.Entry, error) {
	var r itemRecord
	if err := r.learnStory(txn, id); err != nil {
		return feeds.Entry{}, err
	}
	if r.Story != id { // most items stand alone: for them that was all to look up
		found, err := read(txn, keyOfItem(id), &r)
		if err != nil {
			return feeds.Entry{}, err
		}
		if found {
			return s.publishPart(id, &r), nil
		}
	}
	var st storyRecord
	found, err := read(txn, keyOfStory(id), &st)
	if err != nil {
		return feeds.Entry{}, err
	}
	if !found {
		return feeds.Entry{}, absence(txn, id)
	}
	return s.tell(id, st.Items, func(item feeds.ID) (*itemRecord, error) { return itemIn(txn, item) })
}

// partOf is the entry of an item for itself.
func (s *Store) partOf(txn *badger.Txn, id feeds.ID) (feeds.Entry, error) {
	r, err := itemIn(txn, id)
	if err != nil {
		return feeds.Entry{}, err
	}
	return s.part(txn, id, r)
}

// part is the entry of an item for itself.
func (s *Store) part(txn *badger.Txn, id feeds.ID, r *itemRecord) (feeds.Entry, error) {
	if err := r.learnStory(txn, id); err != nil {
		return feeds.Entry{}, err
	}
	return s.publishPart(id, r), nil
}

func (s *Store) publishPart(id feeds.ID, r *itemRecord) feeds.Entry {
	e := s.publish(id, r)
	e.Story = r.Story
	return e
}
