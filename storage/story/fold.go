package story

import "unicode"

// plain is what letters with marks are read as: papers differ in whether they
// write them. Each letter is followed by the one that stands for it.
const plain = "àaáaâaãaäaåaāaăaąaçcćcčcďdđdèeéeêeëeēeęeěeğgìiíiîiïiīiıiłlñnńnňnòoóoôoõoöoøoōoőoŕrřrśsşsšsșsťtțtùuúuûuüuūuůuűuýyÿyźzżzžz" +
	"ёейиأاإاآاٱاىيةهؤوئيکكیي"

var folded = func() map[rune]rune {
	m := make(map[rune]rune)
	rs := []rune(plain)
	for i := 0; i < len(rs); i += 2 {
		m[rs[i]] = rs[i+1]
	}
	return m
}()

// fold returns the form of r that is compared: lower case, without marks, of
// the usual width; 0 for a rune that does not count at all.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 0x0300 <= r && r <= 0x036F, 0x064B <= r && r <= 0x065F, r == 0x0640, r == 0xAD, 0x200B <= r && r <= 0x200F:
		return 0
	case 0xFF01 <= r && r <= 0xFF5E:
		return fold(r - 0xFEE0)
	case 0x0660 <= r && r <= 0x0669:
		return r - 0x0660 + '0'
	case 0x06F0 <= r && r <= 0x06F9:
		return r - 0x06F0 + '0'
	case 0x3040 <= r && r < 0xA000:
		return r
	}
	r = unicode.ToLower(r)
	if p, ok := folded[r]; ok {
		return p
	}
	return r
}

// isDense reports whether r belongs to a script that is written without spaces
// between words.
func isDense(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0F00, 0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800: // Thai, Lao; Burmese; Khmer
		return true
	case r < 0x3005:
		return false
	case r <= 0x3007, 0x3040 <= r && r < 0x3100, 0x3400 <= r && r < 0xA000, 0xF900 <= r && r < 0xFB00, 0x20000 <= r && r < 0x32000:
		return true
	}
	return false
}

// isKatakana reports whether r is of the script in which Japanese writes names
// from abroad.
func isKatakana(r rune) bool { return 0x30A1 <= r && r <= 0x30FE && r != '・' }

// isPart reports whether r is a letter or belongs to one.
func isPart(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == 0x0640 || 0x200C <= r && r <= 0x200D
}

// isDigit reports whether r is a decimal digit of a script that news figures
// are written in.
func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r >= 0x0660 && (r <= 0x0669 || 0x06F0 <= r && r <= 0x06F9 || 0xFF10 <= r && r <= 0xFF19)
}
