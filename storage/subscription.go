package storage

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Subscriptions returns what hubs have promised for sources, by source ID.
func (s *Store) Subscriptions(ctx context.Context) (map[string]feeds.Subscription, error) {
	subs := map[string]feeds.Subscription{}
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{pushKey}, true, func(item *badger.Item) error {
			var r subscriptionRecord
			if err := value(item, &r); err != nil {
				return err
			}
			src := s.sources.published(binary.BigEndian.Uint32(item.Key()[1:]))
			subs[src.ID] = r.subscription()
			return ctx.Err()
		})
	})
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", err)
	}
	return subs, nil
}

// Subscribe keeps a source's subscription in place of the one before. The zero
// Subscription leaves none. A source that the store does not know is
// feeds.ErrNotFound.
func (s *Store) Subscribe(ctx context.Context, sourceID string, sub feeds.Subscription) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	number, ok := s.sources.number(sourceID)
	if !ok {
		return fmt.Errorf("subscription of %q: %w", sourceID, feeds.ErrNotFound)
	}
	err := s.db.Update(func(txn *badger.Txn) error {
		if sub == (feeds.Subscription{}) {
			return txn.Delete(keyOfSubscription(number))
		}
		return write(txn, keyOfSubscription(number), recordOf(sub))
	})
	if err != nil {
		return fmt.Errorf("subscription of %q: %w", sourceID, err)
	}
	return nil
}

func recordOf(s feeds.Subscription) subscriptionRecord {
	return subscriptionRecord{
		Hub: s.Hub, Topic: s.Topic, Token: s.Token, Secret: s.Secret, Asked: stampOf(s.Asked), Attempts: s.Attempts,
		Since: stampOf(s.Since), Until: stampOf(s.Until), Delivered: stampOf(s.Delivered), Missed: s.Missed,
	}
}

func (r subscriptionRecord) subscription() feeds.Subscription {
	return feeds.Subscription{
		Hub: r.Hub, Topic: r.Topic, Token: r.Token, Secret: r.Secret, Asked: r.Asked.time(), Attempts: r.Attempts,
		Since: r.Since.time(), Until: r.Until.time(), Delivered: r.Delivered.time(), Missed: r.Missed,
	}
}
