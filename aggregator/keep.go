package aggregator

import (
	"context"
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
