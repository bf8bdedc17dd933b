import { type GateQuestion, gateQuestions, gateWords } from '@secondstory/review/model/gate-answers'
import { answerBlockers } from '@secondstory/review/model/gate-policy'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { TextArea } from '../kit/Field.tsx'
import { useMayHere } from '../record.ts'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { useHash } from './use-hash.ts'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'
import { useVersions } from './use-versions.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** The two questions every review ends on, and the second loop: short answers, each under its question. */
export function Answers() {
  const { record } = useWorking()
  const { answers } = record.review
  const shown = gateQuestions.filter(
    (question) => question !== 'secondLoopResult' || answers.secondLoop.trim() !== '',
  )
  return (
    <section aria-labelledby="answers-title" className="mt-12 max-w-[46rem]">
      <h2 id="answers-title" className="title border-b border-line pb-1.5 text-lg">
        What the review answers
      </h2>
      {shown.map((question) => (
        <Answer key={question} question={question} />
      ))}
    </section>
  )
}

function Answer({ question }: { readonly question: GateQuestion }) {
  const { record } = useWorking()
  const hash = useHash()
  const place = useRef<HTMLDivElement>(null)
  const mayWrite = useMayHere()('write')
  const [isWriting, setWriting] = useState(false)
  const id = `answer-${question}`
  useEffect(() => {
    if (hash !== id) return
    if (mayWrite) setWriting(true)
    place.current?.scrollIntoView({ block: 'center' })
  }, [hash, id, mayWrite])
  const text = record.review.answers[question]
  return (
    <div ref={place} id={id} className="scroll-mt-8 border-b border-line py-3">
      <h3 className="font-medium">{gateWords[question].ask}</h3>
      {isWriting ? (
        <AnswerForm question={question} onClose={() => setWriting(false)} />
      ) : (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          {text.trim() === '' ? (
            <p className="min-w-0 flex-1 font-serif text-md text-faint italic">
              {gateWords[question].example}
            </p>
          ) : (
            <p className="prose-text min-w-0 flex-1 whitespace-pre-line">{text}</p>
          )}
          <Whoever may="write">
            <Button look="quiet" className="-me-3.5" onClick={() => setWriting(true)}>
              {text.trim() === '' ? 'Answer' : 'Edit'}
              <span className="sr-only">: {gateWords[question].ask}</span>
            </Button>
          </Whoever>
        </div>
      )}
    </div>
  )
}

function useSaving(question: GateQuestion, onClose: () => void) {
  const { change, record } = useWorking()
  const [problems, setProblems] = useState<readonly string[]>([])
  const { incidentId } = record.review
  const [start] = useState(() => ({
    entry: { text: record.review.answers[question] },
    version: record.review.version,
  }))
  const versions = useVersions<{ readonly text: string }>({
    fields: [{ key: 'text', label: gateWords[question].ask, inWords: ({ text }) => text }],
    start,
    send: ({ entry: { text }, version }) =>
      change({
        send: () => ask('correctReview', { incidentId, version, answers: { [question]: text } }),
        settle: (row, review) => ({ ...row, review }),
        isShownInPlace: true,
      }),
    read: ({ review }) => ({ entry: { text: review.answers[question] }, version: review.version }),
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  return { versions, start: start.entry.text, problems, setProblems }
}

function AnswerForm({
  question,
  onClose,
}: {
  readonly question: GateQuestion
  readonly onClose: () => void
}) {
  const language = useLanguage()
  const roster = useRoster()
  const { versions, start, problems, setProblems } = useSaving(question, onClose)
  const [text, setText] = useState(start)
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = answerBlockers({
      question,
      text,
      personShaped: language?.isPersonShaped(text, roster)?.quote ?? null,
      isNull: language?.isNullAction(text) === true,
    })
    setProblems(blockers.map(({ sentence }) => sentence))
    if (blockers.length === 0) void versions.save({ text: text.trim() })
  }
  if (versions.meeting !== null) return <TwoVersions noun="this answer" meeting={versions.meeting} />
  return (
    <form onSubmit={save} className="mt-2 flex flex-col gap-3">
      <TextArea
        label={gateWords[question].ask}
        isLabelHidden
        placeholder={gateWords[question].example}
        rows={3}
        maxLength={4000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
