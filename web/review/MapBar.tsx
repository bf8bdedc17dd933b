import type { OperationInput } from '../client.ts'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Menu } from '../kit/Menu.tsx'
import { keepFile } from './keep-file.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** Picture or outline, the two ways to add, and the map as a file. */
export function MapBar({
  isOutline,
  onOutline,
  onNew,
  onLink,
}: {
  readonly isOutline: boolean
  readonly onOutline: (isOutline: boolean) => void
  readonly onNew: () => void
  readonly onLink: () => void
}) {
  const { record, change } = useWorking()
  const save = (format: OperationInput<'exportMap'>['format'], type: string) => () =>
    void change({
      send: async () => {
        const { fileName, text } = await ask('exportMap', { incidentId: record.incident.id, format })
        keepFile(fileName, new Blob([text], { type }))
      },
    })
  return (
    <div className="mb-2 flex flex-wrap items-center gap-1">
      <fieldset className="me-auto flex items-center">
        <legend className="sr-only">The map as</legend>
        {[false, true].map((each) => (
          <button
            key={String(each)}
            type="button"
            aria-pressed={isOutline === each}
            onClick={() => onOutline(each)}
            className="target rounded-sm px-2 text-soft first:-ms-2 hover:text-ink aria-pressed:font-medium aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-accent aria-pressed:decoration-2 aria-pressed:underline-offset-[6px]"
          >
            {each ? 'Outline' : 'Picture'}
          </button>
        ))}
      </fieldset>
      <Whoever may="write">
        <Button look="quiet" icon="plus" onClick={onNew}>
          New statement
        </Button>
        <Button look="quiet" icon="link" onClick={onLink}>
          Link
        </Button>
      </Whoever>
      <Menu
        trigger={<IconButton label="The map as a file" icon="file" />}
        items={[
          { label: 'Picture (SVG)', onSelect: save('svg', 'image/svg+xml') },
          { label: 'Diagram text (Mermaid)', onSelect: save('mermaid', 'text/plain') },
          { label: 'Outline (Markdown)', onSelect: save('markdown', 'text/markdown') },
        ]}
      />
    </div>
  )
}
