import {
  certainties,
  type Factor,
  type WeaknessTest,
  weaknessQuestions,
} from '@secondstory/review/model/factors'
import { clockOf } from '@secondstory/review/model/instants'
import { factorEntry, factorName } from '@secondstory/review/model/taxonomy'
import { byTime } from '@secondstory/review/model/timeline'
import { ask } from '../client.ts'
import { IconButton } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useRemoval } from './use-removal.ts'
import { useWorking } from './working.tsx'

/** A factor as a reader meets it: the condition in a sentence, how sure we are, what shows it, and the three questions. */
export function FactorCard({ factor, onEdit }: { readonly factor: Factor; readonly onEdit: () => void }) {
  const { record, reference } = useWorking()
  const remove = useRemoval()
  const events = record.timeline.filter((event) => factor.eventIds.includes(event.id)).toSorted(byTime)
  return (
    <article className="group/card flex gap-3 py-4">
      <div className="min-w-0 flex-1">
        <p className="prose-text">{factor.statement}</p>
        <p className="mt-0.5 text-sm text-soft" title={factorEntry(factor.code)?.means}>
          {factorName(factor.code)} <span className="font-mono text-xs text-faint">{factor.code}</span>
          <span aria-hidden="true"> · </span>
          {certainties[factor.certainty].replace(/:.*/, '').toLowerCase()}
        </p>
        {events.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
            {events.map((event) => (
              <PathLink
                key={event.id}
                to={paths.onIncident(reference, { tab: 'timeline', id: event.id })}
                title={event.text}
                className="text-accent underline decoration-accent/40 underline-offset-2"
              >
                <span className="sr-only">{event.text.slice(0, 60)}, </span>
                {event.happenedAt === null ? 'an event in order' : clockOf(event.happenedAt)}
              </PathLink>
            ))}
          </p>
        )}
        <Test factor={factor} />
      </div>
      <div className="flex shrink-0 items-start">
        <IconButton label="Edit the factor" icon="edit" onClick={onEdit} />
        <IconButton
          label="Remove the factor"
          icon="close"
          onClick={() =>
            void remove({
              sentence: 'Factor removed.',
              expect: (row) => ({ ...row, factors: row.factors.filter((each) => each.id !== factor.id) }),
              send: () => ask('removeFactor', { id: factor.id }),
            })
          }
        />
      </div>
    </article>
  )
}

const parts: readonly (keyof WeaknessTest)[] = ['existedBefore', 'remainsAfterRepair', 'couldCauseOthers']

/** The three-part test, answered where it stands. */
function Test({ factor }: { readonly factor: Factor }) {
  const { change } = useWorking()
  const answer = (part: keyof WeaknessTest, isTrue: boolean) => {
    const weakness = { ...factor.weakness, [part]: isTrue }
    void change({
      expect: (row) => ({
        ...row,
        factors: row.factors.map((each) => (each.id === factor.id ? { ...each, weakness } : each)),
      }),
      send: () => ask('correctFactor', { id: factor.id, version: factor.version, weakness }),
      settle: (row, answered) => ({
        ...row,
        factors: row.factors.map((each) => (each.id === answered.id ? answered : each)),
      }),
    })
  }
  return (
    <fieldset className="mt-2 flex flex-wrap gap-x-5">
      <legend className="sr-only">Is it an underlying weakness?</legend>
      {parts.map((part) => (
        <label key={part} className="target inline-flex items-center gap-2 text-sm text-soft">
          <input
            type="checkbox"
            className="size-4"
            checked={factor.weakness[part]}
            onChange={(event) => answer(part, event.target.checked)}
          />
          {weaknessQuestions[part]}
        </label>
      ))}
    </fieldset>
  )
}
