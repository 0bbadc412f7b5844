package aggregator

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/aggregator/websub"
	"dateline/feeds"
)

// take reads and merges what a hub has pushed. A push that cannot be read is
// passed over: the next visit finds what it held.
func (r *round) take(ctx context.Context, push websub.Push) error {
	src, ok := r.listed[push.SourceID]
	if !ok {
		return nil // no longer listed
	}
	o := Outcome{Source: src, Result: Pushed}
	state, err := r.Store.State(ctx, push.SourceID)
	if err != nil {
		return err
	}
	doc, err := r.Reader.Read(push.Body, push.ContentType, state.Document, o.Source, push.At)
	if err != nil {
		o.Err = err
		r.note(o)
		return nil //nolint:nilerr // told in the log, and found by the next visit
	}
	v := pushed(o.Source, state, doc, push.At)
	o.tell(doc, len(v.Items))
	if o.Tally, err = r.Store.Merge(ctx, v); err != nil {
		return fmt.Errorf("merge %s: %w", push.SourceID, err)
	}
	o.Took = time.Since(push.At)
	r.note(o)
	r.report(o)
	return nil
}

// pushed is a push as a visit. It leaves the validators alone, for it is no
// answer to a question of ours; what it brings belongs to the source's rhythm.
// It may change what we know of items, so the next visit reads them all.
func pushed(src feeds.Source, state feeds.State, doc Document, at time.Time) feeds.Visit {
	v := feeds.Visit{Source: src, At: at, Items: doc.Kept(), Tombstones: doc.Tombstones, ChannelLink: cmp.Or(doc.Link, state.Link), Reading: &feeds.Reading{}, State: state}
	v.Settle = func(st feeds.State, tally feeds.Tally) feeds.State {
		if tally.New > 0 {
			st.Newest = at
			st.Rhythm.Items += float64(tally.New)
		}
		return st
	}
	return v
}

// links are what a document that came says of its hub; the HTTP header goes
// before the document (W3C WebSub section 4).
func links(f *fetched, doc Document) *websub.Links {
	if !f.resp.IsModified() {
		return nil
	}
	return &websub.Links{Topic: cmp.Or(f.resp.Self, doc.Self), Hubs: slices.Concat(f.resp.Hubs, doc.Hubs)}
}
