/** Chance that is the same every time: a small generator with a seed. */
export interface Chance {
  /** A whole number from 0 to `below`, which is not reached. */
  below(limit: number): number
  /** One of the list. */
  of<T>(list: readonly T[]): T
}

/** Mulberry32: small, even enough for choosing words. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  return {
    below,
    of: (list) => {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('The list to choose from is empty; give it at least one entry.')
      return one
    },
  }
}
