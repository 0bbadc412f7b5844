package newsroom

import (
	"math"
	"runtime/debug"
)

// bound has the garbage collector work harder before the process takes more
// than memory, in bytes; a tenth is left to what it does not manage. It is no
// wall: what is needed is taken. An operator's GOMEMLIMIT stays.
func bound(memory int64) {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memory / 10 * 9)
	}
}
