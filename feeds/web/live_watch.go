package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"dateline/feeds"
	"dateline/feeds/render"
)

const (
	// livePace is how often readers are woken at most.
	livePace = 250 * time.Millisecond
	// maxBatches is how many different readings are kept for readers that are
	// at the same place.
	maxBatches = 64
)

// errUnread is what a reading that came to no end leaves.
var errUnread = errors.New("live events were not read")

// watch waits for the log to grow, once for all streams, as long as there are
// any; and keeps what they read until it grows again.
type watch struct {
	mu      sync.Mutex
	clients int
	wake    chan struct{}
	batches map[batchKey]*batch
	stop    func()
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

// join counts a stream in; what it returns counts it out.
func (l *watch) join(c Chronicle, log *slog.Logger) (leave func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.clients++; l.clients == 1 {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		l.stop = func() { cancel(); <-ended }
		go func() {
			defer close(ended)
			l.run(ctx, c, log)
		}()
	}
	return l.leave
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
			l.broadcast()
		}
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
	}
}

func (l *watch) broadcast() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wake != nil {
		close(l.wake)
	}
	l.wake, l.batches = nil, nil
}

// grown is closed when there is more to read than now.
func (l *watch) grown() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wake == nil {
		l.wake = make(chan struct{})
	}
	return l.wake
}

// batch is what follows in a stream.
func (l *watch) batch(ctx context.Context, st *stream) (*batch, error) {
	k := batchKey{st.region.Slug, st.query.address(), st.query.mark}
	l.mu.Lock()
	b := l.batches[k]
	if b == nil {
		b = &batch{err: errUnread}
		if l.batches == nil {
			l.batches = map[batchKey]*batch{}
		}
		if len(l.batches) < maxBatches {
			l.batches[k] = b
		}
	}
	l.mu.Unlock()
	b.once.Do(func() { b.read(context.WithoutCancel(ctx), st) })
	return b, b.err
}

func (b *batch) read(ctx context.Context, st *stream) {
	d, err := st.s.chronicle.Since(ctx, st.region.Slug, st.query.Query, st.query.mark, liveSteps)
	if err != nil {
		b.err = err
		return
	}
	var out bytes.Buffer
	for _, step := range d.Steps {
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
	}
	b.events = out.Bytes()
	b.next, b.more, b.err = d.Next, d.More, nil
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
