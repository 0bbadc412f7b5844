package bench

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"dateline/aggregator/bench/load"
	"dateline/aggregator/bench/press"
)

var rowHub = Row{Name: "upstream's push to 1,000 hub subscribers, p99", Unit: "s", Floor: 2, Goal: 0.5}

const (
	subscribers = 1000
	pushes      = 10
)

// office is a hub of upstreams that the program subscribes to, and all who
// subscribe to the program.
type office struct {
	mu       sync.Mutex
	callback string
	secret   string
	topic    string
	pushed   time.Time
	arrived  []time.Duration
	came     chan struct{}
	joined   chan struct{}
	addr     string
}

// hub pushes articles to the program's callback, and times when each of its own
// subscribers has them.
func (b *bench) hub(ctx context.Context) ([]Figure, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o := &office{came: make(chan struct{}, subscribers*pushes), joined: make(chan struct{}, subscribers+1)}
	if err := o.open(ctx); err != nil {
		return nil, err
	}
	up := &press.Upstream{Press: b.press, Articles: 10, Hub: "http://" + o.addr + "/hub"}
	up.Newest.Store(1000)
	if err := up.Start(ctx); err != nil {
		return nil, err
	}
	s, err := b.site(ctx, "hub", 1, up.URL, 24*time.Hour)
	if err != nil {
		return nil, err
	}
	p, _, err := s.serve(ctx)
	if err != nil {
		return nil, err
	}
	err = o.measure(ctx, s, up)
	_, stopped := p.stop()
	if err = errors.Join(err, stopped); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, p.stderr)
	}
	b.tell("pushed: p50 %s, p99 %s", load.Percentile(o.arrived, 50), load.Percentile(o.arrived, 99))
	return []Figure{rowHub.figure(fmt.Sprintf("%d pushes, each to all, from the upstream hub's POST to the subscriber's", pushes), load.Percentile(o.arrived, 99).Seconds())}, nil
}

func (o *office) open(ctx context.Context) error {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.2.1:0")
	if err != nil {
		return err
	}
	o.addr = l.Addr().String()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /hub", o.subscribe)
	mux.HandleFunc("GET /cb/{n}", o.confirm)
	mux.HandleFunc("POST /cb/{n}", o.receive)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(l) }() // ends with the server
	return nil
}

// subscribe is the hub that upstreams name.
func (o *office) subscribe(w http.ResponseWriter, req *http.Request) {
	form := req.FormValue
	callback, topic, secret, mode := form("hub.callback"), form("hub.topic"), form("hub.secret"), form("hub.mode")
	w.WriteHeader(http.StatusAccepted)
	ctx := context.WithoutCancel(req.Context())
	go func() {
		q := url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {"yes"}, "hub.lease_seconds": {"864000"}}
		if err := call(ctx, http.MethodGet, callback+"?"+q.Encode(), nil, nil); err != nil {
			return // the measurement then waits in vain, and says so
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.callback == "" {
			o.callback, o.topic, o.secret = callback, topic, secret
			o.joined <- struct{}{}
		}
	}()
}

func (o *office) confirm(w http.ResponseWriter, req *http.Request) {
	_, _ = io.WriteString(w, req.FormValue("hub.challenge"))
	o.joined <- struct{}{}
}

func (o *office) receive(_ http.ResponseWriter, req *http.Request) {
	_, _ = io.Copy(io.Discard, req.Body)
	o.mu.Lock()
	o.arrived = append(o.arrived, time.Since(o.pushed))
	o.mu.Unlock()
	o.came <- struct{}{}
}

func (o *office) measure(ctx context.Context, s *site, up *press.Upstream) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if err := await(ctx, o.joined, 1, "the program subscribes to the upstream's hub"); err != nil {
		return err
	}
	base := "http://" + s.addr
	for n := range subscribers {
		form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {base + hotPath}, "hub.callback": {"http://" + o.addr + "/cb/" + strconv.Itoa(n)}}
		if err := call(ctx, http.MethodPost, base+"/hub", strings.NewReader(form.Encode()), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}); err != nil {
			return err
		}
	}
	if err := await(ctx, o.joined, subscribers, "subscriptions are verified"); err != nil {
		return err
	}
	for range pushes {
		up.Newest.Add(1)
		if err := o.push(ctx, up); err != nil {
			return err
		}
		if err := await(ctx, o.came, subscribers, "subscribers are told"); err != nil {
			return err
		}
	}
	return nil
}

// push hands the feed of the only source to the program, as a hub does.
func (o *office) push(ctx context.Context, up *press.Upstream) error {
	body, media := up.Press.Feed(0, int(up.Newest.Load()), up.Articles)
	mac := hmac.New(sha256.New, []byte(o.secret))
	_, _ = mac.Write(body)
	o.mu.Lock()
	o.pushed = time.Now()
	o.mu.Unlock()
	return call(ctx, http.MethodPost, o.callback, strings.NewReader(string(body)), http.Header{
		"Content-Type":    {media},
		"X-Hub-Signature": {"sha256=" + hex.EncodeToString(mac.Sum(nil))},
		"Link":            {fmt.Sprintf(`<http://%s/hub>; rel="hub", <%s>; rel="self"`, o.addr, o.topic)},
	})
}

// await waits until so many things have come.
func await(ctx context.Context, c <-chan struct{}, n int, what string) error {
	for i := range n {
		select {
		case <-c:
		case <-ctx.Done():
			return fmt.Errorf("wait until %s: %d of %d: %w", what, i, n, ctx.Err())
		}
	}
	return nil
}

// call makes a request and wants a 2xx.
func call(ctx context.Context, method, address string, body io.Reader, header http.Header) error {
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return err
	}
	maps.Copy(req.Header, header)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s", method, address, resp.Status)
	}
	return nil
}
