import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { classes } from '../kit/classes.ts'
import { Icon } from '../kit/Icon.tsx'
import { useStart } from '../kit/starts.ts'

/** Takes files by drop or by choosing. A file dropped beside it does not replace the page. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useStart('choose-files', () => field.current?.focus())
  useEffect(() => {
    const stop = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', stop)
    window.addEventListener('drop', stop)
    return () => {
      window.removeEventListener('dragover', stop)
      window.removeEventListener('drop', stop)
    }
  }, [])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={classes(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 py-9 text-center transition-colors',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        isOver ? 'border-accent bg-accent-wash' : 'border-edge/70 hover:border-edge hover:bg-sunk',
      )}
    >
      <input
        ref={field}
        id={id}
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen again after it was left out.
          event.target.value = ''
        }}
      />
      <span className="text-faint">
        <Icon name="upload" size={24} />
      </span>
      <span className="title text-lg">Drop the record here, or choose files</span>
      <span className="max-w-[32rem] text-soft">
        A Slack export as it was downloaded, Alertmanager webhooks, notes with times, CSV, or a post-mortem in
        Markdown. Tokens, keys, passwords and addresses are removed before anything is stored.
      </span>
    </label>
  )
}
