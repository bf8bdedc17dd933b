/**
 * The conversation with the checking worker: one question at a time. While an answer is under way the text may go on
 * changing; the answer is then brought to the text of now, and the next question follows.
 */
import type { ChangeSet, Text } from '@codemirror/state'
import type { Context, Finding } from '@secondstory/language'
import { allMoved } from './standing.ts'
import { type Heard, type Said, type Splice, withNews } from './wording-talk.ts'

/** What of a worker is needed here. */
export interface Port {
  readonly postMessage: (said: Said) => void
  readonly addEventListener: (type: 'message', listener: (event: { readonly data: Heard }) => void) => void
}

/** Asks a worker about a text and its changes. `onAnswer` hears findings in places of the text as it is then. */
export function openAsking(
  port: Port,
  start: { readonly doc: Text; readonly context: Context },
  onAnswer: (findings: readonly Finding[]) => void,
) {
  let answered: readonly Finding[] = []
  /** What happened to the text since the last question. */
  let since: ChangeSet | null = null
  let isWaiting = false
  let isWanted = false
  const say = (said: Said) => {
    isWaiting = true
    port.postMessage(said)
  }
  const ask = () => {
    isWanted = isWaiting
    if (isWaiting || since === null) return
    const splices = splicesOf(since)
    since = null
    say({ kind: 'changes', splices })
  }
  const waitingContexts: Context[] = []
  const next = () => {
    const context = waitingContexts.pop()
    waitingContexts.length = 0
    if (context !== undefined) say({ kind: 'context', context })
    else if (isWanted) ask()
  }
  port.addEventListener('message', ({ data }) => {
    isWaiting = false
    answered = withNews(answered, data)
    const changes = since
    onAnswer(changes === null ? answered : allMoved(answered, (at, side) => changes.mapPos(at, side)))
    next()
  })
  say({ kind: 'text', text: start.doc.toString(), context: start.context })
  return {
    changed: (changes: ChangeSet) => {
      since = since === null ? changes : since.compose(changes)
    },
    /** Asks about what has changed; while an answer is under way, once it is here. */
    ask,
    /** Other names, another section: the same text is looked at again. */
    know: (context: Context) => {
      waitingContexts.push(context)
      if (!isWaiting) next()
    },
  }
}

function splicesOf(changes: ChangeSet): readonly Splice[] {
  const splices: Splice[] = []
  changes.iterChanges((...[from, to, , , insert]) => {
    splices.push({ from, to, insert: insert.toString() })
  })
  return splices
}
