/** Asking somebody in: by mail, or by a link that is shown once and handed on. */
import { later } from '@secondstory/review/model/instants'
import type { Invited } from '@secondstory/review/model/people'
import { z } from 'zod'
import { appendAudit } from '../store/audit.ts'
import type { Queries } from '../store/database.ts'
import {
  addInvitation,
  findInvitation,
  listInvitations as listRows,
  removeInvitation as removeRow,
  renewInvitation,
  takeInvitation,
} from '../store/invitations.ts'
import { queueDelivery } from '../store/outbox.ts'
import { addPerson, findByEmail, findPerson } from '../store/people.ts'
import { addTeamMember, listTeams } from '../store/teams.ts'
import { found } from './answers.ts'
import { email, id, line, type Nothing, nothing, ofRow, password, personRole, secret } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { setLetter } from './letters.ts'
import { operation, Refusal } from './operation.ts'
import { refuseEasyPassword } from './passwords.ts'
import { sealLetter } from './sealed-letters.ts'
import { hashPassword, hashSecret, newSecret } from './secrets.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** An invitation that was sent, or its link, which is shown this once, where no mail goes out. */
export interface InvitationSent {
  /** Null: it went out by mail, and nobody but whoever reads that mail has it. */
  readonly link: string | null
  readonly expiresAt: string
}

/** What an invitation says to the one who opens it. */
export interface Invitation {
  readonly email: string
  readonly name: string
}

const INVITATION_MS = 7 * 86_400_000
const FROM_ONE_PLACE = { most: 50, within_ms: 15 * 60_000 }

/** Invites someone; the link works once and for seven days. */
export const invitePerson = operation({
  name: 'invitePerson',
  about:
    'Invites someone by a link that works once and for seven days; by mail, or shown once without a mail server.',
  access: 'keeper',
  audits: 'invitation',
  touches: 'installation',
  changes: true,
  input: z.object({ email, name: line(100), role: personRole, teamId: id.nullable().optional() }),
  run: async ({ teamId = null, ...given }, hands): Promise<InvitationSent> => {
    const secret = newSecret()
    const expiresAt = later(hands.now, INVITATION_MS)
    return hands.store.transaction(async (queries) => {
      if ((await findByEmail(queries, given.email)) !== null) throw taken(given.email)
      await refuseMissingTeam(queries, teamId)
      const secretHash = hashSecret(secret)
      await addInvitation(queries, { ...given, teamId, secretHash, expiresAt }, by(hands))
      return send(queries, { ...given, secret, expiresAt }, hands)
    })
  },
})

/** Sends an invitation once more: with another link, for another seven days; the one before stops working. */
export const releaseInvitation = operation({
  name: 'releaseInvitation',
  about: 'Sends an open invitation once more with a new link for seven days; the earlier link stops working.',
  access: 'keeper',
  audits: 'invitation',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async ({ id: invitationId }, hands): Promise<InvitationSent> => {
    const secret = newSecret()
    const expiresAt = later(hands.now, INVITATION_MS)
    return hands.store.transaction(async (queries) => {
      const all = await listRows(queries)
      const invited = found(all.find((each) => each.id === invitationId) ?? null, 'open invitation')
      await renewInvitation(queries, { id: invitationId, secretHash: hashSecret(secret), expiresAt })
      return send(queries, { ...invited, secret, expiresAt }, hands)
    })
  },
})

/** Takes an invitation back: its link opens nothing from then on. */
export const removeInvitation = operation({
  name: 'removeInvitation',
  about: 'Takes an open invitation back; its link stops working at once.',
  access: 'keeper',
  audits: 'invitation',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async ({ id: invitationId }, hands): Promise<Nothing> => {
    const wasThere = await removeRow(hands.store.queries, invitationId)
    if (!wasThere)
      throw new Refusal('not-found', 'No open invitation has this id; it may have been accepted.')
    return {}
  },
})

/** Everyone who was asked in and has not come yet. */
export const listInvitations = operation({
  name: 'listInvitations',
  about: 'Lists the invitations nobody accepted yet, those that ran out too.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Invited[]> => listRows(hands.store.queries),
})

