import {
  type Depth,
  depthOf,
  type Incident,
  potentialBeyond,
  reference,
} from '@secondstory/review/model/incident'
import { severityBlockers } from '@secondstory/review/model/policy'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { TextArea } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { MarkFields, SeverityField, StoryFields, TitleField } from './IncidentFields.tsx'
import { componentsOf, formOf, type IncidentForm, momentsOf, objections } from './incident-form.ts'
import { joined, type TwoForms, theirFormOf } from './incident-versions.ts'
import { VersionChoices } from './VersionChoices.tsx'

/** What a correction sends: every field, so that the form and the row agree afterwards. */
function correction(form: IncidentForm, because: string) {
  return {
    title: form.title.trim(),
    kind: form.kind,
    ...(form.severity === null ? {} : { severity: form.severity }),
    potentialSeverity: form.potentialSeverity,
    ...momentsOf(form),
    components: [...componentsOf(form)],
    summary: form.summary,
    ...(because.trim() === '' ? {} : { because: because.trim() }),
  }
}

/** The two severities the form would leave, as the server would keep them. */
function depthWanted(form: IncidentForm, base: Incident): Depth {
  const severity = form.severity ?? base.severity
  return { severity, potentialSeverity: potentialBeyond(severity, form.potentialSeverity) }
}

function wordsOf(depth: Depth): string {
  const could = depthOf(depth)
  return could === depth.severity ? `it is ${could}` : `it is ${depth.severity} and could have been ${could}`
}

/** The form, what it was opened on, and the two versions when someone else saved first. */
function useEditing(incident: Incident, onClose: () => void) {
  const client = useQueryClient()
  const [form, setForm] = useState(() => formOf(incident))
  const [base, setBase] = useState(incident)
  const [two, setTwo] = useState<TwoForms | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  // What is typed while the answer is on its way counts too.
  const typed = useRef(form)
  typed.current = form
  const correct = useChange('correctIncident', { onDone: onClose })
  useEffect(() => {
    // The button that was pressed stands far below what there is to choose now.
    if (two !== null) panel.current?.querySelector('input')?.focus({ preventScroll: true })
    if (two !== null) panel.current?.scrollIntoView({ block: 'start' })
  }, [two])
  const onConflict = (current: unknown) => {
    const theirs = theirFormOf(current)
    if (theirs === null) return
    const found = { mine: typed.current, theirs: theirs.form }
    setTwo(found)
    setForm(joined(formOf(base), found))
    setBase(theirs.incident)
    correct.reset()
    void client.invalidateQueries({ queryKey: keys.incident(reference(incident)) })
  }
  const send = (because: string) =>
    correct.mutate(
      { id: incident.id, version: base.version, ...correction(form, because) },
      {
        onError: (error) => {
          if (error instanceof Refused && error.kind === 'conflict') onConflict(error.current)
        },
      },
    )
  return { form, setForm, base, two, panel, correct, send }
}

/** Corrects an incident. A lower severity asks for its reason here, before the server would. */
export function IncidentEdit({
  incident,
  onClose,
}: {
  readonly incident: Incident
  readonly onClose: () => void
}) {
  const { form, setForm, base, two, panel, correct, send } = useEditing(incident, onClose)
  const [because, setBecause] = useState('')
  const [hasTried, setTried] = useState(false)
  const wanted = depthWanted(form, base)
  const [lowered] = severityBlockers(base, wanted, '')
  const isLowering = lowered !== undefined
  const found = objections(form)
  const needsReason = isLowering && because.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (found.length === 0 && !needsReason) send(because)
  }
  const fields = {
    form,
    onChange: setForm,
    problemOf: (field: string) =>
      hasTried ? found.find((each) => each.field === field)?.sentence : undefined,
  }
  return (
    <Dialog isOpen onClose={onClose} size="large" title={`Edit ${reference(incident)}`}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-6">
        <div ref={panel} className="scroll-mt-6 empty:hidden">
          {two !== null && <VersionChoices two={two} form={form} onChange={setForm} />}
        </div>
        <TitleField {...fields} />
        <SeverityField {...fields} />
        {isLowering && (
          <TextArea
            label={`Why ${wordsOf(wanted)} rather than ${wordsOf(base)}`}
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
        <RefusalNotice error={correct.error} />
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
