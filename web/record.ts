/** The working record of the incident a tab stands on. `IncidentFrame` provides it; tabs never see it missing. */
import { reference } from '@secondstory/review/model/incident'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { createContext, useContext } from 'react'

/** Filled by `IncidentFrame`. */
export const RecordPlace = createContext<WorkingRecord | null>(null)

/** The record of this incident, as fresh as the page has it. */
export function useRecord(): WorkingRecord {
  const record = useContext(RecordPlace)
  if (record === null)
    throw new Error('useRecord stands outside IncidentFrame; a tab of an incident is its place.')
  return record
}

/** "INC-42" of this incident: the key of everything kept about it. */
export function useReference(): string {
  return reference(useRecord().incident)
}
