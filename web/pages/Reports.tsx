import { useQuery } from '@tanstack/react-query'
import type { OperationOutput } from '../client.ts'
import { Chip } from '../kit/Chip.tsx'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { reportsQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dueDayInWords, useNow } from '../words.ts'
import { Page, Part } from './Page.tsx'
import { namingWords } from './report-words.ts'

type Line = OperationOutput<'listReports'>[number]

/** The stewards' desk: what waits for an answer first, and hazards before all. */
export function Reports() {
  const reports = useQuery(reportsQuery)
  const lines = reports.data ?? []
  const waiting = lines.filter(({ isUnanswered }) => isUnanswered)
  const asked = lines.filter(({ state, isUnanswered }) => state === 'open' && !isUnanswered)
  const done = lines.filter(({ state }) => state !== 'open')
  return (
    <Page
      title="Reports"
      about="Near misses and hazards people told of. You guard what they said; each time you open one is a line of the audit log."
    >
      <RefusalNotice error={reports.error} />
      {reports.isPending && <Skeleton lines={4} />}
      {reports.data?.length === 0 && (
        <Empty
          title="Nothing on the desk"
          sentence="Anonymous reports arrive together, once a day at most, so an empty desk is no sign that nobody speaks."
          example="“The migration was pointed at the live database; the prompt showed the host in red.”"
        />
      )}
      {waiting.length > 0 && (
        <Part title="Wait for you">
          <Lines lines={waiting} />
        </Part>
      )}
      {asked.length > 0 && (
        <Part title="Wait for the reporter, or for a change">
          <Lines lines={asked} />
        </Part>
      )}
      {done.length > 0 && (
        <Fold label="Closed and deleted" isOpen={waiting.length + asked.length === 0}>
          <Lines lines={done.toReversed()} />
        </Fold>
      )}
    </Page>
  )
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const now = useNow()
  return (
    <ul className="flex flex-col divide-y divide-line/70">
      {lines.map((line) => (
        <li key={line.id}>
          <PathLink
            to={paths.reportOnDesk(line.id)}
            className="target grid gap-x-6 gap-y-1 py-3.5 hover:text-accent sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <span className="min-w-0">
              <span className="prose-text">{line.opening === '' ? 'Deleted' : line.opening}</span>
              <span className={classes(factRowClass, 'mt-1 items-center gap-y-1 text-sm text-soft')}>
                {line.isHazard && line.state === 'open' && <Chip tone="amber">Immediate hazard</Chip>}
                <span>{namingWords[line.naming]}</span>
                {line.component !== '' && <span className={dottedFactClass}>{line.component}</span>}
              </span>
            </span>
            <span className="text-sm whitespace-nowrap text-soft">{clock(line, now)}</span>
          </PathLink>
        </li>
      ))}
    </ul>
  )
}

function clock({ state, isHazard, isUnanswered, dueOn }: Line, now: string): string {
  if (state !== 'open') return state
  if (!isUnanswered) return 'asked'
  return isHazard ? 'look now, within the hour' : dueDayInWords(dueOn, now)
}
