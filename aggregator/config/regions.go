package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"dateline/feeds"
)

// Regions returns the atlas with the operator's regions of the file at path,
// by default DefaultPath if it exists. Whatever else the file holds or lacks is
// no matter: dateline import may be about to write it, and a shell has emptied
// it for that already.
func Regions(path string) (*feeds.Atlas, error) {
	isNamed := path != ""
	if !isNamed {
		path = DefaultPath
	}
	body, err := os.ReadFile(path)
	if err != nil && !isNamed && errors.Is(err, fs.ErrNotExist) {
		return feeds.Builtin(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read config: %w", err)
	}
	r := &reader{file: path}
	root, ok := r.parse(body)
	if !ok {
		return feeds.Builtin(), nil
	}
	c := Default()
	return r.groups(r.section(root, topShape).values["regions"], &c), nil
}
