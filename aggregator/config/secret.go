package config

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/textproto"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// maxSecret is how large a file of secrets may be, in bytes.
const maxSecret = 64 << 10

// ours are the headers that fetching needs for itself.
var ours = []string{
	"Accept-Encoding", "Connection", "Content-Length", "Host", "If-Modified-Since",
	"If-None-Match", "Range", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// secrets reads the files of secrets of a source into headers.
func (r *reader) secrets(s section) map[string]string {
	headers := map[string]string{}
	if body, ok := r.secret(s.values["headers_file"]); ok {
		r.headers(s.values["headers_file"], body, headers)
	}
	if body, ok := r.secret(s.values["auth_file"]); ok {
		if headers["Authorization"] != "" {
			r.problem(s.values["auth_file"], "headers_file has an Authorization too", "keep one of the two")
		}
		r.authorization(s.values["auth_file"], body, headers)
	}
	if len(headers) == 0 {
		return nil
	}
	return headers
}

// secret reads the file that n names.
func (r *reader) secret(n ast.Node) (string, bool) {
	var path string
	if r.path(n, &path); path == "" {
		return "", false
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		r.problem(n, path+" is not a file", "name the file that holds the secret")
		return "", false
	case info.Size() > maxSecret:
		r.problem(n, path+" is too large for a secret", "name the file that holds the secret")
		return "", false
	}
	body, err := os.ReadFile(path)
	if err != nil {
		r.problem(n, path+" cannot be read ("+reason(err)+")", "create the file, readable for the gateway; paths are relative to the config file")
		return "", false
	}
	return string(bytes.TrimPrefix(body, []byte("\ufeff"))), true
}

// reason is an error of the file system without the path it repeats.
func reason(err error) string {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}

// authorization makes the header of "user:password" or "Bearer …".
func (r *reader) authorization(n ast.Node, body string, headers map[string]string) {
	text := strings.TrimSpace(body)
	scheme, token, _ := strings.Cut(text, " ")
	isBearer := strings.EqualFold(scheme, "bearer")
	switch {
	case strings.ContainsFunc(text, isControl):
		r.problem(n, "the auth_file has several lines", "write one: user:password, or Bearer and a token")
	case isBearer && strings.TrimSpace(token) != "":
		headers["Authorization"] = "Bearer " + strings.TrimSpace(token)
	case !isBearer && strings.Index(text, ":") > 0:
		headers["Authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(text))
	default:
		r.problem(n, "the auth_file holds neither of what it can", "write one line: user:password, or Bearer and a token")
	}
}

// headers reads "Name: value" lines. Empty lines and those that begin with #
// are passed over.
func (r *reader) headers(n ast.Node, body string, headers map[string]string) {
	number := 0
	for line := range strings.Lines(body) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		value = strings.TrimSpace(value)
		what := fmt.Sprintf("line %d of the headers_file ", number)
		switch {
		case !found || !isToken(name) || value == "" || strings.ContainsFunc(value, isControl):
			r.problem(n, what+"is no header", "write Name: value")
		case slices.Contains(ours, name):
			r.problem(n, what+"sets "+name+", which fetching sets itself", "leave it out")
		case headers[name] != "":
			r.problem(n, what+"sets "+name+" again", "keep one line of each name")
		default:
			headers[name] = value
		}
	}
}

func isControl(c rune) bool { return c != '\t' && (c < ' ' || c == 0x7f) }

// isToken reports whether s can be a header's name (RFC 9110 section 5.6.2).
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, c)
	})
}
