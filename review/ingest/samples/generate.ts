/**
 * Slack exports of any size from invented words, the same for the same request: what the bench measures and
 * the laws read. Nobody in them exists.
 */
import { strToU8, zipSync } from 'fflate'

/** How large an export to make. */
export interface ExportRequest {
  readonly messages: number
  readonly channels?: number
  readonly people?: number
  /** First day, YYYY-MM-DD. */
  readonly from?: string
  readonly days?: number
  readonly seed?: number
}

/** A small linear generator of numbers from 0 to below 1; the same seed gives the same numbers. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296
  }
}

const given = ['Ada', 'Bruno', 'Chidi', 'Dara', 'Elif', 'Farid', 'Gita', 'Hugo', 'Iris', 'Jonas', 'Kaya', 'Lena', 'Milan', 'Nadia', 'Oskar', 'Petra', 'Quinn', 'Rosa', 'Samir', 'Talia']
const family = ['Almeida', 'Brandt', 'Castro', 'Dimitrov', 'Eriksen', 'Fofanah', 'Gruber', 'Horvat', 'Ivanova', 'Jansen', 'Kowalski', 'Lindqvist']
const services = ['ledger', 'search', 'checkout', 'invoices', 'catalogue', 'sessions', 'mail-out', 'profiles']
const openings = ['seeing errors on', 'latency on', 'nothing unusual on', 'the graph for', 'can someone look at', 'we deployed', 'rolled back', 'restarted', 'customers report problems with', 'back to normal on', "let's drain", 'numbers for']
const endings = ['since a few minutes', 'again', 'p99 is at 900 ms', 'after the last change', 'in eu1 only', 'and it holds', 'for the third time this week', 'see `kubectl top`', 'thread below', 'no customer impact so far', 'will write it down', 'who knows more?']
const chatter = ['morning all', 'lunch?', 'thanks', 'ok', 'looking', 'on it', ':eyes:', 'good point', 'the coffee machine is broken too', 'moving this to the other channel', 'I will be back in ten', 'that reminds me of last spring']

type Numbers = () => number

function pick<T>(from: readonly T[], numbers: Numbers, otherwise: T): T {
  return from[Math.floor(numbers() * from.length)] ?? otherwise
}

interface InventedUser {
  readonly id: string
  readonly name: string
  readonly real_name: string
  readonly team_id: string
  readonly profile: { readonly real_name: string; readonly display_name: string; readonly email: string }
}

function usersOf(count: number): readonly InventedUser[] {
  return Array.from({ length: count }, (_, index) => {
    const first = given[index % given.length] ?? 'Ada'
    const last = family[Math.floor(index / given.length) % family.length] ?? 'Almeida'
    const name = `${first.toLowerCase()}.${last.toLowerCase()}${index >= given.length * family.length ? index : ''}`
    const profile = { real_name: `${first} ${last}`, display_name: name, email: `${name}@example.org` }
    return { id: `U${String(index).padStart(8, '0')}`, name, real_name: `${first} ${last}`, team_id: 'T00000001', profile }
  })
}

function wordsOf(numbers: Numbers, people: readonly InventedUser[]): string {
  const draw = numbers()
  if (draw < 0.5) return pick(chatter, numbers, 'ok')
  const sentence = `${pick(openings, numbers, 'seeing')} ${pick(services, numbers, 'ledger')} ${pick(endings, numbers, 'again')}`
  if (draw < 0.57) return `<@${pick(people, numbers, people[0] ?? emptyUser).id}> ${sentence}`
  if (draw < 0.61) return `${sentence} <https://grafana.example.org/d/${Math.floor(numbers() * 1e6)}|dashboard> &amp; logs`
  if (draw < 0.63) return `${sentence}\n\`\`\`\nERROR pool timeout in_use=${Math.floor(numbers() * 80)} waiting=12\n\`\`\``
  if (draw < 0.64) return `${sentence} password=${Math.floor(numbers() * 1e9).toString(36)} ask ${pick(people, numbers, people[0] ?? emptyUser).profile.email}`
  return `${sentence}. ${pick(openings, numbers, 'seeing')} ${pick(services, numbers, 'ledger')} ${pick(endings, numbers, 'again')}, ${pick(chatter, numbers, 'ok')}`
}

const emptyUser: InventedUser = { id: 'U0', name: 'nobody', real_name: 'Nobody', team_id: 'T00000001', profile: { real_name: 'Nobody', display_name: 'nobody', email: 'nobody@example.org' } }

function messageOf(ts: string, numbers: Numbers, people: readonly InventedUser[]): object {
  const draw = numbers()
  const shared = { type: 'message', ts, team: 'T00000001' }
  if (draw < 0.05) {
    const text = `Deployed ${pick(services, numbers, 'ledger')} v${Math.floor(numbers() * 9)}.${Math.floor(numbers() * 40)}.0 to production`
    return { ...shared, subtype: 'bot_message', bot_id: 'B00000001', username: 'Rollout', text: '', attachments: [{ fallback: text, text, color: '36a64f' }] }
  }
  const author = pick(people, numbers, emptyUser)
  const reactions = draw > 0.95 ? { reactions: [{ name: pick(['eyes', 'pushpin', 'tada', 'thumbsup'], numbers, 'eyes'), count: 1, users: [author.id] }] } : {}
  const text = wordsOf(numbers, people)
  const blocks = [{ type: 'rich_text', block_id: 'b1', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }]
  return { ...shared, client_msg_id: `${ts}-0000-4000-8000-000000000000`, user: author.id, text, blocks, ...reactions }
}

/** A Slack export as a zip: people, channels, and messages spread over days and channels. */
export function generateExport(request: ExportRequest): Uint8Array {
  const { messages, channels = 8, people = 60, from = '2026-01-05', days = 10, seed = 7 } = request
  const numbers = numbersFrom(seed)
  const users = usersOf(people)
  const names = Array.from({ length: channels }, (_, index) => `team-${services[index % services.length] ?? 'x'}${index >= services.length ? index : ''}`)
  const files: Record<string, Uint8Array> = {
    'users.json': strToU8(JSON.stringify(users)),
    'channels.json': strToU8(JSON.stringify(names.map((name, index) => ({ id: `C${String(index).padStart(8, '0')}`, name })))),
  }
  const perDay = Math.ceil(messages / (channels * days))
  let left = messages
  for (const name of names) {
    for (let day = 0; day < days && left > 0; day++) {
      const start_s = Date.parse(`${from}T00:00:00Z`) / 1000 + day * 86_400
      const count = Math.min(perDay, left)
      left -= count
      const list = Array.from({ length: count }, (_, index) => {
        const ts = `${start_s + Math.floor((index * 86_400) / count)}.${String((index % 9999) * 100 + 9).padStart(6, '0')}`
        return messageOf(ts, numbers, users)
      })
      files[`${name}/${new Date(start_s * 1000).toISOString().slice(0, 10)}.json`] = strToU8(JSON.stringify(list))
    }
  }
  return zipSync(files, { mtime: '2026-02-01T00:00:00Z', level: 6 })
}
