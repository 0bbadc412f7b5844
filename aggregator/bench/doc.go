// Package bench measures the program from outside, as its readers and its
// operator meet it, and beside it what it is compared to, in the same run.
//
//	dateline bench                    all rows of the table
//	dateline bench ingest hot         some of them
//	dateline bench growth             what grows with items and sources
//	dateline bench bounds             the memory of a poll into the large store
//
// # How it measures
//
// Each measurement is a process of its own: the program, started again with a
// config and a data folder made for it; the libraries alone; a bare server;
// nginx; Miniflux with its PostgreSQL. Their CPU and memory is what the system
// says of them, their answers are read over loopback. What is compared is run in
// turns, A B A B, and the figure is the median of the ratios, pair by pair; the
// spread is told too. What cannot be compared on this machine is said and not
// guessed.
//
// Upstreams are this process: see [dateline/aggregator/bench/press]. It shares
// the processors with what it measures, which is why CPU is counted and not
// time, wherever that is possible.
//
// # What it knows
//
// Nothing of the program's rooms but the words: a store is only filled through
// [Store], which whoever runs the command brings. So a figure is of what was
// built, in whatever way.
package bench
