// Package index finds entries by what they say and are. It knows no store: it
// makes and reads blocks of bytes, which its user keeps.
//
// # What is in a segment
//
// A segment is an index of up to 65,536 entries. It never changes; segments are
// merged to larger ones. An entry is a Doc, its place in the order of feeds, and
// the Terms it is found by: hashes of its words and of what else may be asked
// for. Two texts with one hash cost their finder a look, as do entries that have
// changed since: what is found are candidates, never answers.
//
// Docs are numbered in the order of feeds, newest first. So are the numbers of
// those that have a term, and so what several segments find is merged without
// being sorted, and no more of it is read than is wanted.
//
//	Head                              first terms and dates of the blocks
//	Docs,  number of the first doc => date, ID; dates as differences
//	Terms, first term              => term, how many docs, their numbers; by term
//
// Terms and numbers are kept as differences, numbers in the code of Rice, with
// as many low bits as suit how many there are. Each block ends in a checksum.
package index
