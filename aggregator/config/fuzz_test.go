package config_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// FuzzLoad checks that no file makes Load panic, that problems point into the
// file, and that a config without problems keeps what it promises.
func FuzzLoad(f *testing.F) {
	f.Add([]byte("title: T\nlisten: \":8080\"\nfetch: {every: 30m, max_body: 16MiB}\nregions:\n  - {slug: nusantara, name: N, includes: [my, id]}\nsources:\n  - url: https://a.example/x\n    regions: [nusantara]\n    placing: fixed\n"))
	f.Add([]byte("sources:\n  - &a {url: \"https://a.example/x\", rank: 1}\n  - {<<: *a, url: \"https://b.example/x\"}\n"))
	f.Add([]byte("rules:\n  - drop: titel ~ \"(?i)x\"\n  - {tag: [a], when: 'words > 3 and \"my\" in regions'}\n  - rewrite: title\n    match: |-\n      (a\n    with: \"\\u00e9$1\"\nregions: [{slug: my, rules: []}]\nsources:\n  - {url: \"https://a.example/x\", rules: [{keep: \"title\\n ~ 'it''s'\"}]}\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		cfg, err := config.Read("dateline.yaml", body)
		if err != nil {
			checkProblems(t, body, err)
			return
		}
		if _, err := feeds.NewAtlas(cfg.Groups); err != nil {
			t.Error(err)
		}
		if cfg.Fetch.Min > cfg.Fetch.Every || cfg.Fetch.Every > cfg.Fetch.Max {
			t.Errorf("min %v, every %v, max %v", cfg.Fetch.Min, cfg.Fetch.Every, cfg.Fetch.Max)
		}
		ids := map[string]bool{}
		for _, src := range cfg.Sources {
			if src.URL == "" || src.ID == "" || ids[src.ID] || (src.Fixed && len(src.Regions) == 0) {
				t.Errorf("source %+v", src)
			}
			ids[src.ID] = true
		}
		if len(ids) == 0 {
			t.Error("no sources")
		}
	})
}

// checkProblems checks that err lists problems in order, in the file.
func checkProblems(t *testing.T, body []byte, err error) {
	t.Helper()
	problems, ok := errors.AsType[config.Problems](err)
	if !ok || len(problems) == 0 {
		t.Fatalf("%T: %v", err, err)
	}
	lines := strings.Split(strings.TrimPrefix(string(body), "\ufeff"), "\n")
	for i, p := range problems {
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("%v: not in the file", p)
		}
		if p.What == "" || p.Do == "" || strings.ContainsAny(p.Error(), "\n\r") {
			t.Errorf("%q", p.Error())
		}
		if i > 0 && p.Line < problems[i-1].Line {
			t.Errorf("%v after line %d", p, problems[i-1].Line)
		}
	}
}
