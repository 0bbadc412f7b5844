package fetch_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"dateline/aggregator/fetch"
)

// zone answers every look-up for a name from a table, over a pipe.
type zone map[string][]string

func (z zone) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go z.answer(ours)
		return theirs, nil
	}}
}

// answer speaks DNS over TCP (RFC 1035 section 4.2.2), one message.
func (z zone) answer(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return
	}
	question := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(conn, question); err != nil {
		return
	}
	var m dnsmessage.Message
	if m.Unpack(question) != nil {
		return
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	addresses, ok := z[strings.ToLower(strings.TrimSuffix(q.Name.String(), "."))]
	if !ok {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, a := range addresses {
		ip := netip.MustParseAddr(a)
		head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}
		switch {
		case ip.Is4() && q.Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: ip.As4()}})
		case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
		}
	}
	reply, err := m.Pack()
	if err != nil {
		return
	}
	_, _ = conn.Write(binary.BigEndian.AppendUint16(nil, uint16(len(reply)))) //nolint:gosec // a few dozen bytes
	_, _ = conn.Write(reply)
}

// names leads to addresses as an attacker's DNS, and a resolver that reads
// numbers as addresses, would.
var names = zone{
	"loopback.example":   {"127.0.0.1"},
	"loopback6.example":  {"::1"},
	"metadata.example":   {"169.254.169.254"},
	"private.example":    {"192.168.1.10"},
	"mapped.example":     {"::ffff:10.0.0.1"},
	"ula.example":        {"fd00:ec2::254"},
	"all.example":        {"10.0.0.1", "127.0.0.1", "::1", "fe80::1"},
	"127.0.0.1.nip.io":   {"127.0.0.1"},
	"0x7f.1":             {"127.0.0.1"},
	"0x7f000001":         {"127.0.0.1"},
	"2130706433":         {"127.0.0.1"},
	"017700000001":       {"127.0.0.1"},
	"127.1":              {"127.0.0.1"},
	"127.0.0.1":          {"127.0.0.1"},
	"localhost":          {"127.0.0.1"},
	"public.example":     {"93.184.215.14"},
	"public6.example":    {"2606:2800:21f::1"},
	"nat64.example":      {"64:ff9b::5db8:d70e"},
	"xn--bcher-kva.test": {"93.184.215.14"},
	"either.example":     {"10.0.0.1", "93.184.215.14"},
}

// refused are hosts that a gateway must not be talked into visiting.
var refused = []string{
	// This host, this network.
	"0.0.0.0", "0.1.2.3", "127.0.0.1", "127.0.0.53", "127.255.255.255", "[::]", "[::1]",
	"[0:0:0:0:0:0:0:1]", "localhost", "LOCALHOST", "localhost.",
	// Private, shared, link-local, unique local.
	"10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
	"100.64.0.1", "100.100.100.200", "100.127.255.255", "169.254.0.1", "169.254.169.254",
	"[fe80::1]", "[febf::1]", "[fe80::1%25lo]", "[fc00::1]", "[fd00::1]", "[fdff:ffff::1]", "[fd00:ec2::254]", "[fec0::1]",
	// Other special-purpose registry entries, and what clouds keep for themselves.
	"192.0.0.1", "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "198.18.0.1", "198.19.255.255",
	"168.63.129.16", "[100::1]", "[2001:db8::1]", "[3fff::1]", "[2001:10::1]", "[2001:20::1]", "[5f00::1]",
	// Many at once, none at all.
	"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "[ff02::1]", "[ff0e::1]",
	// IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
	"[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[::ffff:169.254.169.254]", "[0:0:0:0:0:ffff:7f00:1]",
	"[::127.0.0.1]", "[::a00:1]", "[::ffff:0:127.0.0.1]",
	"[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::808:808]",
	"[2002:7f00:1::1]", "[2002:a00:1::]", "[2002:c0a8:101::1]", "[2001:0:7f00:1::]", "[2001::1]",
	// Spellings of 127.0.0.1.
	"0x7f.1", "0x7f000001", "0X7F.0.0.0x1", "2130706433", "017700000001", "0177.0.0.1", "127.1", "127.0.1",
	"127.0.0.1.", "127.0.0.01", "0", "1", "0x", "1.2.3.4.5", "127.0.0.1..",
	"１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "localhost。",
	// Names that lead there.
	"loopback.example", "loopback6.example", "metadata.example", "private.example", "mapped.example",
	"ula.example", "all.example", "127.0.0.1.nip.io", "LoopBack.Example.",
}

// allowed are hosts of the public web.
var allowed = []string{
	"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255", "100.128.0.0",
	"126.255.255.255", "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.167.255.255", "223.255.255.255",
	"[2606:2800:21f::1]", "[2a00:1450:4001:82a::200e]", "[2001:4860:4860::8888]", "[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8]",
	"public.example", "PUBLIC.example.", "public6.example", "nat64.example", "bücher.test",
}

var errReached = errors.New("got past the guard")

func stubbed(allowPrivate bool) *fetch.Client {
	return fetch.NewStubbed(fetch.Options{AllowPrivate: allowPrivate}, names.resolver(), func(string) error { return errReached })
}

// Every table entry goes the whole way of a Get, through the real dialer, but
// for the connection itself.
func TestGuard(t *testing.T) {
	if len(refused) < 60 {
		t.Errorf("%d cases", len(refused))
	}
	c := stubbed(false)
	for _, host := range refused {
		for _, url := range []string{"http://" + host + "/feed", "https://" + host + ":8443/feed"} {
			_, err := c.Get(t.Context(), fetch.Request{URL: url})
			if !errors.Is(err, fetch.ErrRefused) || errors.Is(err, errReached) {
				t.Errorf("%s: error %v, want %v", url, err, fetch.ErrRefused)
			}
		}
	}
	for _, host := range allowed {
		_, err := c.Get(t.Context(), fetch.Request{URL: "http://" + host + "/feed"})
		if !errors.Is(err, errReached) || errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: error %v, want %v", host, err, errReached)
		}
	}
}

