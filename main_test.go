package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"dateline/aggregator"
	"dateline/aggregator/fetch"
	"dateline/aggregator/schedule"
	"dateline/feeds"
	"dateline/storage"
)

// TestMain lets scripts and tests run this very binary as dateline.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dateline": main})
}

// TestScripts runs testdata/script. Beside testscript's own commands there are:
//
//	upstream DIR      serve DIR over loopback as $UPSTREAM, with ETags
//	serve ARGS…       start dateline serve on free ports; its address is $BASE
//	stop              send it SIGINT and want exit 0
//	get URL FILE      save the body of a 200, uncompressed; the headers in FILE.head
//	status CODE URL   want this status; the body goes to the file "body"
//	ids FILE          write the item ids of a feed, sorted, to FILE.ids
//
// and the conditions [judges], [feedparser] and [corpus], for readers that
// .ci/install brings, and for feeds that are no part of the project; $JUDGES and
// $CORPUS are where they are. $EVERY is 1 if everything is to be proved, else 6.
func TestScripts(t *testing.T) {
	judges, err := filepath.Abs(".ci/judges")
	if err != nil {
		t.Fatal(err)
	}
	corpus := filepath.Join(judges, "../../../shared/corpus")
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"upstream": upstream, "serve": serve, "stop": stop, "get": get, "status": status, "ids": ids,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("JUDGES", judges)
			env.Setenv("CORPUS", corpus)
			env.Setenv("EVERY", fmt.Sprint(rounds(6, 1)))
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "judges":
				_, err := os.Stat(filepath.Join(judges, "node_modules"))
				return err == nil, nil
			case "corpus":
				_, err := os.Stat(corpus)
				return err == nil, nil
			case "feedparser":
				return exec.Command("/usr/bin/python3", "-c", "import feedparser").Run() == nil, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
	})
}

func upstream(ts *testscript.TestScript, _ bool, args []string) {
	files := http.FileServer(http.Dir(ts.MkAbs(args[0])))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), filepath.Clean(r.URL.Path)))
		if err == nil {
			w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(len(body))))
		}
		files.ServeHTTP(w, r)
	}))
	ts.Defer(s.Close)
	ts.Setenv("UPSTREAM", s.URL)
}

func serve(ts *testscript.TestScript, _ bool, args []string) {
	s, err := launch(ts.Getenv("WORK"), append([]string{"serve", "--admin", "127.0.0.1:0"}, args...)...)
	ts.Check(err)
	ts.Defer(func() { _ = s.cmd.Process.Kill() })
	ts.Setenv("BASE", s.base)
	servers.Store(ts, s)
}

// servers holds the *server that each script started last. Scripts run at the
// same time.
var servers sync.Map

func stop(ts *testscript.TestScript, _ bool, _ []string) {
	started, ok := servers.Load(ts)
	if !ok {
		ts.Fatalf("stop: nothing is served")
	}
	s := started.(*server) //nolint:forcetypeassert // serve stores nothing else
	ts.Check(s.cmd.Process.Signal(os.Interrupt))
	ts.Check(<-s.exited)
}

func get(ts *testscript.TestScript, _ bool, args []string) {
	resp, body := fetchURL(ts, args[0]) //nolint:bodyclose // fetchURL does
	if resp.StatusCode != http.StatusOK {
		ts.Fatalf("GET %s: %s\n%s", args[0], resp.Status, body)
	}
	var head bytes.Buffer
	ts.Check(resp.Header.Write(&head))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]+".head"), head.Bytes(), 0o600))
}

func status(ts *testscript.TestScript, _ bool, args []string) {
	resp, body := fetchURL(ts, args[1]) //nolint:bodyclose // fetchURL does
	if fmt.Sprint(resp.StatusCode) != args[0] {
		ts.Fatalf("GET %s: %s, want %s\n%s", args[1], resp.Status, args[0], body)
	}
	ts.Check(os.WriteFile(ts.MkAbs("body"), body, 0o600))
}

