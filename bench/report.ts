/** A figure beside its aim. Ratios are measured in one run on one machine; absolutes are for this machine only. */
import { cpus, totalmem } from 'node:os'

export interface Figure {
  readonly what: string
  readonly found: number
  readonly unit: string
  /** The aim, and on which side of it the figure should stand. */
  readonly aim: number
  readonly better: 'lower' | 'higher'
  /** What it was measured against, or how. */
  readonly how: string
}

/** Whether a figure meets its aim. */
export function meets(figure: Figure): boolean {
  return figure.better === 'lower' ? figure.found <= figure.aim : figure.found >= figure.aim
}

/** The machine and the day, so that a figure can be placed. */
export function printMachine(): void {
  const [cpu] = cpus()
  console.log(
    `${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'} · ${Math.round(totalmem() / 2 ** 30)} GiB · ${process.platform} ${process.arch}`,
  )
}

/** One line per figure: met or missed, what, found, aim, how. */
export function printFigure(figure: Figure): void {
  const sign = figure.better === 'lower' ? '≤' : '≥'
  const found = `${rounded(figure.found)} ${figure.unit}`.trim()
  const aim = `${sign} ${rounded(figure.aim)} ${figure.unit}`.trim()
  console.log(
    `${meets(figure) ? 'met   ' : 'missed'}  ${figure.what.padEnd(52)} ${found.padStart(16)}   aim ${aim.padEnd(16)} ${figure.how}`,
  )
}

function rounded(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-GB')
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}

/** The middle one of several figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