/** What an invitation says before it is accepted. */
export const readInvitation = operation({
  name: 'readInvitation',
  about: 'Reads whom an invitation is for.',
  access: 'anyone',
  changes: false,
  input: z.object({ token: secret }),
  run: async ({ token }, hands): Promise<Invitation> => {
    const open = await findInvitation(hands.store.queries, hashSecret(token), hands.now)
    if (open === null) throw usedUp()
    return { email: open.email, name: open.name }
  },
})

/** Accepts an invitation and signs in. */
export const acceptInvitation = operation({
  name: 'acceptInvitation',
  about: 'Accepts an invitation, sets a password and signs in.',
  access: 'anyone',
  changes: true,
  input: z.object({ token: secret, name: line(100), password }),
  run: async (given, hands): Promise<SignedIn> => {
    hands.attempts.count(`invitation from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const secretHash = hashSecret(given.token)
    // Looked at before the password is hashed: a wrong link must not cost half a second of both cores.
    const invited = await findInvitation(hands.store.queries, secretHash, hands.now)
    if (invited === null) throw usedUp()
    refuseEasyPassword(given.password, [given.name, invited.email])
    const passwordHash = await hashPassword(given.password)
    const person = await hands.store.transaction(async (queries) => {
      const open = await takeInvitation(queries, secretHash, hands.now)
      if (open === null) throw usedUp()
      const { email, role, teamId } = open
      const joined = await addPerson(queries, { email, role, name: given.name, passwordHash }, hands.now)
      if (joined === null) throw taken(email)
      const author = { personId: joined.id, at: hands.now }
      const deed = { operation: 'acceptInvitation', noun: 'invitation', rowId: joined.id } as const
      await appendAudit(queries, deed, author)
      if (teamId !== null) {
        await addTeamMember(queries, { teamId, personId: joined.id }, author)
      }
      return joined
    })
    return signIn(person, hands)
  },
})

/** Puts the link into a letter where mail goes out; otherwise it is the answer, this once. */
async function send(
  queries: Queries,
  sent: {
    readonly email: string
    readonly name: string
    readonly secret: string
    readonly expiresAt: string
  },
  hands: Hands,
): Promise<InvitationSent> {
  const { secret, expiresAt } = sent
  const link = `${hands.publicUrl}/invitation/${secret}`
  if (!hands.canMail) return { link, expiresAt }
  const keeper = await findPerson(queries, asked(hands).personId)
  const letter = setLetter({
    subject: 'You are invited to Second Story',
    opening: `${keeper?.name ?? 'A keeper'} invites you to read and write reviews of incidents together.`,
    parts: [
      {
        heading: '',
        items: [
          {
            title: `Come in as ${sent.name}`,
            lines: [`The link works once, until ${dayOf(expiresAt)} (UTC).`],
            links: [{ label: 'Accept the invitation', url: link }],
          },
        ],
      },
    ],
    closing:
      'This letter is for you alone. If it comes unexpected, nothing happens as long as the link is not opened.',
    settings: { label: 'Second Story', url: hands.publicUrl },
    unsubscribe: null,
  })
  await queueDelivery(queries, {
    ...sealLetter(letter, expiresAt, hands.strongbox),
    kind: 'invitation',
    to: sent.email,
    about: 'An invitation to come in',
    now: hands.now,
  })
  return { link: null, expiresAt }
}

function dayOf(at: string): string {
  return at.slice(0, 10)
}

async function refuseMissingTeam(queries: Queries, teamId: string | null): Promise<void> {
  if (teamId === null) return
  found((await listTeams(queries)).find((team) => team.id === teamId) ?? null, 'team')
}

function taken(address: string): Refusal {
  return new Refusal('not-ready', `Someone with the e-mail ${address} is here already.`)
}

function usedUp(): Refusal {
  return new Refusal(
    'not-found',
    'This invitation was used, taken back or ran out; a keeper can send a new one.',
  )
}
