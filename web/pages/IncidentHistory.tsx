import { type Incident, reference } from '@secondstory/review/model/incident'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { Sheet } from '../kit/Dialog.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { instantInWords } from '../words.ts'

/** Every change of an incident and its review, the newest first: what, by whom, when. Read beside the page. */
export function IncidentHistory({
  incident,
  onClose,
}: {
  readonly incident: Incident
  readonly onClose: () => void
}) {
  const name = reference(incident)
  const history = useQuery({
    queryKey: keys.history(name),
    queryFn: ({ signal }) => ask('listHistory', { incidentId: incident.id }, signal),
  })
  return (
    <Sheet isOpen onClose={onClose} title={`History of ${name}`} about="Every change, the newest first.">
      <RefusalNotice error={history.error} />
      {history.isPending && <Skeleton lines={5} label="Reading the history" />}
      <ol className="flex flex-col divide-y divide-line/70">
        {history.data?.map((line) => (
          <li key={line.id} className="py-2.5">
            <p className="[overflow-wrap:anywhere]">{line.what}</p>
            <p className="tabular text-sm text-faint">
              {instantInWords(line.at)}, {line.byName}
            </p>
          </li>
        ))}
      </ol>
      {history.data?.length === 0 && <p className="text-soft">Nothing was changed yet.</p>}
    </Sheet>
  )
}