func fetchURL(ts *testscript.TestScript, url string) (*http.Response, []byte) {
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	ts.Check(err)
	resp, err := stay.Do(req)
	ts.Check(err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	return resp, body
}

var itemID = regexp.MustCompile(`(?:<guid isPermaLink="false">|<entry\b(?s:.*?)<id>|"id":\s*")(urn:uuid:[0-9a-f-]{36})`)

func ids(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".ids"), []byte(strings.Join(idsOf([]byte(ts.ReadFile(args[0]))), "\n")+"\n"), 0o600))
}

func idsOf(feed []byte) []string {
	var all []string
	for _, m := range itemID.FindAllSubmatch(feed, -1) {
		all = append(all, string(m[1]))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// server is a running dateline serve.
type server struct {
	cmd    *exec.Cmd
	base   string
	exited chan error
}

var servingLine = regexp.MustCompile(`msg=serving listen=(http://\S+)/ `)

// launch runs dateline in dir and returns once it serves.
func launch(dir string, args ...string) (*server, error) {
	exe, err := exec.LookPath("dateline")
	if err != nil {
		return nil, err
	}
	s := &server{cmd: exec.Command(exe, args...), exited: make(chan error, 1)}
	s.cmd.Dir = dir
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	var told strings.Builder
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		told.WriteString(lines.Text() + "\n")
		if m := servingLine.FindStringSubmatch(lines.Text()); m != nil {
			s.base = m[1]
			go func() {
				_, _ = io.Copy(io.Discard, stderr)
				s.exited <- s.cmd.Wait()
			}()
			return s, nil
		}
	}
	return nil, fmt.Errorf("dateline %v: %w\n%s", args, s.cmd.Wait(), told.String())
}

func start(t *testing.T, args ...string) *server {
	t.Helper()
	s, err := launch(t.TempDir(), args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}

// interrupt stops the server as Ctrl-C does and wants exit 0.
func (s *server) interrupt(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := <-s.exited; err != nil {
		t.Fatal(err)
	}
}

func (s *server) get(t *testing.T, path string) []byte {
	t.Helper()
	resp, err := http.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s %v\n%s", path, resp.Status, err, body)
	}
	return body
}

// region is what /regions.json says of one.
type region struct {
	Slug  string
	Count int
	Feeds map[string]string
}

// filled returns the regions that have items.
func (s *server) filled(t *testing.T) map[string]region {
	t.Helper()
	var list struct{ Regions []region }
	if err := json.Unmarshal(s.get(t, "/regions.json"), &list); err != nil {
		t.Fatal(err)
	}
	filled := map[string]region{}
	for _, r := range list.Regions {
		if r.Count > 0 {
			filled[r.Slug] = r
		}
	}
	return filled
}

// newsWire serves sources feeds of items items each: RSS about Malaysia, with
// an ETag. Every path is a feed.
func newsWire(tb testing.TB, items int) (base string, asked *atomic.Int64) {
	tb.Helper()
	asked = new(atomic.Int64)
	began := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Header.Get("If-None-Match") == `W/"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `W/"one"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = fmt.Fprintf(w, `<rss version="2.0"><channel><title>Wire %s</title><link>https://wire.example%s</link><description>d</description>`, r.URL.Path, r.URL.Path)
		for i := range items {
			_, _ = fmt.Fprintf(w, `<item><title>[MALAYSIA] Story %d of %s</title><link>https://wire.example%s/%d</link><guid>%s-%d</guid><pubDate>%s</pubDate><description>%s</description></item>`,
				i, r.URL.Path, r.URL.Path, i, r.URL.Path, i, began.Add(time.Duration(i)*time.Minute).Format(time.RFC1123Z),
				strings.Repeat("The ferry left the harbour on time. ", 20))
		}
		_, _ = io.WriteString(w, `</channel></rss>`)
	}))
	tb.Cleanup(s.Close)
	return s.URL, asked
}

