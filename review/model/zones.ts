/** Time zones by name. */

/** Newer names of zones that some lists still know by their old ones alone; both are understood. */
const renamed = [
  'Africa/Asmara',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
]

const zones: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...renamed])

/** Whether a zone is one that times can be computed in. */
export function isZone(zone: string): boolean {
  return zones.has(zone)
}
