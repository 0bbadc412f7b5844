package static_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/web"
	"dateline/feeds/web/static"
)

// wire is a Library of one story about Malaysia.
type wire struct {
	web.Library
}

var storyID = feeds.Identify(feeds.Item{Link: "https://wire.example/ferry"}, "wire", "")

var story = feeds.Entry{
	Item: feeds.Item{
		Title: "The ferry sails", Link: "https://wire.example/ferry", Summary: strings.Repeat("It left on time. ", 20), Published: day,
		Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 0.9}},
	},
	ID: storyID, Date: day, Received: day, Modified: day, Revision: 1,
	Carriers: []feeds.Carrier{{ID: "wire", Name: "The Wire", Link: "https://wire.example/ferry"}},
}

func (wire) Head(_ context.Context, region string) (feeds.Head, error) {
	if !holds(region) {
		return feeds.Head{}, nil
	}
	return feeds.Head{Seq: 1, Modified: day}, nil
}

func holds(region string) bool { return feeds.Builtin().Contains(region, "malaysia") }

func (w wire) Latest(ctx context.Context, region string, _ int) (feeds.Page, error) {
	page := feeds.Page{}
	page.Head, _ = w.Head(ctx, region)
	if holds(region) {
		page.Entries = []feeds.Entry{story}
	}
	return page, nil
}

func (w wire) Select(ctx context.Context, region string, _ feeds.Selection) (feeds.Page, error) {
	return w.Latest(ctx, region, 0)
}

func (wire) Entry(_ context.Context, id feeds.ID) (feeds.Entry, error) {
	if id != story.ID {
		return feeds.Entry{}, feeds.ErrNotFound
	}
	return story, nil
}

func (wire) Counts(context.Context) ([]feeds.Count, error) {
	var counts []feeds.Count
	for _, slug := range feeds.Builtin().Slugs() {
		if holds(slug) {
			counts = append(counts, feeds.Count{Slug: slug, Items: 1, Newest: day})
		}
	}
	return counts, nil
}

// TestServers lets real web servers answer from the folder as the configs in it
// say, at the root of a host and below a path, and compares what they answer
// with what the handler does.
func TestServers(t *testing.T) {
	for _, base := range []string{baseURL, baseURL + "/news"} {
		live := web.New(web.Options{
			Library: wire{}, Atlas: feeds.Builtin(), Static: true, Log: slog.New(slog.DiscardHandler),
			Site: feeds.Site{Title: "Example Wire", BaseURL: base},
		})
		dir := filepath.Join(t.TempDir(), "site")
		o := options(dir, live)
		o.BaseURL = base
		if _, err := static.Publish(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		u, _ := url.Parse(base)
		for name, start := range map[string]func(*testing.T, string) string{"nginx": nginx, "caddy": caddy} {
			t.Run(name+u.Path, func(t *testing.T) {
				host := start(t, dir)
				for path := range files(t, dir) {
					first, ext, _ := strings.Cut(path, ".")
					if isEmpty(first) || path == "404.html" || strings.Contains(ext, ".") {
						continue
					}
					path = "/" + strings.TrimSuffix(strings.TrimSuffix(path, ".html"), "index")
					for _, coding := range []string{"identity", "gzip", "br"} {
						compare(t, live, host, u.Path+path, coding)
					}
				}
				for _, path := range []string{"/my", "/MY.rss", "/458.atom", "/MALAYSIA", "/malaysia/", "/nope", "/nope.rss", "/items/nope", "/.dateline/manifest.json"} {
					compare(t, live, host, u.Path+path, "identity")
				}
			})
		}
	}
}

// isEmpty reports whether a file is of one of the many regions without stories;
// Antarctica stands for all of them.
func isEmpty(name string) bool {
	_, isRegion := feeds.Builtin().Region(name)
	return isRegion && !holds(name) && name != "antarctica"
}

// compare wants both to answer alike. Of an error only the status counts: a
// file cannot name what was asked for.
func compare(t *testing.T, live http.Handler, host, path, coding string) {
	t.Helper()
	want := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Encoding", coding)
	live.ServeHTTP(want, r)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, host+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = r.Header
	got, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != want.Code {
		t.Fatalf("GET %s (%s): %s %v, want %d", path, coding, got.Status, err, want.Code)
	}
	headers := []string{"Location", "Access-Control-Allow-Origin"}
	if want.Code == http.StatusOK {
		headers = append(headers, "Content-Type", "Content-Encoding", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Access-Control-Expose-Headers")
	}
	for _, name := range headers {
		if g, w := got.Header.Get(name), want.Header().Get(name); g != w {
			t.Errorf("GET %s (%s): %s is %q, want %q", path, coding, name, g, w)
		}
	}
	if want.Code == http.StatusOK && string(body) != want.Body.String() {
		t.Errorf("GET %s (%s): %d other bytes, want %d", path, coding, len(body), want.Body.Len())
	}
	if want.Code == http.StatusNotFound && !strings.Contains(string(body), "There is nothing at this address") {
		t.Errorf("GET %s: the body is not that of 404.html", path)
	}
}

// nginx serves a folder and returns its address. Debian's module for Brotli is
// used.
func nginx(t *testing.T, dir string) string {
	const brotli = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
	if _, err := os.Stat(brotli); err != nil {
		t.Skip("nginx or its Brotli module is not installed")
	}
	tmp, addr := t.TempDir(), freeAddress(t)
	server, err := os.ReadFile(filepath.Join(dir, ".dateline/nginx-server.conf"))
	if err != nil {
		t.Fatal(err)
	}
	conf := fmt.Sprintf("load_module %s;\ndaemon off;\npid %s/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n", brotli, tmp)
	if os.Getuid() == 0 {
		conf = "user root;\n" + conf // may read what the test wrote
	}
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		conf += fmt.Sprintf("%s_temp_path %s/%s;\n", kind, tmp, kind)
	}
	conf += fmt.Sprintf("include %s/.dateline/nginx-http.conf;\nserver {\nlisten %s;\nroot %s;\n%s\n}\n}\n", dir, addr, dir,
		strings.ReplaceAll(string(server), "# brotli_static", "brotli_static"))
	return serve(t, addr, tmp, conf, "nginx", "-e", "stderr", "-c")
}

// caddy serves a folder and returns its address.
func caddy(t *testing.T, dir string) string {
	if _, err := exec.LookPath("caddy"); err != nil {
		t.Skip("caddy is not installed")
	}
	tmp, addr := t.TempDir(), freeAddress(t)
	conf := fmt.Sprintf("{\nadmin off\nauto_https off\nstorage file_system %s\n}\nhttp://%s {\nroot * %s\nimport %s/.dateline/Caddyfile\n}\n", tmp, addr, dir, dir)
	return serve(t, addr, tmp, conf, "caddy", "run", "--adapter", "caddyfile", "--config")
}

// serve runs a web server until the test ends; it returns once it answers.
func serve(t *testing.T, addr, tmp, conf string, command ...string) string {
	t.Helper()
	file := filepath.Join(tmp, "conf")
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	cmd := exec.Command(command[0], append(command[1:], file)...)
	cmd.Env = append(os.Environ(), "HOME="+tmp)
	cmd.Stderr = &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // stopped by a signal, or told below
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-ended
	})
	for began := time.Now(); ; {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			_ = conn.Close()
			return "http://" + addr
		}
		select {
		case <-ended:
			t.Fatalf("%v ended\n%s", command, told.String())
		default:
		}
		if time.Since(began) > 20*time.Second {
			t.Fatalf("%v does not answer after twenty seconds", command)
		}
	}
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
