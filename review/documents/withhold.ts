/** What leads back to a person without being a name: links into chat and mail, mention tokens, addresses. */

/** A run of text that was taken out, and what stands there now. */
export interface Withheld {
  readonly before: string
  readonly after: string
}

const CHAT = String.raw`(?:https?:\/\/(?:[\w-]+\.)*slack\.com\/(?:archives|team|messages)\/|https?:\/\/(?:www\.)?(?:discord|discordapp)\.com\/channels\/|https?:\/\/teams\.microsoft\.com\/l\/|slack:\/\/|msteams:|mailto:)[^\s)>|\]"'\x60]*`
const ADDRESS = String.raw`[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+`

/** A link into chat or mail, as Markdown, as Slack writes it, or bare. The words of a link stay. */
const LINKS = new RegExp(
  [
    String.raw`\[([^\[\]\n]*)\]\(\s*<?${CHAT}>?[^)\n]*\)`,
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

function withheldBy(pattern: RegExp, text: string): ReturnType<typeof withholdLinks> {
  const withheld: Withheld[] = []
  const kept = text.replace(pattern, (before: string) => {
    const groups = new RegExp(pattern.source).exec(before)?.slice(1) ?? []
    const words = groups.find((each) => each !== undefined && each !== '')
    const after = words !== undefined && !words.includes('://') ? words : markFor(before)
    withheld.push({ before, after })
    return after
  })
  return { text: kept, withheld }
}

function markFor(before: string): string {
  if (before.startsWith('<@')) return '[withheld: name]'
  if (before.startsWith('<#') || before.startsWith('<!')) return '[withheld: channel]'
  return /^(?:<?mailto:|[^/]*@)/.test(before) ? '[withheld: address]' : '[withheld: link]'
}
