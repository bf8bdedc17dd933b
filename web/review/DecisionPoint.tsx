import { blockersOf, warningsOf } from '@secondstory/review/model/decision-policy'
import {
  accountSources,
  confidencesThen,
  type DecisionPoint as Decision,
  type DecisionWords,
} from '@secondstory/review/model/decisions'
import { certainties } from '@secondstory/review/model/factors'
import { clockOf } from '@secondstory/review/model/instants'
import { ask } from '../client.ts'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Checkbox, Select } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Icon } from '../kit/Icon.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { DecisionElsewhere } from './DecisionElsewhere.tsx'
import { DecisionOptions } from './DecisionOptions.tsx'
import { DecisionSeen } from './DecisionSeen.tsx'
import { decisionInWords } from './decision-saving.ts'
import { MinutesBefore } from './MinutesBefore.tsx'
import { minutesBefore } from './minutes-before.ts'
import { Said, SaidList } from './Said.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { useDecision } from './use-decision.ts'
import { useRemoval } from './use-removal.ts'
import { Written } from './Written.tsx'
import { useWorking } from './working.tsx'

/** What every part of the page works with: the words as they stand, and the way to change them. */
interface Part {
  readonly decision: DecisionWords & { readonly id: string }
  readonly write: (more: Partial<DecisionWords>) => void
}

/** One decision like an interview: what it looked like on the left, what existed elsewhere on the right, options below. */
export function DecisionPoint({
  decision,
  onClose,
}: {
  readonly decision: Decision
  readonly onClose: () => void
}) {
  const { writing, write, choose } = useDecision(decision)
  const part: Part = { decision: { ...writing.words, id: decision.id }, write }
  const { met } = writing
  return (
    <article aria-label={`Decision of the ${writing.words.role}`} className="max-w-[60rem]">
      <Written>
        <Head
          {...part}
          state={decisionInWords(writing)}
          isTold={writing.state !== 'saved'}
          onClose={onClose}
        />
        {met !== null && (
          <TwoVersions
            noun="this decision"
            meeting={{
              differences: met.differences,
              onKeep: () => choose(met.withMine),
              onTake: () => choose(met.withTheirs),
              onBack: () => choose(writing.words),
            }}
          />
        )}
        <Strip {...part} />
        <div className="mt-7 grid gap-x-12 gap-y-9 md:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <Then {...part} />
          <DecisionElsewhere decision={part.decision} onChange={(notReached) => write({ notReached })} />
        </div>
        <div className="mt-10">
          <DecisionOptions decision={part.decision} onChange={write} />
        </div>
        <Outcome {...part} />
        <Sense {...part} />
        <Standing decision={{ ...decision, ...writing.words }} />
        <Account {...part} />
      </Written>
    </article>
  )
}

function Head({
  decision,
  write,
  state,
  isTold,
  onClose,
}: Part & { readonly state: string; readonly isTold: boolean; readonly onClose: () => void }) {
  const { record, reference } = useWorking()
  const remove = useRemoval()
  const event = record.timeline.find(({ id }) => id === decision.eventId)
  const isAgent = decision.decider === 'agent'
  return (
    <header>
      <div className="flex items-center justify-between gap-3">
        <PathLink
          to={paths.incident(reference, 'decisions')}
          className="target -ms-2 inline-flex items-center rounded-md px-2 text-soft hover:text-ink"
        >
          <Icon name="left" size={16} />
          All decisions
        </PathLink>
        <div className="flex items-center gap-1">
          <p role="status" className={classes('text-sm', isTold ? 'text-soft' : 'text-faint')}>
            {state}
          </p>
          <IconButton
            label="Remove this decision"
            icon="remove"
            onClick={() => {
              onClose()
              void remove({
                sentence: 'Decision removed.',
                expect: (row) => ({
                  ...row,
                  decisions: row.decisions.filter(({ id }) => id !== decision.id),
                }),
                send: () => ask('removeDecision', { id: decision.id }),
              })
            }}
          />
        </div>
      </div>
      <div className="mt-1 flex flex-wrap items-baseline gap-x-3">
        {event?.happenedAt != null && (
          <time dateTime={event.happenedAt.at} className="font-mono text-lg text-soft">
            {clockOf(event.happenedAt)}
          </time>
        )}
        <div className="min-w-0 flex-1 basis-56">
          <Said
            label="Role, never a name"
            isLabelHidden
            prompt="Which role decided?"
            value={decision.role}
            onChange={(role) => write({ role: role.replace(/\n/g, ' ') })}
          />
        </div>
        <label className="target inline-flex items-center gap-2 text-sm text-soft">
          <input
            type="checkbox"
            className="size-4"
            checked={isAgent}
            onChange={(change) => write({ decider: change.target.checked ? 'agent' : 'role' })}
          />
          an agent decided
        </label>
      </div>
      <p className="text-soft">
        {event === undefined ? (
          'The event it hangs on was removed.'
        ) : (
          <>
            Hangs on{' '}
            <PathLink
              to={paths.onIncident(reference, { tab: 'timeline', id: event.id })}
              className="underline decoration-accent/40 underline-offset-2 hover:text-accent"
            >
              {event.text}
            </PathLink>
          </>
        )}
      </p>
    </header>
  )
}

function Strip({ decision }: Part) {
  const { record } = useWorking()
  const minutes = minutesBefore(decision, record.timeline)
  if (minutes === null) return null
  return (
    <div className="mt-5 ps-1 pe-1">
      <MinutesBefore minutes={minutes} />
    </div>
  )
}

