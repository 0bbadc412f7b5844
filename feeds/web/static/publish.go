package static

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"dateline/feeds"
)

// Options say what to publish, and where.
type Options struct {
	// Dir is the folder of the site; it is made if it is not there.
	Dir string
	// Handler answers the public addresses, at the path of the base address
	// or without it.
	Handler http.Handler
	// BaseURL is where readers will find the site; its path, if any, is that
	// of Dir.
	BaseURL string
	Atlas   *feeds.Atlas
	// Apart are folders that hold something else: Dir may be neither in them
	// nor around them.
	Apart []string
}

// Summary says what came of it, in documents: one is a file and its twins.
type Summary struct {
	Dir string
	// Written, Unchanged and Removed count documents; Bytes is what the
	// written ones take, with their twins.
	Written, Unchanged, Removed int
	Bytes                       int64
	// Left are files of the operator's that stand where ours would, by name.
	Left []string
}

// String is the summary in a line.
func (s Summary) String() string {
	text := fmt.Sprintf("published in %s: %d written, %d unchanged, %d removed; %d bytes written", s.Dir, s.Written, s.Unchanged, s.Removed, s.Bytes)
	if len(s.Left) > 0 {
		text += fmt.Sprintf("; left alone, for they are not ours: %s", strings.Join(s.Left, ", "))
	}
	return text
}

// Publish brings the folder up to date. The error joins all that failed; what
// could be published is published in spite of it, unless ctx ended.
func Publish(ctx context.Context, o Options) (Summary, error) {
	sum := Summary{Dir: o.Dir}
	base, err := parseBase(o.BaseURL)
	if err != nil {
		return sum, err
	}
	dir, err := openFolder(o.Dir, o.Apart)
	if err != nil {
		return sum, err
	}
	c := crawler{handler: o.Handler, base: base, links: linkPattern(base), dir: dir}
	docs, failed := c.crawl(ctx)
	if err := ctx.Err(); err != nil {
		return sum, errors.Join(err, dir.close())
	}
	err = dir.commit(docs, failed == nil, &sum)
	if err == nil && failed == nil {
		err = dir.writeConfigs(newServing(base, docs, o.Atlas))
	}
	if err != nil {
		err = fmt.Errorf("publish in %s: %w", o.Dir, err)
	}
	return sum, errors.Join(failed, err, dir.close())
}

// parseBase reads the address that links are made with.
func parseBase(address string) (*url.URL, error) {
	if address == "" {
		return nil, errors.New("publish: the config has no base_url, which the links in the files begin with: set it (or --base-url) to where readers will find them, such as https://feeds.example.org")
	}
	base, err := url.Parse(strings.TrimRight(address, "/"))
	if err != nil {
		return nil, fmt.Errorf("publish: base_url: %w", err)
	}
	return base, nil
}
