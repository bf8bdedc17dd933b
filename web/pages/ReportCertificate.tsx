import type { DeletionCertificate } from '@secondstory/review/model/reports'
import { dayInWords } from '../words.ts'

/** What is left of a deleted report. */
export function ReportCertificate({ certificate }: { readonly certificate: DeletionCertificate }) {
  const { deletedOn, parts, sha256 } = certificate
  return (
    <section aria-label="Certificate of deletion" className="rounded-lg border border-line bg-sunk px-5 py-4">
      <h2 className="title text-lg">Certificate of deletion</h2>
      <p className="mt-1">
        Deleted on {dayInWords(deletedOn)}: {parts.join(', ')}.
      </p>
      <p className="mt-2 text-sm text-soft">
        The sealed bytes that are gone had the SHA-256 below. They were encrypted, so it confirms no guess at
        the words.
      </p>
      <p className="mt-1 font-mono text-sm break-all text-soft select-all">{sha256}</p>
    </section>
  )
}
