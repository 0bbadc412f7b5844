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
