package render

import (
	"strings"
	"unicode/utf8"
)

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asciiHost returns an internationalised domain name as it is looked up
// (RFC 5890), or "" if it is not UTF-8.
func asciiHost(host string) string {
	if !utf8.ValidString(host) {
		return ""
	}
	host = strings.NewReplacer("。", ".", "．", ".", "｡", ".").Replace(strings.ToLower(host))
	labels := strings.Split(host, ".")
	for i, l := range labels {
		if !isASCII(l) {
			labels[i] = "xn--" + punycode([]rune(l))
		}
	}
	return strings.Join(labels, ".")
}

// The parameters of Punycode (RFC 3492 section 5).
const (
	punyBase = 36
	punyMin  = 1
	punyMax  = 26
)

// punycode encodes a label (RFC 3492 section 6.3).
func punycode(label []rune) string {
	var out []byte
	for _, r := range label {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	next, delta, bias := rune(utf8.RuneSelf), 0, 72
	for done := basic; done < len(label); {
		least := leastFrom(label, next)
		delta += int(least-next) * (done + 1)
		next = least
		for _, r := range label {
			if r < next {
				delta++
			}
			if r == next {
				out = appendDelta(out, delta, bias)
				bias = adapt(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
		next++
	}
	return string(out)
}

func leastFrom(label []rune, from rune) rune {
	least := rune(utf8.MaxRune)
	for _, r := range label {
		if r >= from && r < least {
			least = r
		}
	}
	return least
}

func appendDelta(out []byte, delta, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if delta < t {
			return append(out, digits[delta])
		}
		out = append(out, digits[t+(delta-t)%(punyBase-t)])
		delta = (delta - t) / (punyBase - t)
	}
}

// adapt is the bias for the next delta (RFC 3492 section 6.1).
func adapt(delta, points int, first bool) int {
	if first {
		delta /= 700
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyMin)*punyMax/2 {
		delta /= punyBase - punyMin
		k += punyBase
	}
	return k + (punyBase-punyMin+1)*delta/(delta+38)
}