// wireConfig writes a config of n sources of a news wire and returns the
// arguments that use it.
func wireConfig(tb testing.TB, base string, n int) []string {
	tb.Helper()
	dir := tb.TempDir()
	var b strings.Builder
	b.WriteString("title: Wire\nbase_url: https://feeds.example\nfetch: {allow_private: true, per_host: 16}\nsources:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {url: %q, id: wire-%d}\n", fmt.Sprintf("%s/%d", base, i), i)
	}
	file := filepath.Join(dir, "dateline.yaml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
	return []string{"--config", file, "--data", filepath.Join(dir, "data")}
}

func dateline(tb testing.TB, args ...string) *exec.Cmd {
	tb.Helper()
	exe, err := exec.LookPath("dateline")
	if err != nil {
		tb.Fatal(err)
	}
	return exec.CommandContext(tb.Context(), exe, args...)
}

// polled runs a poll to its end and returns its summary.
func polled(tb testing.TB, args []string) (sum map[string]any, usage *syscall.Rusage) {
	tb.Helper()
	cmd := dateline(tb, append([]string{"poll", "--json"}, args...)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		tb.Fatalf("poll: %v\n%s%s", err, out, stderr.String())
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &sum); err != nil {
		tb.Fatal(err)
	}
	return sum, cmd.ProcessState.SysUsage().(*syscall.Rusage)
}

// rounds is n in a usual run, long in a proof.
func rounds(n, long int) int {
	if os.Getenv("DATELINE_PROVE") != "" {
		return long
	}
	return n
}

