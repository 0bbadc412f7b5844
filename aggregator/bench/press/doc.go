// Package press makes news to measure with: articles, feeds of them, and a
// server of these feeds.
//
//	p := press.New(atlas, now)
//	p.Article(source, n, size)   the nth article of a source, the same each time
//	p.Feed(source, n, 30)        its feed while n is the newest
//	p.Item(source, n, size)      the article as it is stored
//	press.Upstream               a server of such feeds
//
// Everything is drawn from the two numbers alone, so any process makes the same
// articles, and a store of millions needs no file to be made from.
//
// The texts are of words that nobody speaks, but as frequent and as long as in
// prose, so that they pack, and are searched, like it. What is about places is
// real: each article names the country it is about in a dateline, or in the
// title, or as a category, and some name none. One in ten tells what another
// source tells, in nearly the same words.
package press
