package index_test

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"testing"

	"dateline/storage/index"
)

// FuzzSegment wants noise with a right checksum to be refused or to find
// something, and never to do harm.
func FuzzSegment(f *testing.F) {
	s := shelf{}
	entries := []index.Entry{{Doc: index.Doc{Date: 5}, Terms: []index.Term{1, 2}}, {Doc: index.Doc{Date: 9}, Terms: []index.Term{1}}, {Doc: index.Doc{Date: 7}, Terms: []index.Term{1, 4}}}
	if _, err := index.Build(entries, s.emit); err != nil {
		f.Fatal(err)
	}
	body := func(data []byte) []byte { return data[:len(data)-4] }
	f.Add(body(s[index.Head][0]), body(s[index.Docs][0]), body(s[index.Terms][1]))
	f.Add([]byte{0xff}, []byte{0xff}, []byte{1, 0x80})
	f.Fuzz(func(t *testing.T, head, docs, terms []byte) {
		sealed := func(data []byte) []byte {
			return binary.BigEndian.AppendUint32(slices.Clip(data), crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)))
		}
		h, err := index.ParseHeading(sealed(head))
		if err != nil {
			return
		}
		seg := index.Segment{Heading: h, Get: func(kind index.Kind, _ uint32) ([]byte, error) {
			return sealed(map[index.Kind][]byte{index.Docs: docs, index.Terms: terms}[kind]), nil
		}}
		for term := range index.Term(5) {
			got, err := found(seg, index.Query{{{term}}}, 100)
			if err == nil && len(got) > h.Docs {
				t.Fatalf("%d docs of %d", len(got), h.Docs)
			}
		}
		_, _ = index.Merge([]index.Segment{seg, seg}, func(index.Doc) (bool, error) { return true, nil }, func(index.Block) error { return nil })
	})
}

// entriesOf makes entries of noise: four bytes each say where an entry is and
// which three terms it has.
func entriesOf(noise []byte) (entries []index.Entry) {
	for some := range slices.Chunk(noise, 4) {
		if len(some) < 4 || len(entries) == 1000 {
			break
		}
		e := index.Entry{Doc: index.Doc{Date: int64(int8(some[0])), ID: [16]byte{some[1] % 4}}}
		for _, b := range some[1:] {
			e.Terms = append(e.Terms, index.Term(b)*index.Term(b)<<(b%16))
		}
		entries = append(entries, e)
	}
	return entries
}

// FuzzRoundTrip wants every term of any entries to find just those that have it, in
// the segment that is made of them and in one that is merged of two halves.
func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4})
	f.Add([]byte("the same doc twice, and terms that many have: aaaaaaaabbbbaaaa"))
	f.Add(slices.Repeat([]byte{0xff, 0, 0, 0x80, 7, 0xfe, 0x80, 1}, 200))
	f.Fuzz(func(t *testing.T, noise []byte) {
		entries := entriesOf(noise)
		if len(entries) < 2 {
			return
		}
		whole, first, second, merged := shelf{}, shelf{}, shelf{}, shelf{}
		half := len(entries) / 2
		build(t, whole, entries)
		halves := []index.Segment{build(t, first, entries[:half]), build(t, second, entries[half:])}
		alive := func(index.Doc) (bool, error) { return true, nil }
		if _, err := index.Merge(halves, alive, merged.emit); err != nil {
			t.Fatal(err)
		}
		for _, s := range []shelf{whole, merged} {
			segment, err := s.segment()
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				for _, term := range e.Terms {
					want := docsWith(entries, term)
					if got, err := found(segment, index.Query{{{term}}}, 128); err != nil || !slices.Equal(got, want) {
						t.Fatalf("term %d finds %v, %v, want %v", term, got, err, want)
					}
				}
			}
		}
	})
}

func build(t *testing.T, s shelf, entries []index.Entry) index.Segment {
	t.Helper()
	if _, err := index.Build(entries, s.emit); err != nil {
		t.Fatal(err)
	}
	segment, err := s.segment()
	if err != nil {
		t.Fatal(err)
	}
	return segment
}

// docsWith are the docs of entries that have a term, in their order.
func docsWith(entries []index.Entry, term index.Term) (docs []index.Doc) {
	for _, e := range entries {
		if slices.Contains(e.Terms, term) {
			docs = append(docs, e.Doc)
		}
	}
	slices.SortFunc(docs, index.Doc.Compare)
	return slices.Compact(docs)
}
