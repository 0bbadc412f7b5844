// Package load asks a server many times over and says how long it took.
//
//	req := load.Request(addr, "/world.rss", "Accept-Encoding: gzip")
//	perSecond, err := load.Throughput(ctx, addr, req, 8, time.Second)
//	took, err := load.Latencies(ctx, addr, reqs)
//
// It writes requests that are made beforehand and reads of an answer no more
// than where it ends, so that on a machine which client and server share, most
// of the time is the server's. Answers must have a Content-Length, or no body.
package load
