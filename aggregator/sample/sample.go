// Package sample is the built-in newsroom: a dozen upstream feeds that are
// embedded in the program, served over loopback and really fetched. So the
// main job runs on any machine, offline, with nothing configured.
//
//	sources, err := sample.Start(ctx)
//
// The feeds, all of them fiction by this project, show what a gateway meets:
//
//	straits-desk.xml      RSS 2.0 with [MALAYSIA] labels, advertisements, lazy images
//	meridian-wire.rdf     RSS 1.0; rdf:about is the identity
//	pacific-ledger.atom   Atom with relative addresses and xml:base
//	harbour-press.json    JSON Feed 1.1
//	gaceta-del-sur.xml    windows-1252, as only its XML declaration says
//	jornal-da-baia.xml    windows-1252, which the HTTP header calls ISO-8859-1
//	savanna-morning.xml   a podcast
//	lakes-and-plains.xml  RSS 2.0, relative addresses in HTML, tracking
//	delta-news.atom       Atom with XHTML content and positions
//	world-in-brief.xml    items of others, no validators, no home region
//	north-sea-post.xml    not well-formed and cut off
//	night-desk.xml        answers 500
//
// Three stories are carried by several of them under one address: ferries to
// Penang, trains in Nairobi, a cable to Tonga. Some items say nothing of where
// they are about.
//
// # Stability
//
// Source IDs and all addresses of items are fixed, so what was stored is the
// same on the next start. The sources' own addresses hold the port: the first
// of 8090, 18090 and 28090 that is free, and only if none is, any other.
package sample

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"dateline/feeds"
)

// Contact answers for what the newsroom's feeds say.
const Contact = "newsroom@dateline.example"

// ports are where the newsroom listens on 127.0.0.1, if they are free.
var ports = []int{8090, 18090, 28090}

// Start serves the newsroom on loopback until ctx ends and returns its
// sources, which are at private addresses: a client must be allowed to go
// there.
func Start(ctx context.Context) ([]feeds.Source, error) {
	l, err := listen(ctx)
	if err != nil {
		return nil, fmt.Errorf("sample newsroom: %w", err)
	}
	server := &http.Server{
		Handler:           Handler(),
		ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(l) }() // ends with ctx: Close ends it
	return Sources("http://" + l.Addr().String()), nil
}

func listen(ctx context.Context) (net.Listener, error) {
	var lc net.ListenConfig
	var errs []error
	for _, port := range append(slices.Clone(ports), 0) {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return l, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// Sources returns the newsroom's sources as served at base, which has no
// trailing slash.
func Sources(base string) []feeds.Source {
	sources := make([]feeds.Source, len(desks))
	for i, d := range desks {
		sources[i] = feeds.Source{
			ID: "sample-" + d.id(), URL: base + "/" + d.file, Name: d.name,
			Regions: d.regions, Language: d.language, Rank: d.rank,
		}
	}
	return sources
}
