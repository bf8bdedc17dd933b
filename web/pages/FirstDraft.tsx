import { htmlOf } from '@secondstory/review/documents/html'
import { blockOfLine } from '@secondstory/review/documents/record-blocks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { ask, type OperationOutput, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Checkbox, TextArea } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'

type Draft = OperationOutput<'readFirstDraft'>
type Passage = Draft['passages'][number]

/** What a block of the record would show stands among the passages already. */
const leftOut = (line: string) => (blockOfLine(line) === null ? null : '')

/** The draft as somebody it describes reads it first: calm, on a phone, from a link, without an account. */
export function FirstDraft() {
  const { token = '' } = useParams({ strict: false })
  const draft = useQuery({
    queryKey: ['first-draft', token],
    queryFn: ({ signal }) => ask('readFirstDraft', { token }, signal),
    retry: false,
  })
  return (
    <main className="mx-auto max-w-[40rem] px-5 py-8 sm:py-14">
      {draft.isPending && <Skeleton lines={6} label="Opening the draft" />}
      <RefusalNotice error={draft.error} />
      {draft.data !== undefined && <Reading draft={draft.data} token={token} />}
    </main>
  )
}

function Reading({ draft, token }: { readonly draft: Draft; readonly token: string }) {
  const about = draft.passages.filter(({ isAboutReader }) => isAboutReader)
  const rest = draft.passages.filter(({ isAboutReader }) => !isAboutReader)
  return (
    <>
      <p className="text-sm text-faint">{draft.reference}, a draft</p>
      <h1 className="title mt-1 text-2xl [overflow-wrap:anywhere]">{draft.title}</h1>
      <p className="prose-text mt-4">
        You read this before anyone else, because it tells of the {draft.role}. Say where it is not how it
        was. {deadline(draft)}
      </p>
      <p className="mt-3 text-soft">
        Nobody is told whether you opened it, agreed or said nothing. What you write goes to those who work on
        the review, with your role or anonymously, and their answer appears here.
      </p>
      {draft.own.some(({ state }) => state !== 'confirmed') && <Answers draft={draft} />}
      <section className="mt-9" aria-labelledby="about-you">
        <h2 id="about-you" className="title border-b border-line pb-1.5 text-lg">
          What concerns you
        </h2>
        {about.length === 0 && (
          <p className="mt-3 text-soft">No sentence of the draft speaks of the {draft.role} by that name.</p>
        )}
        <Passages passages={about} draft={draft} token={token} />
      </section>
      <section className="mt-9" aria-labelledby="the-rest">
        <h2 id="the-rest" className="title border-b border-line pb-1.5 text-lg">
          The rest of the draft
        </h2>
        <Passages passages={rest} draft={draft} token={token} />
      </section>
    </>
  )
}

function deadline({ isOpen, closesAt }: Draft): string {
  if (!isOpen || closesAt === null) return 'Corrections are closed now; a later edition can still say it.'
  const words = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(closesAt))
  return `It is released after ${words} at the earliest, and not while an objection is open.`
}

const states = { open: 'Waits for an answer', accepted: 'Accepted', declined: 'Stays as it is' } as const

function Answers({ draft }: { readonly draft: Draft }) {
  return (
    <section className="mt-9" aria-labelledby="your-objections">
      <h2 id="your-objections" className="title border-b border-line pb-1.5 text-lg">
        What you objected to
      </h2>
      <ul>
        {draft.own.map(({ id, place, text, state, answer, saidBy }) =>
          state === 'confirmed' ? null : (
            <li key={id} className="border-b border-line py-3">
              <p className="text-sm text-faint">
                {place}, said {saidBy === '' ? 'anonymously' : `as ${saidBy}`}
              </p>
              <p className="font-serif text-md whitespace-pre-wrap">{text}</p>
              <p className="mt-1">
                <strong className="font-medium">{states[state]}</strong>
                {answer !== '' && `: ${answer}`}
              </p>
            </li>
          ),
        )}
      </ul>
    </section>
  )
}

interface PassagesProps {
  readonly passages: readonly Passage[]
  readonly draft: Draft
  readonly token: string
}

function Passages({ passages, draft, token }: PassagesProps) {
  return (
    <ol>
      {passages.map((passage) => (
        <li key={passage.place} className="border-b border-line py-4">
          <h3 className="text-sm text-faint">{passage.place}</h3>
          <div
            className="prose-text mt-1 font-serif text-prose [overflow-wrap:anywhere]"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: `htmlOf` is the sanitizer of editions.
            dangerouslySetInnerHTML={{ __html: htmlOf(passage.text, { block: leftOut }) }}
          />
          {draft.isOpen && <PassageAnswer passage={passage} draft={draft} token={token} />}
        </li>
      ))}
    </ol>
  )
}

function PassageAnswer({
  passage: { place, isAboutReader },
  draft,
  token,
}: {
  readonly passage: Passage
  readonly draft: Draft
  readonly token: string
}) {
  const client = useQueryClient()
  const [isWriting, setWriting] = useState(false)
  const [problem, setProblem] = useState('')
  const isConfirmed = draft.own.some((each) => each.place === place && each.state === 'confirmed')
  const send = async (work: Promise<unknown>): Promise<void> => {
    const failed = await work.then(
      () => '',
      (error: unknown) => sentenceOf(error),
    )
    setProblem(failed)
    if (failed !== '') return
    setWriting(false)
    await client.invalidateQueries({ queryKey: ['first-draft', token] })
  }
  if (isWriting) {
    return (
      <ObjectionForm
        role={draft.role}
        problem={problem}
        onSend={(said) => void send(ask('addObjection', { token, place, ...said }))}
        onClose={() => setWriting(false)}
      />
    )
  }
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {isAboutReader &&
        (isConfirmed ? (
          <p className="text-sm text-soft">You noted that this is right. Only you see it.</p>
        ) : (
          <Button look="quiet" onClick={() => void send(ask('acceptPassage', { token, place }))}>
            This is right<span className="sr-only">: {place}</span>
          </Button>
        ))}
      <Button look={isAboutReader ? 'plain' : 'quiet'} onClick={() => setWriting(true)}>
        It was different<span className="sr-only">: {place}</span>
      </Button>
      {problem !== '' && (
        <p role="alert" className="text-sm text-amber">
          {problem}
        </p>
      )}
    </div>
  )
}

interface Said {
  readonly text: string
  readonly isAnonymous: boolean
}

function ObjectionForm({
  role,
  problem,
  onSend,
  onClose,
}: {
  readonly role: string
  readonly problem: string
  readonly onSend: (said: Said) => void
  readonly onClose: () => void
}) {
  const [said, setSaid] = useState<Said>({ text: '', isAnonymous: false })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSend(said)
  }
  return (
    <form className="mt-3 flex flex-col gap-3" onSubmit={submit}>
      <TextArea
        label="How was it?"
        hint="What you saw and knew then. Names become roles."
        autoFocus
        required
        maxLength={2000}
        value={said.text}
        problem={problem}
        onChange={(event) => setSaid({ ...said, text: event.target.value })}
      />
      <Checkbox
        label="Say it anonymously"
        hint={`Otherwise it is said as ${role}.`}
        checked={said.isAnonymous}
        onChange={(event) => setSaid({ ...said, isAnonymous: event.target.checked })}
      />
      <div className="flex gap-2">
        <Button type="submit" look="accent">
          Object
        </Button>
        <Button look="quiet" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
