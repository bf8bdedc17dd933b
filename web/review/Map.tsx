import { graphOf } from '@secondstory/review/model/map'
import { useMemo, useState } from 'react'
import { Margin } from '../kit/Margin.tsx'
import { AsksMargin } from './AsksMargin.tsx'
import { MapOutline } from './MapOutline.tsx'
import type { MapChoice } from './map-choice.ts'
import { FailureNotice, useWorking } from './working.tsx'

/** The causal map: what led to what, as one graph. */
export function MapTab() {
  const { record } = useWorking()
  const graph = useMemo(() => graphOf(record), [record])
  const [choice, setChoice] = useState<MapChoice | null>(null)
  return (
    <>
      <FailureNotice />
      <MapOutline graph={graph} choice={choice} onChoose={setChoice} />
      <Margin label="What the review asks">
        <AsksMargin place="factors" />
      </Margin>
    </>
  )
}
