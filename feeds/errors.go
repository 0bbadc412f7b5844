package feeds

import "errors"

// ErrNotFound is returned by stores and the Atlas when there is no such item
// or region.
var ErrNotFound = errors.New("not found")
