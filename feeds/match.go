package feeds

// Matches reports whether the condition holds for what an entry says: its
// title, summary, content, authors, categories, and what its picture shows. A
// phrase lies within one of these.
func (s Search) Matches(e Entry) bool {
	if len(s) == 0 {
		return true
	}
	var m matcher
	if !m.learn(s) {
		return false
	}
	e.EachWord(m.word)
	return m.holds(s)
}

// matcher looks for all phrases at once, with a bit for each of their words in
// turn: the Shift-And method of Baeza-Yates and Gonnet.
type matcher struct {
	words [maxSearch]string
	n     int
	// first and last are the bits of the first and last words of phrases.
	first, last uint64
	// open are the words up to which the text just said a phrase; met are the
	// phrases that it said.
	open, met uint64
}

// learn reports whether there is room for all words.
func (m *matcher) learn(s Search) bool {
	for _, c := range s {
		for _, p := range c.Any {
			if m.n+len(p) > maxSearch || len(p) == 0 {
				return false
			}
			m.first |= 1 << m.n
			m.n += copy(m.words[m.n:], p)
			m.last |= 1 << (m.n - 1)
		}
	}
	return true
}

// word hears the next word, nil for the end of a text.
func (m *matcher) word(word []byte) {
	var is uint64
	for i, w := range m.words[:m.n] {
		if len(w) == len(word) && w == string(word) {
			is |= 1 << i
		}
	}
	m.open = (m.open<<1 | m.first) & is
	m.met |= m.open & m.last
}

// holds reports whether every clause does.
func (m *matcher) holds(s Search) bool {
	bit := 0
	for _, c := range s {
		any := false
		for _, p := range c.Any {
			bit += len(p)
			any = any || m.met&(1<<(bit-1)) != 0
		}
		if any == c.Not {
			return false
		}
	}
	return true
}
