package bench

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dateline/aggregator/bench/load"
)

// site is a config and a data folder to run the program on.
type site struct {
	bench *bench
	dir   string
	// addr is where it serves.
	addr string
}

// made is in the folder of a site whose store is filled.
const made = "made"

// site makes a site in a folder of the run whose sources are at the addresses
// that url gives, asked for every so often. What was there is gone, but for a
// filled store.
func (b *bench) site(ctx context.Context, name string, sources int, url func(int) string, every time.Duration) (*site, error) {
	dir := filepath.Join(b.dir, name)
	if _, err := os.Stat(filepath.Join(dir, made)); err != nil {
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	addr, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	s := &site{bench: b, dir: dir, addr: addr}
	return s, s.visits(sources, url, every)
}

// visits makes the config of the site, with such sources.
func (s *site) visits(sources int, url func(int) string, every time.Duration) error {
	return os.WriteFile(s.config(), []byte(s.text(sources, url, every)), 0o644)
}

func (s *site) text(sources int, url func(int) string, every time.Duration) string {
	var t strings.Builder
	fmt.Fprintf(&t, "title: Measured\nbase_url: http://%s\ndata: ./data\nlisten: %q\nadmin: {listen: \"127.0.0.1:0\"}\n", s.addr, s.addr)
	fmt.Fprintf(&t, "fetch: {allow_private: true, per_host: 4}\nmemory: %dMiB\nsources:\n", s.bench.Memory)
	for n := range sources {
		fmt.Fprintf(&t, "  - {url: %q, id: source%d, name: Source %d, every: %s}\n", url(n), n, n, every)
	}
	return t.String()
}

func (s *site) config() string { return filepath.Join(s.dir, "dateline.yaml") }

// args are those of the program on this site.
func (s *site) args(args ...string) []string {
	return append([]string{"--config", s.config()}, args...)
}

// run runs a command on the site to its end.
func (s *site) run(ctx context.Context, args ...string) (usage, error) {
	return run(ctx, s.bench.program, s.args(args...)...)
}

// serve starts the site's server and waits for its first answer, which took so
// long to come.
func (s *site) serve(ctx context.Context, args ...string) (*process, time.Duration, error) {
	began := time.Now()
	p, err := start(ctx, nil, s.bench.program, s.args(append([]string{"serve"}, args...)...)...)
	if err != nil {
		return nil, 0, err
	}
	ask := [][]byte{load.Request(s.addr, "/world.rss")}
	for {
		if _, err = load.Latencies(ctx, s.addr, ask); err == nil {
			return p, time.Since(began), nil
		}
		select {
		case <-p.ended:
			_, err := p.wait()
			return nil, 0, fmt.Errorf("serve ended before it answered: %w", err)
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// freeAddress is one on loopback that nobody listens at now.
func freeAddress(ctx context.Context) (string, error) {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// size is what the files of a folder take on the disk, in bytes.
func size(dir string) (total int64, err error) {
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += allocated(info)
		}
		return err
	})
	return total, err
}
