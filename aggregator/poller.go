package aggregator

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"dateline/aggregator/fetch"
	"dateline/aggregator/parse"
	"dateline/feeds"
)

// Store keeps what visits bring.
type Store interface {
	// State returns what is remembered of a source: the zero State if it was
	// never visited.
	State(ctx context.Context, sourceID string) (feeds.State, error)
	// Merge stores the items of a visit and then its state. Merging a visit
	// twice is the same as once. After an error some items may be stored;
	// the state is not.
	Merge(ctx context.Context, v feeds.Visit) (feeds.Tally, error)
}

// Poller visits sources.
type Poller struct {
	Sources []feeds.Source
	Store   Store
	Client  *fetch.Client
	Reader  Reader
	Pace    Pace
	// Workers is how many sources are fetched at once.
	Workers int
	Log     *slog.Logger
}

// fetched is an answer on its way from a worker to the reader.
type fetched struct {
	src   feeds.Source
	state feeds.State
	resp  fetch.Response
	err   error
	began time.Time
}

// Round visits sources, all at once up to Workers, and calls report with each
// outcome, never twice at a time. It returns an error only if the store failed
// or ctx ended; what was merged before that stays.
func (p *Poller) Round(ctx context.Context, sources []feeds.Source, report func(Outcome)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan fetched)
	go p.fetchAll(ctx, sources, answers)
	var broken error
	for f := range answers {
		if broken != nil || ctx.Err() != nil {
			continue
		}
		o, err := p.finish(ctx, f)
		if err != nil {
			broken = err
			cancel()
			continue
		}
		p.note(o)
		report(o)
	}
	if broken == nil {
		broken = ctx.Err()
	}
	return broken
}

// fetchAll sends an answer for each source and closes answers when all are
// through or ctx ended.
func (p *Poller) fetchAll(ctx context.Context, sources []feeds.Source, answers chan<- fetched) {
	defer close(answers)
	queue := make(chan feeds.Source)
	var workers sync.WaitGroup
	for range max(1, min(p.Workers, len(sources))) {
		workers.Go(func() {
			for src := range queue {
				answers <- p.fetch(ctx, src)
			}
		})
	}
	for _, src := range sources {
		queue <- src
	}
	close(queue)
	workers.Wait()
}

func (p *Poller) fetch(ctx context.Context, src feeds.Source) fetched {
	f := fetched{src: src, began: time.Now()}
	if f.err = ctx.Err(); f.err != nil {
		return f
	}
	if f.state, f.err = p.Store.State(ctx, src.ID); f.err != nil {
		f.err = storeError{f.err}
		return f
	}
	f.resp, f.err = p.Client.Get(ctx, request(src, f.state))
	return f
}

// storeError marks a failure of ours, not of the source.
type storeError struct{ error }

func (e storeError) Unwrap() error { return e.error }

// finish reads an answer and merges it. Its error is the store's; the source's
// own is in the outcome.
func (p *Poller) finish(ctx context.Context, f fetched) (Outcome, error) {
	if e, ok := f.err.(storeError); ok { //nolint:errorlint // made by fetch just above, never wrapped
		return Outcome{}, e.error
	}
	now := time.Now().UTC()
	v := feeds.Visit{Source: f.src, At: now}
	o := Outcome{Source: f.src, Status: f.resp.Status}
	doc, err := p.read(f)
	if err != nil {
		o.Result, o.Err = Failed, err
		if o.Status == 0 {
			o.Status = status(err)
		}
		next := p.Pace.Next(f.src, f.state.Failures+1, retryAfter(err), now)
		v.State = failed(f.state, err, next, now)
	} else {
		o.Result, o.Items, o.Repairs = Fetched, len(doc.Items), doc.Repairs
		if !f.resp.IsModified() {
			o.Result = NotModified
		}
		v.Items, v.ChannelLink = doc.Items, doc.Link
		v.State = succeeded(f.state, f.resp, doc, p.Pace.Next(f.src, 0, 0, now), now)
	}
	o.Tally, err = p.Store.Merge(ctx, v)
	o.Took = time.Since(f.began)
	if err != nil {
		return o, fmt.Errorf("merge %s: %w", f.src.ID, err)
	}
	return o, nil
}

// read returns the document of an answer, empty if nothing changed.
func (p *Poller) read(f fetched) (parse.Document, error) {
	if f.err != nil || !f.resp.IsModified() {
		return parse.Document{}, f.err
	}
	return p.Reader.Read(f.resp.Body, f.resp.ContentType, f.resp.URL, f.src)
}

func (p *Poller) note(o Outcome) {
	attrs := []any{
		slog.String("source", o.Source.ID), slog.String("outcome", string(o.Result)),
		slog.Int("new", o.Tally.New), slog.Int("changed", o.Tally.Changed), slog.Int("known", o.Tally.Known),
		slog.Duration("took", o.Took.Round(time.Millisecond)),
	}
	if len(o.Repairs) > 0 {
		attrs = append(attrs, slog.Any("repairs", o.Repairs))
	}
	if o.Err != nil {
		p.Log.Warn("visited", append(attrs, slog.Any("error", o.Err))...)
		return
	}
	p.Log.Info("visited", attrs...)
}