// TestKilledPoll kills polls at every stage and wants each item once after the
// next whole one.
func TestKilledPoll(t *testing.T) {
	const sources, items = 8, 40
	base, asked := newsWire(t, items)
	for round := range rounds(4, 50) {
		args := wireConfig(t, base, sources)
		cmd := dateline(t, append([]string{"poll"}, args...)...)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		before := asked.Load()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		for range round % (sources + 1) {
			_, _ = lines.ReadString('\n')
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		t.Logf("round %d: killed after %d requests", round, asked.Load()-before)
		polled(t, args)
		wantWire(t, args, sources*items)
		sum, _ := polled(t, args)
		if sum["not_modified"] != float64(sources) || sum["new"] != 0.0 {
			t.Fatalf("poll after recovery: %v", sum)
		}
	}
}

// wantWire wants Malaysia and what contains it to hold exactly n items.
func wantWire(t *testing.T, args []string, n int) {
	t.Helper()
	s := start(t, append([]string{"serve", "--no-poll", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"}, args...)...)
	filled := s.filled(t)
	for _, slug := range []string{"malaysia", "southeast-asia", "asia", "asean", "world"} {
		if filled[slug].Count != n {
			t.Errorf("%s holds %d items, want %d", slug, filled[slug].Count, n)
		}
	}
	s.interrupt(t)
}

// TestManySources polls and serves many local sources in one run, within the
// memory we promise.
func TestManySources(t *testing.T) {
	const items, limit = 40, 400 << 10 // KiB
	sources := rounds(50, 500)
	base, _ := newsWire(t, items)
	args := wireConfig(t, base, sources)
	sum, usage := polled(t, args)
	if sum["failed"] != 0.0 || sum["new"] != float64(sources*items) {
		t.Fatalf("poll: %v", sum)
	}
	t.Logf("%d items, peak memory %d MiB", sources*items, usage.Maxrss>>10)
	if usage.Maxrss > limit {
		t.Errorf("peak memory %d KiB, want at most %d", usage.Maxrss, limit)
	}
	wantWire(t, args, sources*items)
}

// TestSampleNewsroom starts with no config on an empty folder: within five
// seconds there are feeds, every one of them works, and what was stored is
// there on the next start.
func TestSampleNewsroom(t *testing.T) {
	args := []string{"serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"}
	began := time.Now()
	first := start(t, args...)
	for len(first.filled(t)) < 20 {
		if time.Since(began) > 5*time.Second {
			t.Fatalf("%d regions with items after five seconds, want 20", len(first.filled(t)))
		}
	}
	for slug, r := range first.filled(t) {
		for _, u := range r.Feeds {
			first.get(t, "/"+filepath.Base(u))
		}
		first.get(t, "/"+slug)
	}
	before := idsOf(first.get(t, "/world.json?limit=200"))
	first.interrupt(t)

	again := start(t, append(args, "--no-poll")...)
	after := idsOf(again.get(t, "/world.json?limit=200"))
	for _, id := range before {
		if !slices.Contains(after, id) {
			t.Errorf("%s is gone after a restart", id)
		}
	}
	again.interrupt(t)
}

// TestPushed lets a source name a hub: the gateway subscribes, proves that it
// wants to, and has what is pushed in its feeds at once.
func TestPushed(t *testing.T) {
	asked := make(chan url.Values, 1)
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.WriteHeader(http.StatusAccepted)
		asked <- r.PostForm
	}))
	t.Cleanup(hub.Close)
	feed := func(items string) string {
		return `<rss version="2.0"><channel><title>Pushed</title><link>https://pushed.example/</link><description>d</description>` + items + `</channel></rss>`
	}
	source := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "<"+hub.URL+`>; rel="hub", <https://pushed.example/rss>; rel="self"`)
		_, _ = io.WriteString(w, feed(""))
	}))
	t.Cleanup(source.Close)

	listen := freeAddress(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "dateline.yaml")
	config := fmt.Sprintf("base_url: http://%s\nfetch: {allow_private: true}\nsources: [{url: %q, id: pushed}]\n", listen, source.URL)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, "serve", "--config", file, "--data", filepath.Join(dir, "data"), "--listen", listen, "--admin", "127.0.0.1:0")
	form := <-asked
	challenge := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {form.Get("hub.topic")}, "hub.challenge": {"yes"}, "hub.lease_seconds": {"3600"}}
	callback := strings.TrimPrefix(form.Get("hub.callback"), s.base)
	if got := s.get(t, callback+"?"+challenge.Encode()); string(got) != "yes" {
		t.Fatalf("verification answered %q", got)
	}
	body := feed(`<item><title>[MALAYSIA] Bridge opens</title><link>https://pushed.example/bridge</link></item>`)
	mac := hmac.New(sha256.New, []byte(form.Get("hub.secret")))
	mac.Write([]byte(body))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+callback, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		t.Fatalf("push answered %s", resp.Status)
	}
	for began := time.Now(); !bytes.Contains(s.get(t, "/malaysia.rss"), []byte("Bridge opens")); {
		if time.Since(began) > 5*time.Second {
			t.Fatal("the push is not in the feed after five seconds")
		}
	}
	s.interrupt(t)
}

// freeAddress is a loopback address that nobody listened at just now.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// crowd is many callbacks at one address: it says yes to the hub, and knows how
// many items each path was last pushed.
type crowd struct {
	*httptest.Server
	mu     sync.Mutex
	latest map[string]int
	pushes atomic.Int64
}

func newCrowd(t *testing.T) *crowd {
	t.Helper()
	c := &crowd{latest: map[string]int{}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			_, _ = io.WriteString(w, r.URL.Query().Get("hub.challenge"))
			return
		}
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.latest[r.URL.Path] = len(idsOf(body))
		c.pushes.Add(1)
	}))
	t.Cleanup(c.Close)
	return c
}

// have counts the paths that were last pushed so many items.
func (c *crowd) have(items int) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, got := range c.latest {
		if got == items {
			n++
		}
	}
	return n
}

// await waits until a condition holds.
func await(t *testing.T, what string, isSo func() bool) {
	t.Helper()
	for began := time.Now(); !isSo(); {
		if time.Since(began) > 20*time.Second {
			t.Fatalf("not within twenty seconds: %s", what)
		}
	}
}

