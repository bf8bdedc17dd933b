import type { Participant } from '@secondstory/review/model/people'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { ask, hearAnswers, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import {
  correctionOf,
  type Entered,
  enteredFrom,
  givenWay,
  givenWayInWords,
  isEntering,
  unknownNames,
} from './entered.ts'
import { useRolesKnown } from './RoleField.tsx'
import { useRoster } from './use-roster.ts'
import { useWorking } from './working.tsx'

/** A name nobody here knows yet, and the words it was read in. */
interface Asked {
  readonly name: string
  readonly entered: Entered
}

/**
 * Names on their way in: says which gave way to a role, with the way back, and asks about those the register does not
 * know. The words are stored already, so nothing waits for an answer.
 */
export function NamesOnEntry() {
  const roster = useRoster()
  const { record, refresh } = useWorking()
  const plainWords = record.plainWords
  const [asked, setAsked] = useState<readonly Asked[]>([])
  /** Words just put back: the record does not hold them yet, and nobody is asked about them. */
  const kept = useRef(new Set<string>())
  const latest = useRef({ roster, refresh, plainWords })
  latest.current = { roster, refresh, plainWords }
  useEffect(
    () =>
      hearAnswers((name, input, output) => {
        const entered = isEntering(name) ? enteredFrom(name, input, output) : null
        if (entered === null) return
        void import('@secondstory/language').then(({ findNames }) => {
          const namesIn = (text: string) => findNames(text, latest.current.roster).map((found) => found.name)
          const gone = givenWay(entered, namesIn)
          if (gone.length > 0) {
            offerUndo(givenWayInWords(gone), () => {
              for (const each of gone) kept.current.add(each)
              void keepAsWritten(entered, gone).then(latest.current.refresh)
            })
          }
          setAsked((all) => [
            ...all.filter((each) => each.entered.id !== entered.id),
            ...unknownNames(entered, namesIn)
              .filter((each) => !kept.current.has(each) && !latest.current.plainWords.includes(each))
              .map((each) => ({ name: each, entered })),
          ])
        })
      }),
    [],
  )
  const [first] = asked
  if (first === undefined) return null
  const close = () => setAsked((all) => all.filter((each) => each.name !== first.name))
  return <NameQuestion key={`${first.entered.id} ${first.name}`} asked={first} onClose={close} />
}

/** The words as they were written, with these kept as no names. */
async function keepAsWritten(entered: Entered, words: readonly string[]): Promise<void> {
  await ask('markPlainWords', { incidentId: entered.incidentId, words: [...words] })
  await correct(entered)
}

function correct({ name, id, version, sent }: Entered): Promise<unknown> {
  return ask(correctionOf[name], { id, version, ...sent })
}

function NameQuestion({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const { record, refresh } = useWorking()
  const roles = useRolesKnown()
  const [role, setRole] = useState('')
  const [problem, setProblem] = useState('')
  const { name, entered } = asked
  const incidentId = record.incident.id
  const settle = (work: Promise<unknown>) =>
    work
      .then(async () => {
        onClose()
        await refresh()
      })
      .catch((error: unknown) =>
        setProblem(error instanceof Refused ? (error.blockers[0]?.sentence ?? error.sentence) : ''),
      )
  const give = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (role.trim() === '') return setProblem('A role is needed, or the answer that it is no person.')
    const known = record.participants.find((each) => each.role.toLowerCase() === role.trim().toLowerCase())
    void settle(register(known, { incidentId, name, role: role.trim() }).then(() => correct(entered)))
  }
  return (
    <form
      onSubmit={give}
      aria-label={`A role for ${name}`}
      className="fixed inset-x-3 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-30 mx-auto flex max-w-[40rem] flex-col gap-3 rounded-lg bg-raised p-4 shadow-float md:bottom-6"
    >
      <Field
        label={`Who is “${name}” here? Choose a role.`}
        hint="The register keeps the name for those who work on this review; readers meet the role."
        problem={problem}
        list="roles-known"
        autoComplete="off"
        placeholder="database on-call"
        maxLength={100}
        value={role}
        onChange={(event) => setRole(event.target.value)}
      />
      <datalist id="roles-known">
        {roles.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent">
          Use the role
        </Button>
        <Button onClick={() => void settle(ask('markPlainWords', { incidentId, words: [name] }))}>
          It is no person
        </Button>
        <Button look="quiet" onClick={onClose}>
          Later
        </Button>
      </div>
    </form>
  )
}

/** Someone the register knows is called so too; anyone else is added to it. */
function register(
  known: Participant | undefined,
  given: { readonly incidentId: string; readonly name: string; readonly role: string },
): Promise<unknown> {
  if (known === undefined) {
    return ask('addParticipant', {
      ...given,
      name: given.name.replace(/^@/, ''),
      handles: given.name.startsWith('@') ? [given.name.slice(1)] : [],
    })
  }
  const { id, version, role, handles } = known
  return ask('nameRole', { id, version, role, handles: [...handles, given.name.replace(/^@/, '')] })
}