/** The left side: what it looked like from there, with only what could be seen. */
function Then({ decision, write }: Part) {
  const isAgent = decision.decider === 'agent'
  return (
    <section aria-label="As it looked then" className="flex min-w-0 flex-col gap-5">
      <div>
        <h2 className="title text-lg">As it looked then</h2>
        <Said
          label="The situation"
          isLabelHidden
          prompt="From that seat, with only what could be seen at that minute: what did it look like?"
          value={decision.situation}
          onChange={(situation) => write({ situation })}
        />
      </div>
      <DecisionSeen decision={decision} onChange={write} />
      <Said
        label={isAgent ? 'Its plan, by its own account (testimony)' : 'Believed then'}
        prompt={
          isAgent
            ? 'What did its plan say? Its words about itself are testimony until the trace confirms them.'
            : 'What did they take to be going on?'
        }
        value={decision.believed}
        onChange={(believed) => write({ believed })}
      />
      <Select
        label="How sure was it then"
        className="max-w-72"
        value={decision.confidence}
        options={optionsOf(confidencesThen)}
        onChange={(event) => {
          const { value } = event.target
          if (isKey(confidencesThen, value)) write({ confidence: value })
        }}
      />
      <SaidList
        label="To be reached at the same time"
        prompt="A goal, ordinary work included"
        values={decision.goals}
        onChange={(goals) => write({ goals })}
      />
      <SaidList
        label="What pressed"
        prompt="A pressure"
        values={decision.pressures}
        onChange={(pressures) => write({ pressures })}
      />
    </section>
  )
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

function isKey<K extends string>(words: Readonly<Record<K, string>>, value: string): value is K {
  return Object.hasOwn(words, value)
}

/** The two ways there are in most decisions, and what came of the one that was taken. */
function Outcome({ decision, write }: Part) {
  return (
    <section aria-label="Paths and outcome" className="mt-10 grid gap-x-12 gap-y-5 md:grid-cols-2">
      <Said
        label="The easy path"
        prompt="Which way did the tools make easy?"
        value={decision.easyPath}
        onChange={(easyPath) => write({ easyPath })}
      />
      <Said
        label="The safe path"
        prompt="What would the more cautious way have been?"
        value={decision.safePath}
        onChange={(safePath) => write({ safePath })}
      />
      <Said
        label="What lay between them"
        prompt="Another team to wake, a second approval, ten minutes"
        value={decision.friction}
        onChange={(friction) => write({ friction })}
      />
      <Said
        label="What was traded"
        prompt="Speed against certainty, one group of users against another"
        value={decision.tradeoff}
        onChange={(tradeoff) => write({ tradeoff })}
      />
      <Said
        label="Chosen"
        prompt="What was done?"
        value={decision.chosen}
        onChange={(chosen) => write({ chosen: chosen.replace(/\n/g, ' ') })}
      />
      <Said
        label="Expected"
        prompt="What was to happen next, and how soon?"
        value={decision.expected}
        onChange={(expected) => write({ expected })}
      />
      <div className="border-s border-dashed border-edge ps-4 md:col-span-2">
        <Said
          label="Seen afterwards"
          prompt="What came of it. Nobody had this when they chose."
          look="small"
          value={decision.observed}
          onChange={(observed) => write({ observed })}
        />
      </div>
    </section>
  )
}

/** The heart of it: the sentence that makes the choice understandable. */
function Sense({ decision, write }: Part) {
  return (
    <section aria-label="Why it made sense" className="mt-10 border-s-2 border-accent ps-5">
      <h2 className="title text-lg">This made sense because…</h2>
      <Said
        label="This made sense because"
        isLabelHidden
        prompt="What made this a reasonable thing to do, with what could be seen then?"
        value={decision.madeSenseBecause}
        onChange={(madeSenseBecause) => write({ madeSenseBecause })}
      />
      <div className="mt-4">
        <Said
          label="How it usually goes"
          prompt="How has this same choice turned out on other days?"
          look="small"
          value={decision.usually}
          onChange={(usually) => write({ usually })}
        />
      </div>
      <Checkbox
        className="mt-3"
        label="It contributed: without this choice it would have gone otherwise"
        hint="Then it needs the sentence above, and at least one condition that led here."
        checked={decision.contributed}
        onChange={(event) => write({ contributed: event.target.checked })}
      />
    </section>
  )
}

/** What this decision still needs before readers see it, and what deserves a second look. */
function Standing({ decision }: { readonly decision: Decision }) {
  const { record } = useWorking()
  const blockers = blockersOf(decision, record)
  const warnings = warningsOf(decision, record)
  if (blockers.length + warnings.length === 0) return null
  return (
    <section aria-label="What it still needs" className="mt-8">
      <h2 className="overline-label">
        {blockers.length > 0 ? 'Before readers see it' : 'Worth a second look'}
      </h2>
      <ul className="mt-1 flex flex-col gap-1.5">
        {[...blockers, ...warnings].map(({ rule, sentence }) => (
          <li
            key={sentence}
            className={classes(
              'border-s-2 ps-3',
              blockers.some((each) => each.rule === rule) ? 'border-amber-line' : 'border-line text-soft',
            )}
          >
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Account({ decision, write }: Part) {
  return (
    <div className="mt-8">
      <Fold label="Where this account comes from">
        <div className="mt-2 grid gap-4 sm:grid-cols-2">
          <Select
            label="Account"
            value={decision.source}
            options={optionsOf(accountSources)}
            onChange={(event) => {
              const { value } = event.target
              if (isKey(accountSources, value)) write({ source: value })
            }}
          />
          <Select
            label="How sure are we today"
            value={decision.certainty}
            options={optionsOf(certainties)}
            onChange={(event) => {
              const { value } = event.target
              if (isKey(certainties, value)) write({ certainty: value })
            }}
          />
        </div>
      </Fold>
    </div>
  )
}
