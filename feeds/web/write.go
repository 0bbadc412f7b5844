package web

import (
	"context"
	"fmt"
	"io"

	"dateline/feeds"
)

// WriteFeed writes the feed of the region that is called name, as it is
// answered at its address.
func WriteFeed(ctx context.Context, w io.Writer, o Options, name string, format feeds.Format) error {
	region, err := o.Atlas.Find(name)
	if err != nil {
		return err
	}
	s := server{library: o.Library, atlas: o.Atlas, site: o.Site, log: o.Log, cap: o.Cap, hubURL: o.HubURL, told: map[feeds.ID]bool{}}
	d, err := s.feed(ctx, address{region: region, format: format}, s.unasked(DefaultLimit))
	if err != nil {
		return err
	}
	if _, err := w.Write(d.body); err != nil {
		return fmt.Errorf("write %s: %w", address{region: region, format: format}.path(), err)
	}
	return nil
}
