import { reference } from '@secondstory/review/model/incident'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { DialogActions } from '../kit/Dialog.tsx'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { FromEdition } from './FromEdition.tsx'
import { MarkFields, SeverityField, StoryFields, TitleField } from './IncidentFields.tsx'
import { componentsOf, emptyForm, type IncidentForm, momentsOf, objections } from './incident-form.ts'
import { Page } from './Page.tsx'
import { TemplateField } from './TemplateField.tsx'

/** Keeps the form, what is in its way, and sends it. After opening, the next step is its evidence. */
function useOpening() {
  const go = useGo()
  const [form, setForm] = useState(() => emptyForm('incident'))
  const [hasTried, setTried] = useState(false)
  const [templateId, setTemplateId] = useState('default')
  const open = useChange('openIncident', {
    onDone: (incident) => go(paths.incident(reference(incident), 'evidence')),
  })
  const found = objections(form)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const { severity } = form
    if (found.length > 0 || severity === null) {
      document.querySelector<HTMLElement>('[aria-invalid="true"], input[type="radio"]')?.focus()
      return
    }
    open.mutate({
      title: form.title.trim(),
      kind: form.kind,
      severity,
      templateId,
      potentialSeverity: form.potentialSeverity,
      ...momentsOf(form),
      components: [...componentsOf(form)],
      summary: form.summary,
    })
  }
  const problemOf = (field: string) =>
    hasTried ? found.find((each) => each.field === field)?.sentence : undefined
  return {
    open,
    send,
    templateId,
    setTemplateId,
    fields: { form, onChange: (next: IncidentForm) => setForm(next), problemOf },
  }
}

/** Something happened: the little that is known now. Everything can be corrected afterwards. */
export function OpenIncident() {
  const { open, send, fields, templateId, setTemplateId } = useOpening()
  const { form, onChange } = fields
  return (
    <Page
      width="form"
      title="Open an incident"
      about="A title and a severity are enough to begin. The rest can follow when there is time."
    >
      <FromEdition />
      <form onSubmit={send} noValidate className="flex flex-col gap-8">
        <TitleField {...fields} />
        <Choices
          label="Kind"
          columns={2}
          value={form.kind}
          onChange={(kind) =>
            onChange({ ...form, kind, severity: kind === 'near-miss' ? 'SEV4' : form.severity })
          }
          choices={[
            {
              value: 'incident',
              label: 'Incident',
              about: 'It reached someone: customers, colleagues, data.',
            },
            { value: 'near-miss', label: 'Near miss', about: 'It hurt nobody yet, and could have.' },
          ]}
        />
        <SeverityField {...fields} />
        <TemplateField value={templateId} onChange={setTemplateId} />
        <MarkFields {...fields} />
        <StoryFields {...fields} />
        <RefusalNotice error={open.error} />
        <DialogActions>
          <Button type="submit" look="accent" isBusy={open.isPending}>
            Open the incident
          </Button>
        </DialogActions>
      </form>
    </Page>
  )
}
