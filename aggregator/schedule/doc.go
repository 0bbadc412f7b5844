// Package schedule decides when a source is visited, and where. It does no
// I/O and asks no clock.
//
//	queue := schedule.NewQueue(policy)
//	queue.Load(sources, state, now)
//	for {
//		src, ok, wait := queue.Next(now)     // due, and its domain has room
//		…                                    // visit it
//		queue.Done(src, answer, now)         // free its place, note limits
//		state = policy.After(src, state, answer, now)
//		queue.Add(src, schedule.Address(src, state.Move), state.Next)
//	}
//
// # When
//
// A source has a rhythm: new items over time, both fading over some days. It
// is visited four times for each item it is likely to publish, within Min and
// Max; until its rhythm is known, the operator's Every stands in. The first
// visit learns it from the dates of what is listed. A source's own interval in
// the config counts instead of all that, also beyond Min and Max.
//
// The feed and its server may ask for less: RSS ttl, sy:updatePeriod and
// freshness (RFC 9111) lengthen the wait up to Max; skipHours and skipDays move
// it. Failures in a row double it up to Max. Retry-After is obeyed up to a
// week. A source whose hub pushes is visited every four hours at most, as a
// check. Every wait is lengthened by up to a tenth, so that sources drift apart.
//
// 404 and the like are failures as any other: the source is asked more and
// more seldom, for ever. 410 ends the visits until somebody asks for one.
//
// # Where
//
// A permanent redirect is adopted when it was answered at every visit of seven
// days, the https twin of an http address at once. The source keeps its ID. An
// adopted address that fails ten times in a row is given up again.
//
// # How many at once
//
// Sources of one registrable domain share a lane: so many visits at once, so
// much time between two starts. 429, or three times 403 within ten minutes,
// closes the lane for as long as the answer asks, up to a quarter of an hour,
// else for a minute, two, four, and doubles the time between visits, which shrinks again slowly. 503 stops
// the source alone: behind bridges one route fails while others work. Hosts may
// be configured to differ.
//
// After a start, sources that came due meanwhile are visited ten a second.
//
// # What comes of it
//
// 5,000 sources, 30 simulated days, Every 30m, Min 5m, Max 24h, a second
// between visits to a domain, 500 blogs on a platform that takes 20 visits a
// minute (TestSimulation; staleness is the time from publication to visit):
//
//	sources            items a day   visits a day   staleness: half, nine tenths
//	wires                  50-200          167       4 min     34 min
//	papers                   5-50           63       9 min     40 min
//	blogs                   0.5-5            8       1 h       3 h 40
//	sleepers             0.01-0.5          1.2       9 h       21 h
//	always failing, 404                    1.1
//	410                              1 in all
//	all                                     37       (every 30m: 48)
//
// At most 93 visits began in one second, at the first start; after a restart
// it was 14. The platform had to say 429 26 times a day.
package schedule
