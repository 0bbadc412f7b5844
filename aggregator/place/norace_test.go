//go:build !race

package place_test

const raced = false
