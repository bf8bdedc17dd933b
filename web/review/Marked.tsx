import { runsOf } from './marked-words.ts'

/** A text in which the words one looks for are marked. */
export function Marked({ text, typed }: { readonly text: string; readonly typed: string }) {
  if (typed.trim() === '') return text
  return runsOf(text, typed).map((run, index) =>
    run.isMatch ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; the list is made anew from its source.
      <mark key={index} className="rounded-sm bg-accent-wash text-ink">
        {run.text}
      </mark>
    ) : (
      run.text
    ),
  )
}
