//go:build unix

package storage

import (
	"io/fs"
	"syscall"
)

// taken is what a file takes on the disk, whatever its length: POSIX counts in
// blocks of 512 bytes on all systems in use.
func taken(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Blocks * 512
	}
	return info.Size()
}
