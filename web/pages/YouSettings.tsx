import { useQuery } from '@tanstack/react-query'
import { Choices } from '../kit/Choices.tsx'
import { chooseTheme, type Theme, useTheme } from '../kit/theme.ts'
import { selfQuery } from '../queries.ts'
import { openingsQuery } from '../settings-queries.ts'
import { instantInWords } from '../words.ts'
import { PasskeySettings } from './PasskeySettings.tsx'
import { PasswordSettings } from './PasswordSettings.tsx'
import { SessionSettings } from './SessionSettings.tsx'

const roleWords = {
  keeper: 'You keep this installation: you invite people and look after its settings.',
  member: 'You are a member: you open incidents and work on reviews.',
  reader: 'You are a reader: you read what is published.',
} as const

/** Who looked up which role was theirs, for the person it is about. */
function Openings() {
  const openings = useQuery(openingsQuery)
  return (
    <section>
      <h2 className="title text-lg">Who looked up your row</h2>
      <p className="mt-1 text-soft">
        Once a review has a facilitator, only they see the people behind the roles. Each time they look is
        written down and shown to you.
      </p>
      {openings.data?.length === 0 && <p className="mt-2 text-soft">Nobody has.</p>}
      <ul className="mt-2 flex flex-col divide-y divide-line/70">
        {openings.data?.map(({ at, byName, reference }) => (
          <li key={`${at} ${reference} ${byName}`} className="tabular py-2">
            {reference}, {byName}, {instantInWords(at)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who you are here, how the pages look, and how you sign in. */
export function YouSettings() {
  const self = useQuery(selfQuery)
  const theme = useTheme()
  const person = self.data?.person
  return (
    <div className="flex max-w-[34rem] flex-col gap-8">
      {person != null && (
        <div>
          <p className="title text-lg">{person.name}</p>
          <p className="text-soft">{person.email}</p>
          <p className="mt-2 text-soft">{roleWords[person.role]}</p>
        </div>
      )}
      {person != null && <Openings />}
      <Choices<Theme>
        label="Theme"
        hint="Remembered on this machine."
        value={theme}
        onChange={chooseTheme}
        choices={[
          {
            value: 'system',
            label: 'As this machine',
            about: 'Light by day and dark by night, if it does so.',
          },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <SessionSettings />
      <PasskeySettings />
      <PasswordSettings />
    </div>
  )
}
