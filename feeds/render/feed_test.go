package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/render"
)

// What readers make of the three formats is the same.
func TestFormatsAgree(t *testing.T) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			want := read(t, feeds.JSON, body(t, c, feeds.JSON))
			for _, f := range []feeds.Format{feeds.RSS, feeds.Atom} {
				got := read(t, f, body(t, c, f))
				if diff := cmp.Diff(comparable(want), comparable(got)); diff != "" {
					t.Errorf("json and %s (-json +%s):\n%s", f, f, diff)
				}
			}
		})
	}
}

// comparable drops what formats are meant to say differently: RSS has a date
// of change only if there was one, texts move between summary and content,
// Atom wants titles, and enclosures need a domain in RSS.
func comparable(list []story) []story {
	out := slices.Clone(list)
	for i := range out {
		s := &out[i]
		s.Authors, s.Files = slices.Clone(s.Authors), slices.Clone(s.Files)
		s.Title, s.Modified, s.Summary, s.Content = "", time.Time{}, "", ""
		for j, a := range s.Authors {
			if _, name, ok := strings.Cut(a, " ("); ok {
				s.Authors[j] = strings.TrimSuffix(name, ")")
			}
		}
		s.Files = slices.DeleteFunc(s.Files, func(f string) bool { return strings.Contains(f, "localhost") })
	}
	return out
}

// An item goes out as it came in.
func TestRoundTrip(t *testing.T) {
	c := full()
	for _, f := range feeds.Formats() {
		got := read(t, f, body(t, c, f))
		if len(got) != len(c.Entries) {
			t.Fatalf("%s: %d items, want %d", f, len(got), len(c.Entries))
		}
		for i, e := range c.Entries {
			want := []string{e.ID.URN(), e.Title, e.Link, e.Language, e.Date.String(), e.Content}
			s := got[i]
			if diff := cmp.Diff(want, []string{s.ID, s.Title, s.Link, s.Language, s.Published.String(), s.Content}); diff != "" {
				t.Errorf("%s item %d (-want +got):\n%s", f, i, diff)
			}
		}
		if !got[0].Modified.Equal(c.Entries[0].Modified) {
			t.Errorf("%s: modified %v, want %v", f, got[0].Modified, c.Entries[0].Modified)
		}
	}
}

