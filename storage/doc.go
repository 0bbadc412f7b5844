// Package storage keeps items, and what is remembered of their sources, in
// Badger. No other package knows Badger.
package storage
