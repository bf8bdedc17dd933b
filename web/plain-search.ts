/** Search parameters are plain text here: `?severity=SEV1&text=dry run`, never JSON. */
type PlainSearch = Readonly<Record<string, string>>

/** What of the search parameters is text; the rest did not come from an address of ours. */
export function plainSearch(search: Readonly<Record<string, unknown>>): PlainSearch {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
