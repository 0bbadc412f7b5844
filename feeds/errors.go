package feeds

import "errors"

// ErrNotFound is returned by stores and the Atlas when there is no such item
// or region.
var ErrNotFound = errors.New("not found")

// ErrPruned is returned to who asks for changes from before the oldest that are
// kept: it has missed some, and has to read the feeds anew.
var ErrPruned = errors.New("changes that old are not kept any more")
