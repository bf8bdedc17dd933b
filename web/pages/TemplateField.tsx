import { useQuery } from '@tanstack/react-query'
import { Select } from '../kit/Field.tsx'
import { templatesQuery } from '../settings-queries.ts'

/** What the text of the review begins with; it can be another one until something is written. */
export function TemplateField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (templateId: string) => void
}) {
  const templates = useQuery(templatesQuery)
  const options = templates.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <Select
      label="Template"
      hint={templates.data?.find(({ id }) => id === value)?.about}
      value={value}
      options={options}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
