//go:build !unix

package storage

import "io/fs"

// taken is about what a file takes on the disk.
func taken(info fs.FileInfo) int64 { return info.Size() }
