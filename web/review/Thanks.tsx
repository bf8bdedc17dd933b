import type { Account, OwnAccount } from '@secondstory/review/model/accounts'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Checkbox, TextArea } from '../kit/Field.tsx'
import { keys, ownThanksQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords } from '../words.ts'
import { useOwnAccounts } from './use-own-accounts.ts'
import { useWorking } from './working.tsx'

/** Beside one's own released account: whether thanks are welcome, and what was said. */
export function ThanksToYou({ account }: { readonly account: OwnAccount }) {
  const { record, reference } = useWorking()
  const own = useOwnAccounts()
  const notes = useQuery(ownThanksQuery(reference, record.incident.id))
  const [isWelcome, show] = useState(account.welcomesThanks)
  const mark = useChange('correctAccount', { onDone: own.put })
  const remove = useChange('removeThanks', { touches: () => [keys.ownThanks(reference)] })
  if (account.state !== 'released' || account.isAsTold) return null
  const { id, version, welcomesThanks, role } = account
  const wish = (wanted: boolean) => {
    show(wanted)
    mark.mutate({ id, version, welcomesThanks: wanted }, { onError: () => show(welcomesThanks) })
  }
  return (
    <div className="w-full">
      <Checkbox
        label="Thanks are welcome"
        aria-label={`Thanks are welcome for the account of ${role}`}
        hint="Whoever reads it may leave you a note. They do not learn who you are, and nobody counts notes."
        checked={isWelcome}
        onChange={(event) => wish(event.target.checked)}
      />
      <RefusalNotice error={mark.error ?? remove.error} />
      <ul className="mt-1 flex flex-col gap-2">
        {notes.data
          ?.filter(({ accountId }) => accountId === id)
          .map((note) => (
            <li
              key={note.id}
              className="flex items-start justify-between gap-4 border-s-2 border-accent ps-3"
            >
              <div className="min-w-0">
                <p className="prose-text whitespace-pre-line [overflow-wrap:anywhere]">{note.text}</p>
                <p className="text-sm text-faint">Said to you alone, {dayInWords(note.on)}</p>
              </div>
              <Button
                look="quiet"
                aria-label="Delete this note of thanks"
                onClick={() => remove.mutate({ id: note.id })}
              >
                Delete
              </Button>
            </li>
          ))}
      </ul>
    </div>
  )
}

/** Beside an account somebody else told, where they said that thanks are welcome. */
export function SayThanks({ account }: { readonly account: Account }) {
  const own = useOwnAccounts()
  const [isOpen, setOpen] = useState(false)
  const isMine = own.all?.some(({ id }) => id === account.id) !== false
  if (!account.welcomesThanks || isMine) return null
  return (
    <>
      <Button look="quiet" className="-ms-3.5 text-sm" onClick={() => setOpen(true)}>
        Say thanks
      </Button>
      {isOpen && <ThanksDialog account={account} onClose={() => setOpen(false)} />}
    </>
  )
}

function ThanksDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const send = useChange('addThanks')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ incidentId: account.incidentId, accountId: account.id, text })
  }
  return (
    <Dialog isOpen onClose={onClose} title={`Thanks to whoever told this, as ${account.role}`}>
      {send.isSuccess ? (
        <>
          <p role="status">It is with them. Nobody else sees it, and no list has it.</p>
          <DialogActions>
            <Button look="accent" onClick={onClose}>
              Close
            </Button>
          </DialogActions>
        </>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextArea
            label="A note to them alone"
            hint="What can we do now because they told it? You do not learn who they are; sign it in the words, if you like."
            required
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <RefusalNotice error={send.error} />
          <DialogActions>
            <Button onClick={onClose}>Leave it</Button>
            <Button type="submit" look="accent" isBusy={send.isPending}>
              Say it
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  )
}
