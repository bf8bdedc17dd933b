import {
  type Action,
  type ActionKind,
  actionKinds,
  type Priority,
  type Strength,
} from '@secondstory/review/model/actions'
import { actionBlockers } from '@secondstory/review/model/policy'
import {
  nullResult,
  strengthChoices,
  strengthLevel,
  strengthQuestions,
} from '@secondstory/review/model/strength'
import { factorName } from '@secondstory/review/model/taxonomy'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Checkbox, Field, Select, TextArea } from '../kit/Field.tsx'
import { peopleQuery } from '../settings-queries.ts'
import { ActionPlanFields } from './ActionPlanFields.tsx'
import { type ActionEntry, actionEntryFrom, actionFields, planFrom, roleOffered } from './action-entry.ts'
import { strengthAfter } from './action-rules.ts'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { useLanguage } from './use-language.ts'
import { useVersions, type Versioned } from './use-versions.ts'
import { useWorking } from './working.tsx'
import { YesNo } from './YesNo.tsx'

const kindOptions = Object.entries(actionKinds).map(([value, label]) => ({ value, label }))
const priorityOptions: readonly { readonly value: Priority; readonly label: string }[] = [
  { value: 'P1', label: 'P1: before the next one' },
  { value: 'P2', label: 'P2: soon' },
  { value: 'P3', label: 'P3: when it fits' },
]

function isKind(value: string): value is ActionKind {
  return value in actionKinds
}
function isPriority(value: string): value is Priority {
  return priorityOptions.some((each) => each.value === value)
}

