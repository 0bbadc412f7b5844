package newsroom

import (
	"math"
	"os"
	"runtime/debug"
)

// garbage is how much of it there may be before it is collected, in percent of
// what is in use. Half of Go's own measure takes a quarter of the memory off a
// poll and adds a twentieth to its CPU.
const garbage = 50

// bound has the garbage collector work harder before the process takes more
// than memory, in bytes; a tenth is left to what it does not manage. It is no
// wall: what is needed is taken. An operator's GOMEMLIMIT and GOGC stay.
func bound(memory int64) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memory / 10 * 9)
	}
}
