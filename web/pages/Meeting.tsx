import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Refused } from '../client.ts'
import { buttonClass } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { recordQuery } from '../queries.ts'
import { MayPlace } from '../record.ts'
import { Meeting } from '../review/Meeting.tsx'
import { useMeeting } from '../review/use-meeting.ts'
import { ownQuestionsQuery } from '../settings-queries.ts'
import { PageFailed, PageNotFound } from './Lost.tsx'
import { useTitle } from './Page.tsx'
import { everybody, RecordStanding, useStanding } from './RecordStanding.tsx'

/** The wall of a meeting: a screen of its own, for the room. */
export function MeetingPage() {
  const { reference = '' } = useParams({ strict: false })
  const record = useQuery(recordQuery(reference))
  const may = useStanding(record.data?.incident.id ?? null)
  useTitle(`Meeting of ${reference}`)
  if (record.data === undefined) {
    if (record.error instanceof Refused && record.error.kind === 'not-found') return <PageNotFound />
    if (record.error !== null) return <PageFailed error={record.error} />
    return <Skeleton lines={4} label={`Reading ${reference}`} />
  }
  return (
    <MayPlace.Provider value={may ?? everybody}>
      <Screen record={record.data} />
    </MayPlace.Provider>
  )
}

function Screen({ record }: { readonly record: WorkingRecord }) {
  const reference = `INC-${record.incident.number}`
  const own = useQuery(ownQuestionsQuery)
  const meeting = useMeeting(reference, record.incident.id)
  return (
    <div className="mx-auto w-full max-w-[84rem] px-4 pb-16 sm:px-10">
      <header className="flex items-center justify-between gap-4 py-3 md:py-5">
        <h1 tabIndex={-1} className="min-w-0 truncate text-md text-soft">
          <span className="me-3 font-mono text-sm text-faint">{reference}</span>
          {record.incident.title}
        </h1>
        <PathLink to={paths.incident(reference)} className={buttonClass('quiet', '-me-3.5 shrink-0')}>
          Back to the review
        </PathLink>
      </header>
      <RecordStanding />
      <main id="main">
        {!meeting.isReading && <Meeting meeting={meeting} record={record} own={own.data ?? []} />}
      </main>
    </div>
  )
}
