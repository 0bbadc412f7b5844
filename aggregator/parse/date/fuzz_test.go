package date_test

import (
	"testing"
	"time"

	"dateline/aggregator/parse/date"
)

// FuzzDate wants a moment that makes sense, or none, and the same in each
// form in which it can be written without doubt.
func FuzzDate(f *testing.F) {
	for _, s := range []string{
		"Sat, 03 Jan 2026 10:15:30 +0800", "2026-01-03T24:00:00Z", "mar. 23 nov. 2026 10h15", "23 พ.ย. 2569", "1767435330",
		"2026年1月3日下午5:15", "20260103T101530+01", "12/31/26 12:00 p. m.", "9 pm 2026-032", "٢٣ نوفمبر ٢٠٢٦",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := date.Read(text, time.UTC)
		if !ok {
			if !got.IsZero() {
				t.Fatalf("%q: no date, but %v", text, got)
			}
			return
		}
		if got.Year() < 1970 || got.Year() > 2100 || got.Location() != time.UTC {
			t.Fatalf("%q: %v", text, got)
		}
		for _, layout := range []string{time.RFC3339Nano, time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, "2006-01-02 15:04:05", "2. January 2006 15:04:05"} {
			if layout == time.RFC850 && (got.Year() == 1970 || got.Year() > 2069) {
				continue // its two digits mean another century
			}
			text := got.Format(layout)
			again, ok := date.Read(text, time.UTC)
			if !ok || !again.Truncate(time.Second).Equal(got.Truncate(time.Second)) {
				t.Fatalf("%q was read as %v, but %q as %v", text, got, text, again)
			}
		}
	})
}

// What most feeds have, and what few do.
func BenchmarkRead(b *testing.B) {
	for name, text := range map[string]string{
		"rfc822": "Sat, 03 Jan 2026 10:15:30 +0800", "gmt": "Sat, 03 Jan 2026 10:15:30 GMT", "rfc3339": "2026-01-03T10:15:30Z",
		"french": "lun., 23 nov. 2026 10:15:30 +0100", "nonsense": "yesterday at noon",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				date.Read(text, nil)
			}
		})
	}
}
