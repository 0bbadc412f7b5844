package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// AdminOptions are what the operator's side needs.
type AdminOptions struct {
	Library Library
	Editor  Editor
	Pages   Pages
	// States returns what is remembered of each source, by its ID.
	States func(ctx context.Context) (map[string]feeds.State, error)
	// Usage counts what is stored, for /metrics; nil leaves that out.
	Usage func(ctx context.Context) (feeds.Usage, error)
	// Pushes says what our hub has done, for /metrics; nil leaves that out.
	Pushes func() feeds.Pushes
	// Serving says what the public side keeps, for /metrics; nil leaves that out.
	Serving func() Serving
	// Rooms say what else takes memory, by name, for /metrics.
	Rooms []func() map[string]feeds.Room
	// Sources are the sources this process visits. Without any, every source
	// with a state counts.
	Sources []feeds.Source
	// Token, if set, has to be shown as a bearer token for all but the
	// health checks. Without it only requests to a loopback host are
	// answered, so that no web page can reach us through a name of its own.
	Token string
	Log   *slog.Logger
}

type admin struct{ AdminOptions }

// NewAdmin returns the handler of the admin addresses: /livez says that the
// process answers, /readyz whether it does its job (200 or 503, with reasons),
// / lists the sources, /metrics is for Prometheus, a POST to
// /api/v1/items/{id}/retract withdraws an item, one to /api/v1/items/{id}/check
// does so if its publishers have, and below /debug/pprof/ is what go tool pprof
// reads. What changes something is refused to pages of other origins, which a
// browser on this machine may have open.
func NewAdmin(o AdminOptions) http.Handler {
	a := admin{o}
	r := mux.NewRouter()
	get := func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead)
	}
	get("/livez", a.live)
	get("/readyz", a.ready)
	get("/", a.private(a.overview))
	get("/metrics", a.private(newMetrics(a)))
	get("/debug/pprof/cmdline", a.private(pprof.Cmdline))
	get("/debug/pprof/profile", a.private(pprof.Profile))
	get("/debug/pprof/trace", a.private(pprof.Trace))
	r.PathPrefix("/debug/pprof/").HandlerFunc(a.private(pprof.Index)).Methods(http.MethodGet, http.MethodHead)
	r.HandleFunc("/api/v1/items/{id}/retract", a.private(a.retract)).Methods(http.MethodPost)
	r.HandleFunc("/api/v1/items/{id}/check", a.private(a.checkItem)).Methods(http.MethodPost)
	return guard(o.Log, http.NewCrossOriginProtection().Handler(r))
}

// live says that requests are answered, and nothing about anything else: who
// asks restarts us if they are not.
func (a admin) live(w http.ResponseWriter, _ *http.Request) {
	writeText(w, http.StatusOK, "ok")
}

func (a admin) ready(w http.ResponseWriter, r *http.Request) {
	states, err := a.check(r.Context())
	rd := readiness(states, err == nil, time.Now())
	if err != nil {
		a.Log.Error("store cannot be read", "error", err)
	}
	status := http.StatusOK
	if !rd.Ready {
		status = http.StatusServiceUnavailable
	}
	a.writeJSON(w, status, rd)
}

// check reads from the store and returns the states that count.
func (a admin) check(ctx context.Context) (map[string]feeds.State, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	if _, err := a.Library.Latest(ctx, feeds.World, 1); err != nil {
		return nil, err
	}
	states, err := a.States(ctx)
	if err != nil || len(a.Sources) == 0 {
		return states, err
	}
	counting := make(map[string]feeds.State, len(a.Sources))
	for _, src := range a.Sources {
		counting[src.ID] = states[src.ID]
	}
	return counting, nil
}

// overview is the list of sources, a page for browsers, JSON for anyone else.
func (a admin) overview(w http.ResponseWriter, r *http.Request) {
	states, err := a.check(r.Context())
	if err != nil {
		a.Log.Error("store cannot be read", "error", err)
		writeText(w, http.StatusInternalServerError, "the store cannot be read; the log says why")
		return
	}
	list := sourceList{Sources: []sourceLine{}}
	for _, id := range slices.Sorted(maps.Keys(states)) {
		list.Sources = append(list.Sources, newSourceLine(id, states[id]))
	}
	slices.SortStableFunc(list.Sources, func(a, b sourceLine) int { return cmp.Compare(b.Failures, a.Failures) })
	if !wantsPage(r.Header.Get("Accept")) {
		a.writeJSON(w, http.StatusOK, list)
		return
	}
	page, err := fill("admin", newAdminPage(list))
	if err != nil {
		a.Log.Error("overview", "error", err)
		writeText(w, http.StatusInternalServerError, "internal error")
		return
	}
	h := w.Header()
	h["Content-Security-Policy"] = pagePolicy
	write(w, http.StatusOK, "text/html", page)
}

// private lets only those through who may see more than health.
func (a admin) private(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if a.Token == "" {
			if !isLoopback(r.Host) {
				writeText(w, http.StatusForbidden, "without a token the admin address answers to localhost only")
				return
			}
			next(w, r)
			return
		}
		if !isBearer(r.Header.Get("Authorization"), a.Token) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="dateline admin"`)
			writeText(w, http.StatusUnauthorized, "send the admin token as Authorization: Bearer …")
			return
		}
		next(w, r)
	}
}

// isLoopback reports whether a Host header names this machine to itself. A page
// that points its own name at 127.0.0.1 sends that name.
func isLoopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// isBearer compares in constant time, whatever the lengths.
func isBearer(header, token string) bool {
	scheme, given, _ := strings.Cut(header, " ")
	a, b := sha256.Sum256([]byte(strings.TrimSpace(given))), sha256.Sum256([]byte(token))
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func (a admin) writeJSON(w http.ResponseWriter, status int, v any) {
	d, err := jsonDraft(v)
	if err != nil {
		a.Log.Error("admin answer", "error", err)
		writeText(w, http.StatusInternalServerError, "internal error")
		return
	}
	write(w, status, d.mediaType, d.body)
}

func writeText(w http.ResponseWriter, status int, text string) {
	write(w, status, "text/plain", fmt.Appendln(nil, text))
}

// write sends what must not be kept by anyone.
func write(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the operator went away: nobody to tell
}
