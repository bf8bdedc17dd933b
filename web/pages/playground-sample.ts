/** The text the playground opens with: an invented evening of an invented ferry company, told the first way. */

/** Names the sample speaks of, as the roster knows them. */
export const sampleRoster = {
  people: 'Runa Eide, Tobias Falk',
  teams: 'platform team',
  services: 'fare-engine, Harbourmaster',
} as const

export const sampleText = `## What happened

On Thursday evening fare-engine sold 214 ferry crossings for nothing. Runa Eide broke the price list when she uploaded the winter fares at 18:10. The currency column was empty, and the importer read it as zero.

Tobias Falk should have noticed the warning in the log. The platform team failed to check the dashboard before the shift ended, which had shown the drop in revenue since 18:15. Harbourmaster paged the rota at 19:32.

Thanks to a heroic effort of the night shift the sale was stopped at 20:05.

## Why it could happen

The root cause was human error. A review had read the file as text, where an empty column looks like any other comma.

## Actions

- Remind everyone to be more careful with price lists.
- The importer refuses a price list with an empty currency. Owner: fares team, by 12 December.
`
