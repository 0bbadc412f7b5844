package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
)

// Listing is an entry or a retraction as a channel lists it. Print changes when
// what readers of the feed are told of it does.
type Listing struct {
	ID    ID
	Print [8]byte
}

// Listings are those of the channel's entries, and then of its retractions.
func (c Channel) Listings() []Listing {
	list := make([]Listing, 0, len(c.Entries)+len(c.Retracted))
	for i := range c.Entries {
		list = append(list, c.Entries[i].listing())
	}
	for _, r := range c.Retracted {
		list = append(list, r.listing())
	}
	return list
}

// listing prints, in its words: revision, dates, [parts], and a line for each
// carrier and each region. Subscribers are known to have such a print, so it has to
// stay as it is.
func (e *Entry) listing() Listing {
	b := strconv.AppendInt(make([]byte, 0, 512), int64(e.Revision), 10)
	b = strconv.AppendInt(append(b, ' '), e.Date.UnixNano(), 10)
	b = strconv.AppendInt(append(b, ' '), e.Modified.UnixNano(), 10)
	b = append(b, " ["...)
	for i, part := range e.Parts {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, part.String()...)
	}
	b = append(b, "]\n"...)
	for i := range e.Carriers {
		b = strconv.AppendQuote(b, e.Carriers[i].ID)
		b = strconv.AppendQuote(append(b, ' '), e.Carriers[i].Link)
		b = append(b, '\n')
	}
	for _, p := range e.Placements {
		b = append(append(b, p.Slug...), '\n')
	}
	sum := sha256.Sum256(b)
	return Listing{ID: e.ID, Print: [8]byte(sum[:8])}
}

func (r Retraction) listing() Listing {
	h := sha256.New()
	_, _ = fmt.Fprintln(h, "retracted", r.At.UnixNano())
	return Listing{ID: r.ID, Print: [8]byte(h.Sum(nil))}
}

// Print tells what a channel lists from what any other does.
func Print(list []Listing) string {
	h := sha256.New()
	for _, l := range list {
		h.Write(l.ID[:])
		h.Write(l.Print[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Newer is the channel with only what is not in a list.
func (c Channel) Newer(known []Listing) Channel {
	has := make(map[Listing]bool, len(known))
	for _, l := range known {
		has[l] = true
	}
	entries, retracted := c.Entries, c.Retracted
	c.Entries, c.Retracted = nil, nil
	for i := range entries {
		if !has[entries[i].listing()] {
			c.Entries = append(c.Entries, entries[i])
		}
	}
	for _, r := range retracted {
		if !has[r.listing()] {
			c.Retracted = append(c.Retracted, r)
		}
	}
	return c
}
