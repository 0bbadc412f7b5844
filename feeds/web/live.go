package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"dateline/feeds"
)

// The bounds of live streams.
const (
	livePath     = "live"
	maxLive      = 2000
	liveSteps    = 100
	liveBeat     = 20 * time.Second
	liveDeadline = 10 * time.Second
)

// liveParameters are what a stream takes.
var liveParameters = func() map[string]parameter {
	all := map[string]parameter{"since": {"since, the cursor of a feed or of an event", readLiveSince}}
	for _, key := range []string{"topic", "lang", "source", "q"} {
		all[key] = feedParameters[key]
	}
	return all
}()

func readLiveSince(q *query, values []string) (problem string) {
	for _, value := range values {
		if problem = q.readMark(value); problem != "" {
			return problem
		}
	}
	return ""
}

// live sends what happens to a region's entries as events, until the reader
// goes, is too slow, or we end.
func (s *server) live(w http.ResponseWriter, r *http.Request) error {
	if _, ok := w.(*insider); ok {
		return feeds.ErrNotFound
	}
	region, err := s.named(r)
	if err != nil {
		return err
	}
	q, err := readQuery(r.URL.RawQuery, liveParameters, s.unasked(liveSteps))
	if err == nil {
		err = s.knowsSources(q.Sources)
	}
	if err != nil {
		return err
	}
	// What a reader read last counts more than where it once began.
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		q.mark, q.isMarked = readSequence(markForm, id)
		if !q.isMarked {
			return badRequest("the Last-Event-ID is no cursor that we gave out")
		}
	}
	if s.listeners.Add(1) > maxLive {
		s.listeners.Add(-1)
		w.Header().Set("Retry-After", "60")
		return &requestError{status: http.StatusServiceUnavailable, message: "too many readers follow live just now; try again in a minute"}
	}
	defer s.listeners.Add(-1)
	if !q.isMarked {
		head, err := s.library.Head(r.Context(), region.Slug)
		if err != nil {
			return fmt.Errorf("live %s: %w", region.Slug, err)
		}
		q = q.marked(head.Seq)
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(stopping(ctx), cancel)()
	st := stream{s: s, w: w, control: http.NewResponseController(w), region: region, query: q, asks: q.unmarked().address()}
	if err := st.run(ctx); err != nil && ctx.Err() == nil {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			s.watch.dropped.Add(1)
		}
		s.log.Debug("live ended", "region", region.Slug, "error", err)
	}
	return nil
}

// stream is one reader of events.
type stream struct {
	s       *server
	w       http.ResponseWriter
	control *http.ResponseController
	region  feeds.Region
	query   query
	// asks is the query as it is spelled, without the mark; group is with whom
	// the reader is woken.
	asks  string
	group int
}

func (st *stream) run(ctx context.Context) error {
	// The times that hold for answers are no times for a stream.
	if err := st.control.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	group, leave := st.s.watch.join(st.s.chronicle, st.s.log)
	defer leave()
	st.group = group
	if err := st.send([]byte("retry: 5000\n\n")); err != nil {
		return err
	}
	beat := time.NewTicker(liveBeat)
	defer beat.Stop()
	for {
		grown := st.s.watch.grown(st.group)
		more, err := st.next(ctx)
		if err != nil {
			return err
		}
		if more && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-beat.C:
			if err := st.send([]byte(": still here\n\n")); err != nil {
				return err
			}
		case <-grown:
		}
	}
}

// next sends the steps that follow, if there are any.
func (st *stream) next(ctx context.Context) (more bool, err error) {
	b, err := st.s.watch.batch(ctx, st)
	if errors.Is(err, feeds.ErrPruned) || errors.Is(err, feeds.ErrAhead) {
		return false, st.reset(ctx)
	}
	if err != nil {
		return false, err
	}
	st.query.mark = b.next
	if len(b.events) == 0 {
		return b.more, nil
	}
	return b.more, st.send(b.events)
}

// reset tells that what came meanwhile is not known, and goes on from now.
func (st *stream) reset(ctx context.Context) error {
	head, err := st.s.library.Head(ctx, st.region.Slug)
	if err != nil {
		return err
	}
	st.query.mark = head.Seq
	id := writeSequence(markForm, head.Seq)
	return st.send([]byte("id: " + id + "\nevent: reset\ndata: {\"since\":" + strconv.Quote(id) + "}\n\n"))
}

// send writes at once, or gives the reader up.
func (st *stream) send(b []byte) error {
	if err := st.control.SetWriteDeadline(time.Now().Add(liveDeadline)); err != nil {
		return err
	}
	if _, err := st.w.Write(b); err != nil {
		return err
	}
	return st.control.Flush()
}
