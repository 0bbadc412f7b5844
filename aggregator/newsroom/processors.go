package newsroom

import (
	"os"
	"runtime"
)

// leastThreads is how many goroutines may run at once where readers wait for
// answers. On two processors, with as many threads, a reader who comes while both
// are at a visit, or look for garbage, waits until Go is done with a part of that:
// milliseconds. With more threads than processors it is the system who decides, and
// it lets those first who ran the least. From four on Go also looks for garbage on
// one thread in place of a part of each.
const leastThreads = 4

// Threads has the runtime run enough goroutines at once for readers not to wait for
// visits. An operator's GOMAXPROCS stays.
func Threads() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(max(leastThreads, runtime.GOMAXPROCS(0)))
	}
}
