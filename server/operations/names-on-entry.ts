/** Names become roles where they come in: every text that people write about an incident goes through here. */

import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { listServices } from '../store/plain-words.ts'
import { readRegister } from './names.ts'
import { openRoleBook } from './roles.ts'

/** Puts roles in the place of names in one text. */
export type InRoles = (text: string) => string

/**
 * Texts with roles in the place of names and handles that the register knows. A name it does not know stays: the page
 * asks who that is, and no edition appears with it.
 */
export async function openRoles(queries: Queries, incidentId: string): Promise<InRoles> {
  const incident = await findIncident(queries, { id: incidentId })
  const register = await readRegister(queries, incidentId)
  const services = [...(incident?.components ?? []), ...(await listServices(queries, incidentId))]
  const book = openRoleBook(register, services, register.plainWords)
  return (text) => (text === '' ? '' : book.replace(text).text)
}

/** The same for a few texts at once, each under its own name. */
export async function rolesOnEntry<Field extends string>(
  queries: Queries,
  incidentId: string,
  texts: Readonly<Record<Field, string>>,
): Promise<Readonly<Record<Field, string>>> {
  const inRoles = await openRoles(queries, incidentId)
  const entered: Record<Field, string> = { ...texts }
  for (const field in texts) entered[field] = inRoles(texts[field])
  return entered
}
