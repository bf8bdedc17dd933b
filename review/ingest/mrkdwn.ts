/** Slack's message markup as plain words: mentions and channels by name, links as label and address. */

/** Names by Slack id, as far as the export tells. */
export interface SlackNames {
  readonly handles: ReadonlyMap<string, string>
  readonly channels: ReadonlyMap<string, string>
}

const entity = /&(?:amp|lt|gt);/g
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** Plain words of one message text. Formatting marks (`*`, `_`, backticks) stay as they were typed. */
export function plainWords(mrkdwn: string, names: SlackNames): string {
  const resolved = mrkdwn.includes('<')
    ? mrkdwn.replace(/<([^<>\n]{1,4000})>/g, (_, inside: string) => spoken(inside, names))
    : mrkdwn
  return resolved.includes('&') ? resolved.replace(entity, (name) => entities[name] ?? name) : resolved
}

function spoken(inside: string, names: SlackNames): string {
  const bar = inside.indexOf('|')
  const target = bar === -1 ? inside : inside.slice(0, bar)
  const label = bar === -1 ? '' : inside.slice(bar + 1)
  const id = target.slice(1)
  switch (target[0]) {
    case '@':
      return names.handles.get(id) ?? `@${label || id}`
    case '#':
      return `#${label || (names.channels.get(id) ?? id)}`
    case '!':
      return special(id, label)
    default:
      return linked(target, label)
  }
}

/** `<!here>`, `<!subteam^S1|@database>`, `<!date^…^…|fallback>` */
function special(id: string, label: string): string {
  if (label !== '') return label
  const word = id.split('^')[0] ?? id
  return `@${word}`
}

function linked(target: string, label: string): string {
  // Slack escapes "<" in what people type, so anything that is no address was never a link.
  if (!/^[a-z][a-z0-9+.-]{1,20}:/i.test(target)) return label === '' ? `<${target}>` : `<${target}|${label}>`
  const address = target.replace(/^(?:mailto|tel):/, '')
  return label === '' || label === address || label === target ? address : `${label} (${address})`
}
