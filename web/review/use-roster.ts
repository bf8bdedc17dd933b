import type { Roster } from '@secondstory/language'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { peopleQuery } from '../settings-queries.ts'
import { rosterOf } from './roster.ts'
import { useWorking } from './working.tsx'

/** Names that give way to roles while one writes. */
export function useRoster(): Roster {
  const { record } = useWorking()
  const people = useQuery(peopleQuery)
  const { participants, plainWords, timeline, incident } = record
  return useMemo(
    () => rosterOf({ participants, plainWords, timeline, incident }, people.data ?? []),
    [participants, plainWords, timeline, incident, people.data],
  )
}
