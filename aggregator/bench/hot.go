package bench

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dateline/aggregator/bench/load"
)

// way is a way to ask for a feed.
type way struct {
	name         string
	header       func(etag string) []string
	bare, nginx  Row
	ours, theirs []float64
}

func ways() []*way {
	rows := func(name string, floor, goal float64) (bare, nginx Row) {
		return Row{Name: "hot feed, " + name + ": requests/s against bare net/http", Floor: 0.9, Goal: 1, More: true},
			Row{Name: "hot feed, " + name + ": requests/s against nginx", Floor: floor, Goal: goal, More: true}
	}
	plain, gz, same := &way{name: "plain", header: func(string) []string { return nil }},
		&way{name: "gzip", header: func(string) []string { return []string{"Accept-Encoding: gzip"} }},
		&way{name: "304", header: func(etag string) []string { return []string{"If-None-Match: " + etag} }}
	plain.bare, plain.nginx = rows("plain", 0.6, 0.75)
	gz.bare, gz.nginx = rows("gzip", 0.5, 0.65)
	same.bare, same.nginx = rows("304", 0.45, 0.65)
	return []*way{plain, gz, same}
}

// conns are as many readers as ask at once.
const conns = 16

// hot asks for one feed as fast as it comes, of the program and of a server
// that does nothing but write the same bytes, in turns; then of nginx.
func (b *bench) hot(ctx context.Context) ([]Figure, error) {
	s, _, err := b.filled(ctx, smallStore)
	if err != nil {
		return nil, err
	}
	p, _, err := s.serve(ctx, "--no-poll")
	if err != nil {
		return nil, err
	}
	dir, header, etag, err := b.save(ctx, "http://"+s.addr+hotPath)
	if err != nil {
		return nil, err
	}
	all := ways()
	bareAddr, stop, err := b.bareServer(ctx, dir, header)
	if err != nil {
		return nil, err
	}
	err = b.turns(ctx, all, s.addr, bareAddr, etag, etag)
	if err = errors.Join(err, stop()); err != nil {
		return nil, err
	}
	var figures []Figure
	for _, w := range all {
		figures = append(figures, w.bare.figure(fmt.Sprintf("%d connections kept alive; the client shares the machine", conns), ratios(w.ours, w.theirs)...))
		w.ours, w.theirs = nil, nil
	}
	against, err := b.hotNginx(ctx, all, s.addr, dir, etag)
	if err != nil {
		return nil, err
	}
	_, err = p.stop()
	return append(figures, against...), err
}

const hotPath = "/world.rss"

// turns measures ours and theirs one after the other, each way, every round.
func (b *bench) turns(ctx context.Context, all []*way, ours, theirs, ourTag, theirTag string) error {
	for range b.Rounds {
		for _, w := range all {
			for _, one := range []struct {
				addr, tag, path string
				samples         *[]float64
			}{{ours, ourTag, hotPath, &w.ours}, {theirs, theirTag, "/world.rss", &w.theirs}} {
				request := load.Request(one.addr, one.path, w.header(one.tag)...)
				rate, err := load.Throughput(ctx, one.addr, request, conns, 2*time.Second)
				if err != nil {
					return fmt.Errorf("%s of %s: %w", w.name, one.addr, err)
				}
				*one.samples = append(*one.samples, rate)
			}
		}
	}
	for _, w := range all {
		b.tell("%s: %.0f requests/s, they %.0f", w.name, Figure{Samples: w.ours}.Median(), Figure{Samples: w.theirs}.Median())
	}
	return nil
}

// save keeps what the server answers, for others to serve: plain, and packed as
// we pack it.
func (b *bench) save(ctx context.Context, address string) (dir string, header []string, etag string, err error) {
	dir = filepath.Join(b.dir, "hot")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", nil, "", err
	}
	fields, body, err := get(ctx, address, "identity")
	if err != nil {
		return "", nil, "", err
	}
	_, packed, err := get(ctx, address, "gzip")
	if err != nil {
		return "", nil, "", err
	}
	for name, values := range fields {
		if name != "Date" && name != "Content-Length" {
			header = append(header, name+": "+strings.Join(values, ", "))
		}
	}
	return dir, header, fields.Get("ETag"), errors.Join(
		os.WriteFile(filepath.Join(dir, "plain"), body, 0o644), os.WriteFile(filepath.Join(dir, "plain.gz"), packed, 0o644))
}

// get returns the header and the body of a 200.
func get(ctx context.Context, address, coding string) (http.Header, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Accept-Encoding", coding)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("get %s: %s", address, resp.Status)
	}
	if coding == "gzip" && resp.Header.Get("Content-Encoding") != "gzip" && err == nil {
		err = packed(&body)
	}
	return resp.Header, body, err
}

// packed packs a body that came plain.
func packed(body *[]byte) error {
	var b strings.Builder
	w := gzip.NewWriter(&b)
	if _, err := w.Write(*body); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	*body = []byte(b.String())
	return nil
}

// bareServer starts the server that only writes the saved bytes.
func (b *bench) bareServer(ctx context.Context, dir string, header []string) (addr string, stop func() error, err error) {
	args := []string{"bench", "--as", "file", "--out", dir}
	for _, line := range header {
		args = append(args, "--header", line)
	}
	at := make(chan string, 1)
	p, err := start(ctx, func(line string) {
		if addr, ok := strings.CutPrefix(line, "at "); ok {
			at <- addr
		}
	}, b.program, args...)
	if err != nil {
		return "", nil, err
	}
	select {
	case addr = <-at:
	case <-p.ended:
		_, err = p.wait()
	}
	return addr, func() error { _, err := p.stop(); return err }, err
}
