import { noticeParts, noticeQuestions, type ReportNotice } from '@secondstory/review/model/reports'
import { Fold } from '../kit/Fold.tsx'
import { dayInWords } from '../words.ts'

/** What is promised and what is not, with who stands behind it. */
export function ReportNoticeText({
  notice,
  isOpen = false,
}: {
  readonly notice: ReportNotice
  readonly isOpen?: boolean
}) {
  return (
    <section aria-label="The notice" className="border-y border-line py-1">
      <Fold label="What is promised, and what is not" isOpen={isOpen}>
        <dl className="grid gap-x-8 gap-y-3 pt-1 pb-3 sm:grid-cols-2">
          {noticeParts.map((part) => (
            <div key={part}>
              <dt className="font-medium">{noticeQuestions[part]}</dt>
              <dd className="mt-0.5 text-sm whitespace-pre-line text-soft">{notice[part]}</dd>
            </div>
          ))}
        </dl>
        <p className="pb-3 text-sm text-faint">
          Version {notice.version}, accepted by {notice.acceptedBy} on {dayInWords(notice.acceptedOn)}. It
          stays with a report as it stands now.
        </p>
      </Fold>
    </section>
  )
}
