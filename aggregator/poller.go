package aggregator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"dateline/aggregator/fetch"
	"dateline/aggregator/schedule"
	"dateline/aggregator/websub"
	"dateline/feeds"
)

// Store keeps what visits bring.
type Store interface {
	// State returns what is remembered of a source: the zero State if it was
	// never visited.
	State(ctx context.Context, sourceID string) (feeds.State, error)
	// States returns the State of each source that SetSources has told of, by
	// ID: in less time than asking for one after the other.
	States(ctx context.Context) (map[string]feeds.State, error)
	// Reading returns what is remembered of the last document of a source:
	// the zero Reading if all of the next one is to be read.
	Reading(ctx context.Context, sourceID string) (feeds.Reading, error)
	// Merge stores the items of a visit and then its state. Merging a visit
	// twice is the same as once. After an error some items may be stored;
	// the state is not. After feeds.ErrUnsure nothing is: it wants all items.
	Merge(ctx context.Context, v feeds.Visit) (feeds.Tally, error)
	// MergeTogether merges the visits that it is asked to, one after another,
	// and keeps them together: none is sure to be kept before it returns nil.
	MergeTogether(ctx context.Context, visits func(merge func(feeds.Visit) (feeds.Tally, error)) error) error
	// SetSources says who is visited from now on.
	SetSources(ctx context.Context, sources []feeds.Source) error
}

// Poller visits sources.
type Poller struct {
	Sources []feeds.Source
	Store   Store
	Client  *fetch.Client
	Reader  Reader
	Policy  schedule.Policy
	// Lists may be nil: then Run visits Sources for ever. Else these are what
	// the lists hold at first, and the store knows them.
	Lists Lists
	// Hubs may be nil: then sources are visited and never pushed.
	Hubs *websub.Subscriber
	// Workers is how many sources are fetched at once; less than 1 means 1.
	Workers int
	// Room is what large bodies may take together that wait to be read; nil is
	// without limit.
	Room *fetch.Room
	Log  *slog.Logger
}

// Rooms are what large bodies take that wait to be read.
func (p *Poller) Rooms() map[string]feeds.Room {
	if p.Room == nil {
		return nil
	}
	used, size := p.Room.Use()
	return map[string]feeds.Room{"bodies": {Used: used, Limit: size}}
}

// Round visits each source once, whether it is due or not, and calls report
// with each outcome, never twice at a time. It does not wait for limits to pass
// that a server sets meanwhile: the sources behind one fail. It returns an error only if the
// store failed or ctx ended; what was merged before that stays.
func (p *Poller) Round(ctx context.Context, sources []feeds.Source, report func(Outcome)) error {
	states, err := p.Store.States(ctx)
	if err != nil {
		return err
	}
	r := round{Poller: p, queue: schedule.NewQueue(p.Policy), report: report, states: states}
	now := time.Now()
	for _, src := range sources {
		state, isThere := states[src.ID]
		if !isThere {
			if state, err = p.Store.State(ctx, src.ID); err != nil {
				return err
			}
			states[src.ID] = state
		}
		r.queue.Add(src, schedule.Address(src, state.Move), now)
	}
	return r.run(ctx)
}

// Run visits each source whenever it is due, until ctx ends, and then returns
// nil. It returns an error only if the store failed.
func (p *Poller) Run(ctx context.Context) error {
	r := round{
		Poller: p, queue: schedule.NewQueue(p.Policy), report: func(Outcome) {}, isEndless: true,
		roster: roster{busy: map[string]bool{}},
	}
	if err := r.list(ctx, p.Sources, time.Now()); err != nil {
		return stopped(ctx, err)
	}
	if p.Hubs != nil {
		r.pushes = p.Hubs.Pushes()
	}
	return stopped(ctx, r.run(ctx))
}

// stopped is err, unless it comes of being told to stop.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil //nolint:nilerr // being told to stop is no failure
	}
	return err
}

// round is a queue being worked off.
type round struct {
	*Poller
	queue  *schedule.Queue
	report func(Outcome)
	// isEndless puts sources that are listed back, to be visited when they are
	// due again.
	isEndless bool
	roster
	// states are what the store remembers of sources to be visited, as far as
	// it has been asked.
	states map[string]feeds.State
	crew
	answers chan *fetched
	// pushes is nil if there are none.
	pushes <-chan websub.Push
}

// run visits what the queue hands out until it is empty, the store fails or
// ctx ends. Fetching is parallel; reading and merging is done here, one answer
// after the other. Answers that wait by then are kept together.
func (r *round) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.answers, r.jobs = make(chan *fetched), make(chan job)
	var err error
	for err == nil {
		if err = r.relist(ctx, time.Now()); err != nil {
			break
		}
		wait, isOver := r.start(ctx)
		if isOver {
			break
		}
		err = r.next(ctx, r.untilLook(wait, time.Now()))
	}
	cancel()
	for ; r.running > 0; r.running-- {
		f := <-r.answers
		f.resp.Release()
	}
	close(r.jobs)
	r.atWork.Wait()
	return err
}

