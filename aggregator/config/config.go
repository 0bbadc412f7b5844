// Package config reads the operator's file: one YAML file, plain values,
// documented defaults, no environment variables.
//
//	cfg, err := config.Load("dateline.yaml")
//
// Load reads and judges the whole file before it answers, and returns every
// problem at once as [Problems], a line each:
//
//	dateline.yaml:7:5: unknown key "urll" in a source: did you mean "url"?
//
// So a Config that Load returned without an error can be used as it is:
// regions are slugs of the atlas, languages are BCP 47 tags, time zones are
// loaded, addresses parse, and no two sources share an ID or an address.
// Unknown keys are refused, and so are the keys of parts not built yet.
//
// # Paths
//
// A path in the file is relative to the folder the file is in, whatever the
// working directory: the data folder, the token file, the files of secrets.
//
// # Secrets
//
// Secrets stand in files of their own, which the config names: auth_file holds
// "user:password" or "Bearer …", headers_file a "Name: value" a line. They end
// up in Source.Headers and in no error message. An address with a password in
// it is refused.
//
// # Values
//
// A duration is a number and a unit, or several: 90s, 30m, 1h30m, 365d, 2w. A
// size is a number of bytes, or one with a unit: 16MiB, 1GB. A region is
// named by its slug or any other name the atlas knows (my, 458, burma).
//
// # Rules
//
// Rules stand in three lists: at the top, in a source, in a region. What they
// say is explained in package rules. A region of the atlas may be listed for
// its rules alone, without what it includes.
//
// # Overrides
//
// A file of its own, since desks change it daily: a list of entries, each with
// an item or patterns, and regions; see package override. It is judged with
// the config, and what is wrong in it is told at its own line.
//
// # Reading lists
//
// Files of OPML whose sources are visited as if they stood in the config, for
// as long as the files have them; see package opml. A configured source with
// the same address wins.
//
// # How it is read
//
// The file becomes a syntax tree first, with positions; each section is then
// read by hand, because decoding into structs stops at the first problem and
// forgets where values stood. Anchors, aliases and merge keys work; tags are
// refused.
package config

import (
	"net"
	"time"

	"dateline/aggregator/opml"
	"dateline/aggregator/override"
	"dateline/aggregator/rules"
	"dateline/feeds"
)

// DefaultPath is the config file that is read when none is named.
const DefaultPath = "dateline.yaml"

// Config is the operator's file with defaults filled in.
type Config struct {
	// Title is the name of our site; feeds are named after it.
	Title string
	// BaseURL is what addresses we publish begin with, without a trailing
	// slash. Empty if not configured: see Base.
	BaseURL string
	// Contact is the mail address that feeds are answered for at, may be
	// empty.
	Contact string
	// Data is the data folder.
	Data string
	// Listen is the public address, host:port.
	Listen string
	Admin  Admin
	Fetch  Fetch
	// Retention bounds what is kept.
	Retention feeds.Retention
	// Memory is what caches and queues together may take, in bytes.
	Memory int64
	// StripDatelines is what sources do that say nothing else.
	StripDatelines bool
	// Waits is what sources do with items dated in the future, if they say
	// nothing else: true keeps them out until then.
	Waits bool
	// Cap is how many items of one source a feed shows at most unless asked
	// otherwise, 0 for no bound.
	Cap int
	// Groups are the operator's own regions; what they include are slugs.
	Groups []feeds.Grouping
	// Sources are the configured ones, then what the reading lists have.
	Sources []feeds.Source
	// Lists are the reading lists, nil if there are none.
	Lists *opml.Lists
	// Rules are those at the top, of sources and of regions, compiled.
	Rules rules.Book
	// Overrides are the editor's word on where items belong, nil if there is
	// no file of them.
	Overrides *override.Book
}

// Admin is the operator's door.
type Admin struct {
	// Listen is host:port.
	Listen string
	// TokenFile is where the token is, empty if the door is open: then
	// Listen is a loopback address. See Token.
	TokenFile string
}

// Fetch is how sources are visited.
type Fetch struct {
	// Every is the time between visits to a source that sets none; Min and
	// Max bound every source's.
	Every, Min, Max time.Duration
	// Timeout bounds one visit, MaxBody one body in bytes.
	Timeout time.Duration
	MaxBody int64
	// PerHost is how many visits to one host, and to one registrable domain,
	// may be under way at once.
	PerHost int
	// Spacing is the least time between the starts of two visits to one
	// registrable domain.
	Spacing time.Duration
	// Hosts are visited otherwise.
	Hosts []Host
	// AllowPrivate lets sources be at private and loopback addresses.
	AllowPrivate bool
	// UserAgent replaces our own if it is not empty.
	UserAgent string
}

// Host is how a host and the hosts below it are visited. What is zero is as for
// all others.
type Host struct {
	Name    string
	Spacing time.Duration
	PerHost int
	// Scope is what waits when the server says that it is asked too often:
	// "source", "domain", or empty for what the status suggests.
	Scope string
}

// Default returns a config without sources in which every key has its
// documented default.
func Default() Config {
	return Config{
		Title:  "Dateline",
		Data:   "./data",
		Listen: ":8080",
		Admin:  Admin{Listen: "127.0.0.1:8081"},
		Fetch: Fetch{
			Every: 30 * time.Minute, Min: 5 * time.Minute, Max: day,
			Timeout: 20 * time.Second, MaxBody: 16 << 20, PerHost: 2, Spacing: time.Second,
		},
		Retention: feeds.Retention{Age: 365 * day, PerSource: 10000},
		Memory:    256 << 20,
	}
}

// Sample returns the config for the built-in sample newsroom, without its
// sources. It listens on loopback only.
func Sample() Config {
	c := Default()
	c.Title = "Dateline sample newsroom"
	c.Listen = "localhost:8080"
	return c
}

// Base returns what the addresses we publish begin with: BaseURL, or if none
// is configured, http with the host of Listen and the port of bound, the
// address we really listen at. A host that means every interface, or a
// loopback address, is called localhost.
func (c Config) Base(bound string) string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return "http://" + c.Listen
	}
	if _, p, err := net.SplitHostPort(bound); err == nil {
		port = p
	}
	ip := net.ParseIP(host)
	if host == "" || (ip != nil && (ip.IsUnspecified() || ip.IsLoopback())) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
