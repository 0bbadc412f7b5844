package parse_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/aggregator/parse"
	"dateline/aggregator/parse/decode"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

// FuzzFeed wants of any bytes a feed that keeps the promises of the package, or
// words of ours that say what they are.
func FuzzFeed(f *testing.F) {
	for _, body := range documents(f) {
		f.Add(body, "")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		in := parse.Input{Body: bytes.Clone(body), ContentType: contentType, URL: "https://news.example/a/feed"}
		doc, err := parse.Feed(in)
		if !bytes.Equal(body, in.Body) {
			t.Fatal("the body was changed")
		}
		if err != nil {
			words, ok := strings.CutPrefix(err.Error(), "not a feed: ")
			if !errors.Is(err, parse.ErrNotAFeed) || !ok || !strings.HasPrefix(words, "it is ") && !strings.HasPrefix(words, "decompress: ") {
				t.Fatalf("not in our words: %v", err)
			}
			return
		}
		check(t, "doc", reflect.ValueOf(doc))
		text, _, _ := decode.Text(body, decode.Charset(contentType))
		if most := bytes.Count(text, []byte("<")) + bytes.Count(text, []byte("{")); len(doc.Items) > min(most, 10_000) {
			t.Fatalf("%d items of %q", len(doc.Items), text)
		}
		for _, it := range doc.Items {
			addresses := []string{it.Link, it.Comments, it.Image.URL, it.Origin.URL}
			for _, e := range it.Enclosures {
				addresses = append(addresses, e.URL)
				if e.URL == "" || e.Length < 0 || e.Duration < 0 {
					t.Fatalf("enclosure %+v", e)
				}
			}
			for _, a := range addresses {
				if a != "" && !isWebAddress(a) {
					t.Fatalf("%q is no address of the web", a)
				}
			}
			for _, c := range it.Categories {
				if c.Term == "" {
					t.Fatalf("category %+v", c)
				}
			}
			if it.Geo != nil && (it.Geo.Lat < -90 || it.Geo.Lat > 90 || it.Geo.Lon < -180 || it.Geo.Lon > 180) {
				t.Fatalf("position %+v", *it.Geo)
			}
		}
		again, _ := parse.Feed(in)
		if diff := cmp.Diff(doc, again); diff != "" {
			t.Fatalf("another time (-want +got)\n%s", diff)
		}
	})
}

func isWebAddress(a string) bool {
	scheme, rest, ok := strings.Cut(a, "://")
	if scheme = strings.ToLower(scheme); !ok || scheme != "http" && scheme != "https" || rest == "" || rest[0] == '/' {
		return false
	}
	return !strings.ContainsFunc(a, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) })
}

// check wants every string in v to be text that XML allows, and every date to
// be one that makes sense.
func check(t *testing.T, path string, v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		s := v.String()
		if !utf8.ValidString(s) || decode.Plain(s) != s {
			t.Fatalf("%s = %q", path, s)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		check(t, path, v.Elem())
	case v.Type() == reflect.TypeFor[time.Time]():
		if d := v.Interface().(time.Time); !d.IsZero() && (d.Year() < 1970 || d.Year() > 2100) {
			t.Fatalf("%s = %v", path, d)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			check(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			check(t, path, v.Index(i))
		}
	}
}

// documents are the feeds of testdata.
func documents(tb testing.TB) (bodies [][]byte) {
	tb.Helper()
	paths, err := filepath.Glob("testdata/feeds/*.*")
	if err != nil {
		tb.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		body, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// FuzzCut wants of any document that its items are read the same without the
// others, as far as anybody relies on it: if it was cut, and nothing had to be
// put right in it or in what is left of it.
func FuzzCut(f *testing.F) {
	for _, body := range documents(f) {
		f.Add(body, uint64(0x5555555555555555))
		f.Add(body, uint64(1))
	}
	f.Fuzz(func(t *testing.T, body []byte, out uint64) {
		text, err := parse.Open(parse.Input{Body: body, URL: "https://news.example/a/feed"})
		if err != nil || !text.Cut() {
			return
		}
		full, err := text.Read()
		if err != nil || len(full.Repairs) > 0 {
			return
		}
		pieces := 0
		for range text.Pieces() {
			pieces++
		}
		if pieces != len(full.Items) {
			return
		}
		rest := text.Without(func(i int) bool { return out>>(i%64)&1 != 0 })
		part, err := rest.Read()
		if err != nil {
			t.Fatalf("the rest cannot be read: %v", err)
		}
		var want []feeds.Item
		for i, it := range full.Items {
			if out>>(i%64)&1 == 0 {
				want = append(want, it)
			}
		}
		if len(part.Repairs) > 0 || len(part.Items) != len(want) {
			return
		}
		if diff := cmp.Diff(want, part.Items); diff != "" {
			t.Errorf("items differ (-want +got):\n%s", diff)
		}
		full.Items, part.Items = nil, nil
		if diff := cmp.Diff(full, part); diff != "" {
			t.Errorf("the feed differs (-want +got):\n%s", diff)
		}
	})
}
