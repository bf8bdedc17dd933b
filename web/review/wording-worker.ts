/** Checks the text beside the page, so that a long one never holds a key back. One worker per editor; see wording-asking.ts. */
import { type Finding, openChecker } from '@secondstory/language'
import { newsIn, type Said, spliced } from './wording-talk.ts'

// Kept between checks: the engine remembers unchanged blocks, so that a check after a key costs one paragraph.
let checker = openChecker()
let text = ''
let answered: readonly Finding[] = []

function take(said: Said): void {
  if (said.kind !== 'changes') checker = openChecker(said.context)
  if (said.kind === 'text') text = said.text
  if (said.kind === 'changes') text = spliced(text, said.splices)
}

addEventListener('message', ({ data }: MessageEvent<Said>) => {
  const length = text.length
  take(data)
  const findings = checker(text)
  postMessage(newsIn(findings, answered, text.length - length))
  answered = findings
})
