import {
  catches,
  dispositions,
  isUnanswered,
  type Report,
  reportParts,
} from '@secondstory/review/model/reports'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Chip } from '../kit/Chip.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { reportQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords, dueDayInWords, useNow } from '../words.ts'
import { Page } from './Page.tsx'
import { ReportCertificate } from './ReportCertificate.tsx'
import {
  CloseReport,
  DeleteReport,
  QuestionToReporter,
  ReviewFromReport,
  ThanksToReporter,
} from './ReportDeeds.tsx'
import { ReportMessages } from './ReportMessages.tsx'
import { namingWords } from './report-words.ts'

/** One report as a steward reads it, with what can be done about it. */
export function ReportOnDesk() {
  const { reportId } = useParams({ from: '/framed/reports/$reportId' })
  const read = useQuery(reportQuery(reportId))
  return (
    <Page
      width="form"
      title="A report"
      about={
        <PathLink to={paths.reports()} className="text-accent underline underline-offset-3">
          Back to the desk
        </PathLink>
      }
    >
      <RefusalNotice error={read.error} />
      {read.isPending && <Skeleton lines={5} />}
      {read.data !== undefined && <Read report={read.data} />}
    </Page>
  )
}

function Read({ report }: { readonly report: Report }) {
  const { words, messages, certificate, state } = report
  return (
    <div className="flex flex-col gap-9">
      <Standing report={report} />
      {certificate !== null && <ReportCertificate certificate={certificate} />}
      {words !== null && (
        <dl className="flex flex-col gap-4">
          {reportParts
            .filter(({ part }) => words[part] !== '')
            .map(({ part, question }) => (
              <div key={part}>
                <dt className="text-sm text-soft">{question}</dt>
                <dd className="prose-text whitespace-pre-line">{words[part]}</dd>
              </div>
            ))}
          <div>
            <dt className="text-sm text-soft">The catch</dt>
            <dd>
              {catches[words.caught].says}. {catches[words.caught].means}
            </dd>
          </div>
        </dl>
      )}
      <ReportMessages messages={messages} own="steward" />
      {state === 'open' && <QuestionToReporter report={report} />}
      <div className="flex flex-col gap-1">
        {state === 'open' && words !== null && report.reference === null && (
          <ReviewFromReport report={report} words={words} />
        )}
        {report.welcomesThanks && words !== null && <ThanksToReporter report={report} />}
        {state === 'open' && <CloseReport report={report} />}
      </div>
      {state !== 'deleted' && <DeleteReport report={report} />}
    </div>
  )
}

function Standing({ report }: { readonly report: Report }) {
  const now = useNow()
  const { naming, sender, isHazard, state, releasedOn, dueOn, disposition, reference } = report
  const due = isHazard
    ? 'Look now, within the hour.'
    : `A first word to the reporter is ${dueDayInWords(dueOn, now)}.`
  const isDue = state === 'open' && isUnanswered(report.messages)
  const said = [isDue ? due : '', disposition === null ? '' : dispositions[disposition]].join(' ').trim()
  return (
    <section aria-label="How it stands" className="flex flex-col gap-2 border-s-2 border-line ps-4">
      <p className="flex flex-wrap items-center gap-2.5">
        {isHazard && state === 'open' && <Chip tone="amber">Immediate hazard</Chip>}
        <span className="font-medium">{namingWords[naming]}</span>
        <span className="text-soft">
          {sender === null ? whoInWords(report) : `told by ${sender}`}, on the desk since{' '}
          {dayInWords(releasedOn)}
        </span>
      </p>
      {said !== '' && <p className="text-soft">{said}</p>}
      {reference !== null && (
        <p>
          <PathLink to={paths.incident(reference)} className="text-accent underline underline-offset-3">
            {reference}
          </PathLink>
        </p>
      )}
      <p className="text-sm text-faint">It stands under version {report.noticeVersion} of the notice.</p>
    </section>
  )
}

function whoInWords({ naming, state }: Report): string {
  if (naming === 'confidential' && state !== 'open') return 'whose name was deleted when it was closed'
  if (naming === 'automatic') return 'with nobody behind it'
  return naming === 'anonymous' ? 'by nobody who can be known' : 'by somebody not known any more'
}
