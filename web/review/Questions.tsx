import {
  type AskedQuestion,
  askedQuestions,
  type QuestionPlace,
  type QuestionState,
} from '@secondstory/review/model/questions'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Menu, type MenuItem } from '../kit/Menu.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

const marks: readonly { readonly state: QuestionState; readonly label: string; readonly says: string }[] = [
  { state: 'pinned', label: 'Keep it in front', says: 'kept in front' },
  { state: 'answered', label: 'It is answered', says: 'answered' },
  { state: 'set-aside', label: 'Not for this review', says: 'set aside' },
]

/** One question at a time, each to be kept in front, answered or set aside; all of them are one fold away. */
export function Questions({ place }: { readonly place: QuestionPlace }) {
  const { questions, mark } = useQuestions(place)
  const [passed, setPassed] = useState(0)
  const open = questions.filter(({ state }) => state === null || state === 'pinned')
  const question = open[passed % Math.max(1, open.length)]
  return (
    <div>
      <h2 className="overline-label mb-2">Worth asking</h2>
      {question === undefined ? (
        <p className="text-soft">Every question here was answered or set aside.</p>
      ) : (
        <>
          <p className="prose-text text-soft italic">{question.ask}</p>
          <div className="-ms-3.5 mt-1 flex flex-wrap items-center">
            <Button look="quiet" onClick={() => setPassed(passed + 1)}>
              Another question
            </Button>
            <Whoever may="write">
              <MarkMenu question={question} onMark={mark} />
            </Whoever>
          </div>
        </>
      )}
      <Fold label="All questions here">
        <ul className="mt-1 flex flex-col">
          {questions.map((each) => (
            <li key={each.id} className="flex items-start gap-2 border-t border-line py-2 text-sm">
              <p className="min-w-0 flex-1 text-soft">
                {each.ask}
                {each.state !== null && (
                  <span className="ms-1.5 text-faint">
                    {marks.find(({ state }) => state === each.state)?.says}
                  </span>
                )}
              </p>
              <Whoever may="write">
                <MarkMenu question={each} onMark={mark} />
              </Whoever>
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  )
}

type OnMark = (question: AskedQuestion, state: QuestionState | null) => void

function MarkMenu({ question, onMark }: { readonly question: AskedQuestion; readonly onMark: OnMark }) {
  const offered: readonly MenuItem[] = marks
    .filter(({ state }) => state !== question.state)
    .map(({ state, label }) => ({ label, onSelect: () => onMark(question, state) }))
  const back: readonly MenuItem[] =
    question.state === null ? [] : [{ label: 'Ask it again', onSelect: () => onMark(question, null) }]
  return (
    <Menu
      trigger={<IconButton label={`More about the question: ${question.ask.slice(0, 60)}`} icon="more" />}
      items={[...offered, ...back]}
    />
  )
}

/** Ours are there at once; the organisation's own and the marks follow from the server. */
function useQuestions(place: QuestionPlace) {
  const { record, reference } = useWorking()
  const client = useQueryClient()
  const incidentId = record.incident.id
  const queryKey = ['questions', reference, place]
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask('listQuestions', { incidentId, place }, signal),
  })
  const mark: OnMark = (question, state) => {
    client.setQueryData<readonly AskedQuestion[]>(queryKey, (asked = []) =>
      asked.map((each) => (each.id === question.id ? { ...each, state } : each)),
    )
    // Whatever the answer, what the server holds is what is shown next.
    ask('markQuestion', { incidentId, questionId: question.id, state }).then(
      () => client.invalidateQueries({ queryKey }),
      () => client.invalidateQueries({ queryKey }),
    )
  }
  return { questions: data ?? askedQuestions(place, [], new Map()), mark }
}
