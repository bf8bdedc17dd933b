import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { ask, type OperationOutput, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { keys } from '../queries.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

type Read = OperationOutput<'readCalibration'>
type Objection = Read['objections'][number]

/** Runs a change of the calibration, then reads what it touched; the problem is said in place. */
function useCalibrationChange() {
  const client = useQueryClient()
  const { reference, refresh } = useWorking()
  const [problem, setProblem] = useState('')
  const run = async <Answer,>(work: Promise<Answer>): Promise<Answer | null> => {
    const answer = await work.catch((error: unknown) => {
      setProblem(sentenceOf(error))
      return null
    })
    if (answer === null) return null
    setProblem('')
    await client.invalidateQueries({ queryKey: keys.calibration(reference) })
    await client.invalidateQueries({ queryKey: keys.blockers(reference) })
    await refresh().catch(() => undefined)
    return answer
  }
  return { run, problem }
}

/** The facilitator's list: until when, who was offered the draft by role, what is objected. Never who was silent. */
export function Calibration() {
  const { record, reference } = useWorking()
  const { incident, review } = record
  const found = useQuery({
    queryKey: keys.calibration(reference),
    queryFn: ({ signal }) => ask('readCalibration', { incidentId: incident.id }, signal),
  })
  const { run, problem } = useCalibrationChange()
  if (found.data === undefined || record.participants.length === 0) return null
  const read = found.data
  const isBefore = review.stage === 'gathering' || review.stage === 'drafting'
  return (
    <section id="calibration" className="mt-8 scroll-mt-8" aria-labelledby="calibration-title">
      <h2 id="calibration-title" className="title border-b border-line pb-1.5 text-lg">
        Those it describes read it first
      </h2>
      <p className="mt-2 text-soft">{stateOf(read, isBefore)}</p>
      {isBefore && (
        <Whoever may="write">
          <Button
            className="mt-3"
            onClick={() => void run(ask('openCalibration', { incidentId: incident.id }))}
          >
            Open the calibration
          </Button>
        </Whoever>
      )}
      {problem !== '' && (
        <p role="alert" className="mt-2 text-amber">
          {problem}
        </p>
      )}
      {review.stage === 'calibrating' && (
        <Whoever may="name">
          <Roles read={read} />
        </Whoever>
      )}
      {read.objections.length > 0 && (
        <ul className="mt-4">
          {read.objections.map((objection) => (
            <li key={objection.id} id={objection.id} className="scroll-mt-8 border-b border-line py-3">
              <ObjectionCard objection={objection} />
            </li>
          ))}
        </ul>
      )}
      <Hours hours={read.hours} />
    </section>
  )
}

function stateOf({ calibration, hours, readiness }: Read, isBefore: boolean): string {
  if (isBefore) {
    return `Each gets a link, by mail or from you, needs no account, and has ${hours} hours to say where it was different. Nobody is told who answered.`
  }
  if (calibration === null) return 'This review was published without it.'
  const until = `${calibration.closesAt.slice(0, 16).replace('T', ' ')} UTC`
  return readiness.length === 0
    ? 'The time is over and no objection is open.'
    : `Corrections are taken until ${until}, and an edition waits while an objection is open.`
}

function Roles({ read }: { readonly read: Read }) {
  const { run, problem } = useCalibrationChange()
  const [links, setLinks] = useState<Readonly<Record<string, string>>>({})
  const invite = async (participantId: string) => {
    const made = await run(ask('inviteFirstReader', { id: participantId }))
    if (made !== null) setLinks((now) => ({ ...now, [participantId]: made.link }))
  }
  const unmailed = read.roles.filter(({ isOffered, hasAddress }) => hasAddress && !isOffered)
  const mailAll = async () => {
    for (const { participantId } of unmailed) {
      await run(ask('inviteFirstReaderByMail', { id: participantId }))
    }
  }
  return (
    <>
      {!read.canMail && (
        <p className="mt-2 text-sm text-soft">
          No mail server is set up here: a letter waits until there is one, and a link can be handed over.
        </p>
      )}
      {unmailed.length > 1 && (
        <Button className="mt-3" onClick={() => void mailAll()}>
          Send the draft to all {unmailed.length} with an address
        </Button>
      )}
      <ul className="mt-3">
        {read.roles.map(({ participantId, role, isOffered, hasAddress }) => (
          <li key={participantId} className="border-b border-line py-2">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span>
                {role}
                <span className="ms-2 text-sm text-faint">{isOffered ? 'has a link' : 'no link yet'}</span>
              </span>
              <span className="flex flex-wrap">
                {hasAddress && (
                  <Button
                    look="quiet"
                    onClick={() => void run(ask('inviteFirstReaderByMail', { id: participantId }))}
                  >
                    {isOffered ? 'Send it again' : 'Send by mail'}
                    <span className="sr-only"> to {role}</span>
                  </Button>
                )}
                <Button look="quiet" icon="link" onClick={() => void invite(participantId)}>
                  {isOffered ? 'Another link' : 'Make a link'}
                  <span className="sr-only"> for {role}</span>
                </Button>
              </span>
            </div>
            {!hasAddress && (
              <SendTo
                role={role}
                onSend={(address) =>
                  run(ask('inviteFirstReaderByMail', { id: participantId, address })).then(
                    (sent) => sent !== null,
                  )
                }
              />
            )}
            {links[participantId] !== undefined && (
              <Field
                className="mt-1"
                label={`Link for ${role}`}
                hint="Shown once. Hand it over yourself; whoever holds it reads the draft as this role."
                readOnly
                value={links[participantId]}
                onFocus={(event) => event.target.select()}
              />
            )}
          </li>
        ))}
      </ul>
      {problem !== '' && (
        <p role="alert" className="mt-2 text-amber">
          {problem}
        </p>
      )}
    </>
  )
}

/** For somebody whose address nobody here knows. */
function SendTo({
  role,
  onSend,
}: {
  readonly role: string
  readonly onSend: (address: string) => Promise<boolean>
}) {
  const [address, setAddress] = useState('')
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void onSend(address).then((isSent) => isSent && setAddress(''))
      }}
    >
      <input
        type="email"
        required
        aria-label={`Address of ${role}`}
        placeholder="Their address"
        autoComplete="off"
        className="target min-w-0 max-w-72 grow rounded-md border border-edge/60 bg-raised px-3"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <Button look="quiet" type="submit">
        Send by mail<span className="sr-only"> to {role}</span>
      </Button>
    </form>
  )
}

