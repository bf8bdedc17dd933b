import { type Listener, type ListenerEvent, listenerEvents } from '@secondstory/review/model/listeners'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { Copied } from '../kit/Copied.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { listenersQuery } from '../settings-queries.ts'

const events = Object.entries(listenerEvents)

/** Tools outside that are told what happens here: which, about what, and whether they answer. */
export function Listeners() {
  const listeners = useQuery(listenersQuery)
  const [isAdding, setAdding] = useState(false)
  const items = listeners.data ?? []
  return (
    <section aria-label="Tools that are told">
      <h2 className="title text-lg">Tools that are told</h2>
      <p className="mt-1 text-soft">
        Each gets a signed POST when something happens here (Standard Webhooks). Nobody is named in it.
      </p>
      <RefusalNotice error={listeners.error} />
      <ul className="mt-2 flex flex-col divide-y divide-line/70">
        {items.map((listener) => (
          <ListenerRow key={listener.id} listener={listener} />
        ))}
      </ul>
      {isAdding ? (
        <AddListener onClose={() => setAdding(false)} />
      ) : (
        <Button icon="plus" className="mt-3" onClick={() => setAdding(true)}>
          Tell another tool
        </Button>
      )}
    </section>
  )
}

function ListenerRow({ listener }: { readonly listener: Listener }) {
  const stale = { touches: () => [keys.listeners] }
  const correct = useChange('correctListener', stale)
  const undo = useChange('undoRemoval', stale)
  const remove = useChange('removeListener', {
    ...stale,
    onDone: ({ removalId }) => offerUndo('It is told nothing more.', () => undo.mutate({ removalId })),
  })
  const { id, version, state } = listener
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-72 break-words">
        <p>
          {listener.name} <span className="text-soft">{listener.url}</span>
        </p>
        <p className="text-sm text-soft">
          {listener.events.join(', ')}
          {state === 'off' && ` · Off. ${listener.because}`}
        </p>
        <RefusalNotice error={correct.error ?? remove.error} />
      </div>
      <div className="flex items-center">
        <Button
          look="quiet"
          aria-label={`Turn ${listener.name} ${state === 'on' ? 'off' : 'on'}`}
          isBusy={correct.isPending}
          onClick={() => correct.mutate({ id, version, state: state === 'on' ? 'off' : 'on' })}
        >
          Turn {state === 'on' ? 'off' : 'on'}
        </Button>
        <IconButton icon="close" label={`Remove ${listener.name}`} onClick={() => remove.mutate({ id })} />
      </div>
    </li>
  )
}

function AddListener({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState<readonly ListenerEvent[]>(['edition.published'])
  const add = useChange('addListener', { touches: () => [keys.listeners] })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ name, url, events: [...chosen] })
  }
  if (add.data !== undefined) {
    return (
      <div className="mt-4 flex flex-col gap-3 border-s-2 border-accent bg-accent-wash px-4 py-3">
        <p>The secret its signatures are checked with. It is shown once.</p>
        <Copied label="Secret" text={add.data.secret} />
        <Button className="self-start" onClick={onClose}>
          I have it
        </Button>
      </div>
    )
  }
  return (
    <form onSubmit={send} className="mt-4 flex flex-col gap-4 rounded-lg border border-line bg-raised p-4">
      <Field label="Name" required value={name} onChange={(event) => setName(event.target.value)} />
      <Field
        label="Address"
        type="url"
        required
        placeholder="https://hooks.example.org/second-story"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <fieldset>
        <legend className="text-base font-medium">What it is told</legend>
        {events.map(([event, about]) => (
          <Checkbox
            key={event}
            label={about}
            checked={chosen.some((each) => each === event)}
            onChange={(change) =>
              setChosen(
                change.target.checked
                  ? [...chosen, ...eventNamed(event)]
                  : chosen.filter((each) => each !== event),
              )
            }
          />
        ))}
      </fieldset>
      <RefusalNotice error={add.error} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={add.isPending}>
          Tell it
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function eventNamed(name: string): readonly ListenerEvent[] {
  return name in listenerEvents ? [name as ListenerEvent] : []
}
