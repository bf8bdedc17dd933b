import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { ask, Refused } from '../client.ts'
import { offerUndo } from '../kit/Undo.tsx'
import { useWorking } from './working.tsx'

interface Removal {
  /** "Factor removed." */
  readonly sentence: string
  readonly expect: (record: WorkingRecord) => WorkingRecord
  readonly send: () => Promise<{ readonly removalId: string }>
}

/** Removes something at once and offers to bring it back. */
export function useRemoval() {
  const { change, refresh } = useWorking()
  return async ({ sentence, expect, send }: Removal): Promise<void> => {
    const answer = await change({ expect, send })
    if (answer instanceof Refused) return
    offerUndo(sentence, () => {
      void change({ send: () => ask('undoRemoval', { removalId: answer.removalId }) }).then((back) => {
        if (!(back instanceof Refused))
          return refresh()
            .then(() => undefined)
            .catch(() => undefined)
      })
    })
  }
}
