import { certainties } from '@secondstory/review/model/factors'
import { controlStates, controlTypes, mitigatorOrigins, nodeKinds } from '@secondstory/review/model/map'
import { factorEntry } from '@secondstory/review/model/taxonomy'
import { Checkbox, Select, TextArea } from '../kit/Field.tsx'
import { Deeper } from './Deeper.tsx'
import { chosenOf, type NodeEntry, optionsOf, type SaidKind } from './map-entry.ts'
import { Taxonomy } from './Taxonomy.tsx'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'

const hints: Readonly<Record<SaidKind, string>> = {
  condition: 'What was true of the system, without which it would have gone otherwise?',
  control: 'What was there, or could have been there, to stop or reveal it?',
  mechanism: 'How did one thing technically become the next?',
  harm: 'What did it do, to whom, for how long?',
  mitigator: 'What kept it smaller, or brought the end sooner?',
}

/** The words that make a statement about a person, while they are written; null when none do. */
export function usePersonIn(statement: string): string | null {
  const language = useLanguage()
  const roster = useRoster()
  return language?.isPersonShaped(statement, roster)?.quote ?? null
}

/** What a node says: its kind, its sentence, and the few facts its kind has. */
export function MapNodeFields({
  entry,
  kinds,
  personIn,
  onChange,
  label = 'In one sentence',
  hint,
}: {
  readonly entry: NodeEntry
  readonly kinds: readonly SaidKind[]
  readonly personIn: string | null
  readonly onChange: (more: Partial<NodeEntry>) => void
  readonly label?: string
  readonly hint?: string
}) {
  const { kind, control } = entry
  const names = Object.fromEntries(kinds.map((each) => [each, nodeKinds[each].name]))
  return (
    <>
      <div>
        <TextArea
          label={label}
          hint={hint ?? factorEntry(entry.code)?.ask ?? hints[kind]}
          value={entry.statement}
          onChange={(event) => onChange({ statement: event.target.value })}
          rows={2}
        />
        {personIn !== null && <Deeper quote={personIn} />}
      </div>
      {kinds.length > 1 && (
        <Select
          label="What it is"
          hint={nodeKinds[kind].means}
          value={kind}
          options={optionsOf(names)}
          onChange={(event) => {
            const chosen = kinds.find((each) => each === event.target.value)
            if (chosen !== undefined) onChange({ kind: chosen })
          }}
        />
      )}
      {kind === 'condition' && (
        <>
          <Taxonomy code={entry.code} onChoose={(code) => onChange({ code })} />
          <Select
            label="How sure are we"
            value={entry.certainty}
            options={optionsOf(certainties)}
            onChange={(event) => {
              const certainty = chosenOf(certainties, event.target.value)
              if (certainty !== null) onChange({ certainty })
            }}
          />
        </>
      )}
      {kind === 'control' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="How it works"
            value={control.type}
            options={optionsOf(controlTypes)}
            onChange={(event) => {
              const type = chosenOf(controlTypes, event.target.value)
              if (type !== null) onChange({ control: { ...control, type } })
            }}
          />
          <Select
            label="What it was doing that day"
            value={control.state}
            options={optionsOf(controlStates)}
            onChange={(event) => {
              const state = chosenOf(controlStates, event.target.value)
              if (state !== null) onChange({ control: { ...control, state } })
            }}
          />
        </div>
      )}
      {kind === 'mitigator' && (
        <Select
          label="Where it came from"
          value={entry.origin}
          options={optionsOf(mitigatorOrigins)}
          onChange={(event) => {
            const origin = chosenOf(mitigatorOrigins, event.target.value)
            if (origin !== null) onChange({ origin })
          }}
        />
      )}
      {kind === 'mechanism' && (
        <Checkbox
          label="From here on, nothing took it back"
          checked={entry.isPointOfNoReturn}
          onChange={(event) => onChange({ isPointOfNoReturn: event.target.checked })}
        />
      )}
    </>
  )
}
