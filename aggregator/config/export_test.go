package config

// Read is what Load does with the bytes of a file.
var Read = read

// ParseDuration and ParseSize read values.
var (
	ParseDuration = parseDuration
	ParseSize     = parseSize
)
