package parse_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/parse"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads the feeds in testdata/feeds, which are five of each format:
// full, empty, with relative addresses, invalid, and with unknown elements. The
// golden file beside each lists every field of the document that is not zero.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/feeds/*.*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d feeds, %v", len(paths), err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := parse.Feed(parse.Input{Body: body, URL: "https://found.example/at/feed"})
			if err != nil {
				t.Fatal(err)
			}
			var lines strings.Builder
			list(&lines, "", reflect.ValueOf(doc))
			golden := path + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(lines.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), lines.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// list writes a line for each field of v that is not zero.
func list(w *strings.Builder, path string, v reflect.Value) {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil():
	case v.Kind() == reflect.Pointer:
		list(w, path, v.Elem())
	case v.Type() == reflect.TypeFor[time.Time]():
		if d := v.Interface().(time.Time); !d.IsZero() {
			fmt.Fprintf(w, "%s = %s\n", path, d.Format(time.RFC3339Nano))
		}
	case v.Type() == reflect.TypeFor[feeds.Element]():
		fmt.Fprintf(w, "%s = ", path)
		element(w, v.Interface().(feeds.Element))
		w.WriteString("\n")
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			list(w, strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			name := fmt.Sprintf("%s[%d]", path, i)
			if v.Index(i).IsZero() {
				fmt.Fprintf(w, "%s is empty\n", name)
			}
			list(w, name, v.Index(i))
		}
	case v.Kind() == reflect.String && !v.IsZero():
		fmt.Fprintf(w, "%s = %q\n", path, v.String())
	case !v.IsZero():
		fmt.Fprintf(w, "%s = %v\n", path, v.Interface())
	}
}

// element writes an extension much as a document would have it.
func element(w *strings.Builder, e feeds.Element) {
	fmt.Fprintf(w, "<%s:%s", e.Prefix, e.Name)
	if e.Space != "" {
		fmt.Fprintf(w, " {%s}", e.Space)
	}
	for _, a := range e.Attrs {
		if a.Space != "" {
			fmt.Fprintf(w, " {%s}", a.Space)
		}
		fmt.Fprintf(w, " %s=%q", a.Name, a.Value)
	}
	w.WriteString(">" + e.Text)
	for _, c := range e.Children {
		c.Space = strings.TrimPrefix(c.Space, e.Space)
		element(w, c)
	}
	fmt.Fprintf(w, "</%s>", e.Name)
}
