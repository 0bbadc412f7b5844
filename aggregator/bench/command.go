package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"dateline/aggregator/bench/press"
	"dateline/feeds"
)

// Store is a store to be filled.
type Store interface {
	// MergeTogether keeps the visits that are merged by visits.
	MergeTogether(ctx context.Context, visits func(merge func(feeds.Visit) (feeds.Tally, error)) error) error
	// Index keeps the index up until ctx ends.
	Index(ctx context.Context) error
	// Sweep and Reclaim leave the store as a poll does.
	Sweep(ctx context.Context, r feeds.Retention, now time.Time) (int, error)
	Reclaim(ctx context.Context) error
	Close() error
}

// Command is the command line of the benchmark.
type Command struct {
	Suites  []string `arg:"" optional:"" help:"What to measure: ingest, miniflux, store, hot, live, hub, growth, bounds (default: all but the last two)."`
	Items   int      `default:"1000000" help:"Items in the large store."`
	Sources int      `default:"1000" help:"Sources of a poll."`
	Rounds  int      `default:"3" help:"How often each is measured, in turns with what it is compared to."`
	Memory  int      `default:"256" help:"The memory of the config, in MiB."`
	Out     string   `default:"bench" help:"Folder for bench.json, bench.svg and, while it runs, the stores." placeholder:"DIR" type:"path"`
	Keep    bool     `help:"Keep the stores, and use those there are."`

	// As makes the program the other side of a measurement.
	As     string   `help:"Be a part of a measurement." hidden:""`
	At     string   `hidden:""`
	Header []string `hidden:"" sep:"none"`
}

// Run measures with the program that is running, on stores that open opens as
// the config of the command line says, and prints a table on out.
func (c *Command) Run(ctx context.Context, out io.Writer, open func(context.Context) (Store, error)) error {
	switch c.As {
	case "":
		return c.measure(ctx, out)
	case "filler":
		return c.fill(ctx, open)
	case "libraries":
		return readFolder(c.Out)
	case "asker":
		return ask(ctx, c.At)
	case "listeners":
		return c.listen(ctx)
	case "file":
		return serveFile(ctx, c.Out, c.Header)
	}
	return fmt.Errorf("no part of a measurement is called %q", c.As)
}

// listen needs to know which regions are most in the news.
func (c *Command) listen(ctx context.Context) error {
	b, err := c.open()
	if err != nil {
		return err
	}
	return listen(ctx, c.At, b.press.Regions())
}

// suite is a part of the table that can be measured alone.
type suite struct {
	name    string
	measure func(*bench, context.Context) ([]Figure, error)
	// isApart leaves it out unless it is asked for.
	isApart bool
}

// suites are in the order they are measured.
func suites() []suite {
	return []suite{
		{name: "ingest", measure: (*bench).ingest},
		{name: "miniflux", measure: (*bench).miniflux},
		{name: "store", measure: (*bench).store},
		{name: "hot", measure: (*bench).hot},
		{name: "live", measure: (*bench).live},
		{name: "hub", measure: (*bench).hub},
		{name: "growth", measure: (*bench).growth, isApart: true},
		{name: "bounds", measure: (*bench).bounds, isApart: true},
	}
}

// bench is a run.
type bench struct {
	*Command
	program, dir string
	press        *press.Press
	points       []Point
	told         io.Writer
	began        time.Time
}

func (c *Command) measure(ctx context.Context, out io.Writer) error {
	if err := c.check(); err != nil {
		return err
	}
	b, err := c.open()
	if err != nil {
		return err
	}
	if !c.Keep {
		defer func() { _ = os.RemoveAll(b.dir) }()
	}
	var figures []Figure
	for _, s := range suites() {
		if !c.wants(s.name, s.isApart) {
			continue
		}
		b.tell("measuring %s", s.name)
		measured, err := s.measure(b, ctx)
		if err != nil {
			return fmt.Errorf("measure %s: %w", s.name, err)
		}
		figures = append(figures, measured...)
	}
	return errors.Join(WriteTable(out, figures), writeGrowth(out, b.points), b.write(figures))
}

func (c *Command) open() (*bench, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	atlas, err := feeds.NewAtlas(nil)
	if err != nil {
		return nil, err
	}
	b := &bench{
		Command: c, program: program, dir: filepath.Join(c.Out, "stores"), press: press.New(atlas, time.Now()),
		told: os.Stderr, began: time.Now(),
	}
	if c.Keep || c.As != "" {
		return b, nil
	}
	return b, os.RemoveAll(b.dir)
}

// check refuses names that no suite has.
func (c *Command) check() error {
	for _, name := range c.Suites {
		if !slices.Contains(names(), name) {
			return fmt.Errorf("nothing to measure is called %q: there are %s", name, strings.Join(names(), ", "))
		}
	}
	return nil
}

func names() (all []string) {
	for _, s := range suites() {
		all = append(all, s.name)
	}
	return all
}

func (c *Command) wants(suite string, isApart bool) bool {
	if len(c.Suites) == 0 {
		return !isApart
	}
	return slices.Contains(c.Suites, suite)
}

// tell says how far the run is.
func (b *bench) tell(format string, args ...any) {
	_, _ = fmt.Fprintf(b.told, "%4.0fs  %s\n", time.Since(b.began).Seconds(), fmt.Sprintf(format, args...))
}

// write writes what was measured into the folder of the run.
func (b *bench) write(figures []Figure) error {
	r := Report{When: b.began.UTC().Format(time.DateOnly), Machine: machine(), Items: b.Items, Sources: b.Sources, Figures: figures, Growth: b.points}
	return errors.Join(
		writeFile(filepath.Join(b.Out, "bench.json"), func(w io.Writer) error { return WriteJSON(w, r) }),
		writeFile(filepath.Join(b.Out, "bench.svg"), func(w io.Writer) error { return WriteChart(w, r) }))
}

func machine() string {
	return fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// find is the path of a program, or why there is none to compare to.
func find(names ...string) (path, why string) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, ""
		}
	}
	return "", "not compared: " + strings.Join(names, " or ") + " is not installed"
}
