package cover

import (
	"strings"

	"golang.org/x/image/font"
)

// The smallest letters of a name, and in how many lines it may stand.
const (
	smallest = 40
	maxLines = 3
)

// fit breaks a text into lines and says in which size they fit into a width: at
// most in the size wished for. What does not fit in the smallest is cut.
func fit(t typeface, text string, width int, wish float64) ([]string, float64, error) {
	words := strings.Fields(text)
	most := maxLines
	if wish < 100 {
		most = 1
	}
	for size := wish; ; size *= 0.94 {
		face, err := t.face(size)
		if err != nil {
			return nil, 0, err
		}
		lines := wrap(face, words, width)
		whole := len(lines) <= most && !isWider(face, lines, width)
		if !whole && size <= smallest {
			lines, whole = []string{cut(face, text, width)}, true
		}
		if err := face.Close(); err != nil {
			return nil, 0, err
		}
		if whole {
			return lines, size, nil
		}
	}
}

// wrap fills lines with words.
func wrap(face font.Face, words []string, width int) []string {
	var lines []string
	for _, word := range words {
		last := len(lines) - 1
		if last >= 0 && font.MeasureString(face, lines[last]+" "+word).Ceil() <= width {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

func isWider(face font.Face, lines []string, width int) bool {
	for _, l := range lines {
		if font.MeasureString(face, l).Ceil() > width {
			return true
		}
	}
	return false
}

// cut is the beginning of a text that fits.
func cut(face font.Face, text string, width int) string {
	letters := []rune(text)
	for len(letters) > 0 && font.MeasureString(face, string(letters)+"…").Ceil() > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
