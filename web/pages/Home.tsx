import { besideWords, commentTabs, threadHash } from '@secondstory/review/model/comments'
import { reference } from '@secondstory/review/model/incident'
import { epochMs } from '@secondstory/review/model/instants'
import { useQuery } from '@tanstack/react-query'
import type { OperationOutput } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { guess, homeQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dueInWords, useNow } from '../words.ts'
import { Page, Part } from './Page.tsx'
import {
  ActionRow,
  EditionRow,
  type IncidentLine,
  IncidentRow,
  RowList,
  rowClass,
  useRowKeys,
} from './rows.tsx'

type HomeSeen = OperationOutput<'readHome'>

function Beginning() {
  const go = useGo()
  const load = useChange('addSampleIncident', {
    onDone: (incident) => go(paths.incident(reference(incident), 'timeline')),
  })
  const finished = useChange('addSampleReviews', {
    touches: () => [keys.home, keys.incidents(), keys.editions()],
    onDone: () => go(paths.library()),
  })
  return (
    <Empty
      title="Nothing here yet, and that is a fine place to begin"
      sentence="An incident goes in with the record of what happened. Together we turn that record into a timeline, find the conditions that let it through, agree on what will change, and publish what was learned."
      example="Five minutes are enough to see it: the sample is an invented outage with its chat, its alerts and one deploy. Two reviews can be read finished, from evidence to edition: the outage, and a migration that a coding agent ran."
      action={
        <>
          <PathLink to={paths.openIncident()} className={buttonClass('accent')}>
            Open an incident
          </PathLink>
          <Button isBusy={load.isPending} onClick={() => load.mutate({})}>
            Load the sample incident
          </Button>
          <Button isBusy={finished.isPending} onClick={() => finished.mutate({})}>
            Read two finished reviews
          </Button>
          <RefusalNotice error={load.error ?? finished.error} />
        </>
      }
    />
  )
}

/** What to do next with an incident: the words, the button, and where it leads. */
function nextStepOf(line: IncidentLine) {
  const name = reference(line)
  if (line.isSample) {
    return {
      words: `Walk through ${name}, the sample:`,
      button: 'Open the timeline',
      tab: 'timeline',
    } as const
  }
  if (line.stage === 'gathering') {
    return { words: `Bring in the record of ${name}:`, button: 'Import evidence', tab: 'evidence' } as const
  }
  return { words: `Go on with ${name}:`, button: 'Open the timeline', tab: 'timeline' } as const
}

/** The one most useful thing to do now, in words. The sample waits until there is nothing real. */
function NextStep({ home }: { readonly home: HomeSeen }) {
  const now = useNow()
  const waiting = [...home.due, ...home.drafts]
  const line = waiting.find((each) => !each.isSample) ?? waiting[0]
  if (line === undefined) return null
  const { words, button, tab } = nextStepOf(line)
  return (
    <section aria-label="Next" className="mb-10 rounded-lg border border-line bg-raised px-5 py-4">
      <p className="overline-label">
        Next{line.dueAt === null || line.isSample ? '' : `, review ${dueInWords(line.dueAt, now)}`}
      </p>
      <div className="mt-1 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <p className="title max-w-[34rem] text-lg">
          {words} {line.title}
        </p>
        <PathLink to={paths.incident(reference(line), tab)} className={buttonClass('accent')}>
          {button}
        </PathLink>
      </div>
    </section>
  )
}

function withoutSample(home: HomeSeen): HomeSeen {
  const isReal = ({ isSample }: { readonly isSample: boolean }) => !isSample
  return {
    ...home,
    hasSample: false,
    due: home.due.filter(isReal),
    drafts: home.drafts.filter(isReal),
    editions: home.editions.filter(isReal),
  }
}

/** The page holds `remove`: the note goes at once, and when the server refuses it is back with the sentence. */
function SampleNote({ remove }: { readonly remove: ReturnType<typeof useSampleRemoval> }) {
  return (
    <div className="mt-2">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-faint">
        What is marked as a sample is invented.
        <Button look="quiet" className="px-2 text-sm" onClick={() => remove.mutate({})}>
          Remove the sample
        </Button>
      </p>
      <RefusalNotice error={remove.error} />
    </div>
  )
}

