/** The palette's line for the causal map; everything drawn on it is drawn on its tab. */
import type { CommandRow } from './command-row.ts'

export const drawTheMap: Omit<CommandRow, 'group' | 'place'> = {
  label: 'Draw the causal map',
  also: 'graph causes ladder five whys layers swiss cheese stamp control structure agent steps link node',
  keys: 'g m',
  deed: { kind: 'tab', tab: 'map' },
  operations: [
    'readMap',
    'addMapNode',
    'correctMapNode',
    'removeMapNode',
    'addMapEdge',
    'correctMapEdge',
    'removeMapEdge',
    'exportMap',
  ],
}
