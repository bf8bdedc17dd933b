import { textOfTemplate } from '@secondstory/review/model/templates'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { Select } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { templatesQuery } from '../settings-queries.ts'
import { useWorking } from './working.tsx'

/** What the text begins with; it can be another one while nothing is written. */
export function TemplateChoice() {
  const { record, reference, refresh } = useWorking()
  const incidentId = record.incident.id
  const mine = useQuery({
    queryKey: keys.template(reference),
    queryFn: ({ signal }) => ask('readTemplate', { incidentId }, signal),
  })
  const templates = useQuery(templatesQuery)
  const assign = useChange('assignTemplate', {
    onDone: () =>
      void refresh().then(
        () => location.reload(),
        () => undefined,
      ),
  })
  if (mine.data === undefined || templates.data === undefined) return null
  if (record.draft.text.trim() !== textOfTemplate(mine.data.sections).trim()) return null
  return (
    <div className="mb-5 max-w-80">
      <Select
        label="Begin with"
        hint={templates.data.find(({ id }) => id === mine.data.id)?.about}
        value={mine.data.id}
        options={templates.data.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => assign.mutate({ incidentId, templateId: event.target.value })}
      />
      <RefusalNotice error={assign.error} />
    </div>
  )
}
