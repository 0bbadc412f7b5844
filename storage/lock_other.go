//go:build !unix

package storage

import (
	"os"
	"path/filepath"
)

// isLocked reports whether a process holds Badger's lock on dir: here the
// lock is a file that the system removes with its process.
func isLocked(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "LOCK"))
	return err == nil
}
