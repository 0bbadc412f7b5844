package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// desk writes a config with a file of overrides beside it and returns the path
// of both.
func desk(t *testing.T, overrides string) (config, file string) {
	t.Helper()
	dir := t.TempDir()
	config, file = filepath.Join(dir, "dateline.yaml"), filepath.Join(dir, "desk", "overrides.yaml")
	body := "overrides: desk/overrides.yaml\nregions:\n  - {slug: nusantara, name: Nusantara, includes: [my]}\n" + one
	if err := errors.Join(os.Mkdir(filepath.Dir(file), 0o700), os.WriteFile(config, []byte(body), 0o600), os.WriteFile(file, []byte(overrides), 0o600)); err != nil {
		t.Fatal(err)
	}
	return config, file
}

// A file of overrides comes out as it was meant.
func TestOverrides(t *testing.T) {
	path, _ := desk(t, `# the desk's
- item: https://straits.example/ferry
  regions: [my, Nusantara]
  note: asked for by the desk
- item: [tag:1, urn:uuid:2b5f4f3c-9a51-5d0f-8c55-0d1b4e2f7a91]
  regions: []
- {title: '(?i)\bpearl river\b', source: ^wire$, link: /music/, category: "^Music$", regions: []}
`)
	cfg, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Overrides.Len() != 3 {
		t.Errorf("%d overrides, want 3", cfg.Overrides.Len())
	}
	tests := []struct {
		item    feeds.Item
		source  string
		regions []string
		why     string
	}{
		{feeds.Item{Link: "https://straits.example/ferry"}, "a", []string{"malaysia", "nusantara"}, "item https://straits.example/ferry: asked for by the desk"},
		{feeds.Item{GUID: "tag:1"}, "a", []string{"world"}, "item tag:1"},
		{feeds.Item{Title: "The Pearl River Band", Link: "https://a.example/music/1", Categories: []feeds.Category{{Term: "Music"}}}, "wire", []string{"world"}, `title ~ "(?i)\\bpearl river\\b" and link ~ "/music/" and source ~ "^wire$" and category ~ "^Music$"`},
		{feeds.Item{Title: "The Pearl River Band", Link: "https://a.example/music/1", Categories: []feeds.Category{{Term: "Music"}}}, "post", nil, ""},
	}
	for _, tt := range tests {
		regions, why, _ := cfg.Overrides.Find(feeds.ID{}, tt.item, feeds.Source{ID: tt.source})
		if why != tt.why || !cmp.Equal(tt.regions, regions) {
			t.Errorf("%+v: %q because %q, want %q because %q", tt.item, regions, why, tt.regions, tt.why)
		}
	}
	if path, _ = desk(t, ""); err != nil {
		t.Fatal(err)
	}
	if cfg, err := config.Load(path); err != nil || cfg.Overrides.Len() != 0 {
		t.Errorf("an empty file: %d overrides, %v", cfg.Overrides.Len(), err)
	}
}

// What is wrong in a file of overrides is told at its place there, beside what
// is wrong in the config.
func TestOverrideProblems(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"unknown key", "- {item: a, region: [my]}\n", `1:13: unknown key "region" in an override: did you mean "regions"?`},
		{"unknown region", "- item: a\n  regions: [malasia]\n", `2:13: unknown region "malasia": did you mean malaysia`},
		{"unplaced", "- item: a\n  regions: [unplaced]\n", `2:13: unplaced is where items go that have no region`},
		{"no regions", "- item: a\n", `1:3: an override without regions`},
		{"about nothing", "- regions: [my]\n", `1:3: an override that is about no item`},
		{"no pattern", "- title: ok\n  regions: []\n- title: 'a(b'\n  regions: []\n", `3:10: not a pattern (missing closing ): a(b)`},
		{"an item again", "- {item: a, regions: []}\n- {item: [b, a], regions: []}\n", `2:10: item a again`},
		{"no list", "item: a\nregions: [my]\n", `1:1: keys and values where a list should be`},
		{"no YAML", "- item: [\n", `1:9: not valid YAML`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path, file := desk(t, tt.body)
			_, err := config.Load(path)
			if err == nil || !strings.Contains(err.Error(), file+":"+tt.want) {
				t.Errorf("got  %v\nwant %s:%s…", err, file, tt.want)
			}
		})
	}
	path, file := desk(t, "- item: a\n")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(path); err == nil || !strings.Contains(err.Error(), path+":1:12: "+file+" cannot be read (no such file") {
		t.Errorf("without the file: %v", err)
	}
}
