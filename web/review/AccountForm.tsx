import { accountParts, type OwnAccount, releaseBlockers } from '@secondstory/review/model/accounts'
import { useState } from 'react'
import { ask, Refused, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { AboutMoments } from './AboutMoments.tsx'
import { AccountPartField } from './AccountPartField.tsx'
import type { AccountSaving, KeptAccount } from './account-saving.ts'
import { Problems } from './Problems.tsx'
import { RoleField } from './RoleField.tsx'
import { useAccount, useKeptAccount } from './use-account.ts'
import { useOwnAccounts } from './use-own-accounts.ts'

/** One's own account while it is written. Nothing is drawn before this device has said what it kept of it. */
export function AccountForm({
  account,
  onClose,
}: {
  readonly account: OwnAccount
  readonly onClose: () => void
}) {
  const kept = useKeptAccount(account.id)
  return kept === undefined ? null : <Form account={account} kept={kept} onClose={onClose} />
}

const states: Readonly<Record<AccountSaving['state'], string>> = {
  saved: 'Saved, for you alone.',
  changed: 'Saving…',
  sending: 'Saving…',
  kept: 'Kept on this device; it is sent when the connection is back.',
}

interface FormProps {
  readonly account: OwnAccount
  readonly kept: KeptAccount | null
  readonly onClose: () => void
}

function Form({ account, kept, onClose }: FormProps) {
  const own = useOwnAccounts()
  const { saving, problem, type, send, forget } = useAccount({ account, kept, onSaved: own.put })
  const { entry, state } = saving
  const isReleased = account.state === 'released'
  return (
    <section
      aria-label={account.isAsTold ? 'An account as told to you' : 'Your account'}
      className="flex flex-col gap-6 rounded-lg border border-line bg-raised p-4 sm:p-6"
    >
      <RoleField
        label={account.isAsTold ? 'Role of the one who told it' : 'The role you tell it from'}
        role={entry.role}
        onChange={(role) => type({ role })}
      />
      <AboutMoments entry={entry} onChange={type} />
      {accountParts.map((part) => (
        <AccountPartField
          key={part}
          part={part}
          isAsTold={account.isAsTold}
          text={entry.words[part]}
          onChange={(text) => type({ words: { ...entry.words, [part]: text } })}
        />
      ))}
      {account.isAsTold && (
        <Field
          label="How they agreed to these words"
          hint="Read it back first. For example: Read back on 14 March, and agreed to every sentence."
          value={entry.consent}
          maxLength={500}
          onChange={(event) => type({ consent: event.target.value })}
        />
      )}
      {problem !== '' && (
        <p role="alert" className="border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      {isReleased ? (
        <Corrections isChanged={state !== 'saved'} onSend={send} onClose={onClose} />
      ) : (
        <Endings {...{ account, saving, send, forget, onClose }} />
      )}
    </section>
  )
}

/** Others read a released account, so nothing half written is sent. */
function Corrections({
  isChanged,
  onSend,
  onClose,
}: {
  readonly isChanged: boolean
  readonly onSend: () => Promise<boolean>
  readonly onClose: () => void
}) {
  const save = async () => {
    if (await onSend()) onClose()
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button look="accent" disabled={!isChanged} onClick={() => void save()}>
        Save the correction
      </Button>
      <Button look="quiet" onClick={onClose}>
        Close
      </Button>
      <p className="text-sm text-faint">The history keeps what stood here before.</p>
    </div>
  )
}

interface EndingsProps {
  readonly account: OwnAccount
  readonly saving: AccountSaving
  readonly send: () => Promise<boolean>
  readonly forget: () => Promise<void>
  readonly onClose: () => void
}

function Endings({ account, saving, send, forget, onClose }: EndingsProps) {
  const own = useOwnAccounts()
  const [problems, setProblems] = useState<readonly string[]>([])
  const release = async () => {
    const blockers = releaseBlockers({ ...account, ...saving.entry })
    setProblems(blockers.map(({ sentence }) => sentence))
    if (blockers.length > 0 || !(await send())) return
    const problem = await own.release(account.id)
    setProblems(problem === null ? [] : [problem])
    if (problem === null) onClose()
  }
  const remove = async () => {
    const answer = await ask('removeAccount', { id: account.id }).catch((error: unknown) => error)
    if (answer instanceof Refused) return setProblems([sentenceOf(answer)])
    await forget()
    own.drop(account.id)
    onClose()
    offerUndo('The account is deleted.', () => void own.begin({ ...account, ...saving.entry }))
  }
  return (
    <div className="flex flex-col gap-3">
      <Problems problems={problems} />
      <p className="text-sm text-soft">
        Released, it is read by everyone who works on this review, by role; names in it become roles. You can
        take it back until an edition is published.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="accent" onClick={() => void release()}>
          {saving.entry.role === '' ? 'Release it' : `Release it as ${saving.entry.role}`}
        </Button>
        <Button onClick={onClose}>Close</Button>
        <Button look="quiet" onClick={() => void remove()}>
          Delete
        </Button>
        <p role="status" className="text-sm text-faint">
          {states[saving.state]}
        </p>
      </div>
    </div>
  )
}
