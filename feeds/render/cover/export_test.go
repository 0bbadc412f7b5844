package cover

import "golang.org/x/image/font/gofont/gobold"

// CanWrite reports whether a name can be written as it is.
func CanWrite(name string) bool {
	f, err := newFont(gobold.TTF)
	return err == nil && f.has(name)
}
