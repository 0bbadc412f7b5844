//go:build unix

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// allocated is what a file takes on the disk, which is less than its length if
// it has holes.
func allocated(info os.FileInfo) int64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Blocks * 512
	}
	return info.Size()
}

// resident is the most memory a process that has ended had, in bytes, 0 if it
// is not known.
func resident(state *os.ProcessState) int64 {
	used, ok := state.SysUsage().(*syscall.Rusage)
	switch {
	case !ok:
		return 0
	case runtime.GOOS == "darwin":
		return int64(used.Maxrss) //nolint:unconvert // its type differs between systems
	}
	return int64(used.Maxrss) << 10 //nolint:unconvert // its type differs between systems
}
