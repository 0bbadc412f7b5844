// Package inspect shows what the gateway would make of a feed, and stores
// nothing: the items in document order, their regions, and why, and what each
// rule did. Items that a rule drops are shown, and marked.
//
//	in := inspect.Inspector{Client: client, Reader: reader, Out: os.Stdout, JSON: true}
//	err := in.Show(ctx, []string{"https://example.org/feed", "./saved.xml"})
//
// An argument is an address if it has a scheme, else a file. Each document
// ends with a summary; a document that cannot be read has only that, and the
// others are still shown.
package inspect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"dateline/aggregator"
	"dateline/aggregator/fetch"
	"dateline/feeds"
)

// maxFile is how much of a file is read, in bytes.
const maxFile = 64 << 20

// ErrUnread is returned by Show when a document could not be read; the reason
// was shown.
var ErrUnread = errors.New("not every feed could be read")

// Inspector shows documents.
type Inspector struct {
	Client *fetch.Client
	Reader aggregator.Reader
	Atlas  *feeds.Atlas
	// Sources are the configured ones: a document at one's URL is read with
	// its settings.
	Sources []feeds.Source
	Out     io.Writer
	JSON    bool
}

// document is what was found at one argument.
type document struct {
	url    string
	source feeds.Source
	aggregator.Document
	err error
}

// Show reads each argument and prints what is in it. It returns ErrUnread if
// one could not be read.
func (in Inspector) Show(ctx context.Context, args []string) error {
	var unread error
	for _, arg := range args {
		doc := in.read(ctx, arg)
		if doc.err != nil {
			unread = ErrUnread
		}
		print := printText
		if in.JSON {
			print = printJSON
		}
		if err := print(in.Out, doc, in.Atlas); err != nil {
			return fmt.Errorf("show %s: %w", arg, err)
		}
	}
	return unread
}

func (in Inspector) read(ctx context.Context, arg string) document {
	d := document{url: arg, source: in.source(arg)}
	resp, err := in.open(ctx, d.source, arg)
	if err != nil {
		d.err = err
		return d
	}
	now := time.Now().UTC()
	d.Document, d.err = in.Reader.Read(resp.Body, resp.ContentType, resp.URL, d.source, now)
	if resp.URL != "" {
		d.url = resp.URL
	}
	if d.err == nil {
		more, err := aggregator.Follow(ctx, in.Client, d.source, resp, 0)
		in.Reader.ReadMore(&d.Document, more, d.source, now)
		if err != nil {
			d.Repairs = append(d.Repairs, err.Error())
		}
	}
	return d
}

func (in Inspector) source(arg string) feeds.Source {
	for _, src := range in.Sources {
		if src.URL == arg || src.ID == arg {
			return src
		}
	}
	return feeds.Source{ID: arg, URL: arg}
}

// open returns a document; a file has neither media type nor address.
func (in Inspector) open(ctx context.Context, src feeds.Source, arg string) (fetch.Response, error) {
	if strings.Contains(arg, "://") || src.URL != arg {
		return in.Client.Get(ctx, fetch.Request{URL: src.URL, Headers: src.Headers})
	}
	f, err := os.Open(arg) //nolint:gosec // the operator names the file
	if err != nil {
		return fetch.Response{}, err
	}
	defer func() { _ = f.Close() }()
	body, err := io.ReadAll(io.LimitReader(f, maxFile))
	return fetch.Response{Body: body}, err
}

// published is an item of the document as feeds would show it.
func (d document) published(it feeds.Item) feeds.Item {
	if d.source.StripDatelines {
		return feeds.WithoutDateline(it)
	}
	return it
}

// ids returns the ID of each item, and which of them came before.
func ids(d document) (all []feeds.ID, again map[int]bool) {
	again = map[int]bool{}
	seen := map[feeds.ID]bool{}
	for i, it := range d.Items {
		id := feeds.Identify(it, d.source.ID, d.Link)
		again[i] = seen[id]
		seen[id] = true
		all = append(all, id)
	}
	return all, again
}
