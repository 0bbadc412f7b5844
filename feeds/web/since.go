package web

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"dateline/feeds"
)

// Chronicle is the log of what we publish. A region that is in the atlas always
// exists; the methods return feeds.ErrNotFound for any other. They may be called
// at the same time.
type Chronicle interface {
	// Since returns up to limit steps of what became of a region's entries
	// after a sequence, of those that a query is for. It is feeds.ErrPruned if
	// some of that is forgotten, feeds.ErrAhead if there is no such sequence.
	Since(ctx context.Context, region string, q feeds.Query, after uint64, limit int) (feeds.Delta, error)
	// Wait returns the last sequence as soon as it is after the given one, or
	// the error of ctx.
	Wait(ctx context.Context, after uint64) (uint64, error)
	// Archive returns a document of size entries at most. It is
	// feeds.ErrNotFound if there was nothing in its month, feeds.ErrAhead if
	// it has not come that far.
	Archive(ctx context.Context, region string, q feeds.Query, at feeds.Place, last feeds.Month, size int) (feeds.Archive, error)
	// Archived returns the document that has, with those before it, what a
	// feed does not show; zero if there is none. All says that the feed shows
	// all that the query wants.
	Archived(ctx context.Context, region string, q feeds.Query, shown []feeds.Entry, all bool, last feeds.Month, size int) (feeds.Place, error)
	// Months lists the months until last that have anything, the newest first.
	Months(ctx context.Context, region string, last feeds.Month) ([]feeds.Month, error)
}

// A sequence of the log, as readers get it to come back with, has the form of a
// cursor: a byte that says what it is for, the number, and a check.
const (
	markForm = 2
	partForm = 3

	sequenceSize   = 1 + 8
	sequenceLength = ((sequenceSize+checkSize)*8 + 5) / 6
)

func writeSequence(form byte, seq uint64) string {
	b := binary.BigEndian.AppendUint64([]byte{form}, seq)
	return cursorCoding.EncodeToString(append(b, checkOf(b)...))
}

func readSequence(form byte, text string) (uint64, bool) {
	b, err := cursorCoding.DecodeString(text)
	if err != nil || len(text) != sequenceLength || len(b) != sequenceSize+checkSize || b[0] != form || string(b[sequenceSize:]) != string(checkOf(b[:sequenceSize])) {
		return 0, false
	}
	return binary.BigEndian.Uint64(b[1:]), true
}

// readMark takes a value of since that is no date.
func (q *query) readMark(value string) (problem string) {
	seq, ok := readSequence(markForm, value)
	if !ok {
		return noDate("since", value) + ", and no cursor that we gave out either"
	}
	if q.isMarked && q.mark != seq {
		return "since is given with two cursors"
	}
	q.mark, q.isMarked = seq, true
	return ""
}

// markProblem says what cannot be asked for together with changes.
func (q query) markProblem() (problem string) {
	switch {
	case !q.isMarked:
		return ""
	case q.expanded:
		return "changes since a cursor are told of stories, not of each item (dupes=expand)"
	case q.cap != q.plain.cap:
		return "changes since a cursor are told of all sources alike (cap)"
	case !q.After.IsZero():
		return "since and before have a cursor both, and go different ways"
	}
	return ""
}

func (q query) spellMark() []string {
	if !q.isMarked {
		return nil
	}
	return []string{writeSequence(markForm, q.mark)}
}

// marked is the same query for what comes after a sequence.
func (q query) marked(seq uint64) query {
	q.mark, q.isMarked = seq, true
	return q
}

// unmarked is the same query for what is there now.
func (q query) unmarked() query {
	q.mark, q.isMarked = 0, false
	return q
}

// delta is the channel of what has changed since a cursor, the oldest change
// first.
func (s *server) delta(ctx context.Context, a address, q query) (feeds.Channel, error) {
	q.Playable = a.podcasts
	d, err := s.chronicle.Since(ctx, a.region.Slug, q.Query, q.mark, q.limit)
	if err != nil {
		return feeds.Channel{}, fmt.Errorf("changes of %s: %w", a.region.Slug, err)
	}
	now, err := s.library.Latest(ctx, a.region.Slug, 1)
	if err != nil {
		return feeds.Channel{}, fmt.Errorf("health of %s: %w", a.region.Slug, err)
	}
	channel := feeds.NewChannel(s.site, s.atlas, a.region, feeds.Page{Entries: d.Entries(), Health: now.Health}, q.address())
	if tag := q.language(); tag != "" {
		channel = channel.In(tag, s.atlas)
	}
	if a.podcasts {
		channel = channel.AsPodcasts()
	}
	channel.Delta, channel.Modified = true, time.Time{}
	if n := len(d.Steps); n > 0 {
		channel.Modified = d.Steps[n-1].At
	}
	channel.Title = s.title(q, channel)
	channel.Retracted, channel.Removed = d.Gone()
	channel.Since = writeSequence(markForm, d.Next)
	if d.More {
		channel.Links = append(channel.Links, feeds.Link{Rel: "next", URL: s.site.URL(a.with(q.marked(d.Next)))})
	}
	return channel, nil
}
