package hub_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestIndependentSubscriber has a subscriber that is not ours (npm
// pubsubhubbub, which .ci/install brings) subscribe, get a push, and leave.
func TestIndependentSubscriber(t *testing.T) {
	judges, err := filepath.Abs("../../../.ci/judges")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(judges, "node_modules/pubsubhubbub")); err != nil {
		t.Skip("npm pubsubhubbub is not installed: run .ci/install")
	}
	s := start(t, "", nil)
	s.publish("malaysia")
	hubURL, topic := s.at+"/hub", s.base+"/malaysia.rss?lang=en"
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(judges, "subscriber.mjs"), hubURL, topic)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skip("no node: ", err)
	}
	type word struct{ Word, Topic, Hub, Type, SHA256 string }
	words := json.NewDecoder(out)
	next := func() (w word) {
		if err := words.Decode(&w); err != nil {
			t.Fatalf("%v, %v\n%s", err, cmd.Wait(), told.String())
		}
		return w
	}
	got := []word{next()}
	within(t, "subscribed", func() bool { return s.kept() != "" })
	s.publish("malaysia")
	got = append(got, next(), next())
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, told.String())
	}
	within(t, "unsubscribed", func() bool { return s.kept() == "" })
	sum := sha256.Sum256([]byte(s.get("/malaysia.rss?lang=en")))
	want := []word{
		{Word: "subscribe", Topic: topic, Hub: hubURL},
		{Word: "feed", Topic: topic, Type: "application/rss+xml; charset=utf-8", SHA256: hex.EncodeToString(sum[:])},
		{Word: "unsubscribe", Topic: topic, Hub: hubURL},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
