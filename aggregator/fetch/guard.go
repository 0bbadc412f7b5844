package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// ErrRefused says that an address is not one we go to, whatever its server
// might answer.
var ErrRefused = errors.New("refused")

// The guard follows the special-purpose registries of IANA, and differs from
// ssrf's own reading of them in three places.
var (
	// public judges IPv4 and IPv6 addresses. It also refuses the address at
	// which Azure answers its virtual machines, which is not in a registry.
	public = ssrf.New(ssrf.WithAnyPort(),
		ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32")))
	// nat64 addresses are how networks without IPv4 reach it, so they are
	// judged by the IPv4 address within. IPv4-mapped ones are, too.
	nat64 = netip.MustParsePrefix("64:ff9b::/96")
)

// guard is a net.Dialer's Control. It refuses to connect to an address that is
// not public.
func guard(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s is no address", ErrRefused, address)
	}
	if public.SafeAddr(inner(at.Addr())) != nil {
		return fmt.Errorf("%w: %s is a private or special address (fetch.allow_private: true allows it)", ErrRefused, at.Addr())
	}
	return nil
}

// inner is the IPv4 address that a is a form of, else a.
func inner(a netip.Addr) netip.Addr {
	if !nat64.Contains(a) {
		return a.Unmap()
	}
	b := a.As16()
	return netip.AddrFrom4([4]byte(b[12:]))
}
