package aggregator

import (
	"context"
	"time"

	"dateline/feeds"
)

// pause is the longest wait between two looks at what is due, and the
// shortest: sources due within a second of each other share a round.
const (
	longestPause  = time.Minute
	shortestPause = time.Second
)

// Run visits each source whenever it is due, until ctx ends, and then returns
// nil. It returns an error only if the store failed.
func (p *Poller) Run(ctx context.Context) error {
	for {
		due, wait, err := p.due(ctx, time.Now())
		if err == nil && len(due) > 0 {
			err = p.Round(ctx, due, func(Outcome) {})
			wait = 0
		}
		if ctx.Err() != nil {
			return nil //nolint:nilerr // being told to stop is no failure
		}
		if err != nil {
			return err
		}
		if !sleep(ctx, max(wait, shortestPause)) {
			return nil
		}
	}
}

// due returns the sources to visit at now, and how long until the next one is.
func (p *Poller) due(ctx context.Context, now time.Time) (due []feeds.Source, wait time.Duration, err error) {
	wait = longestPause
	for _, src := range p.Sources {
		state, err := p.Store.State(ctx, src.ID)
		if err != nil {
			return nil, 0, err
		}
		if state.IsDue(now) {
			due = append(due, src)
			continue
		}
		wait = min(wait, state.Next.Sub(now))
	}
	return due, wait, nil
}

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
		if ctx.Err() != nil {
			return nil //nolint:nilerr // being told to stop is no failure
		}
		if err != nil {
			return err
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
