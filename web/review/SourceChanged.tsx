import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { replaced } from './timeline-rows.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** What the source of an accepted event said later, and the two ways to answer it. */
export function SourceChanged({ event }: { readonly event: TimelineEvent }) {
  const { change } = useWorking()
  const { sourceChanged, id, version } = event
  if (sourceChanged === null) return null
  const answer = (words: 'new' | 'ours') =>
    void change({
      send: () => ask('acceptSourceChange', { id, version, words }),
      settle: (row, answered) => ({ ...row, timeline: replaced(row.timeline, [answered]) }),
    })
  const { at, isRemoved } = sourceChanged
  const when =
    at === null ? '' : ` on ${dayOf(at)} at ${clockOf({ at, precision: 'minute', isAbout: false })} UTC`
  return (
    <section aria-label="Changed at its source" className="flex flex-col gap-2 border-s-2 border-amber ps-3">
      <p>
        {isRemoved
          ? `This was removed at its source${when}. The event keeps what was accepted.`
          : `The source changed these words${when}. The event keeps what was accepted; the record below shows both.`}
      </p>
      <Whoever may="correct">
        <div className="flex flex-wrap gap-2">
          {!isRemoved && <Button onClick={() => answer('new')}>Take the new words</Button>}
          <Button look="quiet" onClick={() => answer('ours')}>
            Keep ours
          </Button>
        </div>
      </Whoever>
    </section>
  )
}
