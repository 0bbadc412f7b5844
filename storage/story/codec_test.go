package story_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/storage/story"
)

// A sketch is read back as it was: with the same bytes, keys and likeness.
func TestBytes(t *testing.T) {
	for _, p := range labelled(t) {
		sketch := p.A.sketch()
		b := sketch.Bytes()
		if len(b) > story.MaxBytes {
			t.Errorf("%s: %d bytes", p.ID, len(b))
		}
		back, err := story.Parse(b)
		if err != nil {
			t.Fatalf("%s: %v", p.ID, err)
		}
		if !bytes.Equal(back.Bytes(), b) || haveKeyInCommon(back, sketch) != (len(sketch.Keys()) > 0) {
			t.Errorf("%s: not the same when read back", p.ID)
		}
	}
}

// A text that goes on for ever has a sketch like any other.
func TestBytesOfLongText(t *testing.T) {
	for _, text := range []string{strings.Repeat("洪水", 50_000), strings.Repeat("flood 12 ", 50_000), strings.Repeat("<p>.</p>", 100_000) + flood} {
		b := sketch(text).Bytes()
		if _, err := story.Parse(b); err != nil || len(b) > story.MaxBytes {
			t.Errorf("%.12s…: %d bytes, %v", text, len(b), err)
		}
	}
}

// What no sketch was written as is refused.
func TestParseMalformed(t *testing.T) {
	whole := sketch(flood).Bytes()
	long := append(bytes.Clone(whole), 0)
	other := bytes.Clone(whole)
	other[0]++
	unsorted := bytes.Clone(whole)
	at := 13 + 2*int(whole[9]) // where the sample begins, after the lead
	unsorted[at] = 0xFF
	for name, b := range map[string][]byte{
		"empty": nil, "cut": whole[:len(whole)-1], "longer": long, "other version": other, "unsorted": unsorted,
	} {
		if _, err := story.Parse(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Any text has a sketch within bounds that is read back and is the same as
// itself, or too short.
func FuzzDraw(f *testing.F) {
	for _, p := range labelled(f)[:60] {
		f.Add(p.A.Language, p.A.Text)
	}
	f.Add("ja", "【東京】「海」 12日 1,2,3 2―1 ａｂｃ")
	f.Add("zh", strings.Repeat("“海棠”登陆，", 700))
	f.Add("", "<p &#39; <b>１２.３ 4 567\u0301</b> A. B (C) - ")
	f.Fuzz(func(t *testing.T, language, text string) {
		sketch := story.Draw(feeds.Item{Content: text, Language: language}, noon)
		b := sketch.Bytes()
		if len(b) > story.MaxBytes || len(sketch.Keys()) > story.MaxKeys {
			t.Errorf("%d bytes, %d keys", len(b), len(sketch.Keys()))
		}
		back, err := story.Parse(b)
		if err != nil || !bytes.Equal(back.Bytes(), b) {
			t.Errorf("read back %x as %x, %v", b, back.Bytes(), err)
		}
		if story.Same(sketch, back) != story.Same(back, sketch) {
			t.Error("same one way round only")
		}
	})
}

// Bytes are read as a sketch that writes them, or refused, and what is read
// can be compared with any other.
func FuzzParse(f *testing.F) {
	f.Add(sketch(flood).Bytes())
	f.Add(sketch("").Bytes())
	whole := sketch(flood)
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := story.Parse(b)
		if err != nil {
			return
		}
		if !bytes.Equal(s.Bytes(), b) {
			t.Errorf("%x read and written as %x", b, s.Bytes())
		}
		s.Keys()
		if story.Same(s, whole) != story.Same(whole, s) {
			t.Error("same one way round only")
		}
	})
}

// TestSketchesStay wants the sketches of texts to be what they are on disks: what
// draws others has another version.
func TestSketchesStay(t *testing.T) {
	h := sha256.New()
	for _, p := range labelled(t) {
		h.Write(p.A.sketch().Bytes())
		h.Write(p.B.sketch().Bytes())
	}
	for i := range 200 {
		text := flood + " " + steps(7 * i)[:i] + strings.Repeat("<p>"+steps(i)+" &amp; "+steps(2*i)+"</p>", i%5)
		it := feeds.Item{Title: "No. " + strconv.Itoa(i) + " of " + flood[:i%40], Content: text, Language: []string{"en", "de", "ru", ""}[i%4]}
		h.Write(story.Draw(it, noon).Bytes())
	}
	if got, want := fmt.Sprintf("%x", h.Sum(nil)[:8]), "10826e79d3b68d2a"; got != want {
		t.Errorf("sketches have the hash %s, want %s", got, want)
	}
}
