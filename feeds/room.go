package feeds

// Room is memory that is set aside for something: a cache, a queue, a pool.
type Room struct {
	// Entries is how many things are in it.
	Entries int
	// Used is what they take now, and Limit what they may take, in bytes.
	Used, Limit int64
	// Evicted counts what it had to give up since the start, for want of room.
	Evicted int64
}