// TestKilledHub kills a hub with subscribers while it pushes, and wants each of
// them to have the news after the next start, and none of them more than twice.
func TestKilledHub(t *testing.T) {
	const subscribers = 40
	var items atomic.Int64
	source := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Growing</title><link>https://growing.example/</link><description>d</description>`)
		for i := range items.Load() {
			_, _ = fmt.Fprintf(w, `<item><title>[MALAYSIA] Ferry %d sails</title><link>https://growing.example/%d</link></item>`, i, i)
		}
		_, _ = io.WriteString(w, `</channel></rss>`)
	}))
	t.Cleanup(source.Close)
	listen, admin, dir, all := freeAddress(t), freeAddress(t), t.TempDir(), newCrowd(t)
	config := fmt.Sprintf("base_url: http://%s\nfetch: {allow_private: true}\nsources: [{url: %q, id: growing}]\n", listen, source.URL)
	args := []string{"--config", filepath.Join(dir, "dateline.yaml"), "--data", filepath.Join(dir, "data")}
	if err := os.WriteFile(args[1], []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	serve := append([]string{"serve", "--no-poll", "--listen", listen, "--admin", admin}, args...)
	s := start(t, serve...)
	for n := range subscribers {
		resp, err := http.PostForm(s.base+"/hub", url.Values{
			"hub.mode": {"subscribe"}, "hub.topic": {"http://" + listen + "/malaysia.rss?limit=200"}, "hub.callback": {fmt.Sprintf("%s/%d", all.URL, n)},
		})
		if err != nil || resp.StatusCode != http.StatusAccepted {
			t.Fatal(err, resp)
		}
		_ = resp.Body.Close()
	}
	await(t, "all are subscribed", func() bool {
		resp, err := http.Get("http://" + admin + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		metrics, _ := io.ReadAll(resp.Body)
		return bytes.Contains(metrics, fmt.Appendf(nil, "\ndateline_hub_subscriptions %d\n", subscribers))
	})
	s.interrupt(t)
	var again int64
	for round := range rounds(4, 100) {
		items.Add(1)
		polled(t, args)
		before := all.pushes.Load()
		killed := start(t, serve...)
		await(t, "some pushes", func() bool { return all.pushes.Load() >= before+int64(round*7%subscribers) })
		_ = killed.cmd.Process.Kill()
		if err := <-killed.exited; err == nil {
			t.Error("a killed hub ended well")
		}
		s := start(t, serve...)
		await(t, "all have the news", func() bool { return all.have(int(items.Load())) == subscribers })
		s.interrupt(t)
		if n := all.pushes.Load() - before; n > 2*subscribers {
			t.Errorf("round %d: %d pushes to %d subscribers", round, n, subscribers)
		} else {
			again += n - subscribers
		}
	}
	t.Logf("%d pushes came again", again)
}

// forgetful is a store that remembers of no document what need not be read
// again: all of each is.
type forgetful struct{ *storage.Store }

func (forgetful) Reading(context.Context, string) (feeds.Reading, error) {
	return feeds.Reading{}, nil
}

// changing is a feed that changes at each step: items come, go, and are edited,
// meet in links and guids, and now and then the feed itself is another.
type changing struct {
	r              *rand.Rand
	title, passing string
	items          []string
	made           int
}

func (c *changing) item() string {
	c.made++
	n, link := c.made, c.made
	switch c.r.IntN(12) {
	case 0: // the guid of another
		n = max(1, n-1-c.r.IntN(3))
	case 1: // the link of another
		link = max(1, n-1-c.r.IntN(3))
	}
	return fmt.Sprintf(`<item><guid isPermaLink="false">%d</guid><link>https://x.example/%d</link><title>Ferry %d</title><pubDate>Mon, 02 Nov 2026 10:%02d:00 GMT</pubDate><description>From Penang, told by %s.</description></item>`,
		n, link, c.made, c.made%60, c.title)
}

func (c *changing) step() {
	c.passing = fmt.Sprint(c.r.IntN(1 << 30))
	for range c.r.IntN(3) {
		c.items = slices.Insert(c.items, c.r.IntN(min(2, len(c.items)+1)), c.item())
	}
	if n := len(c.items); n > 0 {
		switch i := c.r.IntN(n); c.r.IntN(8) {
		case 0:
			c.items[i] = strings.Replace(c.items[i], "told", "now told", 1)
		case 1:
			c.items = slices.Delete(c.items, n-1, n)
		case 2:
			c.title = fmt.Sprintf("Title %d", c.r.IntN(2))
		case 3:
			c.items[0], c.items[i] = c.items[i], c.items[0]
		case 4: // broken, once
			c.passing += "</lastBuildDate><b>"
		}
	}
}

func (c *changing) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	_, _ = fmt.Fprintf(w, `<rss version="2.0"><channel><title>%s</title><link>https://x.example/</link><lastBuildDate>%s</lastBuildDate>%s</channel></rss>`,
		c.title, c.passing, strings.Join(c.items, "\n"))
}