func TestSkipped(t *testing.T) {
	c := invalid()
	want := []render.Skip{
		{feeds.ID{}, "it has no id"}, {c.Entries[2].ID, "it has no title, text, file or link"}, {c.Entries[5].ID, "its id came before"},
	}
	for _, f := range feeds.Formats() {
		result, err := render.Feed(c, f)
		must(t, err)
		if diff := cmp.Diff(want, result.Skipped); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

func TestErrors(t *testing.T) {
	if _, err := render.Feed(full(), "rdf"); err == nil {
		t.Error("a format that is none: no error")
	}
	for _, base := range []string{"", "feeds.example.org", "/news", "ftp://feeds.example.org", "https://", "https://a b/"} {
		c := full()
		c.Site.BaseURL = base
		if _, err := render.Feed(c, feeds.RSS); err == nil {
			t.Errorf("base address %q: no error", base)
		}
	}
}

// Equal channels give equal bytes, and rendering does not change them.
func TestDeterministic(t *testing.T) {
	for name, c := range cases {
		before, err := json.Marshal(c)
		must(t, err)
		for _, f := range feeds.Formats() {
			want := body(t, c, f)
			for range 20 {
				if !bytes.Equal(want, body(t, c, f)) {
					t.Fatalf("%s.%s is not always the same", name, f)
				}
			}
		}
		after, err := json.Marshal(c)
		must(t, err)
		if !bytes.Equal(before, after) {
			t.Errorf("%s: rendering changed the channel", name)
		}
	}
}

// TestFinish wants a feed to be the same whether its links are known from the
// beginning or come in the end.
func TestFinish(t *testing.T) {
	links := []feeds.Link{{Rel: "next", URL: "https://feeds.example/malaysia.rss?before=1"}, {Rel: "prev-archive", URL: "https://feeds.example/malaysia/2026/10.rss"}}
	for _, f := range feeds.Formats() {
		c := full()
		whole := c
		whole.Links = slices.Concat(c.Links, links)
		want, err := render.Feed(whole, f)
		if err != nil {
			t.Fatal(err)
		}
		d, err := render.Begin(c, f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Finish(links...)
		if diff := cmp.Diff(string(want.Body), string(got.Body)); diff != "" || err != nil || !bytes.Contains(got.Body, []byte(links[0].URL)) {
			t.Errorf("%s: %v (-want +got):\n%s", f, err, diff)
		}
	}
}

func TestAuthors(t *testing.T) {
	tests := []struct {
		name    string
		people  []feeds.Person
		rss     string
		atom    string
		jsonURL string
	}{
		{"name and mail", []feeds.Person{{Name: "Sea Desk", Email: "sea@desk.example"}}, "<author>sea@desk.example (Sea Desk)</author>", "<name>Sea Desk</name>\n   <email>sea@desk.example</email>", "mailto:sea@desk.example"},
		{"name", []feeds.Person{{Name: "Sea Desk"}}, "<dc:creator>Sea Desk</dc:creator>", "<name>Sea Desk</name>", ""},
		{"mail", []feeds.Person{{Email: "mailto:sea@desk.example"}}, "<author>sea@desk.example (sea)</author>", "<name>sea</name>\n   <email>sea@desk.example</email>", "mailto:sea@desk.example"},
		{"site", []feeds.Person{{URL: "https://www.desk.example/us"}}, "<dc:creator>desk.example</dc:creator>", "<name>desk.example</name>\n   <uri>https://www.desk.example/us</uri>", "https://www.desk.example/us"},
		{"no mail address", []feeds.Person{{Name: "Sea Desk", Email: "sea@desk"}}, "<dc:creator>Sea Desk</dc:creator>", "<name>Sea Desk</name>", ""},
		{"a name to be quoted", []feeds.Person{{Name: "Sea (Desk)", Email: "sea@desk.example"}}, "<dc:creator>Sea (Desk)</dc:creator>", "<name>Sea (Desk)</name>\n   <email>", "mailto:sea@desk.example"},
		{"a name with a mail address", []feeds.Person{{Name: "Sea Desk <sea@desk.example>"}}, "<dc:creator>Sea Desk (sea@desk.example)</dc:creator>", "<name>Sea Desk (sea@desk.example)</name>", ""},
		{"two", []feeds.Person{{Name: "Sea Desk", Email: "sea@desk.example"}, {Name: "Air Desk"}}, "<dc:creator>Sea Desk</dc:creator>\n   <dc:creator>Air Desk</dc:creator>", "<name>Air Desk</name>", "mailto:sea@desk.example"},
		{"twice", []feeds.Person{{Name: "Sea Desk"}, {Name: " Sea  Desk"}}, "<dc:creator>Sea Desk</dc:creator>\n   <source", "<name>Sea Desk</name>", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := channel("malaysia", entry(feeds.Item{Title: "t", Link: "https://a.example/b", Authors: tt.people}))
			contains(t, body(t, c, feeds.RSS), tt.rss)
			contains(t, body(t, c, feeds.Atom), tt.atom)
			if tt.jsonURL != "" {
				contains(t, body(t, c, feeds.JSON), `"url":"`+tt.jsonURL+`"`)
			}
		})
	}
}

func contains(t *testing.T, body []byte, want string) {
	t.Helper()
	if !bytes.Contains(body, []byte(want)) {
		t.Errorf("no %q in\n%s", want, body)
	}
}

func TestFeedLanguage(t *testing.T) {
	tests := []struct {
		name string
		tags []string
		want string
	}{
		{"none known", []string{"", ""}, "en"},
		{"all the same", []string{"ms", "", "ms"}, "ms"},
		{"other regions", []string{"pt-BR", "pt-PT", "pt"}, "pt"},
		{"mixed", []string{"ms", "zh"}, "en"},
		{"nonsense", []string{"ms", "klingon"}, "ms"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var entries []feeds.Entry
			for i, tag := range tt.tags {
				entries = append(entries, entry(feeds.Item{Title: "t", GUID: string(rune('a' + i)), Language: tag}))
			}
			c := channel("world", entries...)
			contains(t, body(t, c, feeds.RSS), "<language>"+tt.want+"</language>")
			contains(t, body(t, c, feeds.Atom), `xml:lang="`+tt.want+`">`)
			contains(t, body(t, c, feeds.JSON), `"title":"World - Example Wire","language":"`+tt.want+`"`)
		})
	}
}

// A date that makes no sense is not published; where Atom demands one, it is
// the next best.
func TestDates(t *testing.T) {
	odd := []time.Time{{}, time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)}
	for _, when := range odd {
		e := entry(feeds.Item{Title: "t", Link: "https://a.example/b"})
		e.Date, e.Modified, e.Received = when, when, when
		c := channel("world", e)
		c.Modified = when
		if got := read(t, feeds.RSS, body(t, c, feeds.RSS))[0].Published; !got.IsZero() {
			t.Errorf("%v: RSS has %v", when, got)
		}
		if got := read(t, feeds.Atom, body(t, c, feeds.Atom))[0]; !got.Published.IsZero() || !got.Modified.Equal(render.Epoch) {
			t.Errorf("%v: Atom has %v, %v", when, got.Published, got.Modified)
		}
		e.Received = day
		if got := read(t, feeds.Atom, body(t, channel("world", e), feeds.Atom))[0]; !got.Modified.Equal(day.Truncate(time.Second)) {
			t.Errorf("%v: Atom has %v, received %v", when, got.Modified, day)
		}
	}
}

func TestTitleThatLooksLikeMarkup(t *testing.T) {
	const title = "When to write </b>, and when &amp;"
	c := channel("world", entry(feeds.Item{Title: title, Link: "https://a.example/b"}))
	if got := read(t, feeds.RSS, body(t, c, feeds.RSS))[0].Title; got != title {
		t.Errorf("RSS: %q", got)
	}
	atom := body(t, c, feeds.Atom)
	contains(t, atom, `<title type="html">`)
	if got := html.UnescapeString(read(t, feeds.Atom, atom)[0].Title); got != title {
		t.Errorf("Atom: %q", got)
	}
}

// An IPv6 address is fine for our own site.
func TestSiteOnIPv6(t *testing.T) {
	c := full()
	c.Site.BaseURL = "http://[::1]:8080"
	contains(t, body(t, c, feeds.RSS), "<link>http://[::1]:8080/malaysia</link>")
}

// The schema of RFC 4287 has nothing to say against our Atom.
func TestAtomSchema(t *testing.T) {
	schema := filepath.Join("..", "..", "..", "shared", "corpus", "atom.rng")
	if _, err := os.Stat(schema); err != nil {
		t.Skip("no ../shared/corpus")
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	for name, c := range cases {
		cmd := exec.CommandContext(t.Context(), xmllint, "--nonet", "--noout", "--relaxng", schema, "-")
		cmd.Stdin = bytes.NewReader(body(t, c, feeds.Atom))
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			t.Errorf("%s: %s", name, out)
		} else {
			must(t, err)
		}
	}
}
