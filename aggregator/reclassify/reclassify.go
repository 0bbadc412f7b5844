// Package reclassify places stored items anew after the config, the overrides
// or the gazetteer have changed, and says first what that moves.
//
//	job := reclassify.Job{Reader: reader, Sources: sources, Store: store, Out: os.Stdout}
//	err := job.Run(ctx)
//
//	malaysia: 3 enter, 214 leave
//	singapore: 211 enter, 0 leave
//	8000 items: 214 move, 12 are placed alike for other reasons; 226 were changed
//
// # What is run again
//
// What decides where an item is: overrides, then placing, which has all it
// needs (title, texts, categories, position, language, link) in what is stored
// and the rest in the source's settings of today; then the rules of regions,
// which keep items out of their feeds. They are asked as of when the item was
// first received, so that its age is what it was then.
//
// Rules at the top and of sources are not: a drop would have to remove what
// readers have, a tag cannot be told from a category of the source, and the
// text before a rewrite is gone. What tags and topics there are is stored among
// the categories, and counts for placing as it did.
//
// Versions of sources that the config no longer has stay as they are, for the
// regions such a source stood for are known no more; unless an override is
// about them, or was and is no longer: then they are placed by what they say.
//
// # What changes
//
// Items move to the feeds of other regions, each with its place in the order
// of feeds and its entry in the log, in batches. No ID, date or revision
// changes: a source would have to say something new for that. Broken off at
// any moment, by a signal or a power cut, it is run again: items that are where
// they should be cost a look each and no write. That is why no progress is
// kept: whatever else has changed meanwhile is seen to as well.
package reclassify

import (
	"context"
	"fmt"
	"io"

	"dateline/aggregator"
	"dateline/feeds"
)

// Store keeps items, each with the versions of its sources.
type Store interface {
	// Survey calls moved for each item that Reclassify would change.
	Survey(ctx context.Context, again func(feeds.ID, feeds.Version) feeds.Item, moved func(enters, leaves []string)) error
	// Reclassify gives each version the placements and the dateline of what
	// again returns, and calls moved for each item that readers come to see
	// otherwise, with the regions it enters and leaves. After an error some
	// items may have moved; none is half moved.
	Reclassify(ctx context.Context, again func(feeds.ID, feeds.Version) feeds.Item, moved func(enters, leaves []string)) error
}

// Job places all items of a store anew.
type Job struct {
	Reader aggregator.Reader
	// Sources are the configured ones.
	Sources []feeds.Source
	Store   Store
	Out     io.Writer
	// JSON prints an object a region and then a summary. DryRun changes
	// nothing.
	JSON, DryRun bool
}

// Run prints what will move, and moves it.
func (j Job) Run(ctx context.Context) error {
	again := placing{reader: j.Reader, sources: map[string]feeds.Source{}}
	for _, src := range j.Sources {
		again.sources[src.ID] = src
	}
	d := newDiff()
	err := j.Store.Survey(ctx, d.counted(again.place), d.add)
	if err == nil {
		err = j.print(d)
	}
	done := newDiff()
	if err == nil && !j.DryRun && !d.isEmpty() {
		err = j.Store.Reclassify(ctx, done.counted(again.place), done.add)
	}
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("stopped when %d of %d items were done: run it again to go on", done.moved+done.alike, d.moved+d.alike)
	}
	if err != nil {
		return err
	}
	return j.sum(d, done)
}

// placing places versions as the config says now.
type placing struct {
	reader  aggregator.Reader
	sources map[string]feeds.Source
}

func (p placing) place(id feeds.ID, v feeds.Version) feeds.Item {
	if src, ok := p.sources[v.Source.ID]; ok {
		return p.reader.Again(id, v.Item, src, v.Received)
	}
	placed := p.reader.Again(id, v.Item, v.Source, v.Received)
	if placed.IsEdited() || v.Item.IsEdited() {
		return placed
	}
	return v.Item
}
