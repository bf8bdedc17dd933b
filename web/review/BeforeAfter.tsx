import { withheldKinds } from '@secondstory/review/model/audiences'
import type { OperationOutput } from '../client.ts'
import { Fold } from '../kit/Fold.tsx'
import { marked, nameIn } from './marked-words.ts'

type Preview = OperationOutput<'readEditionPreview'>

type Change = Preview['replacements'][number]

/** Before and after, side by side, gathered by the reason for which the words gave way. */
export function BeforeAfter({ preview }: { readonly preview: Preview }) {
  const { replacements } = preview
  if (replacements.length === 0) {
    return (
      <p className="prose-text max-w-[38rem] text-soft">
        Nothing in it leads to a person. Every sentence goes out as it is written.
      </p>
    )
  }
  const kinds = [...new Set(replacements.map(({ kind }) => kind))]
  return (
    <div className="flex flex-col gap-7">
      {kinds.map((kind) => (
        <Kind key={kind} kind={kind} changes={replacements.filter((each) => each.kind === kind)} />
      ))}
    </div>
  )
}

/** Shown at once; the rest of a kind is folded. */
const FIRST = 12

function Kind({ kind, changes }: { readonly kind: Change['kind']; readonly changes: readonly Change[] }) {
  const { says, because } = withheldKinds[kind]
  const rest = changes.slice(FIRST)
  return (
    <section aria-label={says}>
      <h3 className="font-medium first-letter:uppercase">{says}</h3>
      <p className="mb-1 text-sm text-soft">{because}</p>
      <div
        aria-hidden="true"
        className="hidden grid-cols-[8rem_1fr_1fr] gap-6 border-b border-line pb-1.5 md:grid"
      >
        <span />
        <span className="overline-label">As we wrote it</span>
        <span className="overline-label">As readers see it</span>
      </div>
      <Rows changes={changes.slice(0, FIRST)} />
      {rest.length > 0 && (
        <Fold label={`${rest.length} more`}>
          <Rows changes={rest} />
        </Fold>
      )}
    </section>
  )
}

function Rows({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul>
      {changes.map((each, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: one sentence may hold the same name twice.
          key={`${each.where} ${each.name} ${index}`}
          className="grid gap-x-6 gap-y-1 border-b border-line py-3 md:grid-cols-[8rem_1fr_1fr]"
        >
          <span className="text-sm text-faint">{each.where}</span>
          <p className="font-serif text-md text-soft [overflow-wrap:anywhere]">
            <span className="sr-only">Before: </span>
            <Marked text={each.before} word={nameIn(each.before, each.name)} look="gone" />
          </p>
          <p className="font-serif text-md [overflow-wrap:anywhere]">
            <span className="sr-only">After: </span>
            <Marked text={each.after} word={each.role} look="came" />
          </p>
        </li>
      ))}
    </ul>
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
