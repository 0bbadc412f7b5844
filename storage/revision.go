package storage

import "dateline/feeds"

// revisions are those of a version, the oldest first; one at least.
func (v versionRecord) revisions() []feeds.Revision {
	if len(v.History) == 0 {
		return []feeds.Revision{{Number: v.Revision, At: fromSeconds(v.Received), Title: v.Item.Title}}
	}
	rs := make([]feeds.Revision, len(v.History))
	for i, r := range v.History {
		rs[i] = feeds.Revision{Number: r.Number, At: fromSeconds(r.At), Title: r.Title}
	}
	return rs
}

// turn makes a version what its source says at a time: a revision more.
func (v *versionRecord) turn(text textRecord, changed, at int64) {
	if len(v.History) == 0 {
		v.History = []revisionRecord{{Number: v.Revision, At: v.Received, Title: v.Item.Title}}
	}
	v.Revision++
	v.History = append(v.History, revisionRecord{Number: v.Revision, At: at, Title: text.Title})
	v.History = v.History[max(0, len(v.History)-feeds.MaxRevisions):]
	v.Item, v.Changed = text, changed
}
