package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"dateline/aggregator/bench/bare"
	"dateline/feeds"
)

const (
	// filledSize is how much text a stored item has, in bytes: with what else
	// belongs to it that is 1 to 2 KB.
	filledSize = 1200
	// filledSpan is the time that the items of a store are of: retention keeps
	// them for a year.
	filledSpan = 300 * 24 * time.Hour
	// batch is how many items a visit brings to a store that is filled: as few as
	// visits bring that are no flood. So many visits are kept together.
	batch    = 2
	together = 32
)

// fill merges articles of all sources until the store has Items of them.
func (c *Command) fill(ctx context.Context, open func(context.Context) (Store, error)) error {
	b, err := c.open()
	if err != nil {
		return err
	}
	s, err := open(ctx)
	if err != nil {
		return err
	}
	err = b.merge(ctx, s)
	if err == nil {
		_, err = s.Sweep(ctx, feeds.Retention{}, time.Now().UTC())
	}
	if err == nil {
		err = s.Reclaim(ctx)
	}
	return errors.Join(err, s.Close())
}

// merge merges and indexes, as serve does both.
func (b *bench) merge(ctx context.Context, s Store) error {
	indexing, stop := context.WithCancel(ctx)
	var group errgroup.Group
	group.Go(func() error { return s.Index(indexing) })
	err := b.mergeAll(ctx, s)
	stop()
	if indexed := group.Wait(); !errors.Is(indexed, context.Canceled) {
		err = errors.Join(err, indexed)
	}
	return err
}

// mergeAll brings a few items of each source, and again until all are there.
func (b *bench) mergeAll(ctx context.Context, s Store) error {
	each := b.Items / b.Sources
	archive := b.press.Over(filledSpan, each)
	for from := 0; from < each; from += batch {
		for first := 0; first < b.Sources; first += together {
			err := s.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) error {
				for source := first; source < min(first+together, b.Sources); source++ {
					if _, err := merge(archive.Visit(source, from, min(from+batch, each), filledSize)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// filled is a site whose store has so many items. It is not made again if the
// run keeps stores and has it.
func (b *bench) filled(ctx context.Context, items int) (*site, usage, error) {
	sources := min(b.Sources, max(items/100, 1))
	url := func(n int) string { return "https://source" + strconv.Itoa(n) + ".example.org/feed" }
	s, err := b.site(ctx, "filled-"+strconv.Itoa(items), sources, url, 24*time.Hour)
	if err != nil {
		return nil, usage{}, err
	}
	if _, err := os.Stat(filepath.Join(s.dir, made)); err == nil {
		return s, usage{}, nil
	}
	b.tell("filling a store with %d items", items)
	used, err := s.run(ctx, "bench", "--as", "filler", "--items", strconv.Itoa(items), "--sources", strconv.Itoa(sources), "--out", filepath.Join(s.dir, "filler"))
	if err == nil {
		err = os.WriteFile(filepath.Join(s.dir, made), nil, 0o644)
	}
	return s, used, err
}

func readFolder(dir string) error {
	items, err := bare.Read(dir)
	if err == nil {
		_, err = fmt.Println(items)
	}
	return err
}

// serveFile serves the files plain and gzip of a folder, and says on standard
// error where.
func serveFile(ctx context.Context, dir string, header []string) error {
	f := bare.File{Path: filepath.Join(dir, "plain"), Gzip: filepath.Join(dir, "plain.gz"), Header: http.Header{}}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		f.Header.Set(name, value)
	}
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(os.Stderr, "at", l.Addr()); err != nil {
		return err
	}
	return bare.Serve(ctx, l, f)
}
