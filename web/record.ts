/** The working record of the incident a tab stands on. `IncidentFrame` provides it; tabs never see it missing. */
import { reference } from '@secondstory/review/model/incident'
import type { RecordNeed } from '@secondstory/review/model/permission'
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

/** What whoever looks may do with this record. Filled by `IncidentFrame`; elsewhere nobody is held back here. */
export const MayPlace = createContext<(need: RecordNeed) => boolean>(() => true)

/** Whether whoever looks may do something with this record, so that nobody is shown a control that would be refused. */
export function useMayHere(): (need: RecordNeed) => boolean {
  return useContext(MayPlace)
}

/** "INC-42" of this incident: the key of everything kept about it. */
export function useReference(): string {
  return reference(useRecord().incident)
}
