//go:build !race

package web_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/feeds"
)

// TestBrowser has Chromium open pages of all kinds and judge them: by the rules
// of accessibility, by keyboard, without scripts, on a small screen, and by what
// they weigh.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	judges, err := filepath.Abs("../../.ci/judges")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(judges, "node_modules", "playwright-core")); err != nil {
		t.Skip("no playwright-core; .ci/install brings it")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium; .ci/install brings it")
	}
	s := gallery()
	base := serveShelf(t, s, "")
	judge := exec.CommandContext(t.Context(), "node", "pages.mjs", base,
		"/", "/?lang=ar", "/world", "/malaysia?q=river", "/malaysia?lang=ar", "/malaysia?topic=nothing", "/items/"+s.entries[0].ID.String(), "/malasia")
	judge.Dir, judge.Env = judges, append(os.Environ(), "CHROMIUM="+chromium)
	judge.WaitDelay = time.Second
	out, err := judge.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// gallery is a busy shelf with something of everything.
func gallery() *shelf {
	s := newShelf(40)
	for i, c := range []struct{ language, title string }{
		{"ar", "ارتفع النهر مرة أخرى ثم انخفض"}, {"zh-Hant", "河水再次上漲"}, {"", "Averyveryverylongwordthatnobodycanbreak" + "anywhereexceptwhereitmustbebrokenbecausethescreenends"},
	} {
		e := tale(50+i, "malaysia")
		e.Language, e.Title = c.language, c.title
		e.Categories = []feeds.Category{{Term: "Rivers & Floods"}, {Term: "business"}}
		e.Enclosures = []feeds.Enclosure{{URL: "https://wire.example/a.mp3", Type: "audio/mpeg", Duration: time.Hour}, {URL: "https://wire.example/a.mp4", Type: "video/mp4"}}
		e.Carriers[0].Revisions = []feeds.Revision{{Number: 1, At: e.Date, Title: "River rises"}, {Number: 2, At: e.Date.Add(time.Hour), Title: e.Title}}
		s.add(e)
	}
	s.failing = []string{"wire"}
	return s
}

// TestWeight wants the page of a busy region to be light: it is sent as
// browsers ask for it.
func TestWeight(t *testing.T) {
	s := gallery()
	base := serveShelf(t, s, "")
	for _, path := range []string{"/", "/malaysia", "/world", "/items/" + s.entries[0].ID.String()} {
		for coding, most := range map[string]int{"identity": 70 << 10, "gzip": 20 << 10, "br": 16 << 10} {
			got := ask(t, http.MethodGet, base+path, "Accept-Encoding", coding)
			if len(got.body) > most || got.StatusCode != http.StatusOK {
				t.Errorf("%s: %s, %d bytes in %s", path, got.Status, len(got.body), coding)
			}
		}
	}
	if !slices.ContainsFunc(s.entries, func(e feeds.Entry) bool { return e.IsPlayable() }) {
		t.Error("nothing to play")
	}
}
