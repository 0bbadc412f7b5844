package newsroom_test

import (
	"runtime"
	"testing"

	"dateline/aggregator/newsroom"
)

// There are threads enough for readers, unless the operator has said how many.
func TestThreads(t *testing.T) {
	was := runtime.GOMAXPROCS(0)
	t.Cleanup(func() { runtime.GOMAXPROCS(was) })
	for _, test := range []struct {
		told         string
		before, want int
	}{
		{"", 1, 4},
		{"", 2, 4},
		{"", 8, 8},
		{"2", 2, 2},
	} {
		t.Setenv("GOMAXPROCS", test.told)
		runtime.GOMAXPROCS(test.before)
		newsroom.Threads()
		if got := runtime.GOMAXPROCS(0); got != test.want {
			t.Errorf("GOMAXPROCS %q on %d processors: %d threads, want %d", test.told, test.before, got, test.want)
		}
	}
}
