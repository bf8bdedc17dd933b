/** Class names that are wanted, as one string. */
export function classes(...wanted: readonly (string | false | null | undefined)[]): string {
  return wanted.filter((each) => typeof each === 'string' && each !== '').join(' ')
}

/** The look of a tab, for tabs that are links. Chosen: `aria-current` or `data-active`. */
export const tabClass =
  'target relative inline-flex items-center px-0.5 text-base whitespace-nowrap text-soft transition-colors hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink data-active:font-medium data-active:text-ink after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 aria-[current=page]:after:bg-accent data-active:after:bg-accent'
