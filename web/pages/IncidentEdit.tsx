import { type Incident, reference } from '@secondstory/review/model/incident'
import { isLowered } from '@secondstory/review/model/severity'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { TextArea } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { MarkFields, SeverityField, StoryFields, TitleField } from './IncidentFields.tsx'
import { componentsOf, formOf, type IncidentForm, momentsOf, objections } from './incident-form.ts'

/** The version of an incident a refusal carries: the row as someone else left it. */
function versionOf(current: unknown): number | null {
  if (typeof current !== 'object' || current === null || !('version' in current)) return null
  return typeof current.version === 'number' ? current.version : null
}

/** What a correction sends: every field, so that the form and the row agree afterwards. */
function correction(form: IncidentForm, because: string) {
  return {
    title: form.title.trim(),
    kind: form.kind,
    ...(form.severity === null ? {} : { severity: form.severity }),
    ...momentsOf(form),
    components: [...componentsOf(form)],
    summary: form.summary,
    ...(because.trim() === '' ? {} : { because: because.trim() }),
  }
}

/** Corrects an incident. A lower severity asks for its reason here, before the server would. */
export function IncidentEdit({
  incident,
  onClose,
}: {
  readonly incident: Incident
  readonly onClose: () => void
}) {
  const client = useQueryClient()
  const [form, setForm] = useState(() => formOf(incident))
  const [because, setBecause] = useState('')
  const [hasTried, setTried] = useState(false)
  const [version, setVersion] = useState(incident.version)
  const correct = useChange('correctIncident', { onDone: onClose })
  const isLowering = form.severity !== null && isLowered(incident.severity, form.severity)
  const found = objections(form)
  const needsReason = isLowering && because.trim() === ''
  const conflict =
    correct.error instanceof Refused && correct.error.kind === 'conflict' ? correct.error : null
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (found.length > 0 || needsReason) return
    correct.mutate({ id: incident.id, version, ...correction(form, because) })
  }
  const fields = {
    form,
    onChange: setForm,
    problemOf: (field: string) =>
      hasTried ? found.find((each) => each.field === field)?.sentence : undefined,
  }
  return (
    <Dialog isOpen onClose={onClose} size="large" title={`Edit ${reference(incident)}`}>
      <form onSubmit={send} noValidate className="flex flex-col gap-6">
        <TitleField {...fields} />
        <SeverityField {...fields} />
        {isLowering && (
          <TextArea
            label={`Why it is ${form.severity} rather than ${incident.severity}`}
            hint="Kept in the history, so that the change can be understood later."
            required
            value={because}
            problem={
              hasTried && needsReason
                ? 'A lower severity makes the review due later or not at all, so it keeps a reason beside it.'
                : undefined
            }
            onChange={(event) => setBecause(event.target.value)}
          />
        )}
        <MarkFields {...fields} />
        <StoryFields {...fields} />
        {conflict === null ? (
          <RefusalNotice error={correct.error} />
        ) : (
          <Notice
            tone="amber"
            isUrgent
            action={
              <Button
                onClick={() => {
                  setVersion(versionOf(conflict.current) ?? version)
                  void client.invalidateQueries({ queryKey: keys.incident(reference(incident)) })
                  correct.reset()
                }}
              >
                Keep mine
              </Button>
            }
          >
            {conflict.sentence} What is written here is still unsaved.
          </Notice>
        )}
        <DialogActions>
          <Button type="submit" look="accent" isBusy={correct.isPending}>
            Save
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
