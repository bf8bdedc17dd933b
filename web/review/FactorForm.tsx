import { type Certainty, certainties, type Factor } from '@secondstory/review/model/factors'
import { factorBlockers } from '@secondstory/review/model/policy'
import { deeperQuestions } from '@secondstory/review/model/questions'
import { factorEntry } from '@secondstory/review/model/taxonomy'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Select, TextArea } from '../kit/Field.tsx'
import { EventPicker } from './EventPicker.tsx'
import { Taxonomy } from './Taxonomy.tsx'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'
import { useWorking } from './working.tsx'

const certaintyOptions = Object.entries(certainties).map(([value, label]) => ({ value, label }))

function isCertainty(value: string): value is Certainty {
  return value in certainties
}

interface Entry {
  readonly code: string
  readonly statement: string
  readonly certainty: Certainty
  readonly eventIds: readonly string[]
}

/** Names a factor: an entry of the list, the condition in one sentence, how sure we are, and the events that show it. */
export function FactorForm({
  factor,
  onClose,
}: {
  readonly factor: Factor | null
  readonly onClose: () => void
}) {
  const { change, record } = useWorking()
  const [entry, setEntry] = useState<Entry>(
    factor ?? { code: '', statement: '', certainty: 'supported', eventIds: [] },
  )
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const set = (more: Partial<Entry>) => setEntry((now) => ({ ...now, ...more }))
  const language = useLanguage()
  const roster = useRoster()
  const person = language?.isPersonShaped(entry.statement, roster) ?? null
  const known = factorEntry(entry.code)
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = factorBlockers({
      id: factor?.id ?? null,
      statement: entry.statement,
      isKnownCode: known !== null,
      personShaped: person?.quote ?? null,
    })
    // The person-shaped blocker already stands beside the sentence, with its three questions.
    setProblems(blockers.filter((each) => each.rule !== 'person-as-factor').map((each) => each.sentence))
    if (blockers.length > 0) return
    setBusy(true)
    const words = {
      code: entry.code,
      statement: entry.statement.trim(),
      certainty: entry.certainty,
      eventIds: [...entry.eventIds],
    }
    const answer = await change({
      send: () =>
        factor === null
          ? ask('nameFactor', { incidentId: record.incident.id, ...words })
          : ask('correctFactor', { id: factor.id, version: factor.version, ...words }),
      settle: (row, answered) => ({
        ...row,
        factors:
          factor === null
            ? [...row.factors, answered]
            : row.factors.map((each) => (each.id === answered.id ? answered : each)),
      }),
      isShownInPlace: true,
    })
    setBusy(false)
    if (!(answer instanceof Refused)) return onClose()
    setProblems(
      answer.kind === 'conflict'
        ? ['This factor was changed elsewhere meanwhile; the newer words are shown when this form is closed.']
        : answer.blockers.length > 0
          ? answer.blockers.map((each) => each.sentence)
          : [answer.sentence],
    )
  }
  return (
    <form
      onSubmit={(submit) => void save(submit)}
      aria-label={factor === null ? 'Name a factor' : 'Edit the factor'}
      className="my-3 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <Taxonomy code={entry.code} onChoose={(code) => set({ code })} />
      <div>
        <TextArea
          label="The condition, in one sentence"
          hint={known?.ask ?? 'What was true of the system, without which it would have gone otherwise?'}
          value={entry.statement}
          onChange={(event) => set({ statement: event.target.value })}
          rows={2}
        />
        {person !== null && <Deeper quote={person.quote} />}
      </div>
      <Select
        label="How sure are we"
        value={entry.certainty}
        options={certaintyOptions}
        onChange={(event) => isCertainty(event.target.value) && set({ certainty: event.target.value })}
      />
      <EventPicker ids={entry.eventIds} onChange={(eventIds) => set({ eventIds })} />
      {problems.length > 0 && (
        <ul role="alert" className="flex flex-col gap-1 border-s-2 border-amber-line ps-3 text-amber">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={person !== null}>
          {factor === null ? 'Name the factor' : 'Save'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** A person stood where a condition belongs: the refusal, before the server says it, and three questions that lead on. */
function Deeper({ quote }: { readonly quote: string }) {
  return (
    <div role="status" className="mt-2 border-s-2 border-amber-line bg-amber-wash px-4 py-3">
      <p>
        “{quote}” is not a condition of the system, so nothing could be changed about it. One of these may
        lead further:
      </p>
      <ul className="mt-2 flex flex-col gap-1.5 font-serif text-md">
        {deeperQuestions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </div>
  )
}
