package newsroom

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// garbage is how much of it there may be before it is collected, in percent of
// what is in use. Half of Go's own measure takes a quarter of the memory off a
// poll and adds a twentieth to its CPU.
const garbage = 50

// bound has the garbage collector work harder before the process takes more
// than memory, in bytes; a tenth is left to what it does not manage. It is no
// wall: what is needed is taken. An operator's GOMEMLIMIT and GOGC stay.
//
// Before a quarter of memory is taken nothing is collected: a poll that finds
// nothing new has ended by then, and would collect ten times, since a heap that
// begins small has doubled soon.
func bound(memory int64) {
	isFree, isUnlimited := os.Getenv("GOGC") == "", debug.SetMemoryLimit(-1) == math.MaxInt64
	if isUnlimited && isFree {
		debug.SetGCPercent(-1)
		debug.SetMemoryLimit(memory / 4)
		afterCollection(func() {
			debug.SetGCPercent(garbage)
			debug.SetMemoryLimit(memory / 10 * 9)
		})
		return
	}
	if isFree {
		debug.SetGCPercent(garbage)
	}
	if isUnlimited {
		debug.SetMemoryLimit(memory / 10 * 9)
	}
}

// afterCollection calls do once, when garbage has been collected for the first
// time from now.
func afterCollection(do func()) {
	lost := new([32]byte) // not a part of a block, as what is smaller
	runtime.AddCleanup(lost, func(struct{}) { do() }, struct{}{})
}
