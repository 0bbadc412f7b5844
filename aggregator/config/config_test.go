package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// write puts a config file into a fresh folder and returns its path.
func write(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dateline.yaml")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStarter(t *testing.T) {
	cfg, err := config.Load(write(t, config.Starter()))
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Sources) < 40 {
		t.Errorf("%d sources, want at least 40", len(cfg.Sources))
	}
	for _, continent := range []string{"africa", "asia", "europe", "north-america", "south-america", "oceania"} {
		n := 0
		for _, src := range cfg.Sources {
			for _, region := range src.Regions {
				if feeds.Builtin().Contains(continent, region) {
					n++
				}
			}
		}
		if n < 2 {
			t.Errorf("%s has %d sources, want 2 or more", continent, n)
		}
	}
}
