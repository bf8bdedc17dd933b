import type { OperationOutput } from '../client.ts'
import { marked, nameIn } from './marked-words.ts'

type Preview = OperationOutput<'readEditionPreview'>

/** Two columns: the words as they stand, and as readers see them, with each name and its role marked. */
export function BeforeAfter({ preview }: { readonly preview: Preview }) {
  const { replacements } = preview
  if (replacements.length === 0) {
    return (
      <p className="prose-text max-w-[38rem] text-soft">
        No name stands in what readers see. Every sentence goes out as it is written.
      </p>
    )
  }
  return (
    <div>
      <div
        aria-hidden="true"
        className="hidden grid-cols-[8rem_1fr_1fr] gap-6 border-b border-line pb-1.5 md:grid"
      >
        <span />
        <span className="overline-label">As we wrote it</span>
        <span className="overline-label">As readers see it</span>
      </div>
      <ul>
        {replacements.map((each, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: one sentence may hold the same name twice.
            key={`${each.where} ${each.name} ${index}`}
            className="grid gap-x-6 gap-y-1 border-b border-line py-3 md:grid-cols-[8rem_1fr_1fr]"
          >
            <span className="text-sm text-faint">{each.where}</span>
            <p className="font-serif text-md text-soft">
              <span className="sr-only">Before: </span>
              <Marked text={each.before} word={nameIn(each.before, each.name)} look="gone" />
            </p>
            <p className="font-serif text-md">
              <span className="sr-only">After: </span>
              <Marked text={each.after} word={each.role} look="came" />
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Marked({
  text,
  word,
  look,
}: {
  readonly text: string
  readonly word: string
  readonly look: 'gone' | 'came'
}) {
  const parts = marked(text, word)
  return parts.map((part, index) => {
    if (!part.isMarked) return part.text
    if (look === 'gone')
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence, made anew from it.
        <del key={index} className="decoration-edge decoration-1">
          {part.text}
        </del>
      )
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <ins key={index} className="rounded-sm bg-accent-wash px-0.5 text-accent-deep no-underline">
        {part.text}
      </ins>
    )
  })
}
