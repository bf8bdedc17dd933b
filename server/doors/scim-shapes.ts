/** People and groups in the shape SCIM gives them (RFC 7643), and back. Nothing is decided here. */
import type { DirectoryGroup, DirectoryPerson } from '@secondstory/review/model/directory'
import { directoryTag } from '../operations/directory-versions.ts'
import { type Attributes, attribute, attributesOf, listOf, ScimRefusal } from './scim-patch.ts'

/** Names of the schemas. */
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** Somebody as a SCIM user. One name is kept here; its last word stands for the family name. */
export function userOf(person: DirectoryPerson, base: string): Attributes {
  const words = person.name.split(' ')
  const familyName = words.length > 1 ? words.at(-1) : ''
  return {
    schemas: [USER],
    id: person.id,
    ...(person.externalId === null ? {} : { externalId: person.externalId }),
    userName: person.userName,
    displayName: person.name,
    name: {
      formatted: person.name,
      givenName: words.length > 1 ? words.slice(0, -1).join(' ') : person.name,
      ...(familyName === '' ? {} : { familyName }),
    },
    emails: [{ value: person.email, type: 'work', primary: true }],
    roles: [{ value: person.role, primary: true }],
    active: person.isActive,
    meta: {
      resourceType: 'User',
      created: person.madeAt,
      version: `W/"${directoryTag(person)}"`,
      location: `${base}/Users/${person.id}`,
    },
  }
}

/** A group as SCIM has it. */
export function groupOf(group: DirectoryGroup, base: string): Attributes {
  return {
    schemas: [GROUP],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.name,
    members: group.members.map(({ personId, name }) => ({
      value: personId,
      display: name,
      $ref: `${base}/Users/${personId}`,
    })),
    meta: {
      resourceType: 'Group',
      created: group.madeAt,
      version: `W/"${directoryTag(group)}"`,
      location: `${base}/Groups/${group.id}`,
    },
  }
}

/**
 * What a SCIM user says about somebody, for the operation to read. `before`: the same person as they stand, so that only
 * what differs is said; a name that was changed in one place is changed in all.
 */
export function personIn(user: Attributes, before: Attributes = {}): Attributes {
  const [email, was] = [emailIn(user), emailIn(before)]
  return present({
    userName: attribute(user, 'userName'),
    externalId: attribute(user, 'externalId'),
    email: email ?? was ?? userNameAsMail(user),
    name: nameIn(user, before),
    role: roleIn(user, before),
    isActive: truth(attribute(user, 'active')),
  })
}

/** What a SCIM group says, for the operation to read. */
export function groupIn(group: Attributes): Attributes {
  return present({
    name: attribute(group, 'displayName'),
    externalId: attribute(group, 'externalId'),
  })
}

/** Ids of the members of a group; groups inside of groups are not kept. */
export function memberIdsIn(group: Attributes): readonly unknown[] {
  return listOf(attribute(group, 'members')).map((member) => attribute(attributesOf(member), 'value'))
}

function present(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
}

/** The primary mail, else that of work, else the first. */
function emailIn(user: Attributes): unknown {
  const emails = listOf(attribute(user, 'emails')).map(attributesOf)
  const chosen =
    emails.find((each) => truth(attribute(each, 'primary')) === true) ??
    emails.find((each) => attribute(each, 'type') === 'work') ??
    emails[0]
  return chosen === undefined ? undefined : attribute(chosen, 'value')
}

function userNameAsMail(user: Attributes): unknown {
  const name = attribute(user, 'userName')
  return typeof name === 'string' && name.includes('@') ? name : undefined
}

/** Whichever of the three places of a name differs from what was there; else what was there. */
function nameIn(user: Attributes, before: Attributes): unknown {
  const [now, was] = [namesOf(user), namesOf(before)]
  const changed = now.find((name, place) => name !== '' && name !== was[place])
  return changed ?? now.find((name) => name !== '') ?? userNameOf(user)
}

function namesOf(user: Attributes): readonly string[] {
  const name = attributesOf(attribute(user, 'name'))
  const parts = ['givenName', 'familyName'].map((part) => textOf(attribute(name, part)))
  return [
    textOf(attribute(user, 'displayName')),
    textOf(attribute(name, 'formatted')),
    parts.filter((part) => part !== '').join(' '),
  ]
}

function userNameOf(user: Attributes): string | undefined {
  const name = textOf(attribute(user, 'userName'))
  return name === '' ? undefined : (name.split('@')[0] ?? name)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

/** The role, where one is said that differs: what a keeper chose here is not undone by a directory that says nothing. */
function roleIn(user: Attributes, before: Attributes): unknown {
  const [role, was] = [user, before].map((each) => {
    const [first] = listOf(attribute(each, 'roles'))
    return typeof first === 'object' ? attribute(attributesOf(first), 'value') : first
  })
  return role === was || role === undefined ? undefined : textOf(role).toLowerCase()
}

/** True and false, also as the words some directories send. */
function truth(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const word = value.toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : value
}

/** A page of a list. */
export function listResponse(
  resources: readonly Attributes[],
  { total, startIndex }: { readonly total: number; readonly startIndex: number },
): Attributes {
  return {
    schemas: [LIST],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

/** An error as SCIM writes it. */
export function errorBody(status: number, detail: string, scimType?: string): Attributes {
  return {
    schemas: [ERROR],
    status: String(status),
    detail,
    ...(scimType === undefined ? {} : { scimType }),
  }
}

const filterForm = /^\s*([\w.:$-]+(?:\[[^\]]*\]\.\w+)?)\s+eq\s+(?:"((?:[^"\\]|\\.)*)"|(\w+))\s*$/i

/** The one comparison a filter makes, by the field an operation looks for. Others are refused: a guess would match the wrong person. */
export function filterIn(
  filter: string | undefined,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (filter === undefined || filter.trim() === '') return {}
  const [, path = '', quoted, bare] = filterForm.exec(filter) ?? []
  const name = path
    .replace(/^urn:[\w.:]*:/i, '')
    .replace(/\[.*\]/, '')
    .toLowerCase()
  const field = known[name]
  if (field !== undefined) return { [field]: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '' }
  const names = Object.keys(known).join(', ')
  throw new ScimRefusal('invalidFilter', `Filters compare one of ${names} with eq and a value in quotes.`)
}

/** Fields a person is looked for by. */
export const userFilters = {
  username: 'userName',
  externalid: 'externalId',
  id: 'id',
  'emails.value': 'email',
  emails: 'email',
} as const

/** Fields a group is looked for by. */
export const groupFilters = { displayname: 'name', externalid: 'externalId', id: 'id' } as const

/** A resource with only what was asked for; `id` and `schemas` are always there. */
export function trimmed(
  resource: Attributes,
  { attributes, excludedAttributes }: { readonly attributes?: string; readonly excludedAttributes?: string },
): Attributes {
  const [wanted, left] = [namesIn(attributes), namesIn(excludedAttributes)]
  if (wanted.length === 0 && left.length === 0) return resource
  return Object.fromEntries(
    Object.entries(resource).filter(([key]) => {
      const name = key.toLowerCase()
      if (name === 'id' || name === 'schemas') return true
      return (wanted.length === 0 || wanted.includes(name)) && !left.includes(name)
    }),
  )
}

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map(
      (name) =>
        name
          .trim()
          .replace(/^urn:[\w.:]*:/i, '')
          .split('.')[0]
          ?.toLowerCase() ?? '',
    )
    .filter((name) => name !== '')
}
