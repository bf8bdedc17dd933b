/** The way out: what an organisation says about matters of conduct, which have no place in this product. */

/** The organisation's own words; empty until a keeper writes them. */
export interface Conduct {
  readonly text: string
  readonly version: number
}

/** What the page says whatever the organisation adds. */
export const conductRules: readonly string[] = [
  'Nothing about the conduct of a person is written down here: not the matter, not that there is one, not what came of it.',
  'No account, report, draft or history is handed over, exported or attached to such a matter. Whoever looks into one asks the original sources, without us.',
  'A review that has to wait is left as it is. It needs no reason, and none is kept.',
]

/** What stands there until a keeper has written the organisation's own words. */
export const CONDUCT_UNSAID =
  'Nobody has written down here yet where such matters go. A keeper can: the office, how it is reached, and how it decides. Until then, ask the people you trust with it, outside this product.'
