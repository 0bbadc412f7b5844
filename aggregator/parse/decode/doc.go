// Package decode makes clean UTF-8 of a document, whatever it was.
//
//	text, repairs, err := decode.Text(body, decode.Charset(contentType))
//
//	bytes --gunzip--> bytes --mark, declaration, looks--> UTF-8 --controls--> text
//
// Whoever sent a document is believed in this order: a byte-order mark, the
// charsets that the caller says were declared, such as the one of the HTTP
// header, the XML declaration. But none against the bytes: what is valid UTF-8
// with characters outside ASCII was hardly meant to be anything else, and a
// charset in which the bytes mean nothing was not meant either. If nothing
// declared fits, looks decide: the letters that texts of a language are full
// of tell Windows-1251 from KOI8-R and Shift_JIS from GBK.
//
// A few wrong bytes do not change the charset. In UTF-8 a lone one between
// letters is taken for Windows-1252, which is where they come from; others
// become U+FFFD.
//
// # Promises
//
// Text does not panic. What it returns is valid UTF-8 without the characters
// that XML forbids. It grows to 64 MiB at most. What was wrong and was put
// right is said in words, each thing once.
package decode