// told is all that readers and the operator learn of polls: the log, every entry,
// what is remembered of the source that no clock has part in, and the outcomes.
func told(t *testing.T, s *storage.Store, outcomes []aggregator.Outcome) string {
	t.Helper()
	var b strings.Builder
	changes, err := s.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		fmt.Fprintln(&b, c.Seq, c.ID, c.What, c.Regions)
	}
	page, err := s.Latest(t.Context(), feeds.World, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Entries {
		fmt.Fprintln(&b, e.ID, e.GUID, e.Link, e.Title, e.Summary, e.Published, e.Revision, e.Placements, len(e.Carriers), e.Story)
	}
	for _, o := range outcomes {
		fmt.Fprintln(&b, o.Source.ID, o.Result, o.Status, o.Items, o.Dropped, o.Tally, o.Repairs)
	}
	st, err := s.State(t.Context(), "changing")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&b, st.Title, st.Link, st.Hints, string(st.BodyHash), st.Failures, st.Newest.IsZero())
	return b.String()
}

// Polls that do not read again what they know come to the same as polls that
// read everything.
func TestKnownItems(t *testing.T) {
	known := 0
	for seed := range uint64(rounds(8, 200)) {
		feed := &changing{r: rand.New(rand.NewPCG(seed, 1)), title: "Title"}
		upstream := httptest.NewServer(feed)
		src := []feeds.Source{{ID: "changing", URL: upstream.URL}}
		var stores [2]*storage.Store
		var pollers [2]*aggregator.Poller
		var outcomes [2][]aggregator.Outcome
		for i := range stores {
			s, err := storage.Open(storage.Options{InMemory: true})
			if err != nil {
				t.Fatal(err)
			}
			stores[i] = s
			pollers[i] = &aggregator.Poller{
				Store: s, Log: slog.New(slog.DiscardHandler), Reader: aggregator.NewReader(feeds.Builtin()), Policy: schedule.Policy{Every: time.Hour},
				Client: fetch.New(fetch.Options{AllowPrivate: true}),
			}
		}
		pollers[0].Store = forgetful{stores[0]}
		for step := range 12 {
			feed.step()
			for i, p := range pollers {
				if err := p.Round(t.Context(), src, func(o aggregator.Outcome) { outcomes[i] = append(outcomes[i], o) }); err != nil {
					t.Fatal(err)
				}
			}
			was, err := stores[1].Reading(t.Context(), "changing")
			if err != nil {
				t.Fatal(err)
			}
			known += len(was.Pieces)
			if diff := cmp.Diff(told(t, stores[0], outcomes[0]), told(t, stores[1], outcomes[1])); diff != "" {
				t.Fatalf("seed %d, step %d (-read everything +read what is new):\n%s", seed, step, diff)
			}
		}
		upstream.Close()
		if err := errors.Join(stores[0].Close(), stores[1].Close()); err != nil {
			t.Fatal(err)
		}
	}
	if known == 0 {
		t.Error("nothing was ever remembered")
	}
}
