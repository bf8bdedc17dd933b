import {
  certainties,
  type Factor,
  type WeaknessTest,
  weaknessQuestions,
} from '@secondstory/review/model/factors'
import { factorEntry, factorName } from '@secondstory/review/model/taxonomy'
import { useState } from 'react'
import { ask, Refused } from '../client.ts'
import { IconButton } from '../kit/Button.tsx'
import { cardRowClass, cardToolsClass, classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { Feeds } from './Feeds.tsx'
import { CommentButton } from './RowComments.tsx'
import { SeenAt } from './SeenAt.tsx'
import { useRemoval } from './use-removal.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** A factor as a reader meets it: the condition in a sentence, how sure we are, what shows it, and the three questions. */
export function FactorCard({ factor, onEdit }: { readonly factor: Factor; readonly onEdit: () => void }) {
  const remove = useRemoval()
  const [isCarried, setCarried] = useState(false)
  return (
    <article className={classes(cardRowClass, 'py-4')}>
      <div className="min-w-0 flex-1">
        <p className="prose-text">{factor.statement}</p>
        <p
          className={classes(factRowClass, 'mt-0.5 text-sm text-soft')}
          title={factorEntry(factor.code)?.means}
        >
          <span>
            {factorName(factor.code)} <span className="font-mono text-xs text-faint">{factor.code}</span>
          </span>
          <span className={dottedFactClass}>
            {certainties[factor.certainty].replace(/:.*/, '').toLowerCase()}
          </span>
        </p>
        <SeenAt ids={factor.eventIds} />
        <Test factor={factor} />
        {isCarried && <Feeds of="factor" rowId={factor.id} onClose={() => setCarried(false)} />}
      </div>
      <div className={cardToolsClass}>
        <CommentButton row={{ kind: 'factor', id: factor.id, words: factor.statement }} />
        <Whoever may="write">
          <IconButton label="Edit the factor" icon="edit" onClick={onEdit} />
        </Whoever>
        <IconButton label="Carry it further" icon="right" onClick={() => setCarried(true)} />
        <Whoever may="write">
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
        </Whoever>
      </div>
    </article>
  )
}

const parts: readonly (keyof WeaknessTest)[] = ['existedBefore', 'remainsAfterRepair', 'couldCauseOthers']

/** What the answers make of it: the test says what it is for, and how far it has come. */
function verdictOf(weakness: WeaknessTest): string {
  const count = parts.filter((part) => weakness[part]).length
  if (count === parts.length) return 'An underlying weakness: three times yes.'
  if (count === 0) return 'An underlying weakness? Three times yes makes it one.'
  return `${count === 1 ? 'One' : 'Two'} of three: an underlying weakness needs all.`
}

/** The three-part test, answered where it stands. */
function Test({ factor }: { readonly factor: Factor }) {
  const { record, change } = useWorking()
  const answer = (part: keyof WeaknessTest, isTrue: boolean) => {
    // Three answers may be on their way at once, each raising the version under the others; every one is about its
    // own part, so it is sent again over the newer row.
    const send = (now: Factor, tries: number = parts.length): Promise<Factor> =>
      ask('correctFactor', {
        id: now.id,
        version: now.version,
        weakness: { ...now.weakness, [part]: isTrue },
      }).catch(async (error: unknown) => {
        if (tries === 0 || !(error instanceof Refused) || error.kind !== 'conflict') throw error
        const { factors } = await ask('readIncident', { id: record.incident.id })
        const fresh = factors.find((each) => each.id === factor.id)
        if (fresh === undefined || fresh.weakness[part] !== factor.weakness[part]) throw error
        return send(fresh, tries - 1)
      })
    const answered = (each: Factor, words: Factor): Factor =>
      each.id === factor.id
        ? { ...words, weakness: { ...each.weakness, [part]: words.weakness[part] } }
        : each
    const expected = { ...factor, weakness: { ...factor.weakness, [part]: isTrue } }
    void change({
      expect: (row) => ({ ...row, factors: row.factors.map((each) => answered(each, expected)) }),
      send: () => send(factor),
      settle: (row, words) => ({ ...row, factors: row.factors.map((each) => answered(each, words)) }),
    })
  }
  return (
    <fieldset className="mt-2 flex flex-wrap items-center gap-x-5">
      <legend className="w-full text-sm text-faint">{verdictOf(factor.weakness)}</legend>
      <Whoever may="write">
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
      </Whoever>
    </fieldset>
  )
}
