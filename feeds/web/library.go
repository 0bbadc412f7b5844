package web

import (
	"context"
	"time"

	"dateline/feeds"
)

// Library is what we publish from. A region that is in the atlas always
// exists, with or without items; the methods return feeds.ErrNotFound for any
// other. They may be called at the same time.
type Library interface {
	// Latest returns the newest entries of a region, at most limit of them,
	// newest first. For a region without items it is a page without entries
	// and no error.
	Latest(ctx context.Context, region string, limit int) (feeds.Page, error)
	// Select returns the newest of a region's entries that a selection is
	// for; else it is as Latest. It may stop looking for more when it has
	// looked at many, and then says so by where it goes on.
	Select(ctx context.Context, region string, s feeds.Selection) (feeds.Page, error)
	// Head tells the region's present content from any other. It is asked
	// for with every request, so it should cost next to nothing. The head of
	// a region that never held an item is the zero Head, and no error.
	Head(ctx context.Context, region string) (feeds.Head, error)
	// Revision changes when any head does, at the latest by the time that
	// whoever changed it is told so. It is asked for with every request, and
	// has to be no more than a look at a number.
	Revision() uint64
	// Entry returns an item, or feeds.ErrNotFound if there is none: it never
	// was, or was removed. For one that was retracted that is a
	// *feeds.RetractedError.
	Entry(ctx context.Context, id feeds.ID) (feeds.Entry, error)
	// SourceName returns what the source with an ID is called; ok is false if
	// there is none. Items may be of one that the operator has dropped since.
	SourceName(id string) (name string, ok bool)
	// SourceIDs lists all of them, sorted.
	SourceIDs() []string
	// Counts lists every region that holds items, sorted by slug.
	Counts(ctx context.Context) ([]feeds.Count, error)
}

// Pages knows what has become of the pages that items are about.
type Pages interface {
	// IsGone reports whether a page's server says that it is gone for good.
	// The error says why it gave no answer.
	IsGone(ctx context.Context, link string) (bool, error)
}

// Editor changes what is published, for the operator.
type Editor interface {
	// Retract withdraws an item for good; doing it again changes nothing. An
	// item that was never seen is feeds.ErrNotFound.
	Retract(ctx context.Context, id feeds.ID, reason string, now time.Time) (feeds.Retraction, error)
}
