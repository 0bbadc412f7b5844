package storage

import (
	"bytes"
	"errors"
	"math"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/storage/index"
)

// finding yields what the index finds, and what it does not have yet, in the order
// of feeds, each once.
type finding struct {
	streams []*stream
	last    *index.Doc
	// until is the oldest date that is wanted.
	until index.Doc
	close func()
}

// stream yields docs in the order of feeds.
type stream struct {
	// at is the next doc; before the stream is begun, none of its docs is before
	// that.
	at    index.Doc
	begun bool
	// begin begins at the first doc, next goes to the next one. They report
	// whether there is one.
	begin func() error
	next  func() (index.Doc, bool, error)
	// isSure says that the docs are in the region.
	isSure bool
}

// find looks for what is planned. What changed since the index was made is in
// the log; what is older than the index has come to is in the region's order.
func (s *Store) find(txn *badger.Txn, region uint32, p plan, hidden byte, known *tail) (*finding, error) {
	f := &finding{until: index.Doc{Date: p.until, ID: feedsLast}, close: func() {}}
	if s.index.broken.Load() {
		return f.scan(txn, region, p, nil, hidden), nil
	}
	m, err := s.index.read(txn)
	if err != nil {
		return nil, err
	}
	oldest, err := oldestEntry(txn)
	if err != nil {
		return nil, err
	}
	if m.Version != index.Version || m.Seq+1 < oldest { // what came between is not in the log any more
		return f.scan(txn, region, p, nil, hidden), nil
	}
	t, err := s.index.catchUp(txn, m.Seq, known)
	if errors.Is(err, errBehind) {
		return f.scan(txn, region, p, nil, hidden), nil
	}
	if err != nil {
		return nil, err
	}
	f.add(listed(t, p))
	for _, r := range m.Segments {
		if r.Newest >= p.until {
			f.add(s.index.stream(txn, r, p))
		}
	}
	if !m.Whole {
		f.scan(txn, region, p, m.unbuilt(region), hidden)
	}
	return f, nil
}

// feedsLast is after all IDs.
var feedsLast = [16]byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}

func (f *finding) add(s *stream) { f.streams = append(f.streams, s) }

// listed yields what a plan finds in the tail.
func listed(t *tail, p plan) *stream {
	var docs []index.Doc
	for _, e := range t.entries {
		if p.from.Compare(e.Doc) <= 0 && e.Date >= p.until && p.terms.Finds(e.Entry) {
			docs = append(docs, e.Doc)
		}
	}
	slices.SortFunc(docs, index.Doc.Compare)
	next := func() (d index.Doc, ok bool, err error) {
		if len(docs) == 0 {
			return d, false, nil
		}
		d, docs = docs[0], docs[1:]
		return d, true, nil
	}
	return &stream{at: index.Doc{Date: math.MaxInt64}, next: next}
}

// stream yields what a plan finds in a segment.
func (x *indexer) stream(txn *badger.Txn, r segmentRecord, p plan) *stream {
	var hits *index.Hits
	begin := func() error {
		s, err := x.open(txn, r.Number)
		if err == nil {
			hits, err = s.Hits(p.terms, p.from.Date)
		}
		return err
	}
	next := func() (index.Doc, bool, error) {
		for {
			d, ok, err := hits.Next()
			if err != nil || !ok || p.from.Compare(d) <= 0 {
				return d, ok, err
			}
		}
	}
	return &stream{at: index.Doc{Date: min(r.Newest, p.from.Date)}, begin: begin, next: next}
}

// scan adds all of a region's order from a key on.
func (f *finding) scan(txn *badger.Txn, region uint32, p plan, from []byte, hidden byte) *finding {
	from = slices.MaxFunc([][]byte{from, keyOfOrder(region, p.from.Date, p.from.ID)}, bytes.Compare)
	it := txn.NewIterator(badger.IteratorOptions{Prefix: orderPrefix(region)})
	f.close = it.Close
	it.Seek(from)
	next := func() (d index.Doc, ok bool, err error) {
		for ; it.Valid(); it.Next() {
			if it.Item().UserMeta()&hidden == 0 {
				d.Date, d.ID = readOrder(it.Item().Key())
				it.Next()
				return d, true, nil
			}
		}
		return d, false, nil
	}
	f.add(&stream{at: index.Doc{Date: math.MaxInt64}, next: next, isSure: true})
	return f
}

// next returns the next doc, nil if there is none, and whether it is known to be
// in the region.
func (f *finding) next() (*index.Doc, bool, error) {
	for len(f.streams) > 0 {
		i := f.first()
		s := f.streams[i]
		if f.until.Compare(s.at) < 0 {
			return nil, false, nil
		}
		d, isSure, isDoc := s.at, s.isSure, s.begun
		more, err := s.advance()
		if err != nil {
			return nil, false, err
		}
		if !more {
			f.streams = slices.Delete(f.streams, i, i+1)
		}
		if isDoc && (f.last == nil || *f.last != d) {
			f.last = &d
			return &d, isSure, nil
		}
	}
	return nil, false, nil
}

// ahead returns the next places, so many if there are.
func (f *finding) ahead(n int) (places []place, err error) {
	for len(places) < n {
		d, isSure, err := f.next()
		if err != nil || d == nil {
			return places, err
		}
		places = append(places, place{date: d.Date, id: d.ID, isFound: !isSure, isUnindexed: isSure})
	}
	return places, nil
}

// first is the stream that has the next doc, or may have it: then it has to be
// begun before another's doc is the next.
func (f *finding) first() int {
	best := 0
	for i, s := range f.streams {
		b := f.streams[best]
		if c := s.at.Compare(b.at); c < 0 || c == 0 && !s.begun && b.begun {
			best = i
		}
	}
	return best
}

func (s *stream) advance() (more bool, err error) {
	if !s.begun && s.begin != nil {
		if err := s.begin(); err != nil {
			return false, err
		}
	}
	s.begun = true
	s.at, more, err = s.next()
	return more, err
}
