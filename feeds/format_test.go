package feeds_test

import (
	"slices"
	"testing"

	"dateline/feeds"
)

func TestFormats(t *testing.T) {
	for _, tt := range []struct {
		format               feeds.Format
		ext, name, mediaType string
	}{
		{feeds.RSS, "rss", "RSS", "application/rss+xml"},
		{feeds.Atom, "atom", "Atom", "application/atom+xml"},
		{feeds.JSON, "json", "JSON Feed", "application/feed+json"},
	} {
		if got, err := feeds.ParseFormat(tt.ext); err != nil || got != tt.format {
			t.Errorf("ParseFormat(%q) = %q, %v", tt.ext, got, err)
		}
		if tt.format.Name() != tt.name || tt.format.MediaType() != tt.mediaType {
			t.Errorf("%s: %q, %q", tt.ext, tt.format.Name(), tt.format.MediaType())
		}
		if !slices.Contains(feeds.Formats(), tt.format) {
			t.Errorf("%s is not listed", tt.ext)
		}
	}
	if n := len(feeds.Formats()); n != 3 {
		t.Errorf("%d formats are listed", n)
	}
	for _, s := range []string{"", "RSS", "xml", ".rss"} {
		if got, err := feeds.ParseFormat(s); err == nil {
			t.Errorf("ParseFormat(%q) = %q", s, got)
		}
	}
	if f := feeds.Format("csv"); f.MediaType() != "application/octet-stream" || f.Name() != "csv" {
		t.Errorf("an unknown format is %q, %q", f.MediaType(), f.Name())
	}
}
