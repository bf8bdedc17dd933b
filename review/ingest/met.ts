/**
 * How often a fingerprint was met, for as many as a file of gigabytes holds: a table of their first 52 bits, twelve
 * bytes each. Two that share those bits are told apart by a number neither needed, and nothing else happens.
 */

const FULLEST = 0.6

/** Fingerprints met so far. */
export class Met {
  #names = new Float64Array(1024)
  #times = new Uint32Array(1024)
  #size = 0

  /** Counts this fingerprint (hex digits) and answers how often it was met before. */
  meet(fingerprint: string): number {
    if (this.#size > this.#names.length * FULLEST) this.#grow()
    // 0 marks a free place.
    const name = Number.parseInt(fingerprint.slice(0, 13), 16) + 1
    const place = placeIn(this.#names, name)
    const before = this.#times[place] ?? 0
    if (before === 0) this.#size += 1
    this.#names[place] = name
    this.#times[place] = before + 1
    return before
  }

  #grow(): void {
    const names = new Float64Array(this.#names.length * 2)
    const times = new Uint32Array(names.length)
    for (const [from, name] of this.#names.entries()) {
      if (name === 0) continue
      const place = placeIn(names, name)
      names[place] = name
      times[place] = this.#times[from] ?? 0
    }
    this.#names = names
    this.#times = times
  }
}

/** Where a fingerprint stands, or the free place where it may. Sizes are powers of two. */
function placeIn(names: Float64Array, name: number): number {
  let place = (name % 4_294_967_296) & (names.length - 1)
  while (names[place] !== 0 && names[place] !== name) place = (place + 1) & (names.length - 1)
  return place
}
