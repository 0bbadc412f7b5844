package newsroom_test

import (
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"dateline/aggregator/newsroom"
)

// There are threads enough for readers, and garbage is not looked for all the time,
// unless the operator has said otherwise.
func TestBrisk(t *testing.T) {
	threads, limit, garbage := runtime.GOMAXPROCS(0), debug.SetMemoryLimit(math.MaxInt64), debug.SetGCPercent(50)
	t.Cleanup(func() {
		runtime.GOMAXPROCS(threads)
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(garbage)
	})
	path := filepath.Join(t.TempDir(), "dateline.yaml")
	if err := os.WriteFile(path, []byte("sources: [{url: \"https://news.example.org/rss\"}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		procs, gogc     string
		before          int
		threads, atMost int
	}{
		{"", "", 1, 4, 100},
		{"", "", 2, 4, 100},
		{"", "", 8, 8, 100},
		{"2", "70", 2, 2, 70},
	} {
		t.Setenv("GOMAXPROCS", test.procs)
		t.Setenv("GOGC", test.gogc)
		runtime.GOMAXPROCS(test.before)
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(70)
		n, err := newsroom.Open(t.Context(), newsroom.Options{Config: path, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		n.Brisk()
		if got := runtime.GOMAXPROCS(0); got != test.threads {
			t.Errorf("GOMAXPROCS %q on %d processors: %d threads, want %d", test.procs, test.before, got, test.threads)
		}
		if got := percentOf(test.atMost); got != test.atMost {
			t.Errorf("GOGC %q: %d percent, want %d", test.gogc, got, test.atMost)
		}
	}
}

// percentOf is how much garbage there may be, once it was collected for the first
// time.
func percentOf(want int) (percent int) {
	for {
		runtime.GC()
		percent = debug.SetGCPercent(-1)
		debug.SetGCPercent(percent)
		if percent == want { // ends with the test's time
			return percent
		}
	}
}
