package aggregator_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"dateline/aggregator"
	"dateline/feeds"
)

// TestSettingsStay wants settings to be told by the same bytes as ever: else all
// sources were read in full once more.
func TestSettingsStay(t *testing.T) {
	for text, src := range map[string]feeds.Source{
		`0 "" "" [] []`: {ID: "a", URL: "https://a.example/"},
		`0 "Asia/Singapore" "en" ["sea" "\"x\""] []`:  {ID: "a", Language: "en", Topics: []string{"sea", `"x"`}, Timezone: zone(t, "Asia/Singapore")},
		"item\narticle\ntitle\nh2\n3 \"\" \"\" [] []": {ID: "a", Pages: 3, Select: map[string]string{"title": "h2", "item": "article"}},
	} {
		sum := sha256.Sum256([]byte(text))
		got := aggregator.NewReader(feeds.Builtin()).Settings(src)
		if want := sum[:6]; string(got) != string(want) {
			t.Errorf("%s: %s, want %s", text, hex.EncodeToString(got), hex.EncodeToString(want))
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
