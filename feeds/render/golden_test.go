package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, c := range cases {
		for _, f := range feeds.Formats() {
			t.Run(name+"."+string(f), func(t *testing.T) {
				golden(t, name+"."+string(f), body(t, c, f))
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestGoldenPodcasts has the feeds for podcast apps of some of the channels.
func TestGoldenPodcasts(t *testing.T) {
	for _, name := range []string{"podcast", "full", "empty"} {
		t.Run(name, func(t *testing.T) { golden(t, name+".podcasts.rss", body(t, cases[name].AsPodcasts(), feeds.RSS)) })
	}
}

func body(t testing.TB, c feeds.Channel, f feeds.Format) []byte {
	t.Helper()
	result, err := render.Feed(c, f)
	if err != nil {
		t.Fatal(err)
	}
	return result.Body
}
