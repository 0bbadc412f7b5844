package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Subscribers returns everybody our hub has promised to push to, in no
// particular order.
func (s *Store) Subscribers(ctx context.Context) ([]feeds.Subscriber, error) {
	var all []feeds.Subscriber
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{subscriberKey}, true, func(item *badger.Item) error {
			var r subscriberRecord
			if err := value(item, &r); err != nil {
				return err
			}
			all = append(all, r.subscriber())
			return ctx.Err()
		})
	})
	if err != nil {
		return nil, fmt.Errorf("subscribers: %w", err)
	}
	return all, nil
}

// SetSubscribers keeps and drops subscribers, in place of what was kept of
// each. Dropping one that is not there is no error. It does not wait for the
// writer: a merge must not hold up pushes, and nothing else has to do with these
// keys. It does not wait for the disk either: what a power failure takes is
// pushed once more.
func (s *Store) SetSubscribers(ctx context.Context, keep, drop []feeds.Subscriber) error {
	txn := s.db.NewTransaction(true)
	defer func() { txn.Discard() }()
	change := func(f func() error) error {
		err := f()
		if !errors.Is(err, badger.ErrTxnTooBig) {
			return err
		}
		if err := txn.Commit(); err != nil {
			return err
		}
		txn = s.db.NewTransaction(true)
		return f()
	}
	for _, sub := range keep {
		if err := change(func() error { return write(txn, keyOfSubscriber(sub), recordOfSubscriber(sub)) }); err != nil {
			return fmt.Errorf("keep subscriber of %s: %w", sub.Topic, err)
		}
	}
	for _, sub := range drop {
		if err := change(func() error { return txn.Delete(keyOfSubscriber(sub)) }); err != nil {
			return fmt.Errorf("drop subscriber of %s: %w", sub.Topic, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := txn.Commit(); err != nil {
		return fmt.Errorf("subscribers: %w", err)
	}
	return nil
}

func keyOfSubscriber(s feeds.Subscriber) []byte {
	topic, callback := hashOf(s.Topic), hashOf(s.Callback)
	return append(append([]byte{subscriberKey}, topic[:]...), callback[:]...)
}

// subscriberRecord is a feeds.Subscriber.
type subscriberRecord struct {
	Topic    string `cbor:"1,keyasint"`
	Callback string `cbor:"2,keyasint"`
	Secret   string `cbor:"3,keyasint,omitempty"`
	Since    stamp  `cbor:"4,keyasint,omitempty"`
	Until    stamp  `cbor:"5,keyasint,omitempty"`
	Print    string `cbor:"6,keyasint,omitempty"`
}

func recordOfSubscriber(s feeds.Subscriber) subscriberRecord {
	return subscriberRecord{s.Topic, s.Callback, s.Secret, stampOf(s.Since), stampOf(s.Until), s.Print}
}

func (r subscriberRecord) subscriber() feeds.Subscriber {
	return feeds.Subscriber{
		Topic: r.Topic, Callback: r.Callback, Secret: r.Secret,
		Since: r.Since.time(), Until: r.Until.time(), Print: r.Print,
	}
}
