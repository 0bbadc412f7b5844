// Package static publishes what the public side answers as files, for a web
// server or a CDN:
//
//	sum, err := static.Publish(ctx, static.Options{
//		Dir: dir, Handler: web.New(public), Site: site, Atlas: atlas, Apart: []string{data},
//	})
//
// # What is published
//
// There is no list of addresses here. Publish asks the handler in process, and
// follows the links of what it answers: every address below the base address
// that can be reached from the front page, /regions.json, /regions.opml,
// /sitemap.xml and /robots.txt without a query becomes a file. So what the
// public side learns to answer is published as soon as something leads to it,
// and the bytes are those that would be sent. The handler has to be one that
// offers nothing a file cannot do (web.Options.Static).
//
//	/                  index.html
//	/malaysia          malaysia.html
//	/malaysia.rss      malaysia.rss, malaysia.rss.gz, malaysia.rss.br
//	/malaysia/2026/11.rss, /items/{id}.json, …   the same
//	                   404.html
//
// Documents that the handler sends compressed get the twins that servers look
// for (gzip_static and brotli_static of nginx, precompressed of Caddy).
//
// # What else is in the folder
//
//	.dateline/manifest.json      which files are ours, and what is in them
//	.dateline/nginx-http.conf    to include in nginx's http block,
//	.dateline/nginx-server.conf  and in the server's
//	.dateline/Caddyfile          to import in a site of Caddy's
//	.dateline/new/               what is being written; gone when all is done
//
// The configs make a web server answer as we do: media types, CORS, caching,
// redirects of codes and other names, the page of what is not there. They are
// made of what the handler answered and of the atlas, too.
//
// # What is promised
//
// Nothing is half-written: all that changed is written below .dateline/new
// first and then renamed to its place, what is linked before what links to it
// (items, archives, feeds, lists, pages), and only then is removed what is no
// longer published. Killed at any moment, the next run mends it.
//
// A file whose bytes stay is not touched, so the web server's Last-Modified
// and ETag stay too. One that changes gets the Last-Modified of the answer as
// its time, or the newest of all where the answer has none: two machines that
// publish the same into empty folders have the same files with the same times.
// But a changed file is always younger than it was, for servers and caches
// tell versions by that.
//
// A file that is not in the manifest is the operator's: a robots.txt of one's
// own stays, and Publish says so. Nothing is removed after a failure, for what
// could not be asked for may still be there.
package static
