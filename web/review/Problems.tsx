import type { Refused } from '../client.ts'

/** The sentences of a refusal. */
export function problemsOf(refused: Refused): readonly string[] {
  return refused.blockers.length > 0 ? refused.blockers.map(({ sentence }) => sentence) : [refused.sentence]
}

/** What a form still needs, said where it stands. */
export function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null
  return (
    <div role="alert">
      <ul className="flex flex-col gap-1 border-s-2 border-amber-line ps-3 text-amber">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  )
}
