import { expect, test } from 'vitest'
import { placeLabels } from './strip-layout.ts'

const mark = (share: number) => ({ share, labelWidth_px: 100 })

test('labels with room stand on one row', () => {
  expect(placeLabels([mark(0), mark(0.5), mark(1)], 800).map(({ row }) => row)).toEqual([0, 0, 0])
})

test('labels that would touch step down, and marks stay to scale', () => {
  const placed = placeLabels([mark(0.1), mark(0.12), mark(0.14), mark(0.9)], 800)
  expect(placed.map(({ row }) => row)).toEqual([0, 1, 2, 0])
  expect(placed.map(({ x_px }) => x_px)).toEqual([80, 96, 112, 720])
})

test('no label leaves the strip, whatever its width', () => {
  for (const width of [200, 343, 1200]) {
    for (const { labelX_px } of placeLabels([mark(0), mark(0.97), mark(1)], width)) {
      expect(labelX_px).toBeGreaterThanOrEqual(0)
      expect(labelX_px + 100).toBeLessThanOrEqual(width)
    }
  }
})

test('labels of one row never overlap', () => {
  const marks = Array.from({ length: 12 }, (_, index) => mark(index / 30))
  const placed = placeLabels(marks, 500)
  for (const row of new Set(placed.map((each) => each.row))) {
    const starts = placed.filter((each) => each.row === row).map((each) => each.labelX_px)
    starts.slice(1).forEach((start, index) => {
      expect(start - (starts[index] ?? 0)).toBeGreaterThan(100)
    })
  }
})
