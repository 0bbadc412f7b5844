// Package progress shows a round of visits as it goes: a bar on a terminal, a
// line a source elsewhere, or a JSON object a line for programs.
//
//	show := progress.New(progress.Options{Out: os.Stdout, Err: os.Stderr, Sources: n})
//	err := poller.Round(ctx, sources, show.Outcome)
//	show.Summary(took)
//
// Results go to Out, the bar to Err, so that Out can be piped. Nothing is
// written by two goroutines at a time; a Progress is for one round.
package progress

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"dateline/aggregator"
	"dateline/feeds"
)

// Options say where and how to show a round.
type Options struct {
	Out, Err io.Writer
	// JSON prints an object a line on Out.
	JSON bool
	// Sources is how many outcomes will come.
	Sources int
}

// Progress shows one round.
type Progress struct {
	o       Options
	sum     aggregator.Summary
	enc     *json.Encoder
	bars    *mpb.Progress
	bar     *mpb.Bar
	bad     []string
	stopped bool
}

// New begins to show a round.
func New(o Options) *Progress {
	p := &Progress{o: o, enc: json.NewEncoder(o.Out)}
	p.enc.SetEscapeHTML(false)
	if !o.JSON && o.Sources > 0 && isTerminal(o.Err) {
		p.bars = mpb.New(mpb.WithOutput(o.Err), mpb.WithWidth(40))
		p.bar = p.bars.AddBar(int64(o.Sources),
			mpb.PrependDecorators(decor.Name("visiting "), decor.CountersNoUnit("%d of %d")),
			mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.Elapsed(decor.ET_STYLE_GO)))
	}
	return p
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}

// outcome is the JSON of a visit.
type outcome struct {
	Source    string   `json:"source"`
	URL       string   `json:"url"`
	Outcome   string   `json:"outcome"`
	Status    int      `json:"status,omitempty"`
	Items     int      `json:"items"`
	New       int      `json:"new"`
	Changed   int      `json:"changed"`
	Known     int      `json:"known"`
	Dropped   int      `json:"dropped,omitempty"`
	Retracted int      `json:"retracted,omitempty"`
	Returned  int      `json:"returned,omitempty"`
	Repairs   []string `json:"repairs,omitempty"`
	NotRun    []string `json:"rules_not_run,omitempty"`
	Error     string   `json:"error,omitempty"`
	TookMS    int64    `json:"took_ms"`
}

// Outcome shows what came of one visit.
func (p *Progress) Outcome(o aggregator.Outcome) {
	p.sum.Add(o)
	switch {
	case p.o.JSON:
		p.printJSON(o)
	case p.bar != nil:
		if o.Err != nil {
			p.bad = append(p.bad, line(o))
		}
		p.bar.Increment()
	default:
		_, _ = fmt.Fprintln(p.o.Out, line(o))
	}
}

func (p *Progress) printJSON(o aggregator.Outcome) {
	j := outcome{
		Source: o.Source.ID, URL: o.Source.URL, Outcome: string(o.Result), Status: o.Status, Items: o.Items,
		New: o.Tally.New, Changed: o.Tally.Changed, Known: o.Tally.Known, Dropped: o.Dropped, Retracted: o.Tally.Retracted, Returned: o.Tally.Returned,
		Repairs: o.Repairs, NotRun: o.RulesNotRun, TookMS: o.Took.Milliseconds(),
	}
	if o.Err != nil {
		j.Error = o.Err.Error()
	}
	_ = p.enc.Encode(j)
}

func line(o aggregator.Outcome) string {
	switch o.Result {
	case aggregator.Failed:
		return fmt.Sprintf("%s: failed: %v", o.Source.ID, o.Err)
	case aggregator.NotModified:
		return o.Source.ID + ": not modified"
	case aggregator.Fetched, aggregator.Pushed:
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d new, %d changed, %d known", o.Source.ID, o.Tally.New, o.Tally.Changed, o.Tally.Known)
	b.WriteString(rest(o.Dropped, o.Tally))
	for _, r := range o.Repairs {
		b.WriteString("; repaired: " + r)
	}
	for _, r := range o.RulesNotRun {
		b.WriteString("; rule not run: " + r)
	}
	return b.String()
}

// rest are the counts that are seldom more than none.
func rest(dropped int, t feeds.Tally) string {
	var b strings.Builder
	for _, c := range []struct {
		n    int
		word string
	}{{dropped, "dropped"}, {t.Retracted, "retracted"}, {t.Returned, "back under other guids and links"}} {
		if c.n > 0 {
			fmt.Fprintf(&b, ", %d %s", c.n, c.word)
		}
	}
	return b.String()
}

// summary is the last JSON object of a round.
type summary struct {
	Summary     bool  `json:"summary"`
	Sources     int   `json:"sources"`
	Fetched     int   `json:"fetched"`
	NotModified int   `json:"not_modified"`
	Failed      int   `json:"failed"`
	New         int   `json:"new"`
	Changed     int   `json:"changed"`
	Known       int   `json:"known"`
	Dropped     int   `json:"dropped,omitempty"`
	Retracted   int   `json:"retracted,omitempty"`
	Returned    int   `json:"returned,omitempty"`
	TookMS      int64 `json:"took_ms"`
}

// Summary ends the round and returns its counts.
func (p *Progress) Summary(took time.Duration) aggregator.Summary {
	p.stop()
	s := p.sum
	if p.o.JSON {
		_ = p.enc.Encode(summary{
			Summary: true, Sources: s.Sources, Fetched: s.Fetched, NotModified: s.NotModified, Failed: s.Failed,
			New: s.New, Changed: s.Changed, Known: s.Known, Dropped: s.Dropped, Retracted: s.Retracted, Returned: s.Returned, TookMS: took.Milliseconds(),
		})
		return s
	}
	for _, bad := range p.bad {
		_, _ = fmt.Fprintln(p.o.Out, bad)
	}
	_, _ = fmt.Fprintf(p.o.Out, "%d sources in %s: %d fetched, %d not modified, %d failed; items: %d new, %d changed, %d known%s\n",
		s.Sources, took.Round(10*time.Millisecond), s.Fetched, s.NotModified, s.Failed, s.New, s.Changed, s.Known, rest(s.Dropped, s.Tally))
	return s
}

func (p *Progress) stop() {
	if p.bar == nil || p.stopped {
		return
	}
	p.stopped = true
	p.bar.Abort(false)
	p.bars.Wait()
}
