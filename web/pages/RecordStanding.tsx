import { mayOnRecord, needSentences, type RecordNeed } from '@secondstory/review/model/permission'
import { useQuery } from '@tanstack/react-query'
import { reviewPeopleQuery, selfQuery } from '../queries.ts'
import { useMayHere } from '../record.ts'

/** What whoever looks may do with a record, from the same function the server asks; null until that is known. */
export function useStanding(incidentId: string | null): ((need: RecordNeed) => boolean) | null {
  const me = useQuery(selfQuery).data?.person
  const asked = useQuery({ ...reviewPeopleQuery(incidentId ?? ''), enabled: incidentId !== null })
  const standing = asked.data?.standing
  if (me == null || standing === undefined) return null
  return (need) => mayOnRecord({ ...me, kind: 'person' }, need, standing)
}

/**
 * Until it is known who looks, nobody is held back from writing: nearly all may, and a button that comes late moves the
 * page. What one tells oneself is asked of the server, so it waits.
 */
export const everybody = (need: RecordNeed) => need !== 'tell'

/**
 * For somebody who reads a record and does not write it: who does, in the words a refusal would use, before anything is
 * tried. Nothing for those who write it.
 */
export function RecordStanding() {
  const may = useMayHere()
  if (may('write')) return null
  return (
    <p className="mt-4 border-s-2 border-line ps-3 text-soft text-pretty">
      {needSentences.write} {may('tell') && 'You can say here what you saw, under Accounts, and comment.'}
    </p>
  )
}
