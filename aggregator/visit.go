package aggregator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"dateline/aggregator/fetch"
	"dateline/aggregator/schedule"
	"dateline/aggregator/websub"
	"dateline/feeds"
)

// fetched is an answer on its way to be read.
type fetched struct {
	src   feeds.Source
	state feeds.State
	// reading is what is remembered of the last document.
	reading feeds.Reading
	resp    fetch.Response
	// more are the pages that follow, until for the reason cut one did not
	// come.
	more []fetch.Response
	cut  error
	// err is why no document came, broken why our own store failed.
	err, broken error
	began       time.Time
	// settings are those that the source is read under.
	settings []byte
}

// fetch asks for what changed since the last visit. If a page that follows may
// come next time, we ask for all of them again then.
func (p *Poller) fetch(ctx context.Context, j job) *fetched {
	src, f := j.src, &fetched{src: j.src, began: time.Now(), settings: p.Reader.settings(j.src)}
	if j.state != nil {
		f.state = *j.state
	} else if f.state, f.broken = p.Store.State(ctx, src.ID); f.broken != nil {
		return f
	}
	f.resp, f.err = p.Client.Get(ctx, p.request(f))
	if f.err == nil && f.resp.IsModified() {
		f.more, f.cut = Follow(ctx, p.Client, src, f.resp, p.Policy.SpacingAt(f.resp.URL))
	}
	if f.err == nil && f.resp.IsModified() && !f.state.Succeeded.IsZero() {
		f.reading, f.broken = p.Store.Reading(ctx, src.ID)
	}
	if isPassing(f.cut) {
		f.resp.ETag, f.resp.LastModified, f.resp.BodyHash = "", "", nil
	}
	return f
}

// request asks for a source on the conditions of the last answer, unless it was
// read under other settings.
func (p *Poller) request(f *fetched) fetch.Request {
	state := &f.state
	req := fetch.Request{URL: schedule.Address(f.src, state.Move), Headers: f.src.Headers, From: state.Document, Room: p.Room}
	if bytes.Equal(state.Settings, f.settings) {
		req.ETag, req.LastModified, req.BodyHash = state.ETag, state.LastModified, state.BodyHash
	}
	return req
}

// visit is an answer that was read, ready to be merged.
type visit struct {
	feeds.Visit
	outcome Outcome
	answer  schedule.Answer
	settle  func(feeds.State, feeds.Tally) feeds.State
	// links are nil if no document came.
	links *websub.Links
	from  *fetched
}

// visit reads an answer. A source that gave nothing is a visit too, without
// items.
func (p *Poller) visit(f *fetched) *visit {
	now := time.Now().UTC()
	doc, err := p.read(f, now)
	kept := doc.Kept()
	v := &visit{
		Visit:   feeds.Visit{Source: f.src, At: now, Items: kept, Tombstones: doc.Tombstones, ChannelLink: doc.Link},
		outcome: outcome(f, doc, len(kept), err),
		answer:  answer(f, doc, err),
		links:   links(f, doc),
		from:    f,
	}
	if p.Hubs != nil {
		v.answer.IsPushed = p.Hubs.IsTrusted(f.src.ID, now)
	}
	v.settle = func(st feeds.State, tally feeds.Tally) feeds.State {
		a := v.answer
		a.New = tally.New
		return p.Policy.After(f.src, st, a, now)
	}
	v.State = remember(f, doc, err)
	if err == nil && f.resp.IsModified() {
		v.Reading = &doc.Reading
	}
	if err == nil {
		v.State.Settings = f.settings
	}
	v.Settle = v.settle
	return v
}

// read returns the document of an answer, empty if nothing changed.
func (p *Poller) read(f *fetched, now time.Time) (Document, error) {
	if f.err != nil || !f.resp.IsModified() {
		return Document{}, f.err
	}
	doc, err := p.readFirst(f, now)
	if err == nil {
		p.Reader.ReadMore(&doc, f.more, f.src, now)
	}
	if f.cut != nil {
		doc.Repairs = append(doc.Repairs, f.cut.Error())
	}
	if f.resp.Truncated {
		doc.Repairs = append(doc.Repairs, "the answer ended early: asked for in full next time")
	}
	return doc, err
}

// readFirst reads the answer itself. Of one that was cut short nothing is
// remembered.
func (p *Poller) readFirst(f *fetched, now time.Time) (Document, error) {
	if f.resp.Truncated {
		return p.Reader.Read(f.resp.Body, f.resp.ContentType, f.resp.URL, f.src, now)
	}
	return p.Reader.ReadOn(f.resp.Body, f.resp.ContentType, f.resp.URL, f.src, now, f.reading)
}

func outcome(f *fetched, doc Document, kept int, err error) Outcome {
	o := Outcome{Source: f.src, Result: Fetched, Status: f.resp.Status}
	o.tell(doc, kept)
	switch {
	case err != nil:
		o.Result, o.Err = Failed, err
		if status, ok := errors.AsType[*fetch.StatusError](err); ok {
			o.Status = status.Status
		}
	case !f.resp.IsModified():
		o.Result = NotModified
	}
	return o
}

// tell notes what a document held, and how many of its items were kept.
func (o *Outcome) tell(doc Document, kept int) {
	o.Items = len(doc.Items) + doc.Known + doc.Omitted
	o.Dropped = len(doc.Items) - kept + doc.Omitted
	o.Repairs, o.RulesNotRun = doc.Repairs, doc.Failures()
}

// answer is what the schedule wants to know of an answer.
func answer(f *fetched, doc Document, err error) schedule.Answer {
	a := schedule.Answer{Status: f.resp.Status, Fresh: f.resp.FreshFor, MovedTo: f.resp.MovedTo}
	if err != nil {
		a.Failed = true
		if status, ok := errors.AsType[*fetch.StatusError](err); ok {
			a.Status, a.RetryAfter = status.Status, status.RetryAfter
		}
		return a
	}
	if f.resp.IsModified() {
		a.Hints = &doc.Hints
		for _, it := range doc.Items {
			a.Dates = append(a.Dates, it.Published)
		}
	}
	return a
}

// remember is the state after an answer but for its schedule. After a failure
// the validators of the last good answer stay.
func remember(f *fetched, doc Document, err error) feeds.State {
	is := f.state
	if err != nil {
		is.Error = err.Error()
		return is
	}
	is.ETag, is.LastModified, is.BodyHash = f.resp.ETag, f.resp.LastModified, f.resp.BodyHash
	if f.resp.Status != http.StatusNotModified {
		is.Document = f.resp.URL
	}
	is.Title, is.Link = cmp.Or(doc.Title, is.Title), cmp.Or(doc.Link, is.Link)
	return is
}
