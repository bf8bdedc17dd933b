import {
  type Account,
  type AccountMoment,
  accountLabels,
  accountParts,
  accountsByMoment,
  quotationOf,
} from '@secondstory/review/model/accounts'
import { clockOf, dayOf, moment as momentAt } from '@secondstory/review/model/instants'
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { dayInWords } from '../words.ts'
import { SayThanks } from './Thanks.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** What was told, moment by moment. Accounts of one moment stand side by side; where they differ, both stay. */
export function AccountMoments() {
  const { record } = useWorking()
  const moments = accountsByMoment(record.accounts, record.timeline)
  if (moments.length === 0) return null
  return (
    <section aria-labelledby="told" className="mt-12">
      <h2 id="told" className="title text-xl">
        What was told
      </h2>
      <p className="mt-1 max-w-[42rem] text-soft">
        Each account is one view from one seat. Where two of them differ, both are how it looked from there.
      </p>
      <ol className="mt-6 flex flex-col gap-10">
        {moments.map((moment) => (
          <Moment key={moment.events[0]?.id ?? moment.accounts[0]?.id} moment={moment} />
        ))}
      </ol>
    </section>
  )
}

function Moment({ moment }: { readonly moment: AccountMoment }) {
  const { accounts, events, isToldAbove } = moment
  const parts = accountParts.filter((part) => accounts.some(({ words }) => words[part].trim() !== ''))
  return (
    <li className="border-t border-line pt-4">
      <Heading moment={moment} />
      {isToldAbove ? (
        <p className="mt-1 text-soft">
          {accounts.map(({ id, role }) => (
            <a key={id} href={`#${id}`} className="text-accent underline underline-offset-2">
              The account of {role}, above
            </a>
          ))}
        </p>
      ) : (
        <div
          className="mt-4 grid gap-x-8 gap-y-8 sm:grid-cols-[repeat(auto-fit,minmax(min(17rem,100%),1fr))] sm:gap-y-0"
          style={{ gridTemplateRows: `repeat(${parts.length + 1}, auto)` }}
        >
          {accounts.map((account) => (
            <Column
              key={account.id}
              {...{ account, parts }}
              clock={events[0]?.happenedAt == null ? null : clockOf(events[0].happenedAt)}
            />
          ))}
        </div>
      )}
    </li>
  )
}

function Heading({ moment: { events, accounts } }: { readonly moment: AccountMoment }) {
  const { reference } = useWorking()
  const stretch = accounts[0]?.stretch ?? null
  if (events.length === 0) {
    const clock = (at: string) => clockOf(momentAt(at, 'minute'))
    return (
      <h3 className="title text-md">
        {stretch === null || accounts.length > 1
          ? 'About the incident as a whole'
          : `${dayInWords(dayOf(stretch.fromAt))}, ${clock(stretch.fromAt)} to ${clock(stretch.toAt)} UTC`}
      </h3>
    )
  }
  return (
    <h3 className="flex flex-col gap-1">
      {events.map((event) => (
        <PathLink
          key={event.id}
          to={paths.onIncident(reference, { tab: 'timeline', id: event.id })}
          className="flex gap-3 hover:text-accent"
        >
          <span className="shrink-0 font-mono text-sm leading-6 text-soft">
            {event.happenedAt === null ? 'in order' : clockOf(event.happenedAt)}
          </span>
          <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{event.text}</span>
        </PathLink>
      ))}
    </h3>
  )
}

/** One view. The rows of all columns are shared, so that the same part of two accounts starts on the same line. */
function Column({
  account,
  parts,
  clock,
}: {
  readonly account: Account
  readonly parts: readonly (typeof accountParts)[number][]
  readonly clock: string | null
}) {
  return (
    <article
      id={account.id}
      aria-label={`The account of ${account.role}`}
      className="grid scroll-mt-8 gap-y-4 sm:[grid-template-rows:subgrid]"
      style={{ gridRow: `span ${parts.length + 1}` }}
    >
      <header className="border-s-2 border-accent ps-3">
        <h4 className="title text-md">{account.role}</h4>
        {account.isAsTold && (
          <p className="text-sm text-faint">As told, and noted by a facilitator. {account.consent}</p>
        )}
        <Whoever may="tell">
          <SayThanks account={account} />
        </Whoever>
      </header>
      {parts.map((part) => (
        <section key={part}>
          <h5 className="overline-label">{accountLabels[part].told}</h5>
          {account.words[part].trim() === '' ? (
            <p className="text-faint">Nothing told here.</p>
          ) : (
            <>
              <p className="prose-text whitespace-pre-line [overflow-wrap:anywhere]">{account.words[part]}</p>
              <CopyButton
                label="Copy as a quotation"
                about={`${accountLabels[part].told}, ${account.role}`}
                text={quotationOf(account.words[part], account.role, clock)}
              />
            </>
          )}
        </section>
      ))}
    </article>
  )
}

/** Copies a text and says so in its own words. */
export function CopyButton({
  label,
  about,
  text,
  look = 'quiet',
}: {
  readonly label: string
  /** What is copied, for those who cannot see what stands beside the button. */
  readonly about: string
  readonly text: string
  readonly look?: 'quiet' | 'plain'
}) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <Button
      look={look}
      className={look === 'quiet' ? '-ms-3.5 text-sm' : ''}
      onClick={copy}
      aria-label={`${isCopied ? 'Copied' : label}: ${about}`}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  )
}
