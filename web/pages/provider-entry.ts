/** What a keeper types about a provider, as the server takes it. */
import type { GroupTeam } from '@secondstory/review/model/providers'

/** Domains between commas, spaces or lines; an @ before one is no part of it. */
export function domainsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).map((domain) => domain.replace(/^@/, '').toLowerCase()))].filter(
    (domain) => domain !== '',
  )
}

/** "crew-payments = Payments", one a line. The last sign of equality counts: directories write `cn=crew,ou=harbour`. */
export function groupTeamsIn(text: string): GroupTeam[] {
  return text
    .split('\n')
    .map((line) => /^(.*)=([^=]*)$/.exec(line.trim()))
    .flatMap((parts) =>
      parts === null ? [] : [{ group: parts[1]?.trim() ?? '', team: parts[2]?.trim() ?? '' }],
    )
    .filter(({ group, team }) => group !== '' && team !== '')
}

/** The same, to be read and changed again. */
export function groupTeamsText(groupTeams: readonly GroupTeam[]): string {
  return groupTeams.map(({ group, team }) => `${group} = ${team}`).join('\n')
}
