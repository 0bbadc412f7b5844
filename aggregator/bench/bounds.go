package bench

import (
	"context"
	"fmt"
	"time"

	"dateline/aggregator/bench/press"
)

// rowBounds is filled with the config's memory.
var rowBounds = Row{Name: "large store, all sources polled for the first time: anonymous memory", Unit: "MB"}

// farNewest is an article that no store was filled with.
const farNewest = 1_000_000

// bounds polls all sources for the first time into the large store and looks at
// the memory that takes, of the program and of the server beside its readers.
func (b *bench) bounds(ctx context.Context) ([]Figure, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	up := &press.Upstream{Press: b.press, Articles: articles}
	up.Newest.Store(farNewest)
	if err := up.Start(ctx); err != nil {
		return nil, err
	}
	s, _, err := b.filled(ctx, b.Items)
	if err != nil {
		return nil, err
	}
	if err := s.visits(b.Sources, up.URL, time.Hour); err != nil {
		return nil, err
	}
	b.tell("polling %d sources into a store of %d items", b.Sources, b.Items)
	used, err := s.run(ctx, "poll", "--json")
	if err != nil {
		return nil, err
	}
	row := rowBounds
	row.Floor = float64(int64(b.Memory)<<20) / 1e6
	row.Goal = row.Floor
	return []Figure{row.figure(fmt.Sprintf("%d sources, %d items; resident %.0f MB, with what is mapped of files; %.0f s of CPU", b.Sources, b.Items, float64(used.resident)/1e6, used.cpu.Seconds()), float64(used.anonymous)/1e6)}, nil
}
