package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// closed are ports of services that take a request for mail, commands or
// noise, and whose keepers take it for an attack. Browsers refuse most of them
// too (Fetch standard, section "Port blocking").
var closed = []int{
	1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
	109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 138, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513,
	514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 873, 993, 995, 1433, 1521, 1719,
	1720, 1723, 2049, 3306, 3659, 4045, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669,
	6697, 10080, 11211, 27017,
}

func isClosed(port string) bool {
	n, err := strconv.Atoi(port)
	return err == nil && slices.Contains(closed, n)
}

// check reports why u is no address that we ask, if it is none.
func check(u *url.URL) error {
	host := u.Hostname()
	switch {
	case u.Scheme == "":
		return errors.New("no absolute address")
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: %s addresses are not fetched, only http and https", ErrRefused, u.Scheme)
	case host == "":
		return errors.New("an address without a host")
	case isMisspelt(host):
		return fmt.Errorf("%w: %q is neither a name nor a plain IP address", ErrRefused, host)
	case isClosed(u.Port()):
		return fmt.Errorf("%w: port %s is not one of a web server", ErrRefused, u.Port())
	}
	return nil
}

// isMisspelt reports whether a host ends in a number without being an IP
// address in its usual form, such as 0x7f.1 or 2130706433: no name ends so,
// but some resolvers read it as an address.
func isMisspelt(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	host = strings.TrimSuffix(host, ".")
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	digits := "0123456789"
	if rest, ok := strings.CutPrefix(last, "0x"); ok {
		last, digits = rest, "0123456789abcdef"
	} else if last == "" {
		return true
	}
	return strings.Trim(last, digits) == ""
}

// lane is what PerHost counts by.
func lane(u *url.URL) string {
	return strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
}

// origin is scheme, host and port.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + " " + lane(u) + " " + port
}

// bare is u as it is asked for: without user, password and fragment, and with
// spaces in the query escaped, which redirects are seen to hold.
func bare(u *url.URL) *url.URL {
	b := *u
	b.User, b.Fragment, b.RawFragment = nil, "", ""
	b.RawQuery = strings.ReplaceAll(b.RawQuery, " ", "%20")
	return &b
}

// printable is u as it may stand in errors and logs: signed addresses have
// their secret in the query.
func printable(u *url.URL) string {
	b := bare(u)
	if b.RawQuery == "" {
		return b.String()
	}
	b.RawQuery = ""
	return b.String() + "?…"
}

// unreadable is an error of url.Parse without the address it repeats, and
// without the part it quotes where that may be a password.
func unreadable(address string, err error) error {
	e, ok := errors.AsType[*url.Error](err)
	if !ok || strings.Contains(address, "@") {
		return errors.New("an address that cannot be read")
	}
	return fmt.Errorf("an address that cannot be read: %w", e.Err)
}