function useSampleRemoval() {
  return useChange('removeSampleIncident', { guesses: () => [guess(keys.home, withoutSample)] })
}

const week_ms = 7 * 86_400_000
const most = 2

/** Two editions with a sentence each: this week's, or when the week was quiet the newest there are. */
function Learned({ editions }: { readonly editions: HomeSeen['editions'] }) {
  const now = useNow()
  const thisWeek = editions.filter((line) => epochMs(now) - epochMs(line.publishedAt) < week_ms)
  const shown = (thisWeek.length > 0 ? thisWeek : editions).slice(0, most)
  if (shown.length === 0) return null
  return (
    <Part
      title={thisWeek.length > 0 ? 'What was learned this week' : 'What was learned last'}
      aside={
        <PathLink to={paths.library()} className="text-sm text-soft hover:text-ink">
          The library
        </PathLink>
      }
    >
      <RowList>
        {shown.map((line) => (
          <EditionRow key={line.slug} line={line} withOneSentence />
        ))}
      </RowList>
    </Part>
  )
}

/** The way in for what hurt nobody: quiet, and always there. */
function AlmostHappened() {
  return (
    <p className="mb-6 text-soft">
      Nobody was hurt, and it could have gone otherwise?{' '}
      <PathLink
        to={paths.report()}
        className="target inline-flex items-center text-accent underline underline-offset-2"
      >
        Report something that almost happened
      </PathLink>
    </p>
  )
}

/** A comment that asks me to look; it leaves when I answered or the thread is settled. */
function AskingRow({ line }: { readonly line: HomeSeen['asking'][number] }) {
  const place = { tab: commentTabs[line.placeKind], id: threadHash(line.threadId) }
  return (
    <li>
      <PathLink data-row="" to={paths.onIncident(line.incidentReference, place)} className={rowClass}>
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 [overflow-wrap:anywhere]">{line.text}</span>
          <span className="block truncate text-sm text-faint">
            {line.byName}, {besideWords[line.placeKind]} of {line.incidentReference} {line.incidentTitle}
          </span>
        </span>
      </PathLink>
    </li>
  )
}

function Waiting({ home }: { readonly home: HomeSeen }) {
  return (
    <>
      {home.due.length > 0 && (
        <Part title="Reviews due">
          <RowList>
            {home.due.map((line) => (
              <IncidentRow key={line.id} line={line} withRule />
            ))}
          </RowList>
        </Part>
      )}
      {home.asking.length > 0 && (
        <Part title="Asked of me">
          <RowList>
            {home.asking.map((line) => (
              <AskingRow key={line.id} line={line} />
            ))}
          </RowList>
        </Part>
      )}
      {home.myActions.length > 0 && (
        <Part
          title="My actions"
          aside={
            <PathLink to={paths.actions()} className="text-sm text-soft hover:text-ink">
              All open actions
            </PathLink>
          }
        >
          <RowList>
            {home.myActions.map((line) => (
              <ActionRow key={line.id} line={line} />
            ))}
          </RowList>
        </Part>
      )}
      {home.drafts.length > 0 && (
        <Part title="Being written">
          <RowList>
            {home.drafts.map((line) => (
              <IncidentRow key={line.id} line={line} />
            ))}
          </RowList>
        </Part>
      )}
    </>
  )
}

/** What is due, what is mine, what is being written, what was learned. Readers have the library instead. */
export function Home() {
  const home = useQuery(homeQuery)
  const remove = useSampleRemoval()
  useRowKeys('Home')
  const seen = home.data
  // With the sample loaded, walking through it is the one next step; opening an incident waits in the corner.
  const isBeginning = seen?.isEmpty === true && !seen.hasSample
  return (
    <Page
      title="Home"
      action={
        seen !== undefined && !isBeginning ? (
          <PathLink to={paths.openIncident()} className={buttonClass('plain')}>
            Open an incident
          </PathLink>
        ) : undefined
      }
    >
      <RefusalNotice error={home.error} />
      {home.isPending && <Skeleton lines={5} />}
      {seen !== undefined && (
        <>
          {isBeginning && <Beginning />}
          <NextStep home={seen} />
          <Waiting home={seen} />
          <Learned editions={seen.editions} />
          <AlmostHappened />
          {seen.hasSample && <SampleNote remove={remove} />}
        </>
      )}
    </Page>
  )
}
