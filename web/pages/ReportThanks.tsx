import type { ReportReceipt } from '@secondstory/review/model/reports'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Checkbox } from '../kit/Field.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords } from '../words.ts'

/** Behind a receipt: what was said in thanks, and whether more is welcome. */
export function ReportThanks({
  code,
  receipt: { thanks, welcomesThanks },
}: {
  readonly code: string
  readonly receipt: ReportReceipt
}) {
  const [isWelcome, show] = useState(welcomesThanks)
  const mark = useMutation({
    mutationFn: (wanted: boolean) => ask('markThanksWelcome', { code, isWelcome: wanted }),
    onError: () => show(welcomesThanks),
  })
  return (
    <section aria-label="Thanks" className="flex flex-col gap-3">
      {thanks.map(({ text, on }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes are only added, so a place is a name.
        <div key={at} className="border-s-2 border-accent ps-4">
          <p className="text-sm text-soft">Thanks, {dayInWords(on)}</p>
          <p className="prose-text whitespace-pre-line">{text}</p>
        </div>
      ))}
      <Checkbox
        label="Thanks are welcome"
        hint="A steward may leave a note here. It tells nobody who you are."
        checked={isWelcome}
        onChange={(event) => {
          show(event.target.checked)
          mark.mutate(event.target.checked)
        }}
      />
      <RefusalNotice error={mark.error} />
    </section>
  )
}
