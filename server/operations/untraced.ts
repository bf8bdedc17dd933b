/** Hands of nobody, for operations that leave no trace: what an operation was never handed it cannot keep. */
import { dayOf } from '@secondstory/review/model/instants'
import type { Hands } from './hands.ts'

/**
 * The same hands without who asks, from where and at what time of day. Attempts are still counted by the real clock,
 * under names that belong to everybody together.
 */
export function withoutTrace({ through: _through, ...hands }: Hands): Hands {
  const { attempts, now } = hands
  return {
    ...hands,
    asker: null,
    session: null,
    from: 'nobody',
    now: `${dayOf(now)}T00:00:00.000Z`,
    keepSession: () => undefined,
    attempts: {
      count: (key, allowance) => attempts.count(key, allowance, now),
      forgive: (key) => attempts.forgive(key),
      forget: (key) => attempts.forget(key),
    },
  }
}
