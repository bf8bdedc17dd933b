import {
  type Disposition,
  dispositions,
  type Report,
  type ReportWords,
} from '@secondstory/review/model/reports'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords } from '../words.ts'

interface OfReport {
  readonly report: Report
}

const touches = () => [keys.reports()]

/** One deed, folded until it is wanted. */
function Deed({
  label,
  onSend,
  children,
}: {
  readonly label: string
  readonly onSend: () => void
  readonly children: ReactNode
}) {
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Fold label={label}>
      <form onSubmit={send} className="flex flex-col gap-4 pt-2 pb-4">
        {children}
      </form>
    </Fold>
  )
}

/** Asks whoever reported; they answer through their receipt. */
export function QuestionToReporter({ report }: OfReport) {
  const [text, setText] = useState('')
  const ask = useChange('addReportQuestion', { touches, onDone: () => setText('') })
  if (report.naming === 'automatic') return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate({ id: report.id, text })
      }}
      className="flex flex-col gap-4"
    >
      <TextArea
        label="Ask the reporter"
        hint="About the system and the situation. They read it behind their receipt, and may answer there."
        required
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={ask.error} />
      <Button type="submit" look="accent" isBusy={ask.isPending} className="self-start">
        Send the question
      </Button>
    </form>
  )
}

/** Opens a review with the words, freed of everybody. */
export function ReviewFromReport({ report, words }: OfReport & { readonly words: ReportWords }) {
  const go = useGo()
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState(() =>
    [words.happened, words.stopped, words.couldHave].filter((part) => part !== '').join('\n\n'),
  )
  const open = useChange('openIncidentFromReport', {
    touches: () => [keys.reports(), keys.incidents(), keys.home],
    onDone: ({ incident }) => go(paths.incident(`INC-${incident.number}`)),
  })
  const component = words.component === '' ? {} : { component: words.component.slice(0, 100) }
  return (
    <Deed
      label="Open a review from it"
      onSend={() => open.mutate({ id: report.id, title, summary, ...component })}
    >
      <p className="text-soft">
        A near miss opens with these words and without whoever told them. Everyone who works on reviews reads
        it, so change whatever points at one person.
      </p>
      <Field
        label="Title"
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label="What is carried over"
        required
        maxLength={8000}
        value={summary}
        onChange={(event) => setSummary(event.target.value)}
      />
      <RefusalNotice error={open.error} />
      <Button type="submit" isBusy={open.isPending} className="self-start">
        Open the review
      </Button>
    </Deed>
  )
}

function isDisposition(value: string): value is Disposition {
  return Object.hasOwn(dispositions, value)
}

/** Closes it with an outcome and a word to the reporter. */
export function CloseReport({ report }: OfReport) {
  const [disposition, setDisposition] = useState<Disposition>(report.disposition ?? 'changed')
  const [text, setText] = useState('')
  const close = useChange('closeReport', { touches })
  return (
    <Deed label="Close it" onSend={() => close.mutate({ id: report.id, disposition, text })}>
      <Select
        label="What became of it"
        value={disposition}
        options={Object.entries(dispositions).map(([value, label]) => ({ value, label }))}
        onChange={(event) => isDisposition(event.target.value) && setDisposition(event.target.value)}
      />
      <TextArea
        label="A word to the reporter"
        hint="What was done, or why nothing follows. Without it, the next one is not told."
        required
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {report.naming === 'confidential' && (
        <p className="text-sm text-soft">The name behind it is deleted with this, for good.</p>
      )}
      <RefusalNotice error={close.error} />
      <Button type="submit" isBusy={close.isPending} className="self-start">
        Close the report
      </Button>
    </Deed>
  )
}

/** Hands thanks on, where whoever reported said that they are welcome. */
export function ThanksToReporter({ report }: OfReport) {
  const [text, setText] = useState('')
  const hand = useChange('addReportThanks', { touches, onDone: () => setText('') })
  return (
    <Deed label="Hand thanks on" onSend={() => hand.mutate({ id: report.id, text })}>
      <TextArea
        label="A note to the reporter"
        hint="From you, or from whoever asked you to. It stands behind the receipt; who it comes from stands in its words."
        required
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {report.thanks.map(({ text: said, on }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes are only added, so a place is a name.
        <p key={at} className="text-sm text-soft">
          Handed on {dayInWords(on)}: <q>{said}</q>
        </p>
      ))}
      <RefusalNotice error={hand.error} />
      <Button type="submit" isBusy={hand.isPending} className="self-start">
        Hand it on
      </Button>
    </Deed>
  )
}

/** Deletes everything that was said, after one more question. */
export function DeleteReport({ report }: OfReport) {
  const [isAsking, setAsking] = useState(false)
  const remove = useChange('removeReport', { touches, onDone: () => setAsking(false) })
  return (
    <div className="border-t border-line pt-4">
      <Button look="quiet" onClick={() => setAsking(true)}>
        Delete the report
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title="Delete the report">
        <p>
          Its words, what was said about it and the name behind it are deleted for good. A certificate without
          content stays here and behind the receipt.
        </p>
        <RefusalNotice error={remove.error} />
        <DialogActions>
          <Button onClick={() => setAsking(false)}>Leave it</Button>
          <Button look="accent" isBusy={remove.isPending} onClick={() => remove.mutate({ id: report.id })}>
            Delete it for good
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}
