//go:build unix

package storage

import (
	"os"
	"syscall"
)

// isLocked reports whether a process holds Badger's lock on dir. Badger's own
// error does not say why it could not open.
func isLocked(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK
}