// start begins every visit that may begin now. It returns how long until there
// may be another, or that there is nothing left to wait for.
func (r *round) start(ctx context.Context) (wait time.Duration, isOver bool) {
	for r.running < max(r.Workers, 1) {
		r.passOver(time.Now())
		src, ok, wait := r.queue.Next(time.Now())
		if !ok {
			return wait, wait < 0 && r.running == 0 && !r.isEndless
		}
		now, ok := r.current(src)
		if !ok {
			r.queue.Done(src, schedule.Answer{}, time.Now())
			continue
		}
		r.begin(ctx, r.job(now))
	}
	return -1, false
}

// passOver reports the sources of a round that would have to wait for a limit.
func (r *round) passOver(now time.Time) {
	if r.isEndless {
		return
	}
	for _, h := range r.queue.Held(now) {
		o := Outcome{Source: h.Source, Result: Failed, Err: fmt.Errorf("not visited: its server asks to be left alone for %s more", h.Until.Sub(now).Round(time.Second))}
		r.note(o)
		r.report(o)
	}
}

// next takes the next answer, or waits until the next visit may begin.
func (r *round) next(ctx context.Context, wait time.Duration) error {
	var due <-chan time.Time
	if wait >= 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-due:
		return nil
	case push := <-r.pushes:
		return r.take(ctx, push)
	case f := <-r.answers:
		r.running--
		return r.finish(ctx, f)
	}
}

// How many visits are kept together at most, and about how many bytes of
// documents: as much as is read in a part of a second. Each commit writes the
// records of all regions that it is about.
const (
	maxTogether      = 32
	maxBytesTogether = 2 << 20
)

// together reads an answer and those that wait when that is done, and lets others
// begin meanwhile.
func (r *round) together(ctx context.Context, f *fetched) (all []*visit, err error) {
	for size := 0; ; {
		if err := cmp.Or(ctx.Err(), f.broken); err != nil { // the visit may have failed of the first
			f.resp.Release()
			return all, err
		}
		v := r.visit(f)
		r.queue.Done(f.src, v.answer, v.At)
		all = append(all, v)
		if size += len(f.resp.Body); len(all) == maxTogether || size > maxBytesTogether {
			return all, nil
		}
		r.start(ctx)
		select {
		case f = <-r.answers:
			r.running--
		default:
			return all, nil
		}
	}
}

// finish reads an answer, and those that wait behind it, merges them and says
// what came of them.
func (r *round) finish(ctx context.Context, f *fetched) error {
	all, err := r.together(ctx, f)
	defer func() {
		for _, v := range all {
			v.from.resp.Release()
		}
	}()
	if err != nil {
		return err
	}
	err = r.Store.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) error {
		for _, v := range all {
			if err := r.merge(v, merge); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, v := range all {
		if err := r.settle(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

// merge merges a visit, and one that has to be read in full once more.
func (r *round) merge(v *visit, merge func(feeds.Visit) (feeds.Tally, error)) error {
	tally, err := merge(v.Visit)
	if errors.Is(err, feeds.ErrUnsure) {
		v.from.reading = feeds.Reading{}
		*v = *r.visit(v.from)
		tally, err = merge(v.Visit)
	}
	if err != nil {
		return fmt.Errorf("merge %s: %w", v.Source.ID, err)
	}
	v.outcome.Tally = tally
	return nil
}

// settle lets a visit that is kept have its consequences, and says what came of
// it.
func (r *round) settle(ctx context.Context, v *visit) error {
	v.outcome.Took = time.Since(v.from.began)
	r.requeue(v.Source, v.settle(v.State, v.outcome.Tally))
	if r.Hubs != nil && v.outcome.Err == nil {
		if err := r.Hubs.Visited(ctx, v.Source.ID, v.links, v.outcome.Tally.New, v.from.state.Visited, v.At); err != nil {
			return err
		}
	}
	r.note(v.outcome)
	r.report(v.outcome)
	return nil
}

// requeue puts a source that was visited back into the queue, unless it is
// gone or no longer listed.
func (r *round) requeue(src feeds.Source, state feeds.State) {
	if !r.isEndless {
		return
	}
	delete(r.busy, src.ID)
	if src, ok := r.current(src); ok && !state.Gone {
		r.busy[src.ID] = true
		r.queue.Add(src, schedule.Address(src, state.Move), state.Next)
	}
}

func (p *Poller) note(o Outcome) {
	attrs := []any{
		slog.String("source", o.Source.ID), slog.String("outcome", string(o.Result)),
		slog.Int("new", o.Tally.New), slog.Int("changed", o.Tally.Changed), slog.Int("known", o.Tally.Known),
		slog.Duration("took", o.Took.Round(time.Millisecond)),
	}
	for _, count := range []struct {
		key string
		n   int
	}{{"dropped", o.Dropped}, {"retracted", o.Tally.Retracted}, {"returned", o.Tally.Returned}} {
		if count.n > 0 {
			attrs = append(attrs, slog.Int(count.key, count.n))
		}
	}
	if len(o.Repairs) > 0 {
		attrs = append(attrs, slog.Any("repairs", o.Repairs))
	}
	if len(o.RulesNotRun) > 0 {
		attrs = append(attrs, slog.Any("rules_not_run", o.RulesNotRun))
	}
	if o.Err != nil {
		p.Log.Warn("visited", append(attrs, slog.Any("error", o.Err))...)
		return
	}
	p.Log.Info("visited", attrs...)
}
