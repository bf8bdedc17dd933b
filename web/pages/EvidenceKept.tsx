import { type EvidenceRemoval, isHeld, removalBlockers } from '@secondstory/review/model/retention'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Field } from '../kit/Field.tsx'
import { evidenceRemovalQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useRecord, useReference } from '../record.ts'
import { counted, dayInWords, useNow } from '../words.ts'

/** What is kept of this evidence: how much, whether a hold stands, and for keepers the ways to change both. */
export function EvidenceKept() {
  const { incident } = useRecord()
  const reference = useReference()
  const may = useMay()
  const kept = useQuery(evidenceRemovalQuery(reference, incident.id))
  const [opened, setOpened] = useState<'delete' | 'hold' | null>(null)
  const now = useNow()
  const close = () => setOpened(null)
  if (kept.data === undefined) return <RefusalNotice error={kept.error} />
  const { records, hold } = kept.data
  const held = isHeld(hold, now) ? hold : null
  return (
    <section aria-labelledby="kept" className="border-t border-line pt-6">
      <h2 id="kept" className="title text-lg">
        What is kept of this
      </h2>
      <p className="mt-1 max-w-[42rem] text-soft">
        {records === 0
          ? 'The raw evidence was deleted. The timeline, the receipts and the counts are still here.'
          : `${counted(records, 'piece')} of raw evidence, for those who work on this review.`}
        {held !== null &&
          ` A legal hold keeps it until ${dayInWords(held.untilOn)}: ${held.because.replace(/[.\s]+$/, '')}.`}
      </p>
      {may('removeEvidence') && (
        <div className="mt-2 -ms-3.5 flex flex-wrap gap-1">
          {records > 0 && (
            <Button look="quiet" onClick={() => setOpened('delete')}>
              Delete the raw evidence
            </Button>
          )}
          <Button look="quiet" onClick={() => setOpened('hold')}>
            {held === null ? 'Put a legal hold on it' : 'Change the legal hold'}
          </Button>
        </div>
      )}
      <Dialog isOpen={opened === 'delete'} onClose={close} title="Delete the raw evidence">
        <DeleteForm removal={kept.data} onClose={close} />
      </Dialog>
      <Dialog isOpen={opened === 'hold'} onClose={close} title="Legal hold">
        <HoldForm removal={kept.data} onClose={close} />
      </Dialog>
    </section>
  )
}

interface FormProps {
  readonly removal: EvidenceRemoval
  readonly onClose: () => void
}

function DeleteForm({ removal, onClose }: FormProps) {
  const { incident } = useRecord()
  const reference = useReference()
  const [because, setBecause] = useState('')
  const blockers = removalBlockers(removal, useNow())
  const remove = useChange('removeEvidence', {
    touches: () => [keys.incident(reference), keys.evidenceDue()],
    onDone: onClose,
  })
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (blockers.length === 0 && because.trim() !== '') remove.mutate({ incidentId: incident.id, because })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <div>
          <h3 className="overline-label">This goes</h3>
          <p className="mt-1">
            {counted(removal.records, 'piece')} of evidence, with words, speakers and links
            {removal.proposals > 0 && `, and ${counted(removal.proposals, 'proposal')} nobody has answered`}.
            It does not come back, also not by importing the same files again.
          </p>
        </div>
        <div>
          <h3 className="overline-label">This stays</h3>
          <p className="mt-1">
            {counted(removal.events, 'timeline event')}, {counted(removal.receipts, 'receipt')}, every account
            that is released, and the text. Events say that their original was deleted.
          </p>
        </div>
      </div>
      {blockers.map(({ rule, sentence }) => (
        <p key={rule} role="alert" className="border-s-2 border-amber-line ps-3 text-amber">
          {sentence}
        </p>
      ))}
      <Field
        label="Why"
        hint="One sentence for the history, which keeps nothing of the evidence."
        maxLength={500}
        value={because}
        onChange={(event) => setBecause(event.target.value)}
      />
      <RefusalNotice error={remove.error} />
      <DialogActions>
        <Button
          type="submit"
          isBusy={remove.isPending}
          disabled={blockers.length > 0 || because.trim() === ''}
        >
          Delete {counted(removal.records, 'piece')} for good
        </Button>
        <Button look="quiet" onClick={onClose}>
          Keep it
        </Button>
      </DialogActions>
    </form>
  )
}

function HoldForm({ removal, onClose }: FormProps) {
  const { incident } = useRecord()
  const reference = useReference()
  const [because, setBecause] = useState(removal.hold?.because ?? '')
  const [untilOn, setUntilOn] = useState(removal.hold?.untilOn ?? '')
  const plan = { touches: () => [keys.incident(reference), keys.evidenceDue()], onDone: onClose }
  const hold = useChange('addLegalHold', plan)
  const lift = useChange('removeLegalHold', plan)
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    hold.mutate({ incidentId: incident.id, because, untilOn })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <p className="text-soft">
        While a hold stands, neither a keeper nor the rule deletes this evidence. Everyone who works on the
        review sees it, and it ends by itself unless it is renewed.
      </p>
      <Field
        label="Why"
        required
        maxLength={500}
        value={because}
        onChange={(event) => setBecause(event.target.value)}
      />
      <Field
        label="Until"
        type="date"
        required
        className="w-48"
        value={untilOn}
        onChange={(event) => setUntilOn(event.target.value)}
      />
      <RefusalNotice error={hold.error ?? lift.error} />
      <DialogActions>
        <Button type="submit" look="accent" isBusy={hold.isPending}>
          {removal.hold === null ? 'Put the hold' : 'Renew the hold'}
        </Button>
        {removal.hold !== null && (
          <Button isBusy={lift.isPending} onClick={() => lift.mutate({ incidentId: incident.id })}>
            Lift it
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </DialogActions>
    </form>
  )
}
