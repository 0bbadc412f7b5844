package load

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Throughput asks over so many connections, as fast as answers come, for the
// time and says how many answers came a second. Any answer but a 200 or a 304
// is an error.
func Throughput(ctx context.Context, addr string, request []byte, conns int, d time.Duration) (float64, error) {
	var count atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	began := time.Now()
	for range conns {
		group.Go(func() error {
			c, err := Dial(ctx, addr)
			if err != nil {
				return err
			}
			defer func() { _ = c.Close() }()
			for time.Since(began) < d && ctx.Err() == nil {
				if err := c.ask(request); err != nil {
					return err
				}
				count.Add(1)
			}
			return ctx.Err()
		})
	}
	err := group.Wait()
	return float64(count.Load()) / time.Since(began).Seconds(), err
}

func (c *Conn) ask(request []byte) error {
	a, err := c.Do(request)
	if err == nil && a.Status != 200 && a.Status != 304 {
		err = fmt.Errorf("answer %d to %.80q", a.Status, request)
	}
	return err
}

// Latencies asks each request once, one after the other, and returns how long
// each answer took to its last byte, in the order of the requests.
func Latencies(ctx context.Context, addr string, requests [][]byte) ([]time.Duration, error) {
	return paced(ctx, addr, requests, 0)
}

// Paced is Latencies with a request at each tick. A request that has to wait
// for the answer before it has waited since its tick.
func Paced(ctx context.Context, addr string, requests [][]byte, tick time.Duration) ([]time.Duration, error) {
	return paced(ctx, addr, requests, tick)
}

func paced(ctx context.Context, addr string, requests [][]byte, tick time.Duration) ([]time.Duration, error) {
	c, err := Dial(ctx, addr)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	took := make([]time.Duration, 0, len(requests))
	at := time.Now()
	for _, req := range requests {
		if tick == 0 {
			at = time.Now()
		} else if at = at.Add(tick); !wait(ctx, time.Until(at)) {
			return took, ctx.Err()
		}
		if err := c.ask(req); err != nil {
			return took, err
		}
		took = append(took, time.Since(at))
	}
	return took, ctx.Err()
}

// wait reports whether ctx is still alive after d.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// Percentile is the value that p percent of the times do not exceed, 0 of none.
func Percentile(took []time.Duration, p float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(took))
	return sorted[min(int(float64(len(sorted))*p/100), len(sorted)-1)]
}
