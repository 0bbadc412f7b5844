package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feeds"
	"dateline/feeds/render"
)

const (
	// livePace is how often readers are woken at most.
	livePace = 250 * time.Millisecond
	// maxBatches is how many different readings are kept for readers that are
	// at the same place, maxEvents how many bytes of events make a reading, but
	// for the last of them.
	maxBatches = 64
	maxEvents  = 256 << 10
	// liveGroups is in how many groups readers are woken, groupPace the time
	// between two: a thousand readers at once would keep the processors from
	// everybody else for too long. So few in a group need no pause.
	liveGroups = 64
	groupPace  = 2 * time.Millisecond
	smallGroup = 2
)

// errUnread is what a reading that came to no end leaves.
var errUnread = errors.New("live events were not read")

// watch waits for the log to grow, once for all streams, as long as there are
// any; and keeps what they read until it grows again.
type watch struct {
	mu      sync.Mutex
	clients int
	// joined counts those who ever came.
	joined int
	// wake has what each group waits for, if anybody in it does.
	wake    [liveGroups]chan struct{}
	batches map[batchKey]*batch
	// used is how many bytes the batches have, room how many they may have.
	used, room int64
	stop       func()
	// dropped counts those who were too slow.
	dropped atomic.Int64
}

type batchKey struct {
	region, query string
	after         uint64
}

// batch is a part of a stream, ready to be sent.
type batch struct {
	once   sync.Once
	events []byte
	next   uint64
	more   bool
	err    error
}

// join counts a stream in, and puts it into a group; what it returns counts it out.
func (l *watch) join(c Chronicle, log *slog.Logger) (group int, leave func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.joined++
	if l.clients++; l.clients == 1 {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		l.stop = func() { cancel(); <-ended }
		go func() {
			defer close(ended)
			l.run(ctx, c, log)
		}()
	}
	return l.joined % liveGroups, l.leave
}

func (l *watch) leave() {
	l.mu.Lock()
	var stop func()
	if l.clients--; l.clients == 0 {
		stop = l.stop
	}
	l.mu.Unlock()
	if stop != nil {
		stop()
	}
}

func (l *watch) run(ctx context.Context, c Chronicle, log *slog.Logger) {
	pace := time.NewTicker(livePace)
	defer pace.Stop()
	for last := uint64(0); ; {
		seq, err := c.Wait(ctx, last)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Error("live waits in vain", "error", err)
		} else {
			last = seq
			l.broadcast(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
	}
}

// broadcast wakes all groups, one after the other.
func (l *watch) broadcast(ctx context.Context) {
	l.mu.Lock()
	l.batches, l.used = nil, 0
	pause := time.Duration(0)
	if l.clients > smallGroup*liveGroups {
		pause = groupPace
	}
	l.mu.Unlock()
	for group := range liveGroups {
		if l.rouse(group) && pause > 0 {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
				return
			}
		}
	}
}

// rouse wakes a group, and reports whether anybody was waiting.
func (l *watch) rouse(group int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wake[group] == nil {
		return false
	}
	close(l.wake[group])
	l.wake[group] = nil
	return true
}

// grown is closed when there is more to read than now.
func (l *watch) grown(group int) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wake[group] == nil {
		l.wake[group] = make(chan struct{})
	}
	return l.wake[group]
}

// batch is what follows in a stream.
func (l *watch) batch(ctx context.Context, st *stream) (*batch, error) {
	k := batchKey{st.region.Slug, st.asks, st.query.mark}
	l.mu.Lock()
	b := l.batches[k]
	if b == nil {
		b = &batch{err: errUnread}
		if l.batches == nil {
			l.batches = map[batchKey]*batch{}
		}
		if len(l.batches) < maxBatches && l.used < l.room {
			l.batches[k] = b
		}
	}
	l.mu.Unlock()
	b.once.Do(func() {
		b.read(context.WithoutCancel(ctx), st)
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.batches[k] == b {
			l.used += int64(len(b.events))
		}
	})
	return b, b.err
}

func (b *batch) read(ctx context.Context, st *stream) {
	d, err := st.s.chronicle.Since(ctx, st.region.Slug, st.query.Query, st.query.mark, liveSteps)
	if err != nil {
		b.err = err
		return
	}
	var out bytes.Buffer
	next, more := d.Next, d.More
	for i, step := range d.Steps {
		data, err := st.data(step)
		if err != nil {
			b.err = err
			return
		}
		if data == nil {
			continue
		}
		out.WriteString("id: " + writeSequence(markForm, step.Seq) + "\nevent: " + eventOf[step.What] + "\ndata: ")
		out.Write(data)
		out.WriteString("\n\n")
		if out.Len() >= maxEvents && i < len(d.Steps)-1 {
			next, more = step.Seq, true
			break
		}
	}
	b.events = out.Bytes()
	b.next, b.more, b.err = next, more, nil
}

var eventOf = map[feeds.Act]string{feeds.Added: "new", feeds.Changed: "changed", feeds.Removed: "removed", feeds.Retracted: "retracted"}

// data is what an event tells of a step, nil if it cannot be published.
func (st *stream) data(step feeds.Step) ([]byte, error) {
	if step.IsGone() {
		return json.Marshal(struct {
			ID     string `json:"id"`
			Reason string `json:"reason,omitempty"`
		}{step.ID.URN(), step.Reason})
	}
	channel := feeds.NewChannel(st.s.site, st.s.atlas, st.region, feeds.Page{Entries: []feeds.Entry{step.Entry}}, "")
	if tag := st.query.language(); tag != "" {
		channel = channel.In(tag, st.s.atlas)
	}
	return render.Item(channel)
}
