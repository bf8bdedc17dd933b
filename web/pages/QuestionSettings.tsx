import { isKind, type QuestionKind, questionKinds } from '@secondstory/review/model/question-bank'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { ownQuestionsQuery } from '../settings-queries.ts'

const kindOptions = Object.entries(questionKinds).map(([value, label]) => ({ value, label }))

function NewQuestion() {
  const [kind, setKind] = useState<QuestionKind>('analysis')
  const [words, setWords] = useState('')
  const add = useChange('addQuestion', { touches: () => [keys.ownQuestions], onDone: () => setWords('') })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ kind, ask: words })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Select
        label="Asked under"
        value={kind}
        options={kindOptions}
        onChange={(event) => isKind(event.target.value) && setKind(event.target.value)}
      />
      <Field
        label="The question"
        hint="About the system and the situation; a question that asks who is answered with a better one."
        placeholder="Which customer promise was closest to breaking?"
        required
        maxLength={300}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <RefusalNotice error={add.error} />
      <Button type="submit" look="accent" isBusy={add.isPending} className="self-start">
        Ask it in every review
      </Button>
    </form>
  )
}

/** The organisation's own questions, asked beside ours where their kind helps. */
export function QuestionSettings() {
  const questions = useQuery(ownQuestionsQuery)
  const remove = useChange('removeQuestion', {
    touches: () => [keys.ownQuestions],
    guesses: ({ id }) => [
      guess<OperationOutput<'listOwnQuestions'>>(keys.ownQuestions, (kept) =>
        kept.filter((question) => question.id !== id),
      ),
    ],
  })
  return (
    <div className="grid max-w-[60rem] gap-x-16 gap-y-10 lg:grid-cols-2">
      <section>
        <h2 className="title mb-1 text-lg">A question of your own</h2>
        <p className="mb-5 text-soft">
          Reviews ask one question at a time from a bank of 112. Yours stand behind them, where their kind
          helps.
        </p>
        <NewQuestion />
      </section>
      <section>
        <h2 className="title mb-3 text-lg">Asked in every review</h2>
        <RefusalNotice error={questions.error ?? remove.error} />
        {questions.isPending && <Skeleton lines={2} />}
        <ul className="flex flex-col divide-y divide-line/70">
          {questions.data?.map((question) => (
            <li key={question.id} className="flex items-center justify-between gap-4 py-3">
              <div className="min-w-0">
                <p className="prose-text">{question.ask}</p>
                <p className="text-sm text-soft">{questionKinds[question.kind]}</p>
              </div>
              <Button look="quiet" onClick={() => remove.mutate({ id: question.id })}>
                Take it away
              </Button>
            </li>
          ))}
        </ul>
        {questions.data?.length === 0 && <p className="text-soft">There are none of your own yet.</p>}
      </section>
    </div>
  )
}
