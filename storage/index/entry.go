package index

import (
	"bytes"
	"cmp"
	"slices"
)

// Doc is the place of an entry in the order of feeds: newest first, then by ID.
type Doc struct {
	Date int64
	ID   [16]byte
}

// Compare orders docs as feeds are ordered.
func (d Doc) Compare(o Doc) int {
	if d.Date != o.Date {
		return cmp.Compare(o.Date, d.Date)
	}
	return bytes.Compare(d.ID[:], o.ID[:])
}

// Entry is a doc and the terms it is found by, in any order.
type Entry struct {
	Doc
	Terms []Term
}

// Query asks for entries that every group finds.
type Query []Group

// Group finds what has all terms of any of its parts.
type Group [][]Term

// Finds reports whether the query finds an entry.
func (q Query) Finds(e Entry) bool {
	return !slices.ContainsFunc(q, func(g Group) bool {
		return !slices.ContainsFunc(g, func(all []Term) bool {
			return !slices.ContainsFunc(all, func(t Term) bool { return !slices.Contains(e.Terms, t) })
		})
	})
}
