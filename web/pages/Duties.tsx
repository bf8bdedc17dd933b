import { type Incident, reference } from '@secondstory/review/model/incident'
import { clockInZone, dueSentence } from '@secondstory/review/model/meeting-clock'
import { type Concern, concerns, concernWords } from '@secondstory/review/model/severity-policy'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Checkbox, TextArea } from '../kit/Field.tsx'
import { useStart } from '../kit/starts.ts'
import { dutiesQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { meetingDateQuery } from '../review/meeting-date-entry.ts'

type Owed = OperationOutput<'readDuties'>

/** What is due next and why, in one sentence; the others and what decides about them are one press away. */
export function Duties({ incident }: { readonly incident: Incident }) {
  const [isOpen, setOpen] = useState(false)
  const duties = useQuery(dutiesQuery(reference(incident), incident.id))
  const met = useQuery(meetingDateQuery(reference(incident), incident.id))
  useStart('duties', () => setOpen(true))
  const review = duties.data?.dates.find(({ duty }) => duty === 'meeting')
  if (duties.data === undefined || review === undefined) return <p className="mt-1 min-h-5 text-sm" />
  return (
    <div className="mt-1 flex flex-wrap items-baseline gap-x-2 text-sm text-faint">
      <p>{review.because}</p>
      {met.data != null && <p>{`We meet ${clockInZone(met.data.startsAt, met.data.zone)}.`}</p>}
      <button
        type="button"
        className="target inline-flex items-center text-accent underline underline-offset-2"
        onClick={() => setOpen(true)}
      >
        What is due, and why
      </button>
      <Dialog
        title="What is due, and why"
        about={`By version ${duties.data.policyVersion} of the policy, which this review was opened under.`}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        {met.data != null && (
          <p className="border-s-2 border-accent ps-3">
            {`We meet ${clockInZone(met.data.startsAt, met.data.zone)}. ${dueSentence(met.data.startsAt, review.dueAt) ?? ''}`}
          </p>
        )}
        <Weigh incident={incident} owed={duties.data} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  )
}

/** What it touched, beside the dates that follow from it. */
function Weigh({
  incident,
  owed,
  onClose,
}: {
  readonly incident: Incident
  readonly owed: Owed
  readonly onClose: () => void
}) {
  const [named, setNamed] = useState<readonly Concern[]>(owed.concerns)
  const [because, setBecause] = useState('')
  const correct = useChange('correctDuties', {
    touches: () => [keys.duties(reference(incident)), keys.incidents(), keys.home],
    onDone: onClose,
  })
  const isFewer = owed.concerns.some((each) => !named.includes(each))
  const send = (event: FormEvent) => {
    event.preventDefault()
    correct.mutate({
      incidentId: incident.id,
      concerns: [...named],
      ...(because.trim() === '' ? {} : { because }),
    })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <ul className="flex flex-col gap-2">
        {owed.dates.map(({ duty, because: why }) => (
          <li key={duty} className="border-s-2 border-line ps-3">
            {why}
          </li>
        ))}
      </ul>
      <fieldset>
        <legend className="font-medium">What it touched</legend>
        {concerns.map((concern) => (
          <Checkbox
            key={concern}
            label={concernWords[concern].ask}
            checked={named.includes(concern)}
            onChange={(event) =>
              setNamed(event.target.checked ? [...named, concern] : named.filter((each) => each !== concern))
            }
          />
        ))}
      </fieldset>
      {isFewer && (
        <TextArea
          label="What do we know now that makes it milder?"
          hint="Kept in the history; needed when less is owed by it."
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      )}
      <RefusalNotice error={correct.error} />
      <DialogActions>
        <Button type="submit" look="accent" isBusy={correct.isPending}>
          Keep
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </DialogActions>
    </form>
  )
}
