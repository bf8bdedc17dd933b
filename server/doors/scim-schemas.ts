/** What this door says about itself (RFC 7643, 5 to 7): what it can, which resources it has, and what they are made of. */
import type { Attributes } from './scim-patch.ts'
import { GROUP, USER } from './scim-shapes.ts'

/** Most resources of one answer. */
export const MOST_RESULTS = 200

/** What a directory may rely on. */
export function serviceProviderConfig(base: string): Attributes {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token made for “Keep people in step with a directory”.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

/** Users and groups. */
export function resourceTypes(base: string): readonly Attributes[] {
  return [
    ['User', '/Users', USER],
    ['Group', '/Groups', GROUP],
  ].map(([name, endpoint, schema]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    endpoint,
    schema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }))
}

interface Trait {
  readonly type?: 'boolean' | 'complex' | 'reference'
  readonly isMany?: true
  readonly isNeeded?: true
  readonly isExact?: true
  readonly isUnique?: true
  readonly isFixed?: true
  readonly parts?: Readonly<Record<string, Trait>>
}

const traits: Readonly<Record<string, Readonly<Record<string, Trait>>>> = {
  [USER]: {
    userName: { isNeeded: true, isUnique: true },
    displayName: {},
    name: { type: 'complex', parts: { formatted: {}, givenName: {}, familyName: {} } },
    emails: { type: 'complex', isMany: true, parts: { value: {}, type: {}, primary: { type: 'boolean' } } },
    roles: { type: 'complex', isMany: true, parts: { value: {}, primary: { type: 'boolean' } } },
    active: { type: 'boolean' },
    externalId: { isExact: true },
  },
  [GROUP]: {
    displayName: { isNeeded: true, isUnique: true },
    members: {
      type: 'complex',
      isMany: true,
      parts: {
        value: { isFixed: true },
        display: { isFixed: true },
        $ref: { type: 'reference', isFixed: true },
      },
    },
    externalId: { isExact: true },
  },
}

/** What users and groups are made of. */
export function schemas(base: string): readonly Attributes[] {
  return Object.entries(traits).map(([id, attributes]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name: id.slice(id.lastIndexOf(':') + 1),
    attributes: Object.entries(attributes).map(([name, trait]) => described(name, trait)),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }))
}

function described(name: string, trait: Trait): Attributes {
  const { type = 'string', parts } = trait
  return {
    name,
    type,
    multiValued: trait.isMany === true,
    required: trait.isNeeded === true,
    caseExact: trait.isExact === true,
    mutability: trait.isFixed === true ? 'immutable' : 'readWrite',
    returned: 'default',
    uniqueness: trait.isUnique === true ? 'server' : 'none',
    ...(parts === undefined
      ? {}
      : { subAttributes: Object.entries(parts).map(([part, its]) => described(part, its)) }),
  }
}
