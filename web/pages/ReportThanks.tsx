import type { ReportReceipt } from '@secondstory/review/model/reports'
import { useMutation } from '@tanstack/react-query'
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
  const mark = useMutation({
    mutationFn: (isWelcome: boolean) => ask('markThanksWelcome', { code, isWelcome }),
  })
  const isWelcome = mark.isPending ? mark.variables : (mark.data?.welcomesThanks ?? welcomesThanks)
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
        onChange={(event) => mark.mutate(event.target.checked)}
      />
      <RefusalNotice error={mark.error} />
    </section>
  )
}
