import { graphOf, type MapGraph } from '@secondstory/review/model/map'
import { type MapView, mapViews } from '@secondstory/review/model/map-views'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { type Tab, Tabs } from '../kit/Tabs.tsx'
import { takeBack } from '../kit/Undo.tsx'
import { useMedia } from '../kit/wide.ts'
import { useMayHere } from '../record.ts'
import { AsksMargin } from './AsksMargin.tsx'
import { MapAsks, useMapAsks } from './MapAsks.tsx'
import { MapBar } from './MapBar.tsx'
import { type MapForm, MapFormPanel } from './MapFormPanel.tsx'
import { MapLadder, type ViewProps } from './MapLadder.tsx'
import { MapLayers } from './MapLayers.tsx'
import { MapOpen } from './MapMargin.tsx'
import { MapOutline } from './MapOutline.tsx'
import { MapPicture } from './MapPicture.tsx'
import { MapStructure } from './MapStructure.tsx'
import { MapTrajectory } from './MapTrajectory.tsx'
import { MapWhys } from './MapWhys.tsx'
import type { MapChoice } from './map-choice.ts'
import { useHash } from './use-hash.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** The causal map: a picture or its outline, five ways in, and beside them what is open and what is still asked. */
export function MapTab() {
  const { record } = useWorking()
  const mayWrite = useMayHere()('write')
  const graph = useMemo(() => graphOf(record), [record])
  const asks = useMapAsks(graph)
  const isWide = useMedia('(min-width: 72rem)')
  const isRoomy = useMedia('(min-width: 40rem)')
  const [choice, setChoice] = useChoiceByHash(graph)
  const [form, setForm] = useState<MapForm | null>(null)
  const [isOutline, setOutline] = useState(!isRoomy)
  const start = () => setForm({ kind: 'new', of: 'harm' })
  const link = (from: string | null) => setForm({ kind: 'link', from })
  const openId = choice?.kind === 'node' ? choice.id : null
  useShortcuts('Map', [
    ...(mayWrite
      ? [
          {
            keys: 'n',
            about: 'Say something new on the map',
            run: () => setForm({ kind: 'new', of: 'condition' }),
          },
          { keys: 'l', about: 'Link two things', run: () => link(openId) },
          {
            keys: 'e',
            about: 'Edit what is open',
            run: () => choice !== null && setForm({ kind: 'edit', choice }),
          },
        ]
      : []),
    { keys: 'o', about: 'Outline or picture', run: () => setOutline((now) => !now) },
    {
      keys: 'Escape',
      about: 'Close what is open',
      run: () => (form === null ? setChoice(null) : setForm(null)),
    },
    { keys: 'u', about: 'Undo the last removal', run: takeBack },
  ])
  const open = choice !== null && (
    <MapOpen
      graph={graph}
      choice={choice}
      onChoose={setChoice}
      onEdit={() => setForm({ kind: 'edit', choice })}
      onLink={link}
    />
  )
  const seen = { graph, choice, onChoose: setChoice }
  return (
    <>
      <FailureNotice />
      {graph.nodes.length === 0 ? (
        <NothingYet onStart={start} isStarted={form !== null} />
      ) : (
        <>
          <MapBar
            isOutline={isOutline}
            onOutline={setOutline}
            onNew={() => setForm({ kind: 'new', of: 'condition' })}
            onLink={() => link(openId)}
          />
          {isOutline ? <MapOutline {...seen} /> : <MapPicture {...seen} />}
        </>
      )}
      <MapFormPanel
        form={form}
        onClose={() => setForm(null)}
        onDrawn={(drawn) => {
          setForm(null)
          setChoice(drawn)
        }}
      />
      {!isWide && open}
      {graph.nodes.length > 0 && <Views {...seen} onStart={start} />}
      <Margin label="What the map asks">
        {isWide && open ? (
          open
        ) : (
          <div className="flex flex-col gap-8">
            <MapAsks asks={asks} onChoose={setChoice} />
            <AsksMargin place="factors" />
          </div>
        )}
      </Margin>
    </>
  )
}

/** What is open; a link to the map with the id of a node opens it. */
function useChoiceByHash(graph: MapGraph) {
  const hash = useHash()
  const [choice, setChoice] = useState<MapChoice | null>(null)
  const latest = useRef(graph)
  latest.current = graph
  useEffect(() => {
    if (hash === '') return
    const isEdge = latest.current.edges.some(({ id }) => id === hash)
    setChoice({ kind: isEdge ? 'edge' : 'node', id: hash })
  }, [hash])
  return [choice, setChoice] as const
}

function NothingYet({ onStart, isStarted }: { readonly onStart: () => void; readonly isStarted: boolean }) {
  if (isStarted) return null
  return (
    <Empty
      title="What led to what?"
      sentence="The map begins at its right edge, with the harm, and asks back from there: how did it show, how did it get there, what let it pass, and what kept it so. Factors and events of the timeline are on it by themselves; nobody has to write them twice, and none of it is a person."
      example="Because any job could hold a lock for as long as it liked, it could happen that every write waited behind one idle session, which raised the chance that one checkout in five was refused."
      action={
        <Whoever may="write">
          <Button look="accent" icon="plus" onClick={onStart}>
            Begin with the harm
          </Button>
        </Whoever>
      }
    />
  )
}

const panels: Readonly<Record<MapView, (props: ViewProps) => React.ReactNode>> = {
  ladder: (props) => <MapLadder {...props} />,
  whys: (props) => <MapWhys {...props} />,
  layers: (props) => <MapLayers {...props} />,
  structure: (props) => <MapStructure {...props} />,
  trajectory: (props) => <MapTrajectory {...props} />,
}
const viewOrder: readonly MapView[] = ['ladder', 'whys', 'layers', 'structure', 'trajectory']

/** Five ways to ask; whatever is answered in one of them is drawn above and shows in the others. */
function Views(props: ViewProps) {
  const [view, setView] = useState<MapView>('ladder')
  const tabs = viewOrder.map(
    (each): Tab => ({
      value: each,
      label: mapViews[each].name,
      panel: each === view ? panels[each](props) : null,
    }),
  )
  return (
    <div className="mt-6">
      <Tabs
        label="Ways to ask"
        tabs={tabs}
        value={view}
        onChange={(next) => {
          const chosen = viewOrder.find((each) => each === next)
          if (chosen !== undefined) setView(chosen)
        }}
      />
    </div>
  )
}
