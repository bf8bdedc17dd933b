import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { useStart } from '../kit/starts.ts'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { ZoneField } from './ZoneField.tsx'

/** Text from anywhere: a chat copied by hand, notes from the night, a list of alerts. */
export function PasteBox({
  incidentId,
  reference,
}: {
  readonly incidentId: string
  readonly reference: string
}) {
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [zone, setZone] = useState('')
  const [day, setDay] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  useStart('paste', () => box.current?.focus())
  const add = useChange('importEvidence', {
    touches: () => [keys.incident(reference)],
    onDone: () => {
      setText('')
      setName('')
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({
      incidentId,
      pasted: [{ name: name.trim() === '' ? 'pasted text' : name.trim(), text }],
      ...(zone === '' ? {} : { zone }),
      ...(day === '' ? {} : { day }),
    })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <TextArea
        ref={box}
        label="Or paste text"
        rows={3}
        className="[&_textarea]:font-mono [&_textarea]:text-sm"
        placeholder={'14:02  deploy of payments-db 4.18 begins\n14:05  first write refused'}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field
            label="Where it is from"
            isOptional
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <ZoneField value={zone} emptyLabel="Every time names its zone" onChange={setZone} />
          <Field
            label="Day of times that name none"
            type="date"
            isOptional
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </div>
      )}
      <RefusalNotice error={add.error} />
      {text.trim() !== '' && (
        <Button type="submit" look="accent" isBusy={add.isPending} className="self-start">
          Import the text
        </Button>
      )}
    </form>
  )
}
