import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { tabClass } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { TextArea } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { actionsQuery, guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Page } from './Page.tsx'
import { type ActionLine, ActionRow, RowList, useRowKeys } from './rows.tsx'
import { useFilters } from './use-filters.ts'

/** The action that is being closed, and the words about it: kept by the page, because the row leaves the list at once. */
interface Closing {
  readonly id: string
  readonly outcome: string
}

function useClosing(filter: Parameters<typeof actionsQuery>[0]) {
  const [closing, setClosing] = useState<Closing | null>(null)
  const reopen = useChange('assignAction')
  const close = useChange('closeAction', {
    guesses: ({ id }) => [
      guess<readonly ActionLine[]>(keys.actions(filter), (lines) => lines.filter((line) => line.id !== id)),
    ],
  })
  const send = (line: ActionLine, state: 'done' | 'dropped') => {
    const { id, version, owner, dueOn } = line
    close.mutate(
      { id, version, state, outcome: closing?.outcome.trim() ?? '' },
      {
        onSuccess: (closed) => {
          setClosing((now) => (now?.id === id ? null : now))
          if (owner === null || dueOn === null) return
          const { personId, role } = owner
          offerUndo(state === 'done' ? 'The action is done.' : 'The action is dropped.', () =>
            reopen.mutate({ id, version: closed.version, owner: { personId, role }, dueOn }),
          )
        },
      },
    )
  }
  const open = (id: string | null) => {
    close.reset()
    setClosing(id === null ? null : { id, outcome: '' })
  }
  return { closing, setClosing, open, send, error: close.error ?? reopen.error, isBusy: close.isPending }
}

/** Done or dropped always says what came of it: the words are what the next review learns from. */
function ClosingForm({
  line,
  work,
}: {
  readonly line: ActionLine
  readonly work: ReturnType<typeof useClosing>
}) {
  const [problem, setProblem] = useState<string>()
  const { closing, setClosing, open, send, error, isBusy } = work
  const outcome = closing?.outcome ?? ''
  const close = (state: 'done' | 'dropped') => {
    if (outcome.trim() !== '') return send(line, state)
    setProblem(
      state === 'done'
        ? 'Done is worth a sentence: what shows that it works?'
        : 'Dropping is fine with a reason: what did we learn that makes it unneeded?',
    )
  }
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        close('done')
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') open(null)
      }}
      className="mb-4 flex flex-col gap-3 sm:ms-[5.5rem]"
    >
      <TextArea
        label="What came of it, and what shows that it works?"
        value={outcome}
        rows={2}
        autoFocus
        problem={problem}
        onChange={(event) => setClosing({ id: line.id, outcome: event.target.value })}
      />
      <RefusalNotice error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" isBusy={isBusy}>
          Close as done
        </Button>
        <Button isBusy={isBusy} onClick={() => close('dropped')}>
          Drop it
        </Button>
        <Button look="quiet" onClick={() => open(null)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** What was promised and is not done yet: mine, or everyone's. By date; never counted by person. */
export function Actions() {
  const [search] = useFilters(paths.actions)
  const isMine = search.mine === 'yes'
  const filter = { state: 'open', ...(isMine ? { mine: true } : {}) } as const
  const found = useQuery(actionsQuery(filter))
  const work = useClosing(filter)
  useRowKeys('Actions')
  return (
    <Page
      title="Actions"
      about="What was agreed to change, and by when."
      action={
        <PathLink to={paths.actionCheck()} className={buttonClass()}>
          Weekly check
        </PathLink>
      }
    >
      <nav aria-label="Which actions" className="mb-4 flex gap-6 border-b border-line">
        <PathLink to={paths.actions()} className={tabClass} withFilters>
          All open
        </PathLink>
        <PathLink to={paths.actions({ mine: 'yes' })} className={tabClass} withFilters>
          Mine
        </PathLink>
      </nav>
      <RefusalNotice error={found.error} />
      {work.closing === null && <RefusalNotice error={work.error} />}
      {found.isPending && <Skeleton lines={4} />}
      <RowList>
        {found.data?.map((line) => (
          <ActionRow
            key={line.id}
            line={line}
            withOwner={!isMine}
            beside={
              <Button
                look="quiet"
                aria-expanded={work.closing?.id === line.id}
                aria-label={`Close: ${line.title}`}
                onClick={() => work.open(work.closing?.id === line.id ? null : line.id)}
              >
                Close
              </Button>
            }
          >
            {work.closing?.id === line.id && <ClosingForm line={line} work={work} />}
          </ActionRow>
        ))}
      </RowList>
      {found.data?.length === 0 && (
        <Empty
          title={isMine ? 'Nothing of yours is open' : 'No action is open'}
          sentence="Actions come out of reviews. One is opened when a person takes it and there is a date; until then it is a proposal."
          example="“A deploy without a dry run is refused in CI.” It works even when everyone has forgotten it."
        />
      )}
    </Page>
  )
}
