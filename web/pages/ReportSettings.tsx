import {
  firstNotice,
  type NoticePart,
  noticeParts,
  noticeQuestions,
  type ReportNotice,
} from '@secondstory/review/model/reports'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Checkbox, TextArea } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { conductQuery, reportNoticeQuery } from '../settings-queries.ts'
import { dayInWords } from '../words.ts'
import { PauseSettings } from './PauseSettings.tsx'

/** What a keeper promises to reporters, when digests rest, and where matters of conduct go. */
export function ReportSettings() {
  const intake = useQuery(reportNoticeQuery)
  const conduct = useQuery(conductQuery)
  return (
    <div className="flex max-w-[46rem] flex-col gap-12">
      <section>
        <h2 className="title text-lg">Near-miss reports</h2>
        <RefusalNotice error={intake.error} />
        {intake.data === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <>
            <Standing isOpen={intake.data.isOpen} notice={intake.data.notice} />
            <NoticeForm key={intake.data.notice?.version ?? 0} notice={intake.data.notice} />
          </>
        )}
      </section>
      <PauseSettings />
      <section>
        <h2 className="title text-lg">Matters of conduct</h2>
        <RefusalNotice error={conduct.error} />
        {conduct.data !== undefined && (
          <ConductForm key={conduct.data.version} text={conduct.data.text} version={conduct.data.version} />
        )}
      </section>
    </div>
  )
}

function Standing({ isOpen, notice }: { readonly isOpen: boolean; readonly notice: ReportNotice | null }) {
  const close = useChange('closeReportIntake', { touches: () => [keys.reportNotice] })
  if (notice === null) {
    return (
      <p className="mt-1 text-soft">
        No report is taken until somebody stands behind what is promised. Read the notice below, make it say
        only what will be kept here, and accept it. People speak more freely where someone with standing has
        told a story of their own first: open a near miss, choose the template “A leader goes first”, and
        publish it before the first report is asked for.
      </p>
    )
  }
  return (
    <div className="mt-2">
      <Notice
        tone={isOpen ? 'accent' : 'plain'}
        action={
          isOpen ? (
            <Button isBusy={close.isPending} onClick={() => close.mutate({})}>
              Take no more reports
            </Button>
          ) : undefined
        }
      >
        {isOpen ? 'Reports are taken.' : 'Reports are not taken at the moment; receipts go on working.'}{' '}
        Version {notice.version} was accepted by {notice.acceptedBy} on {dayInWords(notice.acceptedOn)}.
      </Notice>
      <RefusalNotice error={close.error} />
    </div>
  )
}

function NoticeForm({ notice }: { readonly notice: ReportNotice | null }) {
  const [texts, setTexts] = useState<Readonly<Record<NoticePart, string>>>(notice ?? firstNotice)
  const [isRead, setRead] = useState(false)
  const accept = useChange('acceptReportNotice', { touches: () => [keys.reportNotice] })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { isProtected, isNotProtected, readers, keptFor } = texts
    if (isRead) accept.mutate({ isProtected, isNotProtected, readers, keptFor })
  }
  return (
    <form onSubmit={send} className="mt-5 flex flex-col gap-5">
      {noticeParts.map((part) => (
        <TextArea
          key={part}
          label={noticeQuestions[part]}
          required
          maxLength={4000}
          value={texts[part]}
          onChange={(event) => setTexts({ ...texts, [part]: event.target.value })}
        />
      ))}
      <Checkbox
        label="I stand behind this in my own name"
        hint="Your name is shown with it. A later version never takes back an earlier one. A proxy in front of this server keeps no log of /report."
        checked={isRead}
        onChange={(event) => setRead(event.target.checked)}
      />
      <RefusalNotice error={accept.error} />
      <Button type="submit" look="accent" disabled={!isRead} isBusy={accept.isPending} className="self-start">
        {notice === null ? 'Accept it and take reports' : 'Accept it as a new version'}
      </Button>
    </form>
  )
}

function ConductForm({ text: kept, version }: { readonly text: string; readonly version: number }) {
  const [text, setText] = useState(kept)
  const correct = useChange('correctConduct', { touches: () => [keys.conduct] })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        correct.mutate({ version, text })
      }}
      className="mt-2 flex flex-col gap-4"
    >
      <TextArea
        label="Where they go"
        hint="The office, how it is reached, how it decides, and the boundary you published. Shown at /conduct to anyone."
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={correct.error} />
      <Button type="submit" disabled={text === kept} isBusy={correct.isPending} className="self-start">
        Save the text
      </Button>
    </form>
  )
}
