import { agentRunBlockers } from '@secondstory/review/model/agent-policy'
import {
  type AgentClaim,
  type AgentGate,
  type AgentRun,
  type AgentRunWords,
  agentGates,
  autonomies,
  claimStandings,
  emptyRun,
  gateQuestionsOf,
  gateStates,
  runModes,
} from '@secondstory/review/model/agent-runs'
import { clockOf } from '@secondstory/review/model/instants'
import { type SubmitEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { inDraft } from './timeline-rows.ts'
import type { FieldInWords } from './two-versions.ts'
import { useVersions } from './use-versions.ts'
import { useWorking } from './working.tsx'

/** Lists as they are typed: one a line. */
interface Entry extends Omit<AgentRunWords, 'tools' | 'permissions'> {
  readonly tools: string
  readonly permissions: string
}

const fields: readonly FieldInWords<Entry>[] = [
  { key: 'role', label: 'What the review calls it', inWords: ({ role }) => role },
  { key: 'model', label: 'Model', inWords: ({ model }) => model },
  { key: 'modelVersion', label: 'Version', inWords: ({ modelVersion }) => modelVersion },
  { key: 'autonomy', label: 'Autonomy', inWords: ({ autonomy }) => autonomies[autonomy] },
  { key: 'tools', label: 'Tools', inWords: ({ tools }) => tools },
  { key: 'permissions', label: 'Permitted', inWords: ({ permissions }) => permissions },
  {
    key: 'modes',
    label: 'How it went',
    inWords: ({ modes }) => modes.map((mode) => runModes[mode]).join(', '),
  },
  {
    key: 'gates',
    label: 'Gates',
    inWords: ({ gates }) =>
      agentGates.map((gate) => `${gateStates[gates[gate].state]}: ${gates[gate].finding}`).join(' '),
  },
  {
    key: 'claims',
    label: 'What it said of itself',
    inWords: ({ claims }) => claims.map(({ text, standing }) => `${text} (${standing})`).join(' '),
  },
]

function entryFrom(run: AgentRun | null): Entry {
  const words = run ?? { ...emptyRun, role: '' }
  return { ...words, tools: words.tools.join('\n'), permissions: words.permissions.join('\n') }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function wordsFrom(entry: Entry) {
  const { role, model, modelVersion, autonomy, gates } = entry
  return {
    role,
    model,
    modelVersion,
    autonomy,
    gates,
    tools: linesOf(entry.tools),
    permissions: linesOf(entry.permissions),
    modes: [...entry.modes],
    claims: entry.claims.filter(({ text }) => text.trim() !== ''),
  }
}

function useSaving(run: AgentRun | null, onClose: () => void) {
  const { change, record } = useWorking()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [start] = useState(() => ({ entry: entryFrom(run), version: run?.version ?? 0 }))
  const versions = useVersions<Entry>({
    fields,
    start,
    send: ({ entry, version }) =>
      change({
        send: () =>
          run === null
            ? ask('addAgentRun', { incidentId: record.incident.id, ...wordsFrom(entry) })
            : ask('correctAgentRun', { id: run.id, version, ...wordsFrom(entry) }),
        settle: (row, answered) => ({
          ...row,
          agentRuns: [...row.agentRuns.filter(({ id }) => id !== answered.id), answered],
        }),
        isShownInPlace: true,
      }),
    read: (truth) => {
      const theirs = truth.agentRuns.find(({ id }) => id === run?.id)
      return theirs === undefined ? null : { entry: entryFrom(theirs), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  return { versions, start: start.entry, problems, setProblems }
}

/** One agent's part: facts first, then the three gates, last its own words. */
export function AgentForm({ run, onClose }: { readonly run: AgentRun | null; readonly onClose: () => void }) {
  const { versions, start, problems, setProblems } = useSaving(run, onClose)
  const [entry, setEntry] = useState(start)
  const set = (more: Partial<Entry>) => setEntry((now) => ({ ...now, ...more }))
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = agentRunBlockers({ ...wordsFrom(entry), id: run?.id ?? null })
    setProblems(blockers.map(({ sentence }) => sentence))
    if (blockers.length === 0) void versions.save(entry)
  }
  if (versions.meeting !== null) return <TwoVersions noun="this agent" meeting={versions.meeting} />
  return (
    <form
      onSubmit={save}
      aria-label={run === null ? 'Add an agent' : `Edit the ${run.role}`}
      className="my-3 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <Facts entry={entry} set={set} />
      <Modes entry={entry} set={set} />
      {agentGates.map((gate) => (
        <GateFields key={gate} gate={gate} entry={entry} set={set} />
      ))}
      <ClaimFields entry={entry} set={set} />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

interface Part {
  readonly entry: Entry
  readonly set: (more: Partial<Entry>) => void
}

function Facts({ entry, set }: Part) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          label="What the review calls it"
          placeholder="migration agent"
          value={entry.role}
          onChange={(event) => set({ role: event.target.value })}
        />
        <Field
          label="Model"
          isOptional
          value={entry.model}
          onChange={(event) => set({ model: event.target.value })}
        />
        <Field
          label="Version"
          isOptional
          value={entry.modelVersion}
          onChange={(event) => set({ modelVersion: event.target.value })}
        />
      </div>
      <Select
        label="How far it went on its own word"
        value={entry.autonomy}
        options={keysOf(autonomies).map((value) => ({ value, label: autonomies[value] }))}
        onChange={({ target }) => set({ autonomy: keyOf(autonomies, target.value) ?? 'unknown' })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextArea
          label="Tools"
          hint="One a line."
          rows={3}
          value={entry.tools}
          onChange={(event) => set({ tools: event.target.value })}
        />
        <TextArea
          label="What it was permitted to do"
          hint="One a line: the role it had, where it could write."
          rows={3}
          value={entry.permissions}
          onChange={(event) => set({ permissions: event.target.value })}
        />
      </div>
    </>
  )
}

function Modes({ entry, set }: Part) {
  return (
    <fieldset>
      <legend className="text-base font-medium">How it went</legend>
      <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
        {keysOf(runModes).map((mode) => (
          <label key={mode} className="target flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4"
              checked={entry.modes.includes(mode)}
              onChange={({ target }) =>
                set({
                  modes: target.checked
                    ? [...entry.modes, mode]
                    : entry.modes.filter((each) => each !== mode),
                })
              }
            />
            {runModes[mode]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function GateFields({ gate, entry, set }: Part & { readonly gate: AgentGate }) {
  const { name, ask: question, example } = gateQuestionsOf[gate]
  const found = entry.gates[gate]
  const write = (more: Partial<typeof found>) =>
    set({ gates: { ...entry.gates, [gate]: { ...found, ...more } } })
  return (
    <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
      <Select
        label={`${name} gate`}
        value={found.state}
        options={keysOf(gateStates).map((value) => ({ value, label: gateStates[value] }))}
        onChange={({ target }) => write({ state: keyOf(gateStates, target.value) ?? 'unknown' })}
      />
      <TextArea
        label={question}
        placeholder={example}
        rows={2}
        value={found.finding}
        onChange={(event) => write({ finding: event.target.value })}
      />
    </div>
  )
}

function ClaimFields({ entry, set }: Part) {
  const { claims } = entry
  const write = (index: number, more: Partial<AgentClaim>) =>
    set({ claims: claims.map((claim, each) => (each === index ? { ...claim, ...more } : claim)) })
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="text-base font-medium">What it said of itself</legend>
      {claims.map((claim, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place while they are written.
        <div key={index} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
            <Field
              label="In its words"
              className="sm:col-span-2"
              value={claim.text}
              onChange={(event) => write(index, { text: event.target.value })}
            />
            <Standing claim={claim} onChange={(more) => write(index, more)} />
          </div>
          <IconButton
            label="Take this statement away"
            icon="close"
            onClick={() => set({ claims: claims.filter((_, each) => each !== index) })}
          />
        </div>
      ))}
      <Button
        look="quiet"
        icon="plus"
        className="-ms-3.5 self-start"
        onClick={() => set({ claims: [...claims, { text: '', standing: 'testimony', eventId: null }] })}
      >
        Add a statement
      </Button>
    </fieldset>
  )
}

function Standing({
  claim,
  onChange,
}: {
  readonly claim: AgentClaim
  readonly onChange: (more: Partial<AgentClaim>) => void
}) {
  const { record } = useWorking()
  const events = inDraft(record.timeline)
  return (
    <>
      <Select
        label="How it stands"
        value={claim.standing}
        options={keysOf(claimStandings).map((value) => ({
          value,
          label: claimStandings[value].split(':')[0] ?? value,
        }))}
        onChange={({ target }) => {
          const standing = keyOf(claimStandings, target.value) ?? 'testimony'
          onChange({ standing, ...(standing === 'testimony' ? { eventId: null } : {}) })
        }}
      />
      {claim.standing !== 'testimony' && (
        <Select
          label="Shown by"
          value={claim.eventId ?? ''}
          options={[
            { value: '', label: 'Choose an event' },
            ...events.map(({ id, happenedAt, text }) => ({
              value: id,
              label: `${happenedAt === null ? '' : `${clockOf(happenedAt)} `}${text.slice(0, 80)}`,
            })),
          ]}
          onChange={({ target }) => onChange({ eventId: target.value === '' ? null : target.value })}
        />
      )}
    </>
  )
}

function keysOf<Key extends string>(words: Readonly<Record<Key, string>>): readonly Key[] {
  return Object.keys(words).flatMap((key) => keyOf(words, key) ?? [])
}

function keyOf<Key extends string>(words: Readonly<Record<Key, string>>, text: string): Key | null {
  for (const key in words) if (key === text) return key
  return null
}
