package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// DefaultCache is the room for rendered documents when Options name none.
const DefaultCache = 32 << 20

// Options are what the public side needs. All but Callback and CacheBytes must
// be set.
type Options struct {
	Library Library
	// Chronicle tells what changes; nil if nobody is to ask.
	Chronicle Chronicle
	Atlas     *feeds.Atlas
	// Site.BaseURL is where readers reach us; its path, if any, is answered
	// as well as the paths below it.
	Site feeds.Site
	Log  *slog.Logger
	// Callback answers what hubs ask and push at /websub/{token}; nil if
	// nobody subscribes to any.
	Callback http.Handler
	// HubURL is the address of our own hub, which feeds name; empty for none.
	// The hub itself is given to the server: see [Server.Hub].
	HubURL string
	// Static says that the answers become files on a server that knows no
	// queries and pushes nothing: they offer nothing of that kind, and
	// /404.html answers what such a server shows for what is not there.
	Static bool
	// Cap is how many entries of one source a feed shows at most unless asked
	// otherwise, 0 for no bound.
	Cap int
	// CacheBytes bounds the memory for what is kept to be sent again, 0 for
	// DefaultCache: most of it for documents, half of those for answers to
	// queries; a part for what earlier versions listed, and one for live events.
	CacheBytes int64
}

type server struct {
	library Library
	// chronicle is nil if nobody can ask what has changed.
	chronicle Chronicle
	atlas     *feeds.Atlas
	site      feeds.Site
	// base is the path of the base address, empty or without slash at the end.
	base    string
	outline outline
	stand   *stand
	// ledger knows what feeds listed that readers may still have.
	ledger *ledger
	// press makes what everybody reads, answers what queries ask for.
	press, answers *press
	log            *slog.Logger

	callback http.Handler
	hubURL   string
	hub      http.Handler
	static   bool
	cap      int

	// told are items whose absence from feeds was logged.
	toldMu sync.Mutex
	told   map[feeds.ID]bool

	// watch wakes those who listen to what happens, listeners counts them.
	watch     watch
	listeners atomic.Int64
}

// New returns the handler of the public addresses.
func New(o Options) *Server {
	if o.CacheBytes <= 0 {
		o.CacheBytes = DefaultCache
	}
	some, most := o.CacheBytes/16, o.CacheBytes*7/16
	s := &server{
		library: o.Library, atlas: o.Atlas, site: o.Site, base: basePath(o.Site.BaseURL),
		outline: newOutline(o.Atlas), ledger: newLedger(some), press: newPress(most), answers: newAnswers(most - some), watch: watch{room: some}, log: o.Log,
		callback: o.Callback, chronicle: o.Chronicle, hubURL: o.HubURL, static: o.Static, cap: o.Cap, told: map[feeds.ID]bool{},
	}
	s.stand = &stand{library: o.Library, ledger: s.ledger, base: s.base, room: some}
	front := s.front(s.routes())
	s.stand.renew = func(target string, c coding) { s.renew(guard(o.Log, front), target, c) }
	return &Server{Handler: s.stand.serve(o.Log, guard(o.Log, front)), s: s, front: front}
}

func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// routes expects canonical paths without the base; front sees to that.
func (s *server) routes() http.Handler {
	r := mux.NewRouter().SkipClean(true)
	get := func(path string, h handler) {
		r.Handle(path, s.answer(h)).Methods(http.MethodGet, http.MethodHead)
	}
	get("/", s.index)
	get("/regions.json", s.regions)
	get("/items/{id}.json", s.item)
	get("/items/{id}", s.itemPage)
	get(listPath, s.opml)
	get(sitemapPath, s.sitemap)
	get(robotsPath, s.robots)
	get(iconPath, s.icon)
	get(touchPath, s.touch)
	get("/{name}/"+podcastsFeed, s.podcasts)
	get("/{name}/"+podcastsCover, s.cover)
	if s.hubURL != "" {
		r.HandleFunc(hubPath, s.askHub)
	}
	if s.static {
		get("/404.html", s.missing)
	}
	get("/{name}", s.region)
	if s.chronicle != nil {
		get("/{name}/{year}/{month}", s.archive)
	}
	if s.chronicle != nil && !s.static {
		get("/{name}/"+livePath, s.live)
	}
	if s.callback != nil {
		r.Handle("/websub/{token}", s.callback)
	}
	r.NotFoundHandler = s.answer(s.nothing)
	r.MethodNotAllowedHandler = s.answer(notAllowed)
	return r
}

// handler answers a request or returns an error, not both.
type handler func(w http.ResponseWriter, r *http.Request) error

func (s *server) answer(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if inside, ok := w.(*insider); ok {
			inside.err = err
		} else if err != nil {
			s.fail(w, r, err)
		}
	})
}

// publish sends the document of k in the coding the reader likes best. What it
// shows changes when the head of the region does.
func (s *server) publish(w http.ResponseWriter, r *http.Request, k key, region string, b build) error {
	var revision uint64
	if !s.static {
		revision = s.library.Revision()
	}
	head, err := s.library.Head(r.Context(), region)
	if err != nil {
		return err
	}
	k.coding = negotiate(r.Header.Get("Accept-Encoding"))
	doc, found := s.pressOf(k).cache.find(k, head)
	if doc == nil {
		if doc, err = s.pressOf(k).document(r.Context(), k, head, b); err != nil {
			return err
		}
	}
	if inside, ok := w.(*insider); ok {
		inside.doc, inside.region = doc, region
		return nil
	}
	s.ledger.note(k, doc)
	if found == nil && k.query == "" && doc.isFeed() { // there are few, and many read them
		_, found = s.press.cache.find(k, head)
	}
	if found != nil && !s.static {
		s.stand.put(r, region, revision, found)
	}
	doc.send(w, r, s.readAt())
	return nil
}

// renew answers a target anew, for what that leaves in the cache and on the stand.
func (s *server) renew(routes http.Handler, target string, c coding) {
	ctx, cancel := context.WithTimeout(context.Background(), makingTime)
	defer cancel()
	path, query, _ := strings.Cut(target, "?")
	r := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{}}
	if c != plain {
		r.Header.Set("Accept-Encoding", string(c))
	}
	routes.ServeHTTP(nobody{}, r.WithContext(ctx))
}

// nobody takes any answer.
type nobody struct{}

func (nobody) Header() http.Header         { return http.Header{} }
func (nobody) Write(b []byte) (int, error) { return len(b), nil }
func (nobody) WriteHeader(int)             {}

// pressOf is what makes the document of a key.
func (s *server) pressOf(k key) *press {
	if k.query != "" {
		return s.answers
	}
	return s.press
}

// readAt is when an answer is read: now, or as a file when the second it was
// made in is over.
func (s *server) readAt() time.Time {
	if s.static {
		return time.Now().Add(time.Second)
	}
	return time.Now()
}

// nothing answers paths that no route knows.
func (s *server) nothing(_ http.ResponseWriter, r *http.Request) error {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return s.unknown(first)
}

// missing answers in words that fit any path.
func (s *server) missing(http.ResponseWriter, *http.Request) error {
	return feeds.ErrNotFound
}

func notAllowed(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Allow", allowed)
	return &requestError{
		status:  http.StatusMethodNotAllowed,
		message: "this address answers GET and HEAD, not " + shorten(r.Method),
	}
}
