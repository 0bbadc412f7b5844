package websub

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // the standard's old hubs sign so; HMAC holds with it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strings"
)

// methods are the signatures of W3C WebSub section 8.
var methods = map[string]func() hash.Hash{
	"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
}

// isSigned reports whether an X-Hub-Signature header is body's under secret.
// An empty secret signs nothing.
func isSigned(header, secret string, body []byte) bool {
	name, sum, _ := strings.Cut(strings.TrimSpace(header), "=")
	method, ok := methods[strings.ToLower(name)]
	given, err := hex.DecodeString(strings.TrimSpace(sum))
	if !ok || err != nil || secret == "" {
		return false
	}
	mac := hmac.New(method, []byte(secret))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// unguessable returns 160 random bits in letters that addresses can carry.
func unguessable() string {
	var b [20]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToLower(letters.EncodeToString(b[:]))
}
