package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Token returns the token in the file at path, the one that the admin door
// asks for. If there is no such file it makes one with a new token, that only
// its owner can read. An empty path gives an empty token: the door is open.
func Token(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	token, err := readToken(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return token, err
	}
	return makeToken(path)
}

func readToken(path string) (string, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read admin token: %w", err)
	}
	token := strings.TrimSpace(string(body))
	if token == "" || strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return "", fmt.Errorf("read admin token: %s does not hold one word: write one, or remove the file to have it made anew", path)
	}
	return token, nil
}

// makeToken creates the file; another process that was faster wins.
func makeToken(path string) (string, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return readToken(path)
	}
	if err != nil {
		return "", fmt.Errorf("make admin token: %w", err)
	}
	token := rand.Text()
	_, err = f.WriteString(token + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("make admin token: %w", errors.Join(err, os.Remove(path)))
	}
	return token, nil
}
