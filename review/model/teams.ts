/** Teams: people who own parts of the system together, and with them the reviews of what happened there. */
import type { Blocker } from './blocker.ts'

/** Somebody in a team, as others know them. */
export interface TeamMember {
  readonly personId: string
  readonly name: string
}

/** Some people and the components they own together. */
export interface Team {
  readonly id: string
  readonly name: string
  /** Names of services and components, as incidents name them; each is owned by one team. */
  readonly components: readonly string[]
  readonly members: readonly TeamMember[]
  /** Those with authority over its members. It opens no record, and they need not be members. */
  readonly leads: readonly TeamMember[]
  readonly version: number
}

/** What a team still needs, given the other teams that are here: names and components tell teams apart. */
export function teamBlockers(
  team: Pick<Team, 'name' | 'components'>,
  others: readonly Pick<Team, 'name' | 'components'>[],
): readonly Blocker[] {
  const place = { tab: 'incident', id: null } as const
  const namesake = others.find(({ name }) => isSameWord(name, team.name))
  const taken = team.components.flatMap((component) => {
    const owner = others.find(({ components }) => components.some((each) => isSameWord(each, component)))
    return owner === undefined ? [] : [{ component, owner }]
  })
  return [
    ...(namesake === undefined
      ? []
      : [{ rule: 'team-name-taken', sentence: `A team is called ${namesake.name} already.`, place }]),
    ...taken.map(({ component, owner }) => ({
      rule: 'component-owned',
      sentence: `${component} belongs to ${owner.name} already; a component has one team, so that it is clear who looks after it.`,
      place,
    })),
  ]
}

/** Whether a team owns one of these components. */
export function owns(team: Pick<Team, 'components'>, components: readonly string[]): boolean {
  return components.some((component) => team.components.some((each) => isSameWord(each, component)))
}

function isSameWord(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
