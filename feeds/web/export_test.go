package web

import "net/http"

// ReadCursor reads what a next link says of where it goes on.
var ReadCursor = readCursor

// Routed is what answers without the stand.
func (s *Server) Routed() http.Handler { return guard(s.s.log, s.front) }

// HasReady reports whether the stand would answer a request.
func (s *Server) HasReady(r *http.Request) bool {
	return isPlain(r) && s.s.stand.find(r.Context(), s.s.stand.targetOf(r.URL), negotiate(r.Header.Get("Accept-Encoding"))) != nil
}

// Ready is how many targets have something ready.
func (s *Server) Ready() (n int) {
	s.s.stand.piles.Range(func(any, any) bool { n++; return true })
	return n
}
