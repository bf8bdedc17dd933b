import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useRef, useState } from 'react'
import { Refused } from '../client.ts'
import { type Difference, type FieldInWords, type Met, meet } from './two-versions.ts'
import { useWorking } from './working.tsx'

/** A form's entry and the version of the row it was read from. */
export interface Versioned<Entry> {
  readonly entry: Entry
  readonly version: number
}

interface Plan<Entry> {
  readonly fields: readonly FieldInWords<Entry>[]
  /** The row as the form opened on it. */
  readonly start: Versioned<Entry>
  readonly send: (now: Versioned<Entry>) => Promise<unknown>
  /** The row as it stands in a record just read; null when it was removed. */
  readonly read: (record: WorkingRecord) => Versioned<Entry> | null
  readonly onSaved: () => void
  readonly onRefused: (refused: Refused) => void
}

/** What both changed, and the three ways on. */
export interface Meeting {
  readonly differences: readonly Difference[]
  readonly onKeep: () => void
  readonly onTake: () => void
  readonly onBack: () => void
}

const gone = new Refused(
  'not-found',
  'This was removed elsewhere while you were writing. Your words are still here; they can be copied, or the removal taken back in the history.',
)

/** Saves a form, and when somebody else saved first, joins both or asks which words should stand. */
export function useVersions<Entry extends object>(plan: Plan<Entry>) {
  const { refresh } = useWorking()
  const base = useRef(plan.start)
  const [met, setMet] = useState<Met<Entry> | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (mine: Entry): Promise<void> => {
    const answer = await plan.send({ entry: mine, version: base.current.version })
    if (!(answer instanceof Refused)) return plan.onSaved()
    if (answer.kind !== 'conflict') return plan.onRefused(answer)
    const truth = await refresh().catch(() => null)
    if (truth === null) return plan.onRefused(answer)
    const theirs = plan.read(truth)
    if (theirs === null) return plan.onRefused(gone)
    const next = meet(plan.fields, { base: base.current.entry, mine, theirs: theirs.entry })
    // The version rises with every answer, so that this ends as soon as nobody else is writing.
    base.current = theirs
    if (next.differences.length === 0) return send(next.withMine)
    setMet(next)
  }
  /** `from`: the row as it was when the words began, for a field that stays on the page between saves. */
  const save = async (mine: Entry, from: Versioned<Entry> = base.current) => {
    base.current = from
    setBusy(true)
    setMet(null)
    await send(mine)
    setBusy(false)
  }
  const meeting: Meeting | null = met && {
    differences: met.differences,
    onKeep: () => void save(met.withMine),
    onTake: () => void save(met.withTheirs),
    onBack: () => setMet(null),
  }
  return { save, isBusy, meeting }
}
