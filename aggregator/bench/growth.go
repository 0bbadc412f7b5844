package bench

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"dateline/aggregator/bench/load"
)

// Point is what things cost at a size.
type Point struct {
	// Of is what there are N of: "items" or "sources".
	Of    string `json:"of"`
	N     int    `json:"n"`
	Costs []Cost `json:"costs"`
}

// Cost is one of them.
type Cost struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`
}

// sizes are from and each tenfold up to most, and most itself.
func sizes(from, most int) (all []int) {
	for n := from; n < most; n *= 10 {
		all = append(all, n)
	}
	return append(all, most)
}

// growth measures stores of ever more items and polls of ever more sources.
// Nothing of it has a floor: it shows a shape.
func (b *bench) growth(ctx context.Context) ([]Figure, error) {
	for _, n := range sizes(10_000, b.Items) {
		p, err := b.itemsPoint(ctx, n)
		if err != nil {
			return nil, err
		}
		b.points = append(b.points, p)
		b.tell("%s", p)
	}
	for _, n := range sizes(100, b.Sources) {
		p, err := b.sourcesPoint(ctx, n)
		if err != nil {
			return nil, err
		}
		b.points = append(b.points, p)
		b.tell("%s", p)
	}
	return nil, nil
}

func (b *bench) itemsPoint(ctx context.Context, n int) (Point, error) {
	s, filled, err := b.filled(ctx, n)
	if err != nil {
		return Point{}, err
	}
	used, err := size(filepath.Join(s.dir, "data"))
	if err != nil {
		return Point{}, err
	}
	var r reads
	for round := range b.Rounds {
		if err := s.read(ctx, round, &r); err != nil {
			return Point{}, err
		}
	}
	hot, err := s.hotGET(ctx)
	if err != nil {
		return Point{}, err
	}
	median := func(samples []float64) float64 { return Figure{Samples: samples}.Median() }
	p := Point{Of: "items", N: n, Costs: []Cost{
		{"disk an item", "KB", float64(used) / float64(n) / 1000},
		{"page not rendered before, p50", "ms", median(r.pageP50)},
		{"page not rendered before, p99", "ms", median(r.pageP99)},
		{"query, p50", "ms", median(r.queryP50)},
		{"query, p99", "ms", median(r.queryP99)},
		{"hot GET, p50", "ms", ms(hot)},
		{"start to first answer", "ms", median(r.start)},
		{"anonymous memory", "MB", median(r.peak)},
	}}
	if filled.cpu > 0 {
		p.Costs = append([]Cost{{"CPU to make and store an item", "µs", float64(filled.cpu.Microseconds()) / float64(n)}}, p.Costs...)
	}
	return p, nil
}

func (s *site) hotGET(ctx context.Context) (time.Duration, error) {
	p, _, err := s.serve(ctx, "--no-poll")
	if err != nil {
		return 0, err
	}
	took, err := load.Latencies(ctx, s.addr, hotRequests(s.addr))
	if err != nil {
		return 0, err
	}
	_, err = p.stop()
	return load.Percentile(took, 50), err
}

func (b *bench) sourcesPoint(ctx context.Context, n int) (Point, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	up, err := b.upstream(ctx)
	if err != nil {
		return Point{}, err
	}
	s, err := b.site(ctx, "sources-"+strconv.Itoa(n), n, up.URL, time.Hour)
	if err != nil {
		return Point{}, err
	}
	cold, err := s.run(ctx, "poll", "--json")
	if err != nil {
		return Point{}, err
	}
	up.Newest.Add(1)
	oneNew, err := s.run(ctx, "poll", "--json")
	if err != nil {
		return Point{}, err
	}
	noneNew, err := s.settled(ctx)
	if err != nil {
		return Point{}, err
	}
	each := func(u usage) float64 { return float64(u.cpu.Microseconds()) / float64(n) }
	return Point{Of: "sources", N: n, Costs: []Cost{
		{"cold poll, CPU a source", "µs", each(cold)},
		{"one new item each, CPU a source", "µs", each(oneNew)},
		{"only 304, CPU a source", "µs", each(noneNew)},
		{"cold poll, peak memory", "MB", float64(cold.resident) / 1e6},
		{"cold poll, peak anonymous memory", "MB", float64(cold.anonymous) / 1e6},
	}}, nil
}

// String is the point on one line.
func (p Point) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s:", p.N, p.Of)
	for i, c := range p.Costs {
		if i > 0 {
			b.WriteByte(';')
		}
		fmt.Fprintf(&b, " %s %.2f %s", c.Name, c.Value, c.Unit)
	}
	return b.String()
}

// writeGrowth writes points as tables for people: a line a cost, a column a
// size.
func writeGrowth(w io.Writer, points []Point) error {
	for _, of := range []string{"items", "sources"} {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		rows := growthRows(points, of)
		if len(rows) == 0 {
			continue
		}
		for _, row := range rows {
			_, _ = fmt.Fprintln(t, strings.Join(row, "\t")+"\t") // the writer keeps its error for Flush
		}
		if err := t.Flush(); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

// growthRows are the lines of such a table, its head first.
func growthRows(points []Point, of string) [][]string {
	head := []string{of}
	var names []string
	lines := map[string][]string{}
	for _, p := range points {
		if p.Of != of {
			continue
		}
		head = append(head, strconv.Itoa(p.N))
		for _, c := range p.Costs {
			name := c.Name + ", " + c.Unit
			if lines[name] == nil {
				names = append(names, name)
				lines[name] = []string{name}
			}
			for len(lines[name]) < len(head)-1 {
				lines[name] = append(lines[name], "–")
			}
			lines[name] = append(lines[name], strconv.FormatFloat(c.Value, 'f', 2, 64))
		}
	}
	if len(names) == 0 {
		return nil
	}
	rows := [][]string{head}
	for _, name := range names {
		rows = append(rows, lines[name])
	}
	return rows
}
