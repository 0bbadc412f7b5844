package storage

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"dateline/feeds"
)

// trace returns the trace a source left, nil if there is none.
func trace(traces []traceRecord, source uint32) *traceRecord {
	i := slices.IndexFunc(traces, func(t traceRecord) bool { return t.Source == source })
	if i < 0 {
		return nil
	}
	return &traces[i]
}

// trace is what a version leaves.
func (v versionRecord) trace() traceRecord {
	return traceRecord{
		Source: v.Source, GUIDs: convert(v.GUIDs, hashOf), Links: convert(v.Links, hashOf),
		Title: digest(v.Item.Title), Link: digestLink(v.Item.Link), Published: v.Item.Published,
		Words: digestWords(v.Item.item()),
	}
}

// isSame reports whether an item of the same source and guid is what left the
// trace, as feeds.IsSame decides it.
func (t *traceRecord) isSame(it feeds.Item) bool {
	is := traceRecord{Title: digest(it.Title), Link: digestLink(it.Link), Published: stampOf(it.Published)}
	return feeds.IsSame(t.item(), is.item())
}

// item has digests for its words, which are alike if the words are.
func (t *traceRecord) item() feeds.Item {
	return feeds.Item{Title: word(t.Title), Link: word(t.Link), Published: t.Published.time()}
}

func word(digest uint32) string {
	if digest == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(digest), 10)
}

// digest tells texts under one guid apart, for which four bytes do.
func digest(s string) uint32 {
	if s == "" {
		return 0
	}
	h := hashOf(s)
	return max(binary.BigEndian.Uint32(h[:]), 1)
}

// digestLink is alike for all spellings of an address.
func digestLink(link string) uint32 { return digest(cmp.Or(feeds.Canonical(link), link)) }

// digestWords is alike for items that say the same, wherever they are. It is 0
// if an item says too little.
func digestWords(it feeds.Item) uint32 {
	print, ok := feeds.ContentPrint(it)
	if !ok {
		return 0
	}
	return max(binary.BigEndian.Uint32(print[:]), 1)
}

// derived is the ID that an item at a canonical link has, whatever its source,
// if nothing says that it has another.
func derived(link string) feeds.ID { return feeds.IdentifyBy(link, feeds.Item{}, "") }
