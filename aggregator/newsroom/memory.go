package newsroom

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// garbage is how much of it there may be before it is collected, in percent of
// what is in use. Half of Go's own measure takes a quarter of the memory off a
// poll and adds a twentieth to its CPU.
const garbage = 50

// mostAtFirst is what is taken at most, in bytes, before garbage is collected for
// the first time, however much memory there is.
const mostAtFirst = 96 << 20

// bounds have the garbage collector work harder before the process takes more
// than memory; a tenth is left to what it does not manage. They are no wall: what
// is needed is taken. An operator's GOMEMLIMIT and GOGC stay.
//
// Before a third of memory is taken, or mostAtFirst, nothing is collected: a poll
// that finds nothing new has ended by then, and would collect ten times, since a
// heap that begins small has doubled soon.
type bounds struct {
	// setsLimit and setsGarbage say what the operator leaves to us.
	setsLimit, setsGarbage bool
	mu                     sync.Mutex
	memory                 int64 // in bytes
	garbage                int   // in percent
	waits                  bool  // until garbage was collected once
}

// bound sets bounds for a memory that may turn out to be another.
func bound(memory int64) *bounds {
	b := &bounds{
		setsLimit: debug.SetMemoryLimit(-1) == math.MaxInt64, setsGarbage: os.Getenv("GOGC") == "",
		memory: memory, garbage: garbage,
	}
	if b.waits = b.setsLimit && b.setsGarbage; b.waits {
		afterCollection(b.begin)
	}
	b.apply()
	return b
}

// set says what the memory is.
func (b *bounds) set(memory int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.memory = memory
	b.apply()
}

// let says how much garbage there may be.
func (b *bounds) let(garbage int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.garbage = garbage
	b.apply()
}

// begin ends the wait.
func (b *bounds) begin() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waits = false
	b.apply()
}

func (b *bounds) apply() {
	percent, limit := b.garbage, b.memory/10*9
	if b.waits {
		percent, limit = -1, min(b.memory/3, mostAtFirst)
	}
	if b.setsGarbage {
		debug.SetGCPercent(percent)
	}
	if b.setsLimit {
		debug.SetMemoryLimit(limit)
	}
}

// afterCollection calls do once, when garbage has been collected for the first
// time from now.
func afterCollection(do func()) {
	lost := new([32]byte) // not a part of a block, as what is smaller
	runtime.AddCleanup(lost, func(struct{}) { do() }, struct{}{})
}
