package parse

import (
	"dateline/aggregator/parse/date"
	"dateline/aggregator/parse/markup"
	"dateline/feeds"
)

// tombstones are the at:deleted-entry elements of a feed (RFC 6721 section 3).
// They are for Atom; in RSS they mean the same of a guid.
func (c *converter) tombstones(x extensions) (ts []feeds.Tombstone) {
	for e := range x.all(markup.ATSpace, "deleted-entry") {
		t := feeds.Tombstone{GUID: attr(e, "ref"), Comment: inner(e).text(markup.ATSpace, "comment")}
		if t.GUID == "" {
			continue
		}
		t.At, _ = date.Read(attr(e, "when"), c.in.Timezone)
		ts = append(ts, t)
	}
	return ts
}
