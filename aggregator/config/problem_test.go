package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// one is a config with a source, so that nothing else is wrong.
const one = "sources:\n  - url: https://a.example/rss\n"

// Every problem is found, at its place, with a way out.
func TestProblems(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string // a beginning of each problem, after the file's name
	}{
		{"empty", "", []string{`1:1: no sources`}},
		{"no sources", "title: T\n", []string{`1:1: no sources`}},
		{"sources without any", "title: T\nsources:\n", []string{`2:1: no sources`}},
		{"unknown key", "titel: T\n" + one, []string{`1:1: unknown key "titel": did you mean "title"?`}},
		{"unknown key in a source", one + "    urll: x\n", []string{`3:5: unknown key "urll" in a source: did you mean "url"?`}},
		{"key twice", "title: A\ntitle: B\n" + one, []string{`2:1: key "title" again: keep one (the first is in line 1)`}},
		{"tab", "fetch:\n\tevery: 1h\n" + one, []string{`2:1: not valid YAML (a tab): indent with spaces`}},
		{"no YAML", "title: [\n", []string{`1:8: not valid YAML`}},
		{"not UTF-8", "title: \xff\n" + one, []string{`1:8: bytes that are not UTF-8 text`}},
		{"two documents", one + "---\n" + one, []string{`4:1: a second YAML document`}},
		{"list for a value", "title: [a]\n" + one, []string{`1:8: a list where one value should be`}},
		{"value for keys", "fetch: fast\n" + one, []string{`1:8: "fast" where keys should be`}},
		{"missing value", "title:\n" + one, []string{`1:7: the value is missing`}},
		{"duration without unit", "fetch: {every: 30}\n" + one, []string{`1:16: "30" has no unit`}},
		{"wrong unit", "fetch: {every: 30 parsec}\n" + one, []string{`1:16: "parsec" is not a unit of time`}},
		{"size", "memory: lots\n" + one, []string{`1:9: "lots" is not a size`}},
		{"boolean", "fetch: {allow_private: maybe}\n" + one, []string{`1:24: "maybe"`}},
		{"bounds", "fetch: {min: 2h, max: 1h}\n" + one, []string{`1:14: min is longer than max`}},
		{"every below min", "fetch: {every: 1m, min: 2m}\n" + one, []string{`1:16: every is shorter than min`}},
		{"address", "listen: 8080\n" + one, []string{`1:9: "8080" is no address to listen at`}},
		{"same address", "listen: \":80\"\nadmin: {listen: \":80\", token_file: t}\n" + one, []string{`2:17: :80 is the public address too`}},
		{"open admin", "admin: {listen: \":81\"}\n" + one, []string{`1:17: :81 can be reached from other machines`}},
		{"base address", "base_url: feeds.example.org\n" + one, []string{`1:11: "feeds.example.org" is no absolute web address`}},
		{"contact", "contact: Desk <news@example.org>\n" + one, []string{`1:10: "Desk <news@example.org>" is no mail address`}},
		{"base address with a query", "base_url: https://feeds.example.org/?a=b\n" + one, []string{`1:11: "https://feeds.example.org/?a=b" has more than host and path`}},
		{"source without address", "sources:\n  - id: a\n", []string{`2:5: a source without an address`}},
		{"scheme", "sources:\n  - url: file:///etc/passwd\n", []string{`2:10: "file" addresses are not fetched`}},
		{"relative", "sources:\n  - url: a.example/rss\n", []string{`2:10: "a.example/rss" is no absolute address`}},
		{"password", "sources:\n  - url: https://me:secret@a.example/rss\n", []string{`2:10: an address with a user or password in it`}},
		{"address twice", one + "  - url: https://A.example/rss\n", []string{`3:10: the address of the source in line 2 again`}},
		{"id twice", one + "    id: a\n  - {url: https://b.example/, id: a}\n", []string{`4:35: the id "a" is the source's in line 3`}},
		{"unknown region", one + "    regions: [malasia]\n", []string{`3:15: unknown region "malasia": did you mean malaysia`}},
		{"unplaced", one + "    regions: [unplaced]\n", []string{`3:15: unplaced is where items go that have no region`}},
		{"placing", one + "    placing: fixd\n", []string{`3:14: "fixd"`}},
		{"fixed nowhere", one + "    placing: fixed\n", []string{`3:14: `}},
		{"language", one + "    language: klingonese\n", []string{`3:15: "klingonese"`}},
		{"time zone", one + "    timezone: Mars/Base\n", []string{`3:15: "Mars/Base"`}},
		{"rank", one + "    rank: high\n", []string{`3:11: "high"`}},
		{"no secrets file", one + "    auth_file: ./none\n", []string{`3:16: `}},
		{"reserved slug", "regions:\n  - {slug: hub, name: H, includes: [my]}\n" + one, []string{`2:12: `}},
		{"region without members", "regions:\n  - {slug: nusantara, name: N}\n" + one, []string{`2:5: `}},
		{"regions in a circle", "regions:\n  - {slug: a-b, name: A, includes: [c-d]}\n  - {slug: c-d, name: C, includes: [a-b]}\n" + one, []string{`2:36: region a-b contains itself through c-d`, `3:36: region c-d contains itself through a-b`}},
		{"host", "fetch: {hosts: [{host: \"https://reddit.com/\"}]}\n" + one, []string{`1:24: "https://reddit.com/" is no name of a host`}},
		{"host without a name", "fetch: {hosts: [{spacing: 1m}]}\n" + one, []string{`1:17: a host without a name`}},
		{"host twice", "fetch: {hosts: [{host: a.example}, {host: A.example}]}\n" + one, []string{`1:43: a.example again`}},
		{"scope", "fetch: {hosts: [{host: a.example, scope: world}]}\n" + one, []string{`1:42: "world" is no scope`}},
		{"several", "titel: T\nsources:\n  - {url: ftp://a.example/, rank: x}\n", []string{`1:1: unknown key`, `3:11: "ftp"`, `3:35: "x"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, tt.body)
			_, err := config.Load(path)
			problems, ok := errors.AsType[config.Problems](err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			if len(problems) != len(tt.want) {
				t.Fatalf("%d problems, want %d:\n%v", len(problems), len(tt.want), err)
			}
			for i, p := range problems {
				if got := strings.TrimPrefix(p.Error(), path+":"); !strings.HasPrefix(got, tt.want[i]) {
					t.Errorf("got  %s\nwant %s…", got, tt.want[i])
				}
			}
		})
	}
}

// A whole file comes out as it was meant.
func TestLoad(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"my.auth":    "user:pass word\n",
		"my.headers": "X-Key: 1\n",
		"dateline.yaml": `title: Example Wire
base_url: https://feeds.example.org/news/
data: ./store
listen: ":9090"
admin: {listen: "127.0.0.1:9091", token_file: ./admin.token}
fetch: {every: 1h, min: 10m, max: 2d, timeout: 5s, max_body: 1MiB, per_host: 3, spacing: 2s, allow_private: true, user_agent: Mine/1, hosts: [{host: Reddit.com, spacing: 1m, per_host: 1, scope: domain}]}
retention: {age: 30d, per_source: 7}
memory: 64MiB
strip_datelines: true
regions:
  - {slug: nusantara, name: Nusantara, includes: [my, indonesia]}
sources:
  - {url: https://a.example/rss, id: a, name: A, auth_file: my.auth, headers_file: my.headers, regions: [usa, nusantara], language: en-MY, topics: [business], rank: 10, every: 15m, timezone: Asia/Singapore, strip_datelines: false}
  - {url: "https://b.example/rss", regions: [malaysia], placing: fixed}
`,
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := config.Load(filepath.Join(dir, "dateline.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	singapore, err := time.LoadLocation("Asia/Singapore")
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Title: "Example Wire", BaseURL: "https://feeds.example.org/news", Data: filepath.Join(dir, "store"), Listen: ":9090",
		Admin: config.Admin{Listen: "127.0.0.1:9091", TokenFile: filepath.Join(dir, "admin.token")},
		Fetch: config.Fetch{
			Every: time.Hour, Min: 10 * time.Minute, Max: 48 * time.Hour, Timeout: 5 * time.Second, MaxBody: 1 << 20, PerHost: 3,
			Spacing: 2 * time.Second, AllowPrivate: true, UserAgent: "Mine/1",
			Hosts: []config.Host{{Name: "reddit.com", Spacing: time.Minute, PerHost: 1, Scope: "domain"}},
		},
		Retention: feeds.Retention{Age: 720 * time.Hour, PerSource: 7}, Memory: 64 << 20, StripDatelines: true,
		Groups: []feeds.Grouping{{Slug: "nusantara", Name: "Nusantara", Includes: []string{"malaysia", "indonesia"}}},
		Sources: []feeds.Source{
			{
				ID: "a", URL: "https://a.example/rss", Name: "A", Regions: []string{"united-states", "nusantara"}, Language: "en-MY",
				Topics: []string{"business"}, Rank: 10, Every: 15 * time.Minute, Timezone: singapore,
				Headers: map[string]string{"Authorization": "Basic dXNlcjpwYXNzIHdvcmQ=", "X-Key": "1"},
			},
			{ID: "https://b.example/rss", URL: "https://b.example/rss", Regions: []string{"malaysia"}, Fixed: true, StripDatelines: true},
		},
	}
	sameZone := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, got, sameZone); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a secrets file says is told to nobody.
func TestSecretsStaySecret(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{
		"bad.auth":      "hunter2 with neither colon nor Bearer",
		"dateline.yaml": "sources:\n  - {url: https://a.example/rss, auth_file: bad.auth}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := config.Load(filepath.Join(dir, "dateline.yaml"))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}

// Base is where readers reach us when the config does not say.
func TestBase(t *testing.T) {
	tests := []struct{ base, listen, bound, want string }{
		{"https://feeds.example.org", ":8080", "[::]:8080", "https://feeds.example.org"},
		{"", ":8080", "[::]:8080", "http://localhost:8080"},
		{"", "127.0.0.1:0", "127.0.0.1:4711", "http://localhost:4711"},
		{"", "192.0.2.7:80", "192.0.2.7:80", "http://192.0.2.7:80"},
		{"", "news.example:80", "192.0.2.7:80", "http://news.example:80"},
	}
	for _, tt := range tests {
		if got := (config.Config{BaseURL: tt.base, Listen: tt.listen}).Base(tt.bound); got != tt.want {
			t.Errorf("Base(%q) of %q at %q = %q, want %q", tt.bound, tt.base, tt.listen, got, tt.want)
		}
	}
}

// A token is made once, for the operator alone.
func TestToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "admin.token")
	first, err := config.Token(file)
	if err != nil || len(first) < 20 {
		t.Fatalf("token %q: %v", first, err)
	}
	again, err := config.Token(file)
	if err != nil || again != first {
		t.Errorf("token %q, then %q: %v", first, again, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	if none, err := config.Token(""); none != "" || err != nil {
		t.Errorf("token %q without a file: %v", none, err)
	}
}
