import { deeperQuestions } from '@secondstory/review/model/questions'

/** A person stood where a condition belongs: the refusal, before the server says it, and three questions that lead on. */
export function Deeper({ quote }: { readonly quote: string }) {
  return (
    <div role="status" className="mt-2 border-s-2 border-amber-line bg-amber-wash px-4 py-3">
      <p>
        “{quote}” is not a condition of the system, so nothing could be changed about it. One of these may
        lead further:
      </p>
      <ul className="mt-2 flex flex-col gap-1.5 font-serif text-md">
        {deeperQuestions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </div>
  )
}
