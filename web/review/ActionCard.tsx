import { type Action, actionKinds } from '@secondstory/review/model/actions'
import { factorName } from '@secondstory/review/model/taxonomy'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { cardRowClass, cardToolsClass, classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { TextArea } from '../kit/Field.tsx'
import { Menu } from '../kit/Menu.tsx'
import { useMayHere } from '../record.ts'
import { dayInWords } from '../words.ts'
import { Feeds } from './Feeds.tsx'
import { FollowUps } from './FollowUps.tsx'
import { IssueOfAction } from './IssueOfAction.tsx'
import { CommentButton } from './RowComments.tsx'
import { useRemoval } from './use-removal.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** An action as people read it: what, who and by when, how we will know, and which conditions it changes. */
export function ActionCard({ action, onEdit }: { readonly action: Action; readonly onEdit: () => void }) {
  const { record } = useWorking()
  const may = useMayHere()
  const remove = useRemoval()
  const [isCarried, setCarried] = useState(false)
  const [closing, setClosing] = useState<'done' | 'dropped' | null>(null)
  const factors = record.factors.filter((factor) => action.factorIds.includes(factor.id))
  return (
    <article className="py-4">
      <div className={cardRowClass}>
        <div className="min-w-0 flex-1">
          <h3
            className={action.state === 'done' ? 'font-serif text-prose text-soft' : 'font-serif text-prose'}
          >
            {action.title}
          </h3>
          <Promised action={action} />
          {action.howWeWillKnow !== '' && (
            <p className="mt-1.5">
              <span className="text-faint">We will know: </span>
              {action.howWeWillKnow}
            </p>
          )}
          <Plan action={action} />
          {factors.length > 0 && (
            <p className="mt-1.5 text-sm text-soft">
              <span className="text-faint">Addresses </span>
              {factors.map((factor) => factorName(factor.code)).join('; ')}
            </p>
          )}
          {action.state === 'done' && <p className="mt-1.5 text-soft">{action.outcome}</p>}
          <FollowUps action={action} />
          <IssueOfAction action={action} />
        </div>
        <div className={cardToolsClass}>
          <CommentButton row={{ kind: 'action', id: action.id, words: action.title }} />
          <Whoever may="act">
            <IconButton label="Edit the action" icon="edit" onClick={onEdit} />
          </Whoever>
          <Menu
            trigger={<IconButton label={`More about: ${action.title.slice(0, 60)}`} icon="more" />}
            items={[
              ...(action.state === 'done' || !may('act')
                ? []
                : [{ label: 'Close as done', icon: 'check' as const, onSelect: () => setClosing('done') }]),
              { label: 'Carry it further', icon: 'right', onSelect: () => setCarried(true) },
              ...(may('act')
                ? [
                    {
                      label: 'Drop, with a reason',
                      icon: 'minus' as const,
                      onSelect: () => setClosing('dropped'),
                    },
                  ]
                : []),
              ...(may('write')
                ? [
                    {
                      label: 'Remove',
                      icon: 'close' as const,
                      startsGroup: true,
                      onSelect: () =>
                        void remove({
                          sentence: 'Action removed.',
                          expect: (row) => ({
                            ...row,
                            actions: row.actions.filter((each) => each.id !== action.id),
                          }),
                          send: () => ask('removeAction', { id: action.id }),
                        }),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      </div>
      {action.state === 'proposed' && (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 border-s-2 border-line ps-3">
          <span className="text-soft">{missingInWords(action)}</span>
          <Whoever may="write">
            <Button look="quiet" className="text-accent!" onClick={onEdit}>
              Open it
            </Button>
          </Whoever>
        </div>
      )}
      {isCarried && <Feeds of="action" rowId={action.id} onClose={() => setCarried(false)} />}
      {closing !== null && <Closing action={action} state={closing} onClose={() => setClosing(null)} />}
    </article>
  )
}

/** What a reader needs beside the promise: how far it reaches, how long it holds, and when we look whether it works. */
function Plan({ action: { plan } }: { readonly action: Action }) {
  const { record } = useWorking()
  const fix = record.actions.find(({ id }) => id === plan.fixedById)
  return (
    <>
      {plan.durability === 'patch' && (
        <p className="mt-1.5">
          <span className="text-faint">A patch </span>
          {fix !== undefined
            ? `until “${fix.title}” takes its place`
            : plan.expiresOn === null
              ? 'without an end yet'
              : `until ${dayInWords(plan.expiresOn)}`}
        </p>
      )}
      {plan.measure !== '' && (
        <p className="mt-1.5">
          <span className="text-faint">It works when: </span>
          {plan.measure}
          {plan.reviewOn !== null && (
            <span className="text-faint">
              {' '}
              We look on <time dateTime={plan.reviewOn}>{dayInWords(plan.reviewOn)}</time>.
            </span>
          )}
        </p>
      )}
      {plan.sideEffect !== '' && (
        <p className="mt-1.5">
          <span className="text-faint">It could bring: </span>
          {plan.sideEffect}
        </p>
      )}
    </>
  )
}

function missingInWords({ owner, dueOn }: Action): string {
  if (owner === null && dueOn === null) return 'A proposal: it has no owner and no date yet.'
  if (owner === null) return 'A proposal: it has a date, and no owner yet.'
  if (dueOn === null) return 'A proposal: it has an owner, and no date yet.'
  return 'A proposal: it has an owner and a date, and can be opened.'
}

function Promised({ action }: { readonly action: Action }) {
  return (
    <p className={classes(factRowClass, 'mt-0.5 items-center gap-y-1 text-sm text-soft')}>
      <Chip>{action.priority}</Chip>
      <span>{actionKinds[action.kind].toLowerCase()}</span>
      {action.plan.scope === 'class' && <span className={dottedFactClass}>every case of its kind</span>}
      {action.owner !== null && (
        <span className={dottedFactClass}>
          {action.owner.name}, <span className="text-faint">read as {action.owner.role}</span>
        </span>
      )}
      {action.dueOn !== null && (
        <span className={dottedFactClass}>
          {action.state === 'done' ? 'was due' : 'due'}{' '}
          <time dateTime={action.dueOn}>{dayInWords(action.dueOn)}</time>
        </span>
      )}
      {action.state === 'done' && <Chip tone="accent">done</Chip>}
    </p>
  )
}

/** Done or dropped always says what came of it: the words are what the next review learns from. */
function Closing({
  action,
  state,
  onClose,
}: {
  readonly action: Action
  readonly state: 'done' | 'dropped'
  readonly onClose: () => void
}) {
  const { change } = useWorking()
  const [outcome, setOutcome] = useState('')
  const [theirs, setTheirs] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    if (outcome.trim() === '') {
      return setProblem(
        state === 'done'
          ? 'Done is worth a sentence: what shows that it works?'
          : 'Dropping is fine with a reason: what did we learn that makes it unneeded?',
      )
    }
    const close = (version: number) =>
      ask('closeAction', { id: action.id, version, state, outcome: outcome.trim() })
    const answer = await change({
      // Closing writes nothing anyone else may have written but the outcome: when the action itself was corrected
      // meanwhile, this still fits. When it was closed meanwhile, two outcomes meet and somebody has to choose.
      send: () =>
        close(action.version).catch(async (error: unknown) => {
          if (!(error instanceof Refused) || error.kind !== 'conflict') throw error
          const fresh = await ask('readIncident', { id: action.incidentId })
          const now = fresh.actions.find((each) => each.id === action.id)
          if (now === undefined) throw error
          if (now.state !== action.state && now.outcome !== theirs) {
            setTheirs(now.outcome)
            throw new Refused(
              'conflict',
              `It was closed elsewhere meanwhile, with the words “${now.outcome}” Saving again puts yours in their place.`,
            )
          }
          return close(now.version)
        }),
      settle: (row, answered) => ({
        ...row,
        actions: row.actions.map((each) => (each.id === answered.id ? answered : each)),
      }),
      isShownInPlace: true,
    })
    if (!(answer instanceof Refused)) return onClose()
    setProblem(answer.blockers[0]?.sentence ?? answer.sentence)
  }
  return (
    <form
      onSubmit={(submit) => void save(submit)}
      className="mt-3 flex flex-col gap-2 rounded-lg border border-line bg-raised p-4"
    >
      <TextArea
        label={state === 'done' ? 'What came of it, and what shows that it works?' : 'Why is it dropped?'}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
        problem={problem}
        rows={2}
        autoFocus
      />
      <div className="flex gap-2">
        <Button type="submit" look="accent">
          {state === 'done' ? 'Close as done' : 'Drop it'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
