/** What leads back to a person without being a name: links into chat, mail and code hosts, mention tokens, addresses. */
import type { WithheldKind } from '../model/audiences.ts'
import { imageLine, sayBlocks } from './record-blocks.ts'

/** A run of text that was taken out, and what stands there now. */
export interface Withheld {
  readonly before: string
  readonly after: string
  readonly kind: WithheldKind
}

/** Pages that say who wrote, asked or looked: a message, a commit, a change under review, somebody's own page. */
const PLACES = [
  String.raw`https?:\/\/(?:[\w-]+\.)*slack\.com\/(?:archives|team|messages)\/`,
  String.raw`https?:\/\/(?:www\.)?(?:discord|discordapp)\.com\/channels\/`,
  String.raw`https?:\/\/teams\.microsoft\.com\/l\/`,
  String.raw`https?:\/\/[^\s/)>]+\/(?:[^\s/)>]+\/){1,6}(?:-\/)?(?:commits?|pull|merge_requests|compare|blame)\/`,
  String.raw`https?:\/\/(?:www\.)?(?:github|gitlab)\.com\/(?=[\w-]+\/?(?:[\s)>|\]"'\x60]|$))`,
  String.raw`https?:\/\/[^\s/)>]+\/(?:[^\s)>]*\/)?(?:users?|people|profiles?|~[\w.-]+)\/`,
  'slack://',
  'msteams:',
  'mailto:',
  'data:[\\w.+-]+/[\\w.+-]+[;,]',
]
const CHAT = String.raw`(?:${PLACES.join('|')})[^\s)>|\]"'\x60]*`
const ADDRESS = String.raw`[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+`

/** A link into chat or mail, as Markdown, as Slack writes it, or bare. The words of a link stay. */
const LINKS = new RegExp(
  [
    String.raw`!?\[([^\[\]\n]*)\]\(\s*<?${CHAT}>?[^)\n]*\)`,
    String.raw`<${CHAT}\|([^>\n]*)>`,
    `<?${CHAT}>?`,
  ].join('|'),
  'g',
)

/** Mention tokens and addresses: what is left of a person when no role was known to put in their place. */
const TOKENS = new RegExp(String.raw`<[@!#][A-Z][A-Z0-9]{5,}(?:\|[^>\n]*)?>|${ADDRESS}`, 'g')

/** Takes out links that lead to what somebody said; to be done before names are replaced, so that no half of a link remains. */
export function withholdLinks(text: string): {
  readonly text: string
  readonly withheld: readonly Withheld[]
} {
  return withheldBy(LINKS, text)
}

/** Takes out mention tokens and addresses; to be done after names are replaced, since a role says more than a mark. */
export function withholdTokens(text: string): {
  readonly text: string
  readonly withheld: readonly Withheld[]
} {
  return withheldBy(TOKENS, text)
}

/** Takes out pictures, for readers outside; the words that say the same stay. */
export function withholdImages(text: string): ReturnType<typeof withholdLinks> {
  const withheld: Withheld[] = []
  const kept = sayBlocks(text, (block) => {
    if (block.kind !== 'image') return null
    const after = `*Picture: ${block.words}*`
    withheld.push({ before: imageLine(block.id, block.words), after, kind: 'image' })
    return after
  })
  return { text: kept, withheld }
}

function withheldBy(pattern: RegExp, text: string): ReturnType<typeof withholdLinks> {
  const withheld: Withheld[] = []
  const kept = text.replace(pattern, (before: string) => {
    const groups = new RegExp(pattern.source).exec(before)?.slice(1) ?? []
    const words = groups.find((each) => each !== undefined && each !== '')
    const after = words !== undefined && !words.includes('://') ? words : markFor(before)
    withheld.push({ before, after, kind: kindOf(before) })
    return after
  })
  return { text: kept, withheld }
}

function markFor(before: string): string {
  return `[withheld: ${kindOf(before)}]`
}

function kindOf(before: string): WithheldKind {
  if (before.startsWith('<@')) return 'name'
  if (before.startsWith('<#') || before.startsWith('<!')) return 'channel'
  if (before.includes('data:image')) return 'image'
  return /^(?:<?mailto:|[^/]*@)/.test(before) ? 'address' : 'link'
}

/** A commit id: whole, or shortened as git shortens it, with letters and digits, and no part of a longer word. */
const COMMIT = /(?<![\w.:@#/-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)(?:[0-9a-f]{40}|[0-9a-f]{7,12})(?![\w@/-])/g

/** Takes out commit ids: each leads to the name of its author. */
export function withholdCommits(text: string): ReturnType<typeof withholdLinks> {
  return takenOut(text, COMMIT, 'commit')
}

const ANY_LINK = new RegExp(
  [
    String.raw`!?\[([^\[\]\n]*)\]\(\s*<?[^)\s>]*>?[^)\n]*\)`,
    String.raw`<(?:https?|ftp|ssh|git):[^>\s]*>`,
    String.raw`(?:https?|ftp|ssh|git):\/\/[^\s)>\]"'\x60]*[^\s)>\]"'\x60.,;:!?]`,
    String.raw`^ {0,3}\[[^\]\n]+\]:[ \t]*\S+.*$`,
  ].join('|'),
  'gm',
)

/** Takes out every link, for readers outside; the words of a link stay. */
export function withholdEveryLink(text: string): ReturnType<typeof withholdLinks> {
  return withheldBy(ANY_LINK, text)
}

const NETWORK =
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.]*\d)|(?<![\w:])(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}(?![\w:])/gi

/** Takes out addresses of machines. */
export function withholdNetwork(text: string): ReturnType<typeof withholdLinks> {
  return takenOut(text, NETWORK, 'network')
}

function takenOut(text: string, pattern: RegExp, kind: WithheldKind): ReturnType<typeof withholdLinks> {
  const withheld: Withheld[] = []
  const after = `[withheld: ${kind}]`
  const kept = text.replace(pattern, (before: string) => {
    withheld.push({ before, after, kind })
    return after
  })
  return { text: kept, withheld }
}
