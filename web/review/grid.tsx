import type { ComponentProps } from 'react'

/**
 * Row and cell of a grid. A virtual list leaves rows out, which a table cannot, so the roles are written by hand;
 * focus is the grid's own affair (one row at a time), which is why cells take none.
 */
export function GridRow(props: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above.
  // biome-ignore lint/a11y/useFocusableInteractive: see above.
  return <div role="row" {...props} />
}

/** One cell of a row. */
export function GridCell(props: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above.
  // biome-ignore lint/a11y/useFocusableInteractive: see above.
  return <div role="gridcell" {...props} />
}
