// Package fetch asks web servers for feeds: over HTTP, guarded, politely.
//
//	client := fetch.New(fetch.Options{Timeout: 20 * time.Second, MaxBody: 16 << 20, PerHost: 2})
//	resp, err := client.Get(ctx, fetch.Request{URL: src.URL, ETag: state.ETag, …})
//	if err == nil && resp.IsModified() { read(resp.Body) }
//
// Get follows redirects and returns the bytes of the answer without their
// content codings. What they are is for the parser to say: a web page and an
// empty body are answers too. A status that brings no document is a
// [StatusError]; so is 204, for a feed that holds nothing looks different.
//
// [Client.Post] takes a form to a WebSub hub by the same rules. A [Caller] goes
// to the callbacks of those who subscribe to ours, behind the same guard.
//
// # Asking for changes only
//
// Validators are opaque: they are sent back byte for byte as they came, also
// malformed ones, and only left out where HTTP cannot carry them. Servers that
// have none, or never look at them, are caught by the SHA-256 of the body. A
// body that ended early is handed on, since its beginning may hold whole
// items, but it leaves neither validators nor hash, so that the next visit
// asks for all of it.
//
// The validators of a source belong to the document it led to, maybe by way
// of redirects, so every hop is asked with them: a server that redirects does
// not look at them (RFC 9110 section 13.2.1). But when the redirect has come
// to lead elsewhere, the other document may be older than our date, and its
// server would say that nothing changed. Whoever remembers where the last
// answer came from passes it in Request.From: then only that document is
// asked with its validators.
//
// # Secrets
//
// The headers of a request, and a user and password in its URL, are for the
// origin of that URL: scheme, host and port. A redirect that leaves it loses
// them for good, also when it comes back, and also from http to https. Only
// User-Agent, Accept and Accept-Language travel on. Neither errors nor logs
// hold headers, users and passwords, or the query of an address that a
// redirect led to. Cookies live as long as one Get.
//
// # Safety
//
// Only http and https, on every hop. Each address is judged when it is dialed,
// after the name was looked up, so that no redirect, DNS answer or spelling of
// an address gets around it: see guard.go. Proxies of the environment are not
// used, for behind a proxy there is nothing left to judge. Any port will do
// but those of other well-known services.
//
// # Limits
//
// Timeout bounds a Get from the moment it has a place at the host until the
// last byte, and so servers that drip; there is no least speed besides.
// Waiting for a place is not counted, for it is our own doing. MaxBody bounds
// the body, and the same number of bytes is allowed before decoding and
// between two codings. Reaching a limit of ours is an error that names the key
// to raise it by. A body read costs twice its size while it is put together,
// and its size afterwards.
//
// Bodies wait to be read. Those of more than a megabyte share a [Room], if the
// request names one: who finds none stops reading, with the clock stopped too,
// until another body is released.
//
// At most PerHost requests to one host name are under way at once, whichever
// sources or redirects they come from. Idle connections are few and short, so
// that thousands of sources need few files.
//
// # What a scheduler may ask
//
// How long the answer stays fresh, where the source has moved for good, which
// WebSub hubs it names, and of a StatusError whether it is a limit or the end.
package fetch
