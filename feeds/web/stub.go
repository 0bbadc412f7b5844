package web

import (
	"encoding/json"

	"dateline/feeds"
)

type stubSkip struct {
	ID     feeds.ID
	Reason string
}
type stubResult struct {
	Body    []byte
	Skipped []stubSkip
}

type stubRender struct{}

var render stubRender

func (stubRender) Feed(ch feeds.Channel, f feeds.Format) (stubResult, error) {
	b, err := json.MarshalIndent(ch, "", " ")
	return stubResult{Body: b}, err
}
