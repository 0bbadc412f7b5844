package aggregator_test

import (
	"testing"
	"time"

	"dateline/aggregator"
	"dateline/feeds"
)

func TestPace(t *testing.T) {
	pace := aggregator.Pace{Every: 30 * time.Minute, Min: 5 * time.Minute, Max: 24 * time.Hour}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name       string
		every      time.Duration
		failures   int
		retryAfter time.Duration
		want       time.Duration // before jitter
	}{
		{"default", 0, 0, 0, 30 * time.Minute},
		{"own rhythm", time.Hour, 0, 0, time.Hour},
		{"too often", time.Second, 0, 0, 5 * time.Minute},
		{"too seldom", 48 * time.Hour, 0, 0, 24 * time.Hour},
		{"one failure doubles", 0, 1, 0, time.Hour},
		{"three failures", 0, 3, 0, 4 * time.Hour},
		{"many failures stop at max", 0, 1000, 0, 24 * time.Hour},
		{"asked to wait", 0, 1, 3 * time.Hour, 3 * time.Hour},
		{"asked to wait longer than max", 0, 1, 48 * time.Hour, 48 * time.Hour},
		{"asked to wait for ever", 0, 1, 10000 * time.Hour, 7 * 24 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := feeds.Source{ID: "s", Every: tt.every}
			got := pace.Next(src, tt.failures, tt.retryAfter, now).Sub(now)
			if got < tt.want || got > tt.want+tt.want/10 {
				t.Errorf("next visit in %s, want %s and at most a tenth more", got, tt.want)
			}
			if again := pace.Next(src, tt.failures, tt.retryAfter, now).Sub(now); again != got {
				t.Errorf("next visit in %s, then in %s", got, again)
			}
		})
	}
}

func TestPaceSpreads(t *testing.T) {
	pace := aggregator.Pace{Every: time.Hour, Min: time.Minute, Max: time.Hour}
	seen := map[time.Time]bool{}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		seen[pace.Next(feeds.Source{ID: id}, 0, 0, time.Unix(0, 0))] = true
	}
	if len(seen) < 4 {
		t.Errorf("five sources share %d times", len(seen))
	}
}
