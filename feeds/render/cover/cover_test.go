package cover_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/feeds/render/cover"
)

// What directories ask for: a square PNG in RGB without transparency, 1400 to
// 3000 pixels wide, and not large.
func TestPNG(t *testing.T) {
	for _, tt := range []struct{ slug, name, site string }{
		{"malaysia", "Malaysia", "Example Wire"},
		{"south-georgia-south-sandwich-islands", "South Georgia & South Sandwich Islands", "Wire"},
		{"asean", "A name " + strings.Repeat("that is too long ", 40), strings.Repeat("Unbreakable", 30)},
		{"gulf", "الخليج", "ニュース"},
		{"", "", ""},
	} {
		body := drawn(t, tt.slug, tt.name, tt.site)
		c, err := png.DecodeConfig(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if c.Width != cover.Size || c.Height != cover.Size || cover.Size < 1400 || cover.Size > 3000 {
			t.Errorf("%s: %d by %d", tt.slug, c.Width, c.Height)
		}
		const trueColour = 2 // of the header's colour types
		if body[25] != trueColour {
			t.Errorf("%s: colour type %d, want RGB without transparency", tt.slug, body[25])
		}
		if len(body) > 200_000 {
			t.Errorf("%s: %d bytes", tt.slug, len(body))
		}
	}
}

// Equal names give equal bytes, other names others; a name in another script
// gives the slug in its place.
func TestIsDeterministic(t *testing.T) {
	first := drawn(t, "gulf", "Gulf", "Wire")
	if !bytes.Equal(first, drawn(t, "gulf", "Gulf", "Wire")) {
		t.Error("not the same twice")
	}
	if bytes.Equal(first, drawn(t, "gulf", "Bay", "Wire")) {
		t.Error("the name makes no difference")
	}
	if !bytes.Equal(drawn(t, "gulf", "خليج", "Wire"), drawn(t, "gulf", "gulf", "Wire")) {
		t.Error("a name that cannot be written is not the slug")
	}
}

// The fonts have the letters of every name we know.
func TestNames(t *testing.T) {
	atlas := feeds.Builtin()
	for _, slug := range atlas.Slugs() {
		if r, _ := atlas.Region(slug); !cover.CanWrite(r.Name) {
			t.Errorf("%s cannot be written", r.Name)
		}
	}
}

func drawn(t testing.TB, slug, name, site string) []byte {
	t.Helper()
	body, err := cover.PNG(slug, name, site)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func BenchmarkPNG(b *testing.B) {
	for b.Loop() {
		drawn(b, "southeast-asia", "Southeast Asia", "Example Wire")
	}
}
