package websub

import (
	"testing"
	"time"

	"dateline/feeds"
)

func TestShouldAsk(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	hour := func(h float64) time.Time { return now.Add(time.Duration(h * float64(time.Hour))) }
	tests := []struct {
		name string
		sub  feeds.Subscription
		want bool
	}{
		{"none", feeds.Subscription{}, false},
		{"new", feeds.Subscription{Hub: "h"}, true},
		{"just asked", feeds.Subscription{Hub: "h", Asked: hour(-0.5), Attempts: 1}, false},
		{"no answer for an hour", feeds.Subscription{Hub: "h", Asked: hour(-1), Attempts: 1}, true},
		{"no answer to the fourth", feeds.Subscription{Hub: "h", Asked: hour(-7), Attempts: 4}, false},
		{"no answer to the hundredth", feeds.Subscription{Hub: "h", Asked: hour(-169), Attempts: 100}, true},
		{"lease is young", feeds.Subscription{Hub: "h", Since: hour(-10), Until: hour(90)}, false},
		{"lease is old", feeds.Subscription{Hub: "h", Since: hour(-91), Until: hour(9)}, true},
		{"lease is old, just asked", feeds.Subscription{Hub: "h", Since: hour(-91), Until: hour(9), Asked: hour(-0.1), Attempts: 1}, false},
		{"lease is over", feeds.Subscription{Hub: "h", Since: hour(-91), Until: hour(-9)}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shouldAsk(tt.sub, now); got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}
