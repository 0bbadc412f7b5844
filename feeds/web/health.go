package web

import (
	"fmt"
	"html/template"
	"time"

	"dateline/feeds"
)

const (
	// checkTime is how long a health check may take.
	checkTime = 5 * time.Second
	// freshFor is how long a source's success counts: a little more than the
	// longest time between two visits.
	freshFor = 25 * time.Hour
)

// readyJSON is /readyz. Reasons say what is wrong, without naming sources: the
// check is open to whoever reaches the address.
type readyJSON struct {
	Ready   bool     `json:"ready"`
	Reasons []string `json:"reasons"`
	Store   string   `json:"store"`
	// Sources, Fresh and Failing count those known, those that succeeded of
	// late, and those whose last visit failed.
	Sources int `json:"sources"`
	Fresh   int `json:"fresh"`
	Failing int `json:"failing"`
	// Succeeded is the last success of any source.
	Succeeded string `json:"succeeded,omitempty"`
}

// readiness tells whether we do our job: the store can be read and, if there
// are sources, at least one of them succeeded of late.
func readiness(states map[string]feeds.State, isStoreRead bool, now time.Time) readyJSON {
	rd := readyJSON{Reasons: []string{}, Store: "ok", Sources: len(states)}
	if !isStoreRead {
		rd.Store = "unreadable"
		rd.Reasons = append(rd.Reasons, "the store cannot be read")
		return rd
	}
	var last time.Time
	for _, st := range states {
		if st.Failures > 0 {
			rd.Failing++
		}
		if !st.Succeeded.IsZero() && now.Sub(st.Succeeded) <= freshFor {
			rd.Fresh++
		}
		if st.Succeeded.After(last) {
			last = st.Succeeded
		}
	}
	rd.Succeeded = stamp(last)
	switch {
	case len(states) > 0 && last.IsZero():
		rd.Reasons = append(rd.Reasons, "no source has succeeded yet")
	case len(states) > 0 && rd.Fresh == 0:
		rd.Reasons = append(rd.Reasons, fmt.Sprintf("no source has succeeded for %s", now.Sub(last).Round(time.Minute)))
	}
	rd.Ready = len(rd.Reasons) == 0
	return rd
}

// sourceList is the overview as JSON.
type sourceList struct {
	Sources []sourceLine `json:"sources"`
}

// sourceLine is what the operator sees of a source. Status is "ok", "failing"
// or "waiting" for its first visit.
type sourceLine struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Status    string `json:"status"`
	Succeeded string `json:"succeeded,omitempty"`
	Visited   string `json:"visited,omitempty"`
	Next      string `json:"next,omitempty"`
	HTTP      int    `json:"http,omitempty"`
	Failures  int    `json:"failures"`
	Error     string `json:"error,omitempty"`
	// Note is something the source did that the operator may want to know.
	Note string `json:"note,omitempty"`
}

func newSourceLine(id string, st feeds.State) sourceLine {
	l := sourceLine{
		ID: id, Title: st.Title, Status: "ok", Succeeded: stamp(st.Succeeded), Visited: stamp(st.Visited),
		Next: stamp(st.Next), HTTP: st.Status, Failures: st.Failures, Error: st.Error,
	}
	if st.Flood.Items > 0 {
		l.Note = fmt.Sprintf("%s items came back under other guids and links on %s and kept their ids", number(st.Flood.Items), st.Flood.At.Format(time.DateOnly))
	}
	switch {
	case st.Failures > 0:
		l.Status = "failing"
	case st.Visited.IsZero():
		l.Status = "waiting"
	}
	return l
}

// adminPage is the overview as a page.
type adminPage struct {
	view
	Summary string
	Sources []sourceLine
}

func newAdminPage(list sourceList) adminPage {
	failing := 0
	for _, l := range list.Sources {
		if l.Failures > 0 {
			failing++
		}
	}
	return adminPage{
		view:    view{Site: feeds.Site{Title: "Dateline"}, Home: "/", Title: "Sources", Style: template.CSS(styleSheet), Icon: iconURL}, //nolint:gosec // our own file
		Summary: fmt.Sprintf("%s sources, %s of them failing.", number(len(list.Sources)), number(failing)),
		Sources: list.Sources,
	}
}
