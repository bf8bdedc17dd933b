import type { OwnAccount } from '@secondstory/review/model/accounts'
import { useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useStart } from '../kit/starts.ts'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { AccountForm } from './AccountForm.tsx'
import { AccountMoments } from './AccountMoments.tsx'
import { AsksMargin } from './AsksMargin.tsx'
import { useScrollToHash } from './Factors.tsx'
import { MissingViews } from './MissingViews.tsx'
import { RoleField } from './RoleField.tsx'
import { ThanksToYou } from './Thanks.tsx'
import { useOwnAccounts } from './use-own-accounts.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** How it looked to those who were there: one's own account, whose view is missing, and what was told. */
export function Accounts() {
  useScrollToHash()
  return (
    <div>
      <FailureNotice />
      <div className="flex flex-wrap-reverse items-start justify-between gap-x-4">
        <div className="w-full max-w-[46rem] min-w-0">
          <Whoever may="tell">
            <OwnAccounts />
          </Whoever>
        </div>
        <Margin label="What the review asks">
          <AsksMargin place="accounts" />
        </Margin>
      </div>
      <div className="max-w-[46rem]">
        <MissingViews />
      </div>
      <AccountMoments />
    </div>
  )
}

type Beginning = 'own' | 'told' | null

function OwnAccounts() {
  const { reference } = useWorking()
  const asked: { readonly role?: string } = useSearch({ strict: false })
  const go = useGo()
  const own = useOwnAccounts()
  const [openId, setOpenId] = useState<string | null>(null)
  const [beginning, setBeginning] = useState<Beginning>(asked.role === undefined ? null : 'own')
  useStart('account', () => setBeginning('own'))
  const end = () => {
    setBeginning(null)
    if (asked.role !== undefined) go(paths.incident(reference, 'accounts'), { replace: true })
  }
  if (own.all === undefined) return <RefusalNotice error={own.error} />
  const open = own.all.find(({ id }) => id === openId)
  if (open !== undefined) return <AccountForm key={open.id} account={open} onClose={() => setOpenId(null)} />
  if (beginning !== null) {
    return (
      <Begin
        isAsTold={beginning === 'told'}
        role={asked.role ?? ''}
        onBegun={(id) => {
          end()
          setOpenId(id)
        }}
        onClose={end}
      />
    )
  }
  if (own.all.length === 0) return <NothingYet onBegin={setBeginning} />
  return (
    <section aria-label="Told by you">
      <h2 className="title text-xl">Told by you</h2>
      <ul className="mt-2 flex flex-col border-b border-line">
        {own.all.map((account) => (
          <OwnRow key={account.id} account={account} onOpen={() => setOpenId(account.id)} />
        ))}
      </ul>
      <BeginButtons onBegin={setBeginning} />
    </section>
  )
}

function BeginButtons({ onBegin }: { readonly onBegin: (what: Beginning) => void }) {
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button icon="plus" onClick={() => onBegin('own')}>
        Tell another
      </Button>
      <Button look="quiet" onClick={() => onBegin('told')}>
        Note what someone told you
      </Button>
    </div>
  )
}

function NothingYet({ onBegin }: { readonly onBegin: (what: Beginning) => void }) {
  return (
    <Empty
      title="How did it look from where you were?"
      sentence="Five short answers: what you saw, believed, tried and expected, and what surprised you. They are yours alone until you release them, and then they are read by role. The log shows what happened; only you know what it looked like."
      example="I saw the replica’s lag go flat and took it for recovery. I expected writes to come back within a minute. What surprised me: the graph was flat because the exporter had stopped."
      action={
        <>
          <Button look="accent" icon="plus" onClick={() => onBegin('own')}>
            Tell what you saw
          </Button>
          <Button look="quiet" onClick={() => onBegin('told')}>
            Note what someone told you
          </Button>
        </>
      }
    />
  )
}

interface BeginProps {
  readonly isAsTold: boolean
  readonly role: string
  readonly onBegun: (id: string) => void
  readonly onClose: () => void
}

/** An account begins with its role: everything after that is free text. */
function Begin({ isAsTold, role: asked, onBegun, onClose }: BeginProps) {
  const own = useOwnAccounts()
  const [role, setRole] = useState(asked)
  const [problem, setProblem] = useState('')
  const begin = async (submit: SubmitEvent) => {
    submit.preventDefault()
    if (role.trim() === '') return setProblem('An account is told from a role. Which one was it that day?')
    const answer = await own.begin({ role: role.trim(), isAsTold })
    if ('problem' in answer) setProblem(answer.problem)
    else onBegun(answer.id)
  }
  return (
    <form
      onSubmit={(submit) => void begin(submit)}
      aria-label={isAsTold ? 'Note an account' : 'Begin your account'}
      className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-4 sm:p-6"
    >
      <RoleField
        label={isAsTold ? 'Role of the one who told it' : 'Which role did you have that day?'}
        role={role}
        onChange={setRole}
      />
      {isAsTold && (
        <p className="max-w-[36rem] text-soft">
          What you note stays with you. The teller has the last word: it is released only with a sentence
          about how they agreed.
        </p>
      )}
      {problem !== '' && (
        <p role="alert" className="border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="accent">
          Begin
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const stateWords = {
  private: 'Not released: it is yours alone.',
  noted: 'As told to you, not released: it is yours alone.',
  released: 'Released.',
} as const

function OwnRow({ account, onOpen }: { readonly account: OwnAccount; readonly onOpen: () => void }) {
  const own = useOwnAccounts()
  const [problem, setProblem] = useState('')
  const isReleased = account.state === 'released'
  const first = Object.values(account.words).find((words) => words.trim() !== '') ?? 'Nothing written yet.'
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{account.role}</p>
        <p className="truncate font-serif text-md text-soft">{first}</p>
        <p className="text-sm text-faint">{stateWords[account.state]}</p>
      </div>
      <div className="flex gap-1">
        <Button
          look={isReleased ? 'quiet' : 'plain'}
          aria-label={`${isReleased ? 'Correct' : 'Go on with'} the account of ${account.role}`}
          onClick={onOpen}
        >
          {isReleased ? 'Correct' : 'Go on writing'}
        </Button>
        {isReleased && (
          <Button
            look="quiet"
            aria-label={`Take back the account of ${account.role}`}
            onClick={() => void own.takeBack(account.id).then((answer) => setProblem(answer ?? ''))}
          >
            Take back
          </Button>
        )}
      </div>
      {problem !== '' && (
        <p role="alert" className="w-full border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <ThanksToYou account={account} />
    </li>
  )
}
