import type { Action } from '@secondstory/review/model/actions'
import { formOf } from '@secondstory/review/model/integrations'
import { conflictChoice, type IssueLink, issueLinkSentence } from '@secondstory/review/model/issue-links'
import { trackerForms } from '@secondstory/review/model/trackers'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { issueLinksQuery, keys, type Tracker, trackersQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** The issue of an action in a tracker: how it stands there, what is asked, and the ways to make or to link one. */
export function IssueOfAction({ action }: { readonly action: Action }) {
  const { record, reference } = useWorking()
  const links = useQuery(issueLinksQuery(reference, record.incident.id))
  const trackers = useQuery(trackersQuery)
  const link = links.data?.find(({ actionId }) => actionId === action.id)
  if (link !== undefined) return <Linked link={link} />
  const [first, ...others] = trackers.data ?? []
  if (!links.isSuccess || first === undefined || action.state === 'dropped') return null
  return <Unlinked action={action} trackers={[first, ...others]} />
}

/** Whether the issue of one of these actions asks somebody which side holds: what is folded away opens then. */
export function useIssueAsked(): (actions: readonly Action[]) => boolean {
  const { record, reference } = useWorking()
  const links = useQuery(issueLinksQuery(reference, record.incident.id)).data ?? []
  const asked = new Set(links.filter(({ conflict }) => conflict !== null).map(({ actionId }) => actionId))
  return (actions) => actions.some(({ id }) => asked.has(id))
}

function useTouched() {
  const { reference } = useWorking()
  return () => [keys.issueLinks(reference), keys.incident(reference)]
}

function Linked({ link }: { readonly link: IssueLink }) {
  const touches = useTouched()
  const { says } = formOf(link.kind)
  const undo = useChange('undoRemoval', { touches })
  const remove = useChange('removeIssueLink', {
    touches,
    onDone: ({ removalId }) =>
      offerUndo('The issue and the action go their own ways.', () => undo.mutate({ removalId })),
  })
  const again = useChange('releaseIssueLink', { touches })
  const sentence = issueLinkSentence(link, says)
  const { key, url, assignedThere, isGivenUp, state } = link
  const isNamed = key !== '' && sentence.startsWith(key)
  return (
    <div className="mt-2 flex flex-col gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3">
        <p className="min-w-0 text-pretty text-soft">
          <span className="text-faint">Issue: </span>
          {isNamed && (
            <a
              href={url}
              rel="noreferrer"
              target="_blank"
              className="underline underline-offset-2 hover:text-ink"
            >
              {key}
            </a>
          )}
          {isNamed ? sentence.slice(key.length) : sentence}
          {assignedThere !== '' && state === 'linked' && (
            <span className="text-faint"> Assigned there to {assignedThere}.</span>
          )}
        </p>
        <Whoever may="act">
          {(isGivenUp || state === 'gone') && (
            <Button look="quiet" isBusy={again.isPending} onClick={() => again.mutate({ id: link.id })}>
              Try again
            </Button>
          )}
          <IconButton
            icon="close"
            label={key === '' ? 'Take back the issue' : `Unlink ${key}`}
            onClick={() => remove.mutate({ id: link.id })}
          />
        </Whoever>
      </div>
      {link.conflict !== null && <Conflict link={link} says={says} />}
      <RefusalNotice error={remove.error ?? again.error} />
    </div>
  )
}

/** Both changed, or the rules of an action do not let it follow: a person says which side holds. */
function Conflict({ link, says }: { readonly link: IssueLink; readonly says: string }) {
  const answer = useChange('answerIssueConflict', { touches: useTouched() })
  if (link.conflict === null) return null
  const choice = conflictChoice(link.conflict, says)
  const hold = (holds: 'here' | 'there') => answer.mutate({ id: link.id, version: link.version, holds })
  return (
    <>
      <Notice tone="amber">
        <p className="text-pretty">{choice.question}</p>
        <Whoever may="act">
          <div className="mt-1 -ms-3.5 flex flex-wrap">
            <Button look="quiet" isBusy={answer.isPending} onClick={() => hold('here')}>
              {choice.here}
            </Button>
            <Button look="quiet" isBusy={answer.isPending} onClick={() => hold('there')}>
              {choice.there}
            </Button>
          </div>
        </Whoever>
      </Notice>
      <RefusalNotice error={answer.error} />
    </>
  )
}

type Trackers = readonly [Tracker, ...Tracker[]]

function Unlinked({ action, trackers }: { readonly action: Action; readonly trackers: Trackers }) {
  const [doing, setDoing] = useState<'make' | 'link' | null>(null)
  const [tracker] = trackers
  const make = useChange('openIssue', { touches: useTouched() })
  const start = () =>
    trackers.length === 1 ? make.mutate({ id: action.id, integrationId: tracker.id }) : setDoing('make')
  if (doing !== null)
    return <IssueForm action={action} trackers={trackers} doing={doing} onDone={() => setDoing(null)} />
  return (
    <Whoever may="act">
      <div className="-ms-3.5 flex flex-wrap">
        <Button look="quiet" isBusy={make.isPending} onClick={start}>
          Create issue
        </Button>
        <Button look="quiet" onClick={() => setDoing('link')}>
          Link issue
        </Button>
      </div>
      <RefusalNotice error={make.error} />
    </Whoever>
  )
}

/** Which tracker, and for an issue that is there its address. */
function IssueForm({
  action,
  trackers,
  doing,
  onDone,
}: {
  readonly action: Action
  readonly trackers: Trackers
  readonly doing: 'make' | 'link'
  readonly onDone: () => void
}) {
  const touches = useTouched()
  const [chosen, setChosen] = useState(trackers[0].id)
  const [address, setAddress] = useState('')
  const make = useChange('openIssue', { touches, onDone })
  const add = useChange('addIssueLink', { touches, onDone })
  const tracker = trackers.find(({ id }) => id === chosen) ?? trackers[0]
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    const pair = { id: action.id, integrationId: tracker.id }
    if (doing === 'make') make.mutate(pair)
    else add.mutate({ ...pair, address })
  }
  return (
    <form
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone()
      }}
      className="mt-3 flex flex-col gap-3 rounded-lg border border-line bg-raised p-4"
    >
      {trackers.length > 1 && (
        <Select
          label="Tracker"
          value={tracker.id}
          onChange={(event) => setChosen(event.target.value)}
          options={trackers.map(({ id, name, settings }) => ({
            value: id,
            label: `${name}, ${settings.place}`,
          }))}
        />
      )}
      {doing === 'link' && (
        <Field
          label="Address of the issue"
          hint={`Such as ${trackerForms[tracker.kind].example}`}
          required
          autoFocus
          autoComplete="off"
          maxLength={1000}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      )}
      <RefusalNotice error={make.error ?? add.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" isBusy={make.isPending || add.isPending}>
          {doing === 'make' ? 'Create issue' : 'Link issue'}
        </Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
