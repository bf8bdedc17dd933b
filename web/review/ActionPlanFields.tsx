import { actionDurabilities, actionScopes } from '@secondstory/review/model/actions'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import type { ActionEntry } from './action-entry.ts'
import { useWorking } from './working.tsx'

const scopeOptions = Object.entries(actionScopes).map(([value, label]) => ({ value, label }))
const durabilityOptions = Object.entries(actionDurabilities).map(([value, label]) => ({ value, label }))

interface Parts {
  readonly entry: ActionEntry
  readonly set: (more: Partial<ActionEntry>) => void
  /** Null: it is being proposed. */
  readonly actionId: string | null
}

/** How far the action reaches, how long it holds, and how we will see that it works. Folded until it says something. */
export function ActionPlanFields({ entry, set, actionId }: Parts) {
  const isSaid =
    entry.measure !== '' ||
    entry.sideEffect !== '' ||
    entry.scope === 'class' ||
    entry.durability === 'patch' ||
    entry.reviewOn !== ''
  return (
    <Fold label="Reach, lifetime and whether it works" isOpen={isSaid}>
      <div className="mt-3 flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="It changes"
            value={entry.scope}
            options={scopeOptions}
            onChange={(event) => set({ scope: event.target.value === 'class' ? 'class' : 'instance' })}
          />
          <Select
            label="Patch or fix"
            value={entry.durability}
            options={durabilityOptions}
            onChange={(event) => set({ durability: event.target.value === 'patch' ? 'patch' : 'fix' })}
          />
        </div>
        {entry.durability === 'patch' && <PatchEnd entry={entry} set={set} actionId={actionId} />}
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <TextArea
            label="What shows that it works"
            hint="What would we observe if it did, and what if it did not? Done is not yet effective."
            placeholder="No session has held the lock longer than five seconds"
            value={entry.measure}
            onChange={(event) => set({ measure: event.target.value })}
            rows={2}
            isOptional
          />
          <Field
            label="We look on"
            type="date"
            min="2000-01-01"
            max="2099-12-31"
            value={entry.reviewOn}
            onChange={(event) => set({ reviewOn: event.target.value })}
          />
        </div>
        <TextArea
          label="What new trouble could it bring, and for whom?"
          value={entry.sideEffect}
          onChange={(event) => set({ sideEffect: event.target.value })}
          rows={1}
          isOptional
        />
      </div>
    </Fold>
  )
}

/** A patch ends: by another action of this review, or on a day. */
function PatchEnd({ entry, set, actionId }: Parts) {
  const { record } = useWorking()
  const fixes = record.actions.filter(({ id, state }) => id !== actionId && state !== 'dropped')
  const options = [
    { value: '', label: 'None of the actions here' },
    ...fixes.map(({ id, title }) => ({ value: id, label: title })),
  ]
  return (
    <div className="grid gap-4 border-s-2 border-line ps-4 sm:grid-cols-[1fr_12rem]">
      <Select
        label="The fix that takes its place"
        value={entry.fixedById}
        options={options}
        onChange={(event) => set({ fixedById: event.target.value })}
      />
      <Field
        label="Or it ends on"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        value={entry.expiresOn}
        onChange={(event) => set({ expiresOn: event.target.value })}
      />
    </div>
  )
}