const states = { accepted: 'Accepted', declined: 'Declined' } as const

function ObjectionCard({ objection }: { readonly objection: Objection }) {
  const { id, place, text, saidBy, state, answer, version } = objection
  const { record } = useWorking()
  const [words, setWords] = useState('')
  const { run, problem } = useCalibrationChange()
  const close = (chosen: 'accepted' | 'declined') =>
    void run(
      ask('closeObjection', {
        incidentId: record.incident.id,
        id,
        version,
        state: chosen,
        answer: words,
      }),
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    close('accepted')
  }
  return (
    <article>
      <h3 className="text-sm text-faint">
        {place}, {saidBy === '' ? 'said anonymously' : `said as ${saidBy}`}
      </h3>
      <p className="font-serif text-md whitespace-pre-wrap">{text}</p>
      {state !== 'open' ? (
        <p className="mt-1">
          <strong className="font-medium">{states[state]}</strong>: {answer}
        </p>
      ) : (
        <Whoever may="write">
          <form className="mt-2 flex flex-col gap-2" onSubmit={submit}>
            <TextArea
              label="Answer"
              hint="What changed, or why it stays. It is read where the objection was made."
              maxLength={2000}
              value={words}
              problem={problem}
              onChange={(event) => setWords(event.target.value)}
            />
            <div className="flex flex-wrap gap-2">
              <Button type="submit">Accept, it was changed</Button>
              <Button look="quiet" onClick={() => close('declined')}>
                Decline with this reason
              </Button>
            </div>
          </form>
        </Whoever>
      )}
    </article>
  )
}

/** Set by keepers, for calibrations opened from now on. */
function Hours({ hours }: { readonly hours: number }) {
  const may = useMay()
  const [wanted, setWanted] = useState('')
  const { run, problem } = useCalibrationChange()
  if (!may('correctCalibrationHours')) return null
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void run(ask('correctCalibrationHours', { hours: Number(wanted) })).then(() => setWanted(''))
  }
  return (
    <details className="mt-3">
      <summary className="target flex items-center text-sm text-soft">
        Hours of every calibration: {hours}
      </summary>
      <form className="flex flex-wrap items-end gap-2" onSubmit={submit}>
        <Field
          label="Hours from now on"
          hint="0 to 720; calibrations under way keep theirs."
          type="number"
          min={0}
          max={720}
          required
          value={wanted}
          problem={problem}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button type="submit">Set the hours</Button>
      </form>
    </details>
  )
}
