/**
 * What is shown while answers are still on their way: the record as the server last gave it, with every expected change
 * laid over it in the order they were made. One that is refused is taken out from between the others, so that nothing
 * that did not happen stays on the page. Pure but for the list it keeps; working.tsx asks it.
 */
type Update<Row> = (row: Row) => Row

/** One expected change, known by its identity. */
export interface Guess<Row> {
  readonly update: Update<Row>
}

export interface Expected<Row> {
  /** Lays a change over what is shown. */
  readonly add: (shown: Row | undefined, update: Update<Row>) => Guess<Row>
  readonly shown: (shown: Row | undefined) => Row | undefined
  /** Takes a refused change out; the others stay. */
  readonly drop: (guess: Guess<Row>, shown: Row | undefined) => Row | undefined
  /** Puts the server's answer in the place of a change (or of nothing). */
  readonly settle: (guess: Guess<Row> | null, answer: Update<Row>, shown: Row | undefined) => Row | undefined
  /** Tells which object now stands on the page for what was last answered here; a cache may keep an equal one of its own. */
  readonly kept: (shown: Row | undefined) => void
  /** Takes a record just read as the truth; changes still on their way stay laid over it. */
  readonly renew: (truth: Row) => Row
}

/** An empty list of expected changes. */
export function openExpected<Row>(): Expected<Row> {
  let base: Row | undefined
  let guesses: readonly Guess<Row>[] = []
  // The last record shown by us: when another stands there, somebody read it afresh, and that is the truth now.
  let last: Row | undefined
  const laid = () => {
    let row = base
    for (const { update } of guesses) row = row === undefined ? undefined : update(row)
    last = row
    return row
  }
  const look = (shown: Row | undefined) => {
    if (guesses.length === 0 || shown !== last) base = shown
  }
  return {
    add: (shown, update) => {
      look(shown)
      const guess = { update }
      guesses = [...guesses, guess]
      return guess
    },
    shown: () => laid(),
    drop: (guess, shown) => {
      look(shown)
      guesses = guesses.filter((each) => each !== guess)
      return laid()
    },
    settle: (guess, answer, shown) => {
      look(shown)
      guesses = guesses.filter((each) => each !== guess)
      if (base !== undefined) base = answer(guess === null ? base : guess.update(base))
      return laid()
    },
    kept: (shown) => {
      last = shown
    },
    renew: (truth) => {
      base = truth
      laid()
      return last ?? truth
    },
  }
}
