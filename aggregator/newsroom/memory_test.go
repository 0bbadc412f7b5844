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

// The config's memory is the process's, unless the operator has said otherwise; a
// third of it, or 96 MiB, before garbage is collected for the first time.
func TestMemory(t *testing.T) {
	was, garbage := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	t.Cleanup(func() {
		debug.SetMemoryLimit(was)
		debug.SetGCPercent(garbage)
	})
	path := filepath.Join(t.TempDir(), "dateline.yaml")
	for _, test := range []struct {
		memory              string
		before, first, want int64
	}{
		{"280MiB", math.MaxInt64, 280 << 20 / 3, 280 << 20 / 10 * 9},
		{"4000MiB", math.MaxInt64, 96 << 20, 4000 << 20 / 10 * 9},
		{"100MiB", 1 << 30, 1 << 30, 1 << 30},
	} {
		if err := os.WriteFile(path, []byte("memory: "+test.memory+"\nsources: [{url: \"https://news.example.org/rss\"}]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		debug.SetMemoryLimit(test.before)
		debug.FreeOSMemory() // what other tests have left is not to be collected in the midst of this
		if _, err := newsroom.Open(t.Context(), newsroom.Options{Config: path, Log: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
		if got := debug.SetMemoryLimit(-1); got != test.first {
			t.Errorf("the limit is %d at first, want %d", got, test.first)
		}
		for debug.SetMemoryLimit(-1) != test.want { // ends with the test's time
			runtime.GC()
		}
		if got := debug.SetGCPercent(100); got != 50 {
			t.Errorf("garbage may be %d %%, want 50", got)
		}
	}
}
