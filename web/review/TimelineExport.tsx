import type { LaneBy } from '@secondstory/review/documents/timeline-lanes'
import type { Stretch } from '@secondstory/review/documents/timeline-scale'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type RefObject, useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Menu } from '../kit/Menu.tsx'
import { keepFile, pngOf } from './keep-file.ts'
import { useWorking } from './working.tsx'

const formats = ['png', 'svg', 'csv', 'markdown'] as const
type Format = (typeof formats)[number]

const words: Readonly<Record<Format, string>> = {
  png: 'Picture (PNG)',
  svg: 'Picture (SVG)',
  csv: 'Table (CSV)',
  markdown: 'Table (Markdown)',
}

interface ExportProps {
  readonly shown: readonly TimelineEvent[]
  readonly by: LaneBy
  /** The stretch the picture shows now; null while there is no picture. */
  readonly view: RefObject<Stretch | null>
}

/** Takes the timeline along: what is shown now, or everything. Roles stand in place of names in every file. */
export function TimelineExport({ shown, by, view }: ExportProps) {
  const { record } = useWorking()
  const [problem, setProblem] = useState('')
  const take = async (format: Format, isWhole: boolean) => {
    const stretch = isWhole ? null : view.current
    setProblem('')
    const exported = await ask('exportTimeline', {
      incidentId: record.incident.id,
      format: format === 'png' ? 'svg' : format,
      lanes: by,
      ...(isWhole ? {} : { ids: shown.map((event) => event.id) }),
      ...(stretch === null
        ? {}
        : { from: new Date(stretch.from_ms).toISOString(), to: new Date(stretch.to_ms).toISOString() }),
    }).catch((error: unknown) => sentenceOf(error))
    if (typeof exported === 'string') return setProblem(exported)
    if (format !== 'png')
      return keepFile(exported.fileName, new Blob([exported.text], { type: types[format] }))
    const png = await pngOf(exported.text)
    if (png === null)
      setProblem('This browser could not draw the picture as PNG; the SVG has the same in it.')
    else keepFile(exported.fileName.replace(/svg$/, 'png'), png)
  }
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" icon="file" className="px-2.5">
            Export
          </Button>
        }
        items={[
          ...formats.map((format) => ({
            label: `${words[format]}, what is shown`,
            onSelect: () => void take(format, false),
          })),
          ...formats.map((format, index) => ({
            label: `${words[format]}, everything`,
            startsGroup: index === 0,
            onSelect: () => void take(format, true),
          })),
        ]}
      />
      {problem !== '' && (
        <p role="alert" className="text-sm text-amber">
          {problem}
        </p>
      )}
    </>
  )
}

const types: Readonly<Record<Exclude<Format, 'png'>, string>> = {
  svg: 'image/svg+xml',
  csv: 'text/csv;charset=utf-8',
  markdown: 'text/markdown;charset=utf-8',
}