/** An action in words. Saved as a proposal at any time; opened with one owner and a date. */
export function ActionForm({
  action,
  addresses = [],
  onClose,
}: {
  readonly action: Action | null
  /** Factors a new action begins with. */
  readonly addresses?: readonly string[]
  readonly onClose: () => void
}) {
  const people = useQuery(peopleQuery)
  const { record } = useWorking()
  const [start] = useState(() => ({
    entry: action === null ? { ...actionEntryFrom(null), factorIds: addresses } : actionEntryFrom(action),
    version: action?.version ?? 0,
  }))
  const [entry, setEntry] = useState(start.entry)
  const [problems, setProblems] = useState<readonly string[]>([])
  const opening = useRef(false)
  const set = (more: Partial<ActionEntry>) => setEntry((now) => ({ ...now, ...more }))
  const language = useLanguage()
  const isNullTitle = entry.title.trim() !== '' && language?.isNullAction(entry.title) === true
  const send = useSaving(action)
  const versions = useVersions<ActionEntry>({
    fields: actionFields(record, people.data ?? []),
    start,
    send: (now) => send(now, opening.current),
    read: (truth) => {
      const theirs = truth.actions.find((each) => each.id === action?.id)
      return theirs === undefined ? null : { entry: actionEntryFrom(theirs), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  const save = (isOpening: boolean) => {
    const owner = entry.personId === '' ? null : { role: entry.role }
    const blockers = actionBlockers({
      ...entry,
      id: action?.id ?? null,
      owner,
      dueOn: entry.dueOn === '' ? null : entry.dueOn,
      plan: planFrom(entry),
      isOpening,
      isNullTitle,
    })
    setProblems(
      blockers.filter((each) => each.rule !== 'null-action' || !isNullTitle).map((each) => each.sentence),
    )
    if (blockers.length > 0) return
    if (owner !== null && entry.role.trim() === '')
      return setProblems(['Readers see a role in place of the name: which role takes this on?'])
    opening.current = isOpening
    void versions.save(entry)
  }
  const isPromised = action?.state === 'open' || action?.state === 'done'
  const onSubmit = (submit: SubmitEvent) => {
    submit.preventDefault()
    save(isPromised || (entry.personId !== '' && entry.dueOn !== ''))
  }
  if (versions.meeting !== null) return <TwoVersions noun="this action" meeting={versions.meeting} />
  return (
    <form
      onSubmit={onSubmit}
      aria-label={action === null ? 'Propose an action' : 'Edit the action'}
      className="my-3 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <TitleField entry={entry} set={set} isNull={isNullTitle} />
      <StrengthFields entry={entry} set={set} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Kind"
          value={entry.kind}
          options={kindOptions}
          onChange={(event) => isKind(event.target.value) && set({ kind: event.target.value })}
        />
        <Select
          label="Priority"
          value={entry.priority}
          options={priorityOptions}
          onChange={(event) => isPriority(event.target.value) && set({ priority: event.target.value })}
        />
      </div>
      <TextArea
        label="How we will know it is done"
        hint="An end state anyone can check."
        placeholder="A test deploy with the setting is refused in CI"
        value={entry.howWeWillKnow}
        onChange={(event) => set({ howWeWillKnow: event.target.value })}
        rows={2}
        isOptional
      />
      <FactorTicks ids={entry.factorIds} onChange={(factorIds) => set({ factorIds })} />
      <ActionPlanFields entry={entry} set={set} actionId={action?.id ?? null} />
      <OwnerFields entry={entry} set={set} />
      <Problems problems={problems} />
      <FormButtons
        entry={entry}
        isPromised={isPromised}
        isBusy={versions.isBusy}
        isRefused={isNullTitle}
        onProposal={() => save(false)}
        onClose={onClose}
      />
    </form>
  )
}

/** Sends the entry: proposed or corrected first, then opened when it has an owner and a date. */
function useSaving(action: Action | null) {
  const { change, record } = useWorking()
  return async ({ entry, version }: Versioned<ActionEntry>, isOpening: boolean) => {
    const owner = entry.personId === '' ? null : { personId: entry.personId, role: entry.role.trim() }
    const dueOn = entry.dueOn === '' ? null : entry.dueOn
    const { title, kind, priority, strength, worksIfForgotten, canBeBypassedUnnoticed } = entry
    const words = {
      title: title.trim(),
      kind,
      priority,
      strength,
      worksIfForgotten,
      canBeBypassedUnnoticed,
      factorIds: [...entry.factorIds],
      howWeWillKnow: entry.howWeWillKnow.trim(),
      owner,
      dueOn,
      plan: planFrom(entry),
    }
    const saved = await change({
      send: () =>
        action === null
          ? ask('proposeAction', { incidentId: record.incident.id, ...words })
          : ask('correctAction', { id: action.id, version, ...words }),
      settle: (row, answered) => ({
        ...row,
        actions: [...row.actions.filter((each) => each.id !== answered.id), answered],
      }),
      isShownInPlace: true,
    })
    if (
      saved instanceof Refused ||
      !isOpening ||
      saved.state !== 'proposed' ||
      owner === null ||
      dueOn === null
    )
      return saved
    return change({
      send: () => ask('assignAction', { id: saved.id, version: saved.version, owner, dueOn }),
      settle: (row, answered) => ({
        ...row,
        actions: row.actions.map((each) => (each.id === answered.id ? answered : each)),
      }),
      isShownInPlace: true,
    })
  }
}

interface Parts {
  readonly entry: ActionEntry
  readonly set: (more: Partial<ActionEntry>) => void
}

/** What will be different; words that change nothing turn into the question that leads on. */
function TitleField({ entry, set, isNull }: Parts & { readonly isNull: boolean }) {
  return (
    <div>
      <Field
        label="What will be different"
        placeholder="The deploy refuses a setting that stops all writes"
        value={entry.title}
        onChange={(event) => set({ title: event.target.value })}
        autoFocus
      />
      {isNull && (
        <div role="status" className="mt-2 border-s-2 border-amber-line bg-amber-wash px-4 py-3">
          <p>{nullResult.sentence}</p>
          <p className="mt-1 font-serif text-md">{nullResult.ask}</p>
        </div>
      )}
    </div>
  )
}

/** Two questions first; the rungs that agree with the answers are then the ones offered. */
function StrengthFields({ entry, set }: Parts) {
  const answered = (works: boolean, bypass: boolean) =>
    set({
      worksIfForgotten: works,
      canBeBypassedUnnoticed: bypass,
      strength: strengthAfter(entry.strength, works, bypass),
    })
  const offered = strengthChoices(entry.worksIfForgotten, entry.canBeBypassedUnnoticed).filter(
    (strength) => strength > 0,
  )
  const isStrength = (value: number): value is Strength => offered.some((strength) => strength === value)
  const options = offered.map((strength) => ({
    value: String(strength),
    label: `${strength}: ${strengthLevel(strength).name}`,
  }))
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <YesNo
        label={strengthQuestions.worksIfForgotten}
        value={entry.worksIfForgotten}
        onChange={(works) => answered(works, entry.canBeBypassedUnnoticed)}
      />
      <YesNo
        label={strengthQuestions.canBeBypassedUnnoticed}
        value={entry.canBeBypassedUnnoticed}
        onChange={(bypass) => answered(entry.worksIfForgotten, bypass)}
      />
      <Select
        label="So its strength is"
        hint={strengthLevel(entry.strength).means}
        value={String(entry.strength)}
        options={options}
        onChange={(event) => {
          const strength = Number(event.target.value)
          if (isStrength(strength)) set({ strength })
        }}
        className="sm:col-span-2"
      />
    </div>
  )
}

function FactorTicks({
  ids,
  onChange,
}: {
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}) {
  const { record } = useWorking()
  if (record.factors.length === 0) return null
  return (
    <fieldset>
      <legend className="font-medium">Factors it changes</legend>
      {record.factors.map((factor) => (
        <Checkbox
          key={factor.id}
          label={
            <span className="py-1.5">
              {factor.statement} <span className="text-sm text-faint">{factorName(factor.code)}</span>
            </span>
          }
          checked={ids.includes(factor.id)}
          onChange={(event) =>
            onChange(event.target.checked ? [...ids, factor.id] : ids.filter((id) => id !== factor.id))
          }
        />
      ))}
    </fieldset>
  )
}

function OwnerFields({ entry, set }: Parts) {
  const { record } = useWorking()
  const people = useQuery(peopleQuery)
  const active = (people.data ?? []).filter((person) => person.isActive && person.role !== 'reader')
  const options = [
    { value: '', label: 'Nobody yet' },
    ...active.map((person) => ({ value: person.id, label: person.name })),
  ]
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Select
        label="Owner"
        value={entry.personId}
        options={options}
        onChange={(event) => {
          const person = active.find((each) => each.id === event.target.value)
          const role = person === undefined ? '' : roleOffered(record, person)
          set({ personId: event.target.value, role: role === '' ? entry.role : role })
        }}
      />
      <Field
        label="Role readers see"
        placeholder="storage lead"
        value={entry.role}
        onChange={(event) => set({ role: event.target.value })}
        disabled={entry.personId === ''}
      />
      <Field
        label="Due"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        value={entry.dueOn}
        onChange={(event) => set({ dueOn: event.target.value })}
      />
    </div>
  )
}

interface FormButtonsProps {
  readonly entry: ActionEntry
  readonly isPromised: boolean
  readonly isBusy: boolean
  readonly isRefused: boolean
  readonly onProposal: () => void
  readonly onClose: () => void
}

/** Without an owner and a date it can only be a proposal, and the button says so. */
function FormButtons({ entry, isPromised, isBusy, isRefused, onProposal, onClose }: FormButtonsProps) {
  const canOpen = entry.personId !== '' && entry.dueOn !== ''
  return (
    <div>
      {!canOpen && (
        <p className="mb-3 text-soft">
          An action needs one owner and a date before it can be opened. Who will bring it to a decision, and
          by when?
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={isRefused}>
          {isPromised ? 'Save' : canOpen ? 'Open the action' : 'Keep as a proposal'}
        </Button>
        {!isPromised && canOpen && (
          <Button isBusy={isBusy} disabled={isRefused} onClick={onProposal}>
            Keep as a proposal
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
