package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// next returns the address of the next page: the first that the selector finds,
// on this site, and not this page's own.
func (p *page) next(sel selector) string {
	foreign := ""
	for _, a := range sel.paths {
		for _, i := range p.match(a, nil) {
			address := p.web(p.href(i, a.attr))
			switch {
			case address == "" || sameAddress(address, p.in.URL):
			case !isSameSite(address, p.in.URL):
				foreign = address
			default:
				return address
			}
		}
	}
	if foreign != "" {
		p.note("next page at another site not followed")
	}
	return ""
}

// sameAddress reports whether two addresses are of one page.
func sameAddress(a, b string) bool {
	a, _, _ = strings.Cut(a, "#")
	b, _, _ = strings.Cut(b, "#")
	return a == b
}

// isSameSite reports whether two addresses have one host, or one domain that
// somebody registered.
func isSameSite(a, b string) bool {
	return site(a) == site(b) && site(a) != ""
}

// site is the registrable domain of an address; of an IP address or a name
// that nobody can register, the host.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if strings.ContainsRune(host, ':') || strings.Trim(host, "0123456789.") == "" {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}
