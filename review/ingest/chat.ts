/** What all chat has in common once its format is left behind: the facts about a message that rules weigh. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { type Fields, listAt, textAt } from './json.ts'

/** One emoji under a message, and who put it there as far as the source tells. */
export interface Reaction {
  readonly name: string
  readonly count: number
  readonly users: readonly string[]
}

/** What a message carries beside its words. */
export interface ChatFacts {
  readonly text: string
  readonly isBot?: boolean
  readonly isPinned?: boolean
  readonly isEdited?: boolean
  readonly hasImage?: boolean
  readonly reactions?: readonly Reaction[]
  /** Marks the source itself gave: its own name for the sort of message. */
  readonly own?: readonly string[]
}

/** The marks of a message, in one order. */
export function chatMarks(facts: ChatFacts): readonly string[] {
  const marks: string[] = [...(facts.own ?? [])]
  if (facts.isBot === true) marks.push('bot')
  if (facts.isPinned === true) marks.push('pinned')
  if (facts.isEdited === true) marks.push('edited')
  const users = new Set<string>()
  for (const reaction of facts.reactions ?? []) {
    for (const user of reaction.users) users.add(user)
    marks.push(`reaction:${reaction.name}:${Math.max(reaction.count, reaction.users.length)}`)
  }
  if (users.size >= 3) marks.push(`reactors:${users.size}`)
  if (facts.hasImage === true) marks.push('image')
  if (facts.text.includes('```')) marks.push('code')
  return marks
}

/** Single reactions, each by one person, put together by their emoji. */
export function gathered(single: readonly (readonly [name: string, user: string])[]): readonly Reaction[] {
  const byName = new Map<string, Set<string>>()
  for (const [name, user] of single) {
    const users = byName.get(name) ?? new Set()
    byName.set(name, users.add(user))
  }
  return [...byName].map(([name, users]) => ({ name, count: users.size, users: [...users] }))
}

/** The words bots put into attachments, in the shape Slack made and others took over. */
export function attachedWords(attachments: readonly Fields[]): readonly string[] {
  return attachments.flatMap((attachment) => {
    const fields = listAt(attachment, 'fields').map(
      (field) => `${textAt(field, 'title')}: ${textAt(field, 'value')}`,
    )
    const lines = ['pretext', 'title', 'text'].map((key) => textAt(attachment, key))
    const told = [...lines, ...fields].filter((line) => line.trim() !== '')
    return told.length > 0 ? told : [textAt(attachment, 'fallback')]
  })
}

/** A person of a chat by the name and the handle others call them. */
export function chatPerson(ref: string, name: string, handle = ''): EvidenceDraft['speaker'] {
  return { kind: 'person', ref, name, handles: handle === '' ? [] : [`@${handle}`] }
}
