package index_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"dateline/storage/index"
)

// shelf keeps the blocks of a segment.
type shelf map[index.Kind]map[uint32][]byte

func (s shelf) emit(b index.Block) error {
	if s[b.Kind] == nil {
		s[b.Kind] = map[uint32][]byte{}
	}
	if s[b.Kind][b.First] != nil {
		return fmt.Errorf("block %c %d twice", b.Kind, b.First)
	}
	s[b.Kind][b.First] = b.Data
	return nil
}

func (s shelf) get(kind index.Kind, first uint32) ([]byte, error) {
	data, ok := s[kind][first]
	if !ok {
		return nil, index.ErrCorrupt
	}
	return data, nil
}

func (s shelf) segment() (index.Segment, error) {
	h, err := index.ParseHeading(s[index.Head][0])
	return index.Segment{Heading: h, Get: s.get}, err
}

func drawEntries(t *rapid.T) []index.Entry {
	n := rapid.SampledFrom([]int{1, 2, 40, 600, 3000}).Draw(t, "entries")
	seed := rapid.Uint32().Draw(t, "seed")
	next := func() uint32 {
		seed = seed*1664525 + 1013904223
		return seed >> 8
	}
	entries := make([]index.Entry, n)
	for i := range entries {
		e := index.Entry{Doc: index.Doc{Date: int64(next()%uint32(n)) - 50, ID: [16]byte{byte(next() % 3), byte(next())}}}
		for range next() % 20 {
			// Some terms are in nearly all, most in few.
			e.Terms = append(e.Terms, index.Term(next()%(1+next()%uint32(1+n))))
		}
		e.Terms = append(e.Terms, ^index.Term(next()%2))
		entries[i] = e
	}
	return entries
}

// found are the docs that a query finds in a segment, from a date on.
func found(s index.Segment, q index.Query, date int64) ([]index.Doc, error) {
	hits, err := s.Hits(q, date)
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for {
		d, ok, err := hits.Next()
		if err != nil || !ok {
			return docs, err
		}
		if d.Date <= date {
			docs = append(docs, d)
		}
	}
}

// wanted are the docs that have to be found.
func wanted(entries []index.Entry, q index.Query, date int64) []index.Doc {
	var docs []index.Doc
	for _, e := range entries {
		if e.Date <= date && q.Finds(e) {
			docs = append(docs, e.Doc)
		}
	}
	slices.SortFunc(docs, index.Doc.Compare)
	return slices.Compact(docs)
}

// joined are entries with those of one doc made one.
func joined(entries []index.Entry) []index.Entry {
	at := map[index.Doc]int{}
	var all []index.Entry
	for _, e := range entries {
		if i, ok := at[e.Doc]; ok {
			all[i].Terms = slices.Concat(all[i].Terms, e.Terms)
			continue
		}
		at[e.Doc] = len(all)
		all = append(all, e)
	}
	return all
}

func drawQuery(t *rapid.T, n int) index.Query {
	term := rapid.Custom(func(t *rapid.T) index.Term {
		if rapid.Bool().Draw(t, "common") {
			return ^index.Term(rapid.IntRange(0, 1).Draw(t, "term"))
		}
		return index.Term(rapid.IntRange(0, n).Draw(t, "term"))
	})
	group := rapid.Custom(func(t *rapid.T) index.Group {
		return rapid.SliceOfN(rapid.SliceOfN(term, 1, 3), 1, 3).Draw(t, "group")
	})
	return rapid.SliceOfN(group, 0, 3).Draw(t, "query")
}

// TestFind wants a segment, and what several are merged to, to find what each
// entry would be found by for itself.
func TestFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		cuts := rapid.IntRange(1, 4).Draw(t, "segments")
		var segments []index.Segment
		for some := range slices.Chunk(entries, (len(entries)+cuts-1)/cuts) {
			s := shelf{}
			h, err := index.Build(some, s.emit)
			must(t, err)
			seg, err := s.segment()
			must(t, err)
			if h.Docs != seg.Docs || h.Newest() != seg.Newest() {
				t.Fatalf("heading %+v reads back as %+v", h, seg.Heading)
			}
			segments = append(segments, seg)
		}
		all := joined(entries)
		dead := rapid.IntRange(0, 3).Draw(t, "dead")
		alive := func(d index.Doc) bool { return int(d.ID[1])%4 >= dead }
		left := slices.DeleteFunc(slices.Clone(all), func(e index.Entry) bool { return !alive(e.Doc) })
		s := shelf{}
		h, err := index.Merge(segments, func(d index.Doc) (bool, error) { return alive(d), nil }, s.emit)
		must(t, err)
		if h == nil {
			if len(left) > 0 || len(s) > 0 {
				t.Fatalf("nothing of %d is left", len(left))
			}
			return
		}
		merged, err := s.segment()
		must(t, err)
		if merged.Docs != len(left) {
			t.Fatalf("merged to %d docs, want %d", merged.Docs, len(left))
		}
		for range 5 {
			q := drawQuery(t, len(entries))
			date := int64(rapid.IntRange(-60, len(entries)).Draw(t, "date"))
			got, err := found(merged, q, date)
			must(t, err)
			compare(t, wanted(left, q, date), got)
			var each []index.Doc
			for _, s := range segments {
				docs, err := found(s, q, date)
				must(t, err)
				each = append(each, docs...)
			}
			for _, d := range wanted(entries, q, date) {
				if !slices.Contains(each, d) {
					t.Fatalf("%v does not find %v", q, d)
				}
			}
		}
	})
}

func compare(t *rapid.T, want, got []index.Doc) {
	t.Helper()
	if !slices.IsSortedFunc(got, index.Doc.Compare) {
		t.Fatalf("found %v: not in order", got)
	}
	for _, d := range want {
		if !slices.Contains(got, d) {
			t.Fatalf("found %d docs without %v of %d", len(got), d, len(want))
		}
	}
	if cmp.Compare(len(got), len(want)) != 0 {
		t.Fatalf("found %d docs, want %d", len(got), len(want))
	}
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestCorrupt wants every changed byte of any block to be noticed.
func TestCorrupt(t *testing.T) {
	s := shelf{}
	var entries []index.Entry
	for i := range 40 {
		entries = append(entries, index.Entry{Doc: index.Doc{Date: int64(i)}, Terms: []index.Term{1, index.Term(i)}})
	}
	if _, err := index.Build(entries, s.emit); err != nil {
		t.Fatal(err)
	}
	for kind, blocks := range s {
		for _, data := range blocks {
			for i := range data {
				data[i] ^= 0x20
				seg, err := s.segment()
				if err == nil {
					_, err = found(seg, index.Query{{{1}}}, 100)
				}
				if !errors.Is(err, index.ErrCorrupt) {
					t.Fatalf("kind %c, byte %d: error %v", kind, i, err)
				}
				data[i] ^= 0x20
			}
		}
	}
}
