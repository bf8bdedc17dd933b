import { useQuery } from '@tanstack/react-query'
import type { OperationOutput } from '../client.ts'
import { Copied } from '../kit/Copied.tsx'
import { Select } from '../kit/Field.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { groupsQuery, teamsQuery } from '../settings-queries.ts'

type Group = OperationOutput<'listGroups'>[number]
type Team = OperationOutput<'listTeams'>[number]

function GroupLine({ group, teams }: { readonly group: Group; readonly teams: readonly Team[] }) {
  const assign = useChange('assignGroup', { touches: () => [keys.groups, keys.teams] })
  const team = teams.find(({ name }) => name.toLowerCase() === group.team.toLowerCase())
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-40 font-medium">{group.name}</p>
        <Select
          label={`Team that the group ${group.name} fills`}
          isLabelHidden
          className="w-44"
          value={team?.id ?? ''}
          onChange={(event) =>
            assign.mutate({ id: group.id, teamId: event.target.value === '' ? null : event.target.value })
          }
          options={[
            { value: '', label: 'Fills no team' },
            ...teams.map(({ id, name }) => ({ value: id, label: `Fills ${name}` })),
          ]}
        />
      </div>
      <RefusalNotice error={assign.error} />
    </li>
  )
}

/** How a company's directory keeps the people here in step with it, and which teams its groups fill. */
export function DirectorySettings() {
  const groups = useQuery(groupsQuery)
  const teams = useQuery(teamsQuery).data ?? []
  const list = groups.data ?? []
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h2 className="title mb-1 text-lg">People from your directory (SCIM)</h2>
        <p className="text-soft">
          Entra ID, Okta and other directories make accounts here, and close them the moment somebody leaves:
          sessions and tokens end at once, and open actions come back to the team. Give the directory this
          address and a token made for it, best one of an agent, under{' '}
          <PathLink to={paths.settings('agents')} className="text-accent underline underline-offset-3">
            Agents
          </PathLink>
          .
        </p>
      </div>
      <Copied text={`${location.origin}/scim/v2`} label="the address for the directory" />
      <RefusalNotice error={groups.error} />
      {groups.isSuccess && list.length === 0 && (
        <p className="text-soft">
          No group has come yet. A group fills the team of its name; another one is chosen here.
        </p>
      )}
      <ul className="flex flex-col divide-y divide-line/70">
        {list.map((group) => (
          <GroupLine key={group.id} group={group} teams={teams} />
        ))}
      </ul>
    </section>
  )
}
