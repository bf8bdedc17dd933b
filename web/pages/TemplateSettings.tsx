import type { Severity } from '@secondstory/review/model/severity'
import { type Template, type TemplateSection, templateBlockers } from '@secondstory/review/model/templates'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Blockers } from '../kit/Blockers.tsx'
import { Button } from '../kit/Button.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { templatesQuery } from '../settings-queries.ts'

/** What a review's text can begin with: ours to read, the organisation's own to write. */
export function TemplateSettings() {
  const templates = useQuery(templatesQuery)
  const [editing, setEditing] = useState<string | null>(null)
  const remove = useChange('removeTemplate', { touches: () => [keys.templates] })
  const close = () => setEditing(null)
  return (
    <section className="flex max-w-[46rem] flex-col gap-5">
      <div className="text-soft">
        <h2 className="title mb-1 text-lg text-ink">What a text begins with</h2>
        <p>
          A template is chosen when an incident is opened, and can be changed until something is written. A
          review keeps the sections it began with, whatever is changed here later.
        </p>
      </div>
      <RefusalNotice error={templates.error ?? remove.error} />
      {templates.isPending && <Skeleton lines={5} label="Reading the templates" />}
      <ul className="flex flex-col border-t border-line">
        {templates.data?.map((template) => (
          <li key={template.id} className="border-b border-line py-3">
            {editing === template.id ? (
              <TemplateForm template={template} onClose={close} />
            ) : (
              <>
                <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <p className="font-medium">{template.name}</p>
                  {template.isOwn && (
                    <span className="flex">
                      <Button look="quiet" onClick={() => setEditing(template.id)}>
                        Edit
                      </Button>
                      <Button look="quiet" onClick={() => remove.mutate({ id: template.id })}>
                        Remove
                      </Button>
                    </span>
                  )}
                </div>
                <p className="text-soft">{template.about}</p>
                <Fold label={`${template.sections.length} sections`}>
                  <dl className="flex flex-col gap-2 pb-2">
                    {template.sections.map(({ heading, prompt }) => (
                      <div key={heading}>
                        <dt>{heading}</dt>
                        <dd className="text-sm text-soft">{prompt}</dd>
                      </div>
                    ))}
                  </dl>
                </Fold>
              </>
            )}
          </li>
        ))}
      </ul>
      {editing === 'new' ? (
        <TemplateForm template={null} onClose={close} />
      ) : (
        <Button icon="plus" className="self-start" onClick={() => setEditing('new')}>
          Add a template
        </Button>
      )}
    </section>
  )
}

const blank: TemplateSection = { heading: '', prompt: '', requiredFor: [] }

function TemplateForm({
  template,
  onClose,
}: {
  readonly template: Template | null
  readonly onClose: () => void
}) {
  const [name, setName] = useState(template?.name ?? '')
  const [about, setAbout] = useState(template?.about ?? '')
  const [sections, setSections] = useState<readonly TemplateSection[]>(template?.sections ?? [blank])
  const plan = { touches: () => [keys.templates], onDone: onClose }
  const add = useChange('addTemplate', plan)
  const correct = useChange('correctTemplate', plan)
  const problems = templateBlockers(sections.filter(({ heading }) => heading.trim() !== ''))
  const send = (event: FormEvent) => {
    event.preventDefault()
    const kept = sections
      .filter(({ heading }) => heading.trim() !== '')
      .map((section) => ({ ...section, requiredFor: [...section.requiredFor] }))
    if (problems.length > 0 || name.trim() === '') return
    if (template === null) add.mutate({ name, about, sections: kept })
    else correct.mutate({ id: template.id, version: template.version, name, about, sections: kept })
  }
  const set = (at: number, section: TemplateSection) =>
    setSections(sections.map((each, index) => (index === at ? section : each)))
  return (
    <form
      onSubmit={send}
      aria-label={template === null ? 'Add a template' : 'Edit the template'}
      className="flex flex-col gap-4 py-3"
    >
      <Field
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label="When it fits"
        maxLength={300}
        value={about}
        onChange={(event) => setAbout(event.target.value)}
      />
      {sections.map((section, index) => (
        <SectionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a section has no name but its place while it is written.
          key={index}
          section={section}
          onChange={(next) => set(index, next)}
          onRemove={() => setSections(sections.filter((_each, at) => at !== index))}
        />
      ))}
      <Button
        look="quiet"
        icon="plus"
        className="self-start"
        onClick={() => setSections([...sections, blank])}
      >
        Another section
      </Button>
      <Blockers lines={problems.map(({ sentence }) => ({ key: sentence, sentence }))} />
      <RefusalNotice error={add.error ?? correct.error} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={add.isPending || correct.isPending}>
          Keep
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const required: readonly {
  readonly value: string
  readonly label: string
  readonly of: readonly Severity[]
}[] = [
  { value: '', label: 'May stay empty', of: [] },
  { value: 'SEV1', label: 'Required after a SEV1', of: ['SEV1'] },
  { value: 'SEV2', label: 'Required after SEV1 and SEV2', of: ['SEV1', 'SEV2'] },
  { value: 'all', label: 'Always required', of: ['SEV1', 'SEV2', 'SEV3', 'SEV4'] },
]

function SectionFields({
  section,
  onChange,
  onRemove,
}: {
  readonly section: TemplateSection
  readonly onChange: (section: TemplateSection) => void
  readonly onRemove: () => void
}) {
  const chosen = required.find(({ of }) => of.length === section.requiredFor.length)?.value ?? ''
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-s-2 border-line ps-4">
      <Field
        label="Heading"
        maxLength={120}
        value={section.heading}
        onChange={(event) => onChange({ ...section, heading: event.target.value })}
      />
      <TextArea
        label="Prompt"
        hint="Asked while it is written, and never published."
        rows={2}
        maxLength={1000}
        value={section.prompt}
        onChange={(event) => onChange({ ...section, prompt: event.target.value })}
      />
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Before an edition"
          value={chosen}
          options={required}
          onChange={(event) =>
            onChange({
              ...section,
              requiredFor: required.find(({ value }) => value === event.target.value)?.of ?? [],
            })
          }
        />
        <Button look="quiet" onClick={onRemove}>
          Remove the section
        </Button>
      </div>
    </fieldset>
  )
}
