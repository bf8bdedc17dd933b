/** Pasting from a page that is written elsewhere: its structure comes along as Markdown. */
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { markdownOf } from './paste-words.ts'

/** More than this is taken as the plain text it also is: reading it would hold the keys back. */
const LONGEST_PAGE = 2_000_000

/** Takes what has structure; everything else is pasted as ever. */
export const pasteStructure: Extension = EditorView.domEventHandlers({
  paste: (event, view) => {
    const pasted = event.clipboardData
    if (pasted === null || view.state.readOnly) return false
    const words = markdownPasted(pasted.getData('text/html'), pasted.getData('text/plain'))
    // Code editors bring their colours along as a page, and an address is pasted as a link.
    if (words === null || pasted.types.includes('vscode-editor-data')) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(words), { userEvent: 'input.paste', scrollIntoView: true })
    return true
  },
})

/** A picture that is pasted or dropped is handed over; words that come with it count for more. */
export function pasteImages(onImage: (file: File) => void): Extension {
  const hand = (event: Event, from: DataTransfer | null, isReadOnly: boolean): boolean => {
    const image = [...(from?.files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (image === undefined || isReadOnly || from?.getData('text/plain') !== '') return false
    event.preventDefault()
    onImage(image)
    return true
  }
  return EditorView.domEventHandlers({
    paste: (event, view) => hand(event, event.clipboardData, view.state.readOnly),
    drop: (event, view) => hand(event, event.dataTransfer, view.state.readOnly),
  })
}

function markdownPasted(page: string, plain: string): string | null {
  if (page === '' || page.length > LONGEST_PAGE || /^\s*https?:\S+\s*$/.test(plain)) return null
  const { body } = new DOMParser().parseFromString(page, 'text/html')
  // Lines as they are: what was copied is code, or Markdown already.
  if (body.children.length === 1 && body.firstElementChild?.nodeName === 'PRE') return null
  const words = markdownOf(body).replaceAll('\u0000', '\uFFFD')
  return words === '' ? null : words
}
