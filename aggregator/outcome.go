package aggregator

import (
	"time"

	"dateline/feeds"
)

// Outcome is what came of a visit to a source.
type Outcome struct {
	Source feeds.Source
	Result Result
	// Status is the HTTP status, 0 if no answer came.
	Status int
	// Items is how many the document held, before dedupe, Dropped how many of
	// them a rule dropped or had nothing to show.
	Items, Dropped int
	Tally          feeds.Tally
	Repairs        []string
	// RulesNotRun are rules that could not be run on some items, and why.
	RulesNotRun []string
	// Err says why the visit failed; nil unless Result is Failed.
	Err  error
	Took time.Duration
}

// Result is an outcome in a word.
type Result string

// The results of a visit.
const (
	Fetched     Result = "fetched"
	NotModified Result = "not_modified"
	Pushed      Result = "pushed" // by a hub, without a visit
	Failed      Result = "failed"
)

// Summary counts the outcomes of a round.
type Summary struct {
	Sources, Fetched, NotModified, Failed int
	// Dropped counts items that rules dropped.
	Dropped int
	feeds.Tally
}

// Add counts one more outcome.
func (s *Summary) Add(o Outcome) {
	s.Sources++
	switch o.Result {
	case Fetched:
		s.Fetched++
	case NotModified:
		s.NotModified++
	case Failed:
		s.Failed++
	case Pushed: // no visit
	}
	s.Dropped += o.Dropped
	s.New += o.Tally.New
	s.Changed += o.Tally.Changed
	s.Known += o.Tally.Known
	s.Retracted += o.Tally.Retracted
	s.Returned += o.Tally.Returned
}

// IsLost reports whether there were sources and not one could be read.
func (s Summary) IsLost() bool { return s.Sources > 0 && s.Failed == s.Sources }
