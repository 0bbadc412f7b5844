package story

import "unicode/utf8"

// figure adds the number that s begins with and returns the rest. A score or a
// time is one number; 1,214, 1.214 and 1 214 are the same.
func (r *reader) figure(s string) string {
	h, i := seed, 0
	for i < len(s) {
		c, n := utf8.DecodeRuneInString(s[i:])
		if !isDigit(c) {
			next := s[i+n:]
			d, _ := utf8.DecodeRuneInString(next)
			if !isDigit(d) || !r.joins(c) {
				break
			}
			i += n
			switch c {
			case '.', ',', '\'', ' ', '\u00A0', '\u202F', '’':
				if groupOf(next) != 3 {
					if c == ' ' || c == '\u00A0' || c == '\u202F' {
						i -= n
						goto done
					}
					h = add(h, '.')
				}
			case ':':
				h = add(h, '.')
			default:
				h = add(h, '-')
			}
			continue
		}
		h = add(h, fold(c))
		i += n
	}
done:
	r.words = append(r.words, word{hash: h, stem: h, kind: figure, content: true, paragraph: r.paragraph})
	r.fresh, r.apart = false, false
	return s[i:]
}

// joins reports whether c between two digits makes them one number.
func (r *reader) joins(c rune) bool {
	switch c {
	case '.', ',', ':', '-', '–', '—', '―', '\u00A0', '\u202F', '’', '\'', '比', '対', '对':
		return true
	}
	return c == ' ' && r.spaced
}

// groupOf is how many digits s begins with.
func groupOf(s string) int {
	n := 0
	for _, c := range s {
		if !isDigit(c) {
			break
		}
		n++
	}
	return n
}

// dense adds the pairs of runes of a script without spaces that s begins with
// and returns the rest. Words in katakana are names.
func (r *reader) dense(s string) string {
	var last rune
	from, kana, kanaHash, i := len(r.words), 0, seed, 0
	for i < len(s) {
		c, n := utf8.DecodeRuneInString(s[i:])
		if !isDense(c) {
			break
		}
		i += n
		if isKatakana(c) {
			kana, kanaHash = kana+1, add(kanaHash, c)
		} else {
			r.endKana(kana, kanaHash)
			kana, kanaHash = 0, seed
		}
		if last != 0 {
			h := add(add(seed, last), c)
			r.words = append(r.words, word{hash: h, stem: h, dense: true, content: !isHiragana(last) || !isHiragana(c), paragraph: r.paragraph})
		}
		last = c
	}
	r.endKana(kana, kanaHash)
	if len(r.words) == from {
		h := add(seed, last)
		r.words = append(r.words, word{hash: h, stem: h, dense: true, paragraph: r.paragraph})
	}
	r.fresh, r.apart = false, false
	return s[i:]
}

func (r *reader) endKana(runes int, hash uint64) {
	if runes > 2 {
		r.names = append(r.names, mark{hash: hash, at: len(r.words)})
	}
}

func isHiragana(r rune) bool { return 0x3041 <= r && r <= 0x309F }
