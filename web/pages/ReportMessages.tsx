import type { ReportMessage } from '@secondstory/review/model/reports'
import { classes } from '../kit/classes.ts'
import { dayInWords } from '../words.ts'

const speakers = { reporter: 'The reporter', steward: 'A steward' } as const

/** What was said on both sides, by day. `own` is who reads. */
export function ReportMessages({
  messages,
  own,
}: {
  readonly messages: readonly ReportMessage[]
  readonly own: ReportMessage['from']
}) {
  if (messages.length === 0) return null
  return (
    <section aria-label="What was said">
      <h2 className="title text-lg">What was said</h2>
      <ol className="mt-2 flex flex-col gap-4">
        {messages.map(({ from, on, text }, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: messages are only added, so a place is a name.
            key={at}
            className={classes('border-s-2 ps-4', from === own ? 'border-line' : 'border-accent')}
          >
            <p className="text-sm text-soft">
              {from === own ? 'You' : speakers[from]}, {dayInWords(on)}
            </p>
            <p className="prose-text whitespace-pre-line">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
