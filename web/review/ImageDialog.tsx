import { blocksIn } from '@secondstory/review/documents/record-blocks'
import { type FormEvent, type RefObject, useEffect, useState } from 'react'
import { sendFile } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Field } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import type { EditorHandle } from './Editor.tsx'
import { smallerImage } from './smaller-image.ts'

/** A picture on its way into the text; null file: one has still to be chosen. */
interface Begun {
  readonly file: File | null
}

/** Asks for a picture and its words and puts both into the text, where the cursor is. */
export function useImageDialog(handle: RefObject<EditorHandle | null>) {
  const [begun, setBegun] = useState<Begun | null>(null)
  return {
    begin: (file: File | null) => setBegun({ file }),
    dialog: { begun, onClose: () => setBegun(null), put: (line: string) => handle.current?.put(line) },
  }
}

export function ImageDialog({
  begun,
  onClose,
  put,
  incidentId,
  text,
}: ReturnType<typeof useImageDialog>['dialog'] & { readonly incidentId: string; readonly text: string }) {
  return (
    <Dialog title="A picture for the text" size="large" isOpen={begun !== null} onClose={onClose}>
      <ImageForm {...{ begun, onClose, put, incidentId }} />
      <InText text={text} />
    </Dialog>
  )
}

function ImageForm({
  begun,
  onClose,
  put,
  incidentId,
}: ReturnType<typeof useImageDialog>['dialog'] & { readonly incidentId: string }) {
  const [chosen, setChosen] = useState<File | null>(begun?.file ?? null)
  const [words, setWords] = useState('')
  const address = useAddress(chosen)
  const [broken, setBroken] = useState(false)
  const add = useChange('addImage', {
    touches: () => [],
    onDone: ({ line }) => {
      put(line)
      onClose()
    },
  })
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<Error | null>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (chosen === null) return
    setBroken(false)
    setFailure(null)
    setSending(true)
    const file = await smallerImage(chosen).catch(() => null)
    const upload = file === null ? null : await sendFile(file).catch((error: Error) => error)
    setSending(false)
    if (upload === null) return setBroken(true)
    if (upload instanceof Error) return setFailure(upload)
    add.mutate({ incidentId, uploadId: upload.uploadId, words })
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">{chosen === null ? 'Choose a picture' : 'Another picture'}</span>
        <input
          type="file"
          accept="image/*"
          className="target text-base text-soft file:me-3 file:min-h-11 file:cursor-pointer file:rounded-md file:border file:border-edge/60 file:bg-raised file:px-4 file:text-ink"
          required={chosen === null}
          onChange={(event) => setChosen(event.target.files?.[0] ?? chosen)}
        />
      </label>
      {address !== null && (
        <img
          src={address}
          alt=""
          className="max-h-72 max-w-full self-start rounded-md border border-line object-contain"
        />
      )}
      <Field
        label="What it shows, in words"
        hint="Read by whoever does not see it, and by everyone where the picture does not go along."
        required
        maxLength={300}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className="text-sm text-soft">
        Where it was taken, with what and by whom is not kept. Look whether a name or a face is on it: words
        are looked through here, pictures are not.
      </p>
      {broken && (
        <p role="alert" className="text-amber">
          This file cannot be opened as a picture; save it as PNG or JPEG and choose that one.
        </p>
      )}
      <RefusalNotice error={failure ?? add.error} />
      <DialogActions>
        <Button type="submit" look="accent" isBusy={sending || add.isPending}>
          Put it into the text
        </Button>
        <Button look="quiet" onClick={onClose}>
          Leave the text as it is
        </Button>
      </DialogActions>
    </form>
  )
}

/** An address for a file of this page, for as long as it is shown. */
function useAddress(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (file === null) return undefined
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}

/** Pictures of the text, to be removed with their points: taking the line out of the text leaves them in earlier versions. */
function InText({ text }: { readonly text: string }) {
  const [gone, setGone] = useState<readonly string[]>([])
  const back = useChange('undoRemoval', { touches: () => [] })
  const remove = useChange('removeImage', {
    touches: () => [],
    onDone: ({ removalId }, { id }) => {
      setGone((now) => [...now, id])
      offerUndo('The picture is removed from every text that shows it.', () => {
        back.mutate({ removalId })
        setGone((now) => now.filter((each) => each !== id))
      })
    },
  })
  const images = blocksIn(text).flatMap(({ block }) => (block.kind === 'image' ? [block] : []))
  const left = images.filter(({ id }) => !gone.includes(id))
  if (left.length === 0) return null
  return (
    <section aria-label="In the text now" className="mt-8 border-t border-line pt-4">
      <h3 className="overline-label">In the text now</h3>
      <ul>
        {left.map(({ id, words }) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
            <Button look="quiet" onClick={() => remove.mutate({ id })}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <RefusalNotice error={remove.error} />
    </section>
  )
}
