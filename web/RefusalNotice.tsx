import { Refused, sentenceOf } from './client.ts'
import { Notice } from './kit/Notice.tsx'

/** Why the last try was refused, in the server's own sentence, with what stands in the way. Nothing when nothing was. */
export function RefusalNotice({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null
  const blockers = error instanceof Refused ? error.blockers : []
  return (
    <Notice tone="amber" isUrgent>
      <p>{sentenceOf(error)}</p>
      {blockers.length > 1 && (
        <ul className="mt-1.5 list-disc ps-5 text-soft">
          {blockers.map((blocker) => (
            <li key={`${blocker.rule} ${blocker.place.id}`}>{blocker.sentence}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
