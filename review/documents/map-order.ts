/**
 * In which order the nodes of each column of a map stand: each beside what it is linked to, so that few ways cross. The
 * layout library ranks and places; the order is ours, because its own builds a graph for every column twice over.
 */

/** A graph whose nodes know their column; nodes are named, places along a long way included. */
interface Columns {
  nodes(): readonly string[]
  node(name: string): { rank?: number; order?: number }
  predecessors(name: string): readonly string[] | undefined
  successors(name: string): readonly string[] | undefined
}

interface Cell {
  readonly label: { order?: number }
  readonly rank: number
  readonly before: Cell[]
  readonly after: Cell[]
  place: number
  wanted: number
}

/** Walks to and fro over the columns; more of them change little. */
const SWEEPS = 8

/** Writes into every node its place in its column; the best order that was met is kept. */
export function orderColumns(graph: Columns): void {
  const columns = firstOrder(cellsOf(graph))
  let fewest = crossingsOf(columns)
  keep(columns)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    const isOn = sweep % 2 === 0
    for (const column of isOn ? columns : columns.toReversed()) {
      settle(column, isOn ? 'before' : 'after')
    }
    const crossings = crossingsOf(columns)
    if (crossings >= fewest) continue
    fewest = crossings
    keep(columns)
  }
}

function cellsOf(graph: Columns): readonly Cell[] {
  const cells = new Map(
    graph.nodes().map((name): [string, Cell] => {
      const label = graph.node(name)
      return [name, { label, rank: label.rank ?? 0, before: [], after: [], place: 0, wanted: 0 }]
    }),
  )
  for (const [name, cell] of cells) {
    cell.before.push(...(graph.predecessors(name) ?? []).flatMap((each) => cells.get(each) ?? []))
    cell.after.push(...(graph.successors(name) ?? []).flatMap((each) => cells.get(each) ?? []))
  }
  return [...cells.values()].toSorted((a, b) => a.rank - b.rank)
}

/** What leads to each other is met together: along the ways, from the first column on. */
function firstOrder(cells: readonly Cell[]): readonly Cell[][] {
  const columns: Cell[][] = []
  const met = new Set<Cell>()
  const open = cells.toReversed()
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    if (met.has(cell)) continue
    met.add(cell)
    const column = columns[cell.rank] ?? []
    columns[cell.rank] = column
    cell.place = column.length
    column.push(cell)
    open.push(...cell.after.toReversed())
  }
  return columns.filter((column) => column !== undefined)
}

/** Orders one column by where its neighbours on one side stand; who has none there stays. */
function settle(column: Cell[], side: 'before' | 'after'): void {
  for (const cell of column) {
    const near = cell[side]
    cell.wanted =
      near.length === 0 ? cell.place : near.reduce((sum, { place }) => sum + place, 0) / near.length
  }
  column.sort((a, b) => a.wanted - b.wanted)
  for (const [place, cell] of column.entries()) cell.place = place
}

function keep(columns: readonly Cell[][]): void {
  for (const column of columns) for (const cell of column) cell.label.order = cell.place
}

/** How many ways cross between neighbouring columns: for each way, those met before it that end below its end. */
function crossingsOf(columns: readonly Cell[][]): number {
  let crossings = 0
  for (const column of columns) {
    const met: number[] = []
    for (const { after } of column) {
      const ends = after.map(({ place }) => place).toSorted((a, b) => a - b)
      for (const end of ends) {
        const at = below(met, end)
        crossings += met.length - at
      }
      for (const end of ends) met.splice(below(met, end), 0, end)
    }
  }
  return crossings
}

/** How many of the sorted places lie at one place or before it. */
function below(places: readonly number[], end: number): number {
  let [from, to] = [0, places.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((places[middle] ?? 0) <= end) from = middle + 1
    else to = middle
  }
  return from
}
