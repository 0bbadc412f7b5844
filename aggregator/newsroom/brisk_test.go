package newsroom_test

import (
	"runtime"
	"runtime/debug"
	"testing"

	"dateline/aggregator/newsroom"
)

// There are threads enough for readers, and garbage is not looked for all the time,
// unless the operator has said otherwise.
func TestBrisk(t *testing.T) {
	threads, garbage := runtime.GOMAXPROCS(0), debug.SetGCPercent(50)
	t.Cleanup(func() {
		runtime.GOMAXPROCS(threads)
		debug.SetGCPercent(garbage)
	})
	for _, test := range []struct {
		procs, gogc         string
		before              int
		threads, percentage int
	}{
		{"", "", 1, 4, 100},
		{"", "", 2, 4, 100},
		{"", "", 8, 8, 100},
		{"2", "50", 2, 2, 50},
	} {
		t.Setenv("GOMAXPROCS", test.procs)
		t.Setenv("GOGC", test.gogc)
		runtime.GOMAXPROCS(test.before)
		debug.SetGCPercent(50)
		newsroom.Brisk()
		if got := runtime.GOMAXPROCS(0); got != test.threads {
			t.Errorf("GOMAXPROCS %q on %d processors: %d threads, want %d", test.procs, test.before, got, test.threads)
		}
		if got := debug.SetGCPercent(50); got != test.percentage {
			t.Errorf("GOGC %q: %d percent, want %d", test.gogc, got, test.percentage)
		}
	}
}