// Of several addresses of a name, the public ones are tried.
func TestGuardOfSeveral(t *testing.T) {
	var mu sync.Mutex
	var reached []string
	c := fetch.NewStubbed(fetch.Options{}, names.resolver(), func(address string) error {
		mu.Lock()
		defer mu.Unlock()
		reached = append(reached, address)
		return errReached
	})
	_, err := c.Get(t.Context(), fetch.Request{URL: "http://either.example/"})
	if err == nil || len(reached) != 1 || reached[0] != "93.184.215.14:80" {
		t.Errorf("reached %v, error %v", reached, err)
	}
}

// Who may visit private addresses still cannot be led astray by a spelling.
func TestAllowPrivate(t *testing.T) {
	c := stubbed(true)
	for _, host := range []string{"127.0.0.1", "[::1]", "[fe80::1%25lo]", "10.0.0.1", "localhost", "metadata.example", "224.0.0.1"} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: "http://" + host + "/"}); !errors.Is(err, errReached) {
			t.Errorf("%s: error %v, want %v", host, err, errReached)
		}
	}
	for _, url := range []string{"http://0x7f.1/", "http://2130706433/", "file:///etc/passwd", "ftp://127.0.0.1/", "http://127.0.0.1:22/"} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: url}); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: error %v, want %v", url, err, fetch.ErrRefused)
		}
	}
}

// The refusal says what was refused and how to allow it.
func TestRefusalHelps(t *testing.T) {
	tests := map[string]string{
		"http://private.example/x": "get http://private.example/x: dial tcp 192.168.1.10:80: refused: 192.168.1.10 is a private or special address (fetch.allow_private: true allows it)",
		"http://0x7f.1/":           `get http://0x7f.1/: refused: "0x7f.1" is neither a name nor a plain IP address`,
		"file:///etc/passwd":       "get file:///etc/passwd: refused: file addresses are not fetched, only http and https",
		"http://public.example:25": "get http://public.example:25: refused: port 25 is not one of a web server",
	}
	for url, want := range tests {
		if _, err := stubbed(false).Get(t.Context(), fetch.Request{URL: url}); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", url, err, want)
		}
	}
}

// A real server on loopback is not reached, directly or by a redirect from a
// public one.
func TestLoopbackIsNotReached(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("reached") })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside+"/admin", http.StatusMovedPermanently)
	})
	c := fetch.NewOver(fetch.Options{}, func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "public.example:80" {
			return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(outside, "http://"))
		}
		return fetch.DialGuarded(ctx, network, address)
	})
	if _, err := fetch.New(fetch.Options{}).Get(t.Context(), fetch.Request{URL: inside}); !errors.Is(err, fetch.ErrRefused) {
		t.Errorf("error %v, want %v", err, fetch.ErrRefused)
	}
	_, err := c.Get(t.Context(), fetch.Request{URL: "http://public.example/feed"})
	if !errors.Is(err, fetch.ErrRefused) || !strings.HasPrefix(err.Error(), "get http://public.example/feed: redirected to "+inside+"/admin: dial tcp ") {
		t.Errorf("error %v, want %v", err, fetch.ErrRefused)
	}
}

// A proxy of the environment would dial for us, unguarded.
func TestNoProxy(t *testing.T) {
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the proxy was asked") })
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, proxy)
	}
	if _, err := stubbed(false).Get(t.Context(), fetch.Request{URL: "http://public.example/"}); !errors.Is(err, errReached) {
		t.Errorf("error %v, want %v", err, errReached)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		url                string
		isRefused, isWrong bool
	}{
		{url: "http://news.example/rss"},
		{url: "HTTPS://NEWS.EXAMPLE:8443/rss"},
		{url: "http://news.example:81/"},
		{url: "http://news.example:8080/"},
		{url: "http://news.example:/"},
		{url: "http://1und1.example/"},
		{url: "http://news.123x/"},
		{url: "http://xn--p1ai/"},
		{url: "http://[2606:2800:21f::1]/"},
		{url: "http://news.example:0022/", isRefused: true},
		{url: "http://news.example:6379/", isRefused: true},
		{url: "gopher://news.example/", isRefused: true},
		{url: "ws://news.example/", isRefused: true},
		{url: "data:text/xml,<rss/>", isRefused: true},
		{url: "feed://news.example/", isRefused: true},
		{url: "http://./", isRefused: true},
		{url: "news.example/rss", isWrong: true},
		{url: "//news.example/rss", isWrong: true},
		{url: "http:news.example", isWrong: true},
		{url: "http://:80/", isWrong: true},
		{url: "", isWrong: true},
		{url: "http://news.example:port/", isWrong: true},
		{url: "http://[::1/", isWrong: true},
	}
	for _, tt := range tests {
		err := fetch.Check(tt.url)
		if (err != nil) != (tt.isRefused || tt.isWrong) || errors.Is(err, fetch.ErrRefused) != tt.isRefused {
			t.Errorf("%q: error %v", tt.url, err)
		}
	}
}

func TestGuardOfNoAddress(t *testing.T) {
	for _, address := range []string{"", "localhost:80", "127.0.0.1", "/run/socket"} {
		if err := fetch.Guard(address); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%q: error %v, want %v", address, err, fetch.ErrRefused)
		}
	}
}
