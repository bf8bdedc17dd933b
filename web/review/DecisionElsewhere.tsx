import { type DecisionPoint, type NotReached, suggestedFactors } from '@secondstory/review/model/decisions'
import { factorEntries, factorEntry } from '@secondstory/review/model/taxonomy'
import { useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Select } from '../kit/Field.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { AddLine, LineInput } from './Said.tsx'
import { useWorking } from './working.tsx'

const barriers = [
  { value: '', label: 'What stood between?' },
  ...factorEntries.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
]

/** What existed and did not reach them, each with the thing that stood between; a barrier becomes a factor with one press. */
export function DecisionElsewhere({
  decision,
  onChange,
}: {
  readonly decision: Pick<DecisionPoint, 'eventId' | 'notReached'>
  readonly onChange: (notReached: readonly NotReached[]) => void
}) {
  const { notReached } = decision
  const put = (index: number, more: Partial<NotReached>) =>
    onChange(notReached.map((each, at) => (at === index ? { ...each, ...more } : each)))
  return (
    <section aria-label="Existed elsewhere">
      <h2 className="title text-lg">What existed elsewhere</h2>
      <p className="text-sm text-faint">Known somewhere at that minute, and not in view from here.</p>
      <ul className="mt-3 flex flex-col gap-4">
        {notReached.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items are plain texts; their place is what tells them apart.
          <li key={index} className="border-s-2 border-edge ps-3">
            <div className="flex items-start">
              <LineInput
                label={`What existed, ${index + 1}`}
                prompt="What was it?"
                value={item.what}
                onChange={(what) => put(index, { what })}
                className="-ms-2 font-medium"
              />
              <IconButton
                label={`Take off: ${item.what.slice(0, 40)}`}
                icon="close"
                onClick={() => onChange(notReached.filter((_, at) => at !== index))}
              />
            </div>
            <div className="flex">
              <LineInput
                label={`Where it was, ${index + 1}`}
                prompt="Where was it?"
                value={item.where}
                onChange={(where) => put(index, { where })}
                className="-ms-2 text-soft"
              />
            </div>
            <Select
              label={`What stood between, ${index + 1}`}
              isLabelHidden
              value={item.barrier}
              options={barriers}
              onChange={(event) => put(index, { barrier: event.target.value })}
              className="mt-1"
            />
            {factorEntry(item.barrier) !== null && (
              <p className="mt-1 font-serif text-base text-soft italic">{factorEntry(item.barrier)?.ask}</p>
            )}
          </li>
        ))}
      </ul>
      <AddLine
        label="Something that existed elsewhere"
        onAdd={() => onChange([...notReached, { what: '', where: '', barrier: '' }])}
      />
      <Suggested decision={decision} />
    </section>
  )
}

/** Barriers nobody has named as a factor of this event yet. */
function Suggested({ decision }: { readonly decision: Pick<DecisionPoint, 'eventId' | 'notReached'> }) {
  const { record, reference, change } = useWorking()
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState('')
  const suggested = suggestedFactors(decision, record.factors)
  const named = record.factors.filter(({ eventIds }) => eventIds.includes(decision.eventId))
  const name = async (code: string, statement: string) => {
    setBusy(code)
    setRefused('')
    const answer = await change({
      send: () =>
        ask('nameFactor', {
          incidentId: record.incident.id,
          code,
          statement,
          certainty: 'plausible',
          eventIds: [decision.eventId],
        }),
      settle: (row, factor) => ({ ...row, factors: [...row.factors, factor] }),
      isShownInPlace: true,
    })
    setBusy(null)
    if (answer instanceof Refused) setRefused(answer.sentence)
  }
  return (
    <div className="mt-3 flex flex-col gap-2">
      {suggested.map(({ code, statement }) => (
        <div key={code} className="rounded-md bg-accent-wash px-3 py-2.5">
          <p className="text-sm text-soft">This suggests a contributing factor:</p>
          <p className="mt-0.5 font-serif text-md">{statement}</p>
          <Button
            look="quiet"
            icon="plus"
            className="-ms-2 px-2 text-accent!"
            isBusy={busy === code}
            onClick={() => void name(code, statement)}
          >
            Name it as a factor
          </Button>
        </div>
      ))}
      {refused !== '' && (
        <p role="alert" className="border-s-2 border-amber-line ps-3 text-sm">
          {refused}
        </p>
      )}
      {named.length > 0 && (
        <div>
          <h3 className="overline-label">Conditions that led here</h3>
          <ul>
            {named.map((factor) => (
              <li key={factor.id}>
                <PathLink
                  to={paths.onIncident(reference, { tab: 'factors', id: factor.id })}
                  className="block py-1 underline decoration-accent/40 underline-offset-2 hover:text-accent"
                >
                  {factor.statement}
                </PathLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
