import { BATCH_SIZE, LONGEST_WAIT_DAYS } from '@secondstory/review/model/reports'
import type { OperationOutput } from '../client.ts'
import { Copied } from '../kit/Copied.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { counted } from '../words.ts'
import type { Speaking } from './use-reporting.ts'

/** The receipt, in big letters: shown once, and kept nowhere. */
export function ReportTaken({
  taken,
  naming,
}: {
  readonly taken: OperationOutput<'addReport'>
  readonly naming: Speaking
}) {
  const { receipt, secretsRemoved, isWaiting } = taken
  return (
    <div className="flex flex-col gap-6">
      <section aria-label="Your receipt" className="rounded-lg border border-accent bg-accent-wash px-5 py-6">
        <p className="text-sm text-soft">Your receipt</p>
        <p className="mt-1 font-mono text-2xl leading-snug font-medium tracking-wide break-words select-all">
          {receipt}
        </p>
        <p className="mt-2 text-sm text-soft">
          Write it down or copy it now. It is shown once, and nobody can find it again for you.
        </p>
      </section>
      <Copied label="the receipt" text={receipt} />
      <ul className="flex list-disc flex-col gap-2 ps-5">
        <li>
          {isWaiting
            ? `Stewards see it together with others, so that the time it came tells nothing: when ${BATCH_SIZE} are there, or after ${LONGEST_WAIT_DAYS} days.`
            : 'The stewards can see it now.'}
        </li>
        {secretsRemoved > 0 && (
          <li>
            {counted(secretsRemoved, 'secret')} stood in it and was taken out before anything was stored.
          </li>
        )}
        <li>
          Questions, answers and what becomes of it stand{' '}
          <PathLink to={paths.reportReceipt()} className="text-accent underline underline-offset-3">
            behind your receipt
          </PathLink>
          . Looking there needs no account either.
        </li>
        {naming === 'confidential' && <li>Your name is deleted when the report is closed.</li>}
        {naming === 'anonymous' && (
          <li>A network or a browser may remember that this page was opened; this server does not.</li>
        )}
      </ul>
    </div>
  )
}
