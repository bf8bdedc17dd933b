import { objectionToPassword, SHORTEST_PASSWORD } from '@secondstory/review/model/passwords'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { keys, selfQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'

/** Changing one's own password. What is wrong with a new one is said before it is sent, by the server's own rule. */
export function PasswordSettings() {
  const person = useQuery(selfQuery).data?.person
  const [password, setPassword] = useState('')
  const [newPassword, setNew] = useState('')
  const correct = useChange('correctPassword', {
    touches: () => [keys.sessions],
    onDone: () => {
      setPassword('')
      setNew('')
    },
  })
  const own = person == null ? [] : [person.name, person.email]
  const objection = newPassword.length < SHORTEST_PASSWORD ? null : objectionToPassword(newPassword, own)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (objection === null) correct.mutate({ password, newPassword })
  }
  return (
    <section>
      <h2 className="title mb-3 text-lg">Password</h2>
      <form onSubmit={send} className="flex flex-col gap-4">
        <Field
          label="Present password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Field
          label="New password"
          type="password"
          autoComplete="new-password"
          hint={`At least ${SHORTEST_PASSWORD} characters; four words that do not belong together do well.`}
          problem={objection ?? undefined}
          required
          minLength={SHORTEST_PASSWORD}
          value={newPassword}
          onChange={(event) => setNew(event.target.value)}
        />
        <RefusalNotice error={correct.error} />
        {correct.isSuccess && (
          <Notice tone="accent">The password was changed, and your other sessions ended.</Notice>
        )}
        <Button type="submit" isBusy={correct.isPending} className="self-start">
          Change the password
        </Button>
      </form>
    </section>
  )
}
