/** Class names that are wanted, as one string. */
export function classes(...wanted: readonly (string | false | null | undefined)[]): string {
  return wanted.filter((each) => typeof each === 'string' && each !== '').join(' ')
}

/**
 * Facts on a line with a dot before each but the first. The dot hangs in the gap before its fact: where a line begins,
 * that is outside the row and clipped, so that no line of a wrapped row begins or ends with a dot.
 */
export const factRowClass = 'flex flex-wrap gap-x-4 overflow-x-clip'
export const dottedFactClass =
  "relative before:absolute before:inset-y-0 before:-start-4 before:w-4 before:text-center before:text-faint before:content-['·']"

/** The look of a tab, for tabs that are links. Chosen: `aria-current` or `data-active`. */
export const tabClass =
  'target relative inline-flex items-center px-0.5 text-base whitespace-nowrap text-soft transition-colors hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink data-active:font-medium data-active:text-ink after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 aria-[current=page]:after:bg-accent data-active:after:bg-accent'

/** A row of a list with its tools at its end; on a phone they stand below the words, which need the whole width. */
export const cardRowClass = 'flex max-sm:flex-col sm:gap-3'
export const cardToolsClass = 'flex shrink-0 items-start max-sm:-ms-2.5'
