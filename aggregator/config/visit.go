package config

import (
	"log/slog"

	"dateline/aggregator/fetch"
	"dateline/aggregator/schedule"
)

// Policy is what the section says of when to visit.
func (f Fetch) Policy() schedule.Policy {
	hosts := make(map[string]schedule.Host, len(f.Hosts))
	for _, h := range f.Hosts {
		hosts[h.Name] = schedule.Host{Spacing: h.Spacing, PerHost: h.PerHost, Scope: schedule.Scope(h.Scope)}
	}
	return schedule.Policy{Every: f.Every, Min: f.Min, Max: f.Max, Spacing: f.Spacing, PerHost: f.PerHost, Hosts: hosts}
}

// Options are what the section says of how to visit, for this release.
func (f Fetch) Options(version string, log *slog.Logger) fetch.Options {
	return fetch.Options{
		Timeout: f.Timeout, MaxBody: f.MaxBody, PerHost: f.PerHost,
		AllowPrivate: f.AllowPrivate, UserAgent: f.UserAgent, Version: version, Log: log,
	}
}
