package web

import (
	"net"
	"sync/atomic"
	"time"
)

// visitor is a connection as net/http has it. Its fields but state belong to who
// reads from it: there is never more than one, and net/http passes from one to the
// next with a lock.
type visitor struct {
	net.Conn
	porch *porch
	turn  turn
	// first is the first byte of a request that came early.
	first byte
	// readBy and writeBy are the deadlines we have set, pieces those of an answer.
	readBy, writeBy time.Time
	pieces          [3][]byte
	state           atomic.Int32
}

// turn says whose what comes next on a connection is.
type turn uint8

const (
	// netHTTP waits for the first request.
	netHTTP turn = iota
	// inHand means that net/http has all of a request of the plainest kind, and
	// nothing of what comes after it.
	inHand
	// early means that net/http, which looks out for who goes away, has the first
	// byte of the next request too: that came before its answer was done with.
	early
	// ours means that net/http waits for the next request.
	ours
	// forGood means that net/http has the connection, because there was
	// something on it that is beyond us.
	forGood
)

// The states of a connection: whether it is answered at the porch, and whether
// net/http has closed it. One that is being answered is closed after that.
const (
	open int32 = iota
	answered
	closed
)

// Read reads what net/http is to know of.
func (v *visitor) Read(b []byte) (int, error) {
	for {
		n, err := v.Conn.Read(b)
		if v.turn == forGood || n == 0 || err != nil {
			return n, err
		}
		if v.turn == inHand && len(b) == 1 {
			v.turn, v.first = early, b[0]
			return n, nil
		}
		text := string(b[:n])
		if v.turn == early {
			text, v.turn = string(v.first)+text, netHTTP
		}
		k, ok := readKnock(text)
		if !ok || v.turn == inHand { // something else comes before the answer is out
			v.turn = forGood
			return n, nil
		}
		if v.turn == ours {
			done, err := v.porch.answer(v, k)
			if err != nil {
				return 0, err
			}
			if done {
				continue
			}
		}
		v.turn = inHand
		return n, nil
	}
}

// wait says that net/http has answered and waits, from now on, for idleTime.
func (v *visitor) wait() {
	if v.turn == inHand {
		v.turn, v.readBy, v.writeBy = ours, time.Now().Add(idleTime), time.Time{}
	}
}

// begin begins an answer, unless net/http has closed the connection.
func (v *visitor) begin() (ok bool) { return v.state.CompareAndSwap(open, answered) }

// end ends an answer, and closes the connection if that was wanted meanwhile.
func (v *visitor) end(err error) error {
	if !v.state.CompareAndSwap(answered, open) {
		_ = v.Conn.Close() // nobody is left to be told
		if err == nil {
			err = net.ErrClosed
		}
	}
	return err
}

// Close closes the connection; one that is being answered when it is done, or when
// asked again.
func (v *visitor) Close() error {
	if v.state.Swap(closed) == answered {
		return nil
	}
	return v.Conn.Close()
}

// write writes an answer. The times that hold are those of net/http, to a sixth:
// setting a deadline costs as much as finding the answer.
func (v *visitor) write(now time.Time, head, end, body []byte) error {
	if v.writeBy.Sub(now) < writeTime-writeTime/6 {
		v.writeBy = now.Add(writeTime)
		if err := v.SetWriteDeadline(v.writeBy); err != nil {
			return err
		}
	}
	v.pieces = [3][]byte{head, end, body}
	pieces := net.Buffers(v.pieces[:])
	if _, err := pieces.WriteTo(v.Conn); err != nil {
		return err
	}
	if v.readBy.Sub(now) < idleTime-idleTime/6 {
		v.readBy = now.Add(idleTime)
		return v.SetReadDeadline(v.readBy)
	}
	return nil
}
