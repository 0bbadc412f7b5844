package storage

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
	"dateline/storage/index"
)

// What else than by words entries are found by. These are on the disk: see
// index.Version.
const (
	aRegion   byte = 'r'
	aSource   byte = 's'
	aLanguage byte = 'l'
	aTopic    byte = 't'
	playable  byte = 'm'
)

func termOfNumber(kind byte, number uint32) index.Term {
	return index.Facet(kind, binary.BigEndian.AppendUint32(nil, number))
}

// termOfTopic is alike for topics that differ in case, accents and dashes only.
func termOfTopic(topic string) index.Term {
	return index.Facet(aTopic, []byte(feeds.TopicSlug(topic)))
}

func termOfLanguage(tag string) index.Term {
	return index.Facet(aLanguage, []byte(strings.ToLower(tag)))
}

// describer makes terms of entries. It is for one at a time.
type describer struct {
	s     *Store
	terms index.Set
	last  []byte
	// topics are the terms of those met so far, of so many that are so short.
	topics map[string]index.Term
}

const (
	maxTopics    = 4096
	maxTopicSize = 64
)

// topic adds the term of a topic: the same few are met over and over.
func (d *describer) topic(topic string) {
	term, known := d.topics[topic]
	if !known && len(topic) > maxTopicSize {
		term = termOfTopic(topic)
	} else if !known {
		if len(d.topics) >= maxTopics || d.topics == nil {
			d.topics = map[string]index.Term{}
		}
		term = termOfTopic(topic)
		d.topics[strings.Clone(topic)] = term
	}
	d.terms.Add(term)
}

// of returns the terms of an entry in some regions.
func (d *describer) of(e feeds.Entry, regions []uint32) []index.Term {
	d.terms.Reset()
	d.last = d.last[:0]
	e.EachWord(d.word)
	for _, n := range regions {
		d.terms.Add(termOfNumber(aRegion, n))
	}
	for _, c := range e.Carriers {
		if n, ok := d.s.sources.number(c.ID); ok {
			d.terms.Add(termOfNumber(aSource, n))
		}
	}
	for _, c := range e.Categories {
		d.topic(c.Term)
		d.topic(c.Label)
	}
	for _, p := range e.Placements {
		d.topic(p.Slug)
	}
	for i, c := range []byte(e.Language + "-") {
		if c == '-' {
			d.terms.Add(termOfLanguage(e.Language[:i]))
		}
	}
	if e.IsPlayable() {
		d.terms.Add(index.Facet(playable, nil))
	}
	return slices.Clone(d.terms.Terms())
}

// word takes in a word. Of scripts without spaces pairs are terms too.
func (d *describer) word(word []byte) {
	if word == nil {
		d.last = d.last[:0]
		return
	}
	d.terms.Add(index.Word(word))
	if !index.IsRune(word) {
		d.last = d.last[:0]
		return
	}
	if len(d.last) > 0 {
		d.terms.Add(index.Pair(d.last, word))
	}
	d.last = append(d.last[:0], word...)
}

// entries are what the index has of an item, and of the story that has its ID:
// one if they are at the same place of feeds, none if neither is there.
func (d *describer) entries(txn *badger.Txn, id feeds.ID) ([]index.Entry, error) {
	var all []index.Entry
	var r itemRecord
	found, err := read(txn, keyOfItem(id), &r)
	if err != nil {
		return nil, err
	}
	if found {
		all = append(all, index.Entry{Doc: index.Doc{Date: r.Date, ID: id}, Terms: d.of(d.s.publish(id, &r), r.Regions)})
	}
	var st storyRecord
	if found, err = read(txn, keyOfStory(id), &st); err != nil || !found {
		return all, err
	}
	e, err := d.s.tell(id, st.Items, func(item feeds.ID) (*itemRecord, error) { return itemIn(txn, item) })
	if err != nil {
		return nil, err
	}
	return joined(all, index.Entry{Doc: index.Doc{Date: st.Date, ID: id}, Terms: d.of(e, st.Regions)}), nil
}
