import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { weightsQuery } from '../settings-queries.ts'

type Shown = OperationOutput<'readWeights'>

/** How much each rule counts when a timeline is proposed. */
export function WeightSettings() {
  const weights = useQuery(weightsQuery)
  return (
    <section className="flex max-w-[42rem] flex-col gap-5">
      <div className="text-soft">
        <h2 className="title mb-1 text-lg text-ink">What makes a timeline</h2>
        <p>
          Every piece of evidence is weighed by rules. What they add up to decides whether it stands in the
          draft, is suggested in the tray, or stays in the record where search finds it. Each proposal shows
          the rules that applied. A change holds for the next import.
        </p>
      </div>
      <RefusalNotice error={weights.error} />
      {weights.isPending && <Skeleton lines={6} label="Loading the rules" />}
      {weights.data !== undefined && <Rules key={weights.data.version} shown={weights.data} />}
    </section>
  )
}

function Rules({ shown }: { readonly shown: Shown }) {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const correct = useChange('correctWeights', { touches: () => [keys.weights] })
  const isTuned = shown.rules.some(({ weight, usual }) => weight !== usual)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const weights = Object.fromEntries(
      shown.rules.map(({ name, weight }) => [name, Number(typed.get(name) ?? weight)]),
    )
    correct.mutate({ version: shown.version, weights })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line/70">
        {shown.rules.map((rule) => (
          <li key={rule.name} className="flex items-center justify-between gap-4 py-2">
            <label htmlFor={`weight-${rule.name}`} className="min-w-0 first-letter:uppercase">
              {rule.sentence}
            </label>
            <span className="flex shrink-0 items-center gap-3">
              {rule.weight !== rule.usual && <Chip tone="accent">usually {rule.usual}</Chip>}
              <input
                id={`weight-${rule.name}`}
                type="number"
                required
                step={0.05}
                min={rule.least}
                max={rule.most}
                value={typed.get(rule.name) ?? String(rule.weight)}
                onChange={(event) => setTyped(new Map(typed).set(rule.name, event.target.value))}
                className="target w-24 rounded-md border border-edge/60 bg-raised px-2 py-1 text-end font-mono"
              />
            </span>
          </li>
        ))}
      </ul>
      <RefusalNotice error={correct.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="accent" disabled={typed.size === 0} isBusy={correct.isPending}>
          Keep these weights
        </Button>
        <Button
          look="quiet"
          disabled={!isTuned}
          onClick={() => correct.mutate({ version: shown.version, weights: {} })}
        >
          Back to the usual weights
        </Button>
      </div>
    </form>
  )
}
