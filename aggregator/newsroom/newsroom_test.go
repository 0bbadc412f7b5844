package newsroom_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/aggregator/newsroom"
)

func open(t *testing.T, o newsroom.Options) (*newsroom.Newsroom, string) {
	t.Helper()
	var told strings.Builder
	o.Log, o.Told = slog.New(slog.DiscardHandler), &told
	n, err := newsroom.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return n, told.String()
}

// A config that is named is read, and its regions are in the atlas.
func TestOpen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "wire.yaml")
	body := "title: Wire\nregions: [{slug: nusantara, name: Nusantara, includes: [my, id]}]\nsources: [{url: https://a.example/rss}]\n"
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	n, told := open(t, newsroom.Options{Config: file, Data: "elsewhere", Polls: true, Version: "1"})
	if n.Title != "Wire" || n.Data != "elsewhere" || len(n.Sources) != 1 || told != "" {
		t.Errorf("title %q, data %q, %d sources, told %q", n.Title, n.Data, len(n.Sources), told)
	}
	if !n.Atlas.Contains("nusantara", "malaysia") {
		t.Error("the operator's region holds nothing")
	}
	if p := n.Poller(nil); len(p.Sources) != 1 || p.Workers < 1 || p.Policy.Every == 0 {
		t.Errorf("poller %+v", p)
	}
	if _, err := newsroom.Open(t.Context(), newsroom.Options{Config: file + ".none"}); err == nil {
		t.Error("a config that is not there was opened")
	}
}

// Without a config it is the sample newsroom, which is at work only for those
// who visit it.
func TestSample(t *testing.T) {
	t.Chdir(t.TempDir())
	still, told := open(t, newsroom.Options{})
	if len(still.Sources) != 0 || told != "" {
		t.Errorf("%d sources, told %q", len(still.Sources), told)
	}
	busy, told := open(t, newsroom.Options{Polls: true})
	if len(busy.Sources) == 0 || !busy.Fetch.AllowPrivate || !strings.Contains(told, "sample newsroom") {
		t.Errorf("%d sources, private %t, told %q", len(busy.Sources), busy.Fetch.AllowPrivate, told)
	}
}
