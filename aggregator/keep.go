package aggregator

import (
	"context"
	"errors"
	"time"

	"dateline/feeds"
)

// sleep waits for d and reports whether ctx is still alive.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// Keeper is a store that forgets by rule.
type Keeper interface {
	// Sweep removes what r no longer allows at now and returns how many items
	// that were.
	Sweep(ctx context.Context, r feeds.Retention, now time.Time) (int, error)
	// Reclaim gives disk space back. It may take minutes.
	Reclaim(ctx context.Context) error
}

// Indexer is a store that indexes what visits bring, beside them.
type Indexer interface {
	Keeper
	// Index goes on until ctx ends, and returns its error.
	Index(ctx context.Context) error
}

// Once visits every source once, as Round does, has what they bring indexed
// meanwhile, and then sweeps k. It returns an error only if the store failed or
// ctx ended.
func (p *Poller) Once(ctx context.Context, k Indexer, r feeds.Retention, report func(Outcome)) error {
	indexing, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- k.Index(indexing) }()
	err := p.Round(ctx, p.Sources, report)
	stop()
	if broken := <-ended; !errors.Is(broken, context.Canceled) {
		err = errors.Join(err, broken)
	}
	if err != nil {
		return err
	}
	return p.sweep(ctx, k, r)
}

// Keep sweeps k at once and then every hour until ctx ends, and then returns
// nil. It returns an error only if the store failed.
func (p *Poller) Keep(ctx context.Context, k Keeper, r feeds.Retention) error {
	for {
		err := p.sweep(ctx, k, r)
		if err != nil {
			return stopped(ctx, err)
		}
		if !sleep(ctx, time.Hour) {
			return nil
		}
	}
}

func (p *Poller) sweep(ctx context.Context, k Keeper, r feeds.Retention) error {
	removed, err := k.Sweep(ctx, r, time.Now().UTC())
	if err != nil {
		return err
	}
	if removed > 0 {
		p.Log.Info("swept", "removed", removed)
	}
	return k.Reclaim(ctx)
}
