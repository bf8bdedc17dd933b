import { clockInZone, dueSentence } from '@secondstory/review/model/meeting-clock'
import {
  type GuestAnswer,
  guestAnswers,
  type MeetingDate as Held,
} from '@secondstory/review/model/meeting-dates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Fold } from '../kit/Fold.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { dutiesQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useMayHere } from '../record.ts'
import { counted } from '../words.ts'
import { keepFile } from './keep-file.ts'
import { MeetingDateForm } from './MeetingDateForm.tsx'
import { Side } from './MeetingSide.tsx'
import { type Dated, invitedAgain, touchedByDate } from './meeting-date-entry.ts'

/** When a meeting is and who was invited; before it has a day, the one button that gives it one. */
export function MeetingDate({ about, date }: { readonly about: Dated; readonly date: Held | null }) {
  const [isOpen, setOpen] = useState(false)
  const mayInvite = useMayHere()('name')
  if (date === null && !mayInvite) return null
  return (
    <>
      {date === null ? (
        <Side title="When">
          <p className="text-sm text-soft">
            No day yet. Whoever is invited gets the agenda now, and the draft a day ahead.
          </p>
          <Button look="quiet" className="-ms-3.5" onClick={() => setOpen(true)}>
            Choose a day and invite
          </Button>
        </Side>
      ) : (
        <WithDay {...{ about, date, mayInvite }} onChange={() => setOpen(true)} />
      )}
      <Dialog
        title={date === null ? 'Choose a day and invite' : 'Change the meeting'}
        size="large"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <MeetingDateForm about={about} date={date} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function WithDay({
  about,
  date,
  mayInvite,
  onChange,
}: {
  readonly about: Dated
  readonly date: Held
  readonly mayInvite: boolean
  readonly onChange: () => void
}) {
  const { reference, incidentId } = about
  const duties = useQuery(dutiesQuery(reference, incidentId))
  const dueAt = duties.data?.dates.find(({ duty }) => duty === 'meeting')?.dueAt ?? null
  const due = dueSentence(date.startsAt, dueAt)
  const remove = useRemoval(about, date)
  const keep = async () => {
    const { fileName, text } = await ask('exportMeetingDate', { incidentId })
    keepFile(fileName, new Blob([text], { type: 'text/calendar' }))
  }
  return (
    <Side title="When">
      <p className="font-medium">{clockInZone(date.startsAt, date.zone)}</p>
      {date.place !== '' && <p className="[overflow-wrap:anywhere]">{date.place}</p>}
      {due !== null && <p className="mt-1 text-sm text-soft">{due}</p>}
      <p className="mt-1 text-sm text-soft">
        {date.draftsSentAt === null
          ? 'The draft goes to everybody invited a day ahead.'
          : 'The draft went to everybody invited.'}
      </p>
      <Guests {...{ about, date, mayInvite }} />
      <div className="-ms-3.5 flex flex-wrap">
        {mayInvite && (
          <Button look="quiet" onClick={onChange}>
            Change it
          </Button>
        )}
        <Button look="quiet" onClick={() => void keep()}>
          Calendar file
        </Button>
        {mayInvite && (
          <Button look="quiet" isBusy={remove.isPending} onClick={() => remove.mutate({ incidentId })}>
            Cancel it
          </Button>
        )}
      </div>
      <RefusalNotice error={remove.error} />
    </Side>
  )
}

/** Everybody invited; whoever invites reads beside each what they said by the link in their letter. */
function Guests({
  about: { reference, incidentId },
  date,
  mayInvite,
}: {
  readonly about: Dated
  readonly date: Held
  readonly mayInvite: boolean
}) {
  const said = useQuery({
    queryKey: [...keys.meetingDate(reference), 'answers'],
    queryFn: ({ signal }) => ask('listGuestAnswers', { incidentId }, signal),
    enabled: mayInvite,
    refetchInterval: 30_000,
  })
  const guests: readonly (Held['guests'][number] & { readonly answer?: GuestAnswer | null })[] =
    said.data ?? date.guests
  return (
    <>
      {mayInvite && (
        <p className="mt-1 text-sm text-soft">
          Who answered by the links in their letter is shown here. What a calendar answers goes to the mail of
          whoever invited first.
        </p>
      )}
      <Fold label={`${counted(guests.length, 'guest')} invited`}>
        <ul className="text-sm text-soft">
          {guests.map(({ kind, id, label, answer = null }) => (
            <li key={`${kind} ${id}`} className="[overflow-wrap:anywhere]">
              {label}
              {answer !== null && (
                <span className={answer === 'coming' ? 'text-ink' : 'text-faint'}>
                  {' '}
                  {guestAnswers[answer].shown}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Fold>
    </>
  )
}

/** Cancelling tells everybody; inviting them again is the way back. */
function useRemoval({ reference, incidentId }: Dated, date: Held) {
  const touches = () => touchedByDate(reference)
  const again = useChange('inviteToMeeting', { touches })
  return useChange('removeMeetingDate', {
    touches,
    onDone: () =>
      offerUndo('The meeting is cancelled, and everybody invited is told.', () =>
        again.mutate({ incidentId, ...invitedAgain(date) }),
      ),
  })
}
