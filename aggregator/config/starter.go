package config

import _ "embed"

//go:embed starter.yaml
var starter string

// Starter returns a commented config to start from: public feeds of every
// continent, with each key explained. It has no problems.
func Starter() string { return starter }
