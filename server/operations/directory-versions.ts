/** Which version of somebody or of a group a directory has seen, so that it writes over nothing it does not know. */
import { createHash } from 'node:crypto'
import type { DirectoryGroup, DirectoryPerson } from '@secondstory/review/model/directory'
import { z } from 'zod'
import { Refusal } from './operation.ts'

/** Tags of the versions a directory would change; left out, it changes what there is. */
export const seenTags = z.array(z.string().max(100)).max(20).optional()

/** The tag of one version: another one as soon as anything a directory reads of it differs. */
export function directoryTag(row: DirectoryPerson | DirectoryGroup): string {
  return createHash('sha256')
    .update(JSON.stringify(toldOf(row)))
    .digest('base64url')
    .slice(0, 22)
}

function toldOf(row: DirectoryPerson | DirectoryGroup): readonly unknown[] {
  const { id, name, externalId } = row
  if ('members' in row) return [id, name, externalId, row.members.map((each) => [each.personId, each.name])]
  return [id, name, externalId, row.userName, row.email, row.role, row.isActive]
}

/** Refuses a change of something that is not as it was seen. */
export function refuseStale(
  row: DirectoryPerson | DirectoryGroup,
  seen: readonly string[] | undefined,
): void {
  if (seen === undefined || seen.includes(directoryTag(row))) return
  throw new Refusal(
    'conflict',
    'This changed since the directory read it; it reads it again and sends what should differ then.',
    { current: row },
  )
}
