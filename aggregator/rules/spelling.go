package rules

import (
	"strconv"
	"strings"
	"unicode"
)

// The longest condition, in characters, and the deepest nesting of brackets.
// The library's parser recurses without a bound of its own (up to 1.17.8), and
// a stack that overflows cannot be recovered from.
const (
	maxLength = 8 << 10
	maxDepth  = 64
)

// spelling is a condition as the library reads it: "~" has become "matches",
// the pattern after it an ordinary string.
type spelling struct {
	text  string
	marks []mark
	// In characters.
	textLength, conditionLength int
}

// mark says that what begins at in the text began at from in the condition.
// Up to the next mark both go on alike, or, if it was put in, not at all.
type mark struct {
	at, from int
	isPut    bool
}

// origin is where in the condition a position of the text comes from. The end
// of one is the end of the other.
func (s spelling) origin(at int) int {
	if at >= s.textLength-1 {
		return max(s.conditionLength-1, 0)
	}
	from := at
	for _, m := range s.marks {
		switch {
		case m.at > at:
			return from
		case m.isPut:
			from = m.from
		default:
			from = m.from + at - m.at
		}
	}
	return from
}

// scanner walks a condition, character by character.
type scanner struct {
	in  []rune
	i   int
	out strings.Builder
	// n counts the characters of out.
	n     int
	marks []mark
	depth int
	// isPattern says that the last thing was a "~".
	isPattern bool
}

// spell rewrites a condition for the library. Strings and comments stay as
// they are, but for the string right after a "~".
func spell(condition string) (spelling, *Problem) {
	s := &scanner{in: []rune(condition)}
	if len(s.in) > maxLength {
		return spelling{}, flaw(maxLength, "a condition of more than "+strconv.Itoa(maxLength)+" characters", "make several rules of it")
	}
	for s.i < len(s.in) {
		if p := s.step(); p != nil {
			return spelling{}, p
		}
	}
	return spelling{s.out.String(), s.marks, s.n, len(s.in)}, nil
}

// step reads one string, comment, operator or other character.
func (s *scanner) step() *Problem {
	at, c := s.i, s.in[s.i]
	pattern := s.isPattern
	if !unicode.IsSpace(c) {
		s.isPattern = false
	}
	switch {
	case c == '"' || c == '\'':
		return s.quoted(pattern)
	case c == '`':
		return s.raw()
	case c == '/' && (s.next('/') || s.next('*')):
		s.isPattern = pattern
		return s.comment()
	case c == '~':
		s.put(" matches ", 1)
		s.isPattern = true
	case c == '!' && s.next('~'):
		s.put(" not matches ", 2)
		s.isPattern = true
	case c == '=' && s.next('~'):
		return flaw(at, "=~ is no operator", "write ~")
	case c == '=' && s.next('='), c == '!' && s.next('='), c == '<' && s.next('='), c == '>' && s.next('='):
		s.copy(2)
	case c == '=':
		return flaw(at, "= is no operator", "write == to compare")
	case strings.ContainsRune("([{", c):
		if s.depth++; s.depth > maxDepth {
			return flaw(at, "brackets nested too deep", "make several rules of it")
		}
		s.copy(1)
	case strings.ContainsRune(")]}", c):
		s.depth--
		s.copy(1)
	case unicode.IsLetter(c):
		return s.word()
	default:
		s.copy(1)
	}
	return nil
}

// word reads a name or an operator in letters.
func (s *scanner) word() *Problem {
	end := s.i
	for end < len(s.in) && (unicode.IsLetter(s.in[end]) || unicode.IsDigit(s.in[end]) || s.in[end] == '_') {
		end++
	}
	switch word := string(s.in[s.i:end]); word {
	case "AND", "OR", "NOT", "IN":
		return flaw(s.i, word+" is no operator", "write "+strings.ToLower(word))
	}
	s.copy(end - s.i)
	return nil
}

// next reports whether the character after this one is c.
func (s *scanner) next(c rune) bool { return s.i+1 < len(s.in) && s.in[s.i+1] == c }

// copy takes the next n characters over.
func (s *scanner) copy(n int) {
	if len(s.marks) > 0 && s.marks[len(s.marks)-1].isPut {
		s.marks = append(s.marks, mark{at: s.n, from: s.i})
	}
	for range n {
		s.out.WriteRune(s.in[s.i])
		s.i++
	}
	s.n += n
}

// put writes text for the next n characters.
func (s *scanner) put(text string, n int) {
	s.marks = append(s.marks, mark{at: s.n, from: s.i, isPut: true})
	s.out.WriteString(text)
	s.n += len([]rune(text))
	s.i += n
}

// quoted reads a string in quotes. In a pattern a backslash is the pattern's
// own, except in front of the quote.
func (s *scanner) quoted(isPattern bool) *Problem {
	quote := s.in[s.i]
	end := s.i + 1
	for ; end < len(s.in) && s.in[end] != quote && s.in[end] != '\n'; end++ {
		if s.in[end] == '\\' {
			end++
		}
	}
	if end >= len(s.in) || s.in[end] != quote {
		return flaw(s.i, "a string that does not end", "close it with "+string(quote)+" on the same line")
	}
	if isPattern {
		pattern := strings.ReplaceAll(string(s.in[s.i+1:end]), `\`+string(quote), string(quote))
		s.put(strconv.Quote(pattern), end+1-s.i)
		return nil
	}
	s.copy(end + 1 - s.i)
	return nil
}

// raw reads a string in backquotes; two of them stand for one.
func (s *scanner) raw() *Problem {
	for end := s.i + 1; end < len(s.in); end++ {
		if s.in[end] != '`' {
			continue
		}
		if end+1 < len(s.in) && s.in[end+1] == '`' {
			end++
			continue
		}
		s.copy(end + 1 - s.i)
		return nil
	}
	return flaw(s.i, "a string that does not end", "close it with a backquote")
}

// comment reads // to the end of the line, or /* to */.
func (s *scanner) comment() *Problem {
	if s.next('/') {
		for s.i < len(s.in) && s.in[s.i] != '\n' {
			s.copy(1)
		}
		return nil
	}
	for end := s.i + 2; end+1 < len(s.in); end++ {
		if s.in[end] == '*' && s.in[end+1] == '/' {
			s.copy(end + 2 - s.i)
			return nil
		}
	}
	return flaw(s.i, "a comment that does not end", "close it with */")
}
