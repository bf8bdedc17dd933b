import { spelled } from '@secondstory/review/model/receipts'
import {
  catches,
  dispositions,
  isUnanswered,
  type ReportReceipt as Read,
  reportParts,
} from '@secondstory/review/model/reports'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Quiet } from './Quiet.tsx'
import { ReportCertificate } from './ReportCertificate.tsx'
import { ReportMessages } from './ReportMessages.tsx'
import { ReportNoticeText } from './ReportNoticeText.tsx'
import { ReportThanks } from './ReportThanks.tsx'

/** Where a receipt leads: the code stays in this page's memory, never in its address. */
export function ReportReceipt() {
  const [code, setCode] = useState('')
  // What stands here stays while it is read again after something was said.
  const [receipt, show] = useState<Read | null>(null)
  const read = useMutation({ mutationFn: () => ask('readReportReceipt', { code }), onSuccess: show })
  const open = (event: FormEvent) => {
    event.preventDefault()
    read.mutate()
  }
  return (
    <Quiet
      title="Your receipt"
      about="Questions, answers, and what became of your report. No account is needed."
    >
      {receipt === null ? (
        <form onSubmit={open} className="flex flex-col gap-5">
          <Field
            label="Receipt"
            hint="Twenty letters and digits; small ones, spaces and hyphens are all fine."
            autoComplete="off"
            spellCheck={false}
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
            className="font-mono"
          />
          <RefusalNotice error={read.error} />
          <Button type="submit" look="accent" isBusy={read.isPending} className="self-start">
            Open the report
          </Button>
        </form>
      ) : (
        <Opened code={code} receipt={receipt} onChanged={() => read.mutate()} />
      )}
    </Quiet>
  )
}

function stateInWords({ state, disposition, messages }: Read): string {
  if (state === 'deleted') return 'This report was deleted.'
  if (state === 'waiting') return 'It waits for other reports before a steward sees it; two days at most.'
  if (state === 'closed' && disposition !== null) return `It is closed. ${dispositions[disposition]}`
  if (disposition === 'review') return dispositions.review
  return isUnanswered(messages) ? 'The stewards have it.' : 'A steward said something; you can answer below.'
}

function Opened({
  code,
  receipt,
  onChanged,
}: {
  readonly code: string
  readonly receipt: Read
  readonly onChanged: () => void
}) {
  const { words, messages, notice, certificate } = receipt
  return (
    <div className="flex flex-col gap-8">
      <p role="status" className="border-s-2 border-accent ps-4 text-md">
        {stateInWords(receipt)}
      </p>
      {certificate !== null && <ReportCertificate certificate={certificate} />}
      <ReportMessages messages={messages} own="reporter" />
      {words !== null && <Answer code={code} onSent={onChanged} />}
      {words !== null && <ReportThanks code={code} receipt={receipt} />}
      {words !== null && (
        <section>
          <h2 className="title text-lg">What you told</h2>
          <dl className="mt-2 flex flex-col gap-3">
            {reportParts
              .filter(({ part }) => words[part] !== '')
              .map(({ part, question }) => (
                <div key={part}>
                  <dt className="text-sm text-soft">{question}</dt>
                  <dd className="prose-text whitespace-pre-line">{words[part]}</dd>
                </div>
              ))}
            <div>
              <dt className="text-sm text-soft">What sort of catch was it?</dt>
              <dd>{catches[words.caught].says}</dd>
            </div>
          </dl>
        </section>
      )}
      <ReportNoticeText notice={notice} />
      {words !== null && <TakeBack code={code} onGone={onChanged} />}
    </div>
  )
}

function Answer({ code, onSent }: { readonly code: string; readonly onSent: () => void }) {
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: () => ask('addReportMessage', { code, text }),
    onSuccess: () => {
      setText('')
      onSent()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
      className="flex flex-col gap-4"
    >
      <TextArea
        label="Say something to the stewards"
        hint="Of an anonymous report they see it the next day."
        maxLength={8000}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={send.error} />
      <Button type="submit" look="accent" isBusy={send.isPending} className="self-start">
        Send
      </Button>
    </form>
  )
}

function TakeBack({ code, onGone }: { readonly code: string; readonly onGone: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => ask('removeOwnReport', { code }),
    onSuccess: () => {
      setAsking(false)
      onGone()
    },
  })
  return (
    <section className="border-t border-line pt-5">
      <Button look="quiet" onClick={() => setAsking(true)}>
        Take the report back
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title="Take the report back">
        <p>
          Everything under the receipt {spelled(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))} is deleted for
          good. What stays is a certificate that says so, and a review if it became one.
        </p>
        <RefusalNotice error={remove.error} />
        <DialogActions>
          <Button onClick={() => setAsking(false)}>Leave it</Button>
          <Button look="accent" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            Delete it for good
          </Button>
        </DialogActions>
      </Dialog>
    </section>
  )
}
