/** The register of an incident: who stands behind a name in the evidence, and the role readers see instead. */
import type { Actor, EvidenceDraft, Speaker } from '../model/evidence.ts'
import type { Participant } from '../model/people.ts'
import { firstWords } from './order.ts'

/** What the register knows of one person. */
export type KnownPerson = Pick<Participant, 'name' | 'handles' | 'refs' | 'role'>

/** Names in, roles out. */
export interface Register {
  /** Who did it, as the timeline may say it: a role, a system, an agent, or unknown. Never a name. */
  actorOf(speaker: Speaker | null): Actor
  /** A text with every known name and handle replaced by its role, and unknown handles by "someone". */
  inRoles(text: string): string
}

/** Names that are also words; they count as names only when capitalised inside a sentence. */
const wordNames = new Set(
  'will mark may grace hope rich bill art drew chase rose frank miles dean guy jack june april august summer dawn joy faith ray max pat sue rob don penny sage reed dale glen skip chip page lane cole case gene park young king brown green black white gray long short may day field bell bush cook hunter baker banks'.split(
    ' ',
  ),
)

/** Mentions of groups and of everybody name nobody. */
const groupMention =
  /^@(?:here|channel|everyone|.*(?:on-?call|team|support|sre|ops|devs?|engineers?|group)\b.*)$/i

const word = /@?[\p{L}\p{N}_][\p{L}\p{N}\p{M}._'’-]*/gu

/** A register over the participants of one incident. */
export function registerOf(people: readonly KnownPerson[]): Register {
  const byRef = new Map<string, string>()
  const byForm = new Map<string, string>()
  for (const person of people) {
    for (const ref of person.refs) byRef.set(ref, person.role)
    for (const form of formsOf(person)) {
      const other = byForm.get(form)
      byForm.set(form, other === undefined || other === person.role ? person.role : 'a responder')
    }
  }
  const mayName = firstSights([...byForm.keys()])
  const roleOf = (speaker: Speaker): string | undefined =>
    byRef.get(speaker.ref) ??
    [...speaker.handles, speaker.name]
      .map((form) => byForm.get(form.toLowerCase()))
      .find((role) => role !== undefined)
  return {
    actorOf(speaker) {
      if (speaker === null) return { kind: 'unknown', name: '' }
      if (speaker.kind !== 'person') return { kind: speaker.kind, name: speaker.name }
      const role = roleOf(speaker)
      return role === undefined ? { kind: 'unknown', name: '' } : { kind: 'role', name: role }
    },
    inRoles: (text) => (mayName(text) ? replaceNames(text, byForm) : text),
  }
}

/** Every way a person is written: full name, each part of it, handles with and without the sign. */
function formsOf(person: KnownPerson): readonly string[] {
  const parts = person.name.split(/\s+/).filter((part) => part.length >= 3)
  const handles = person.handles.map((handle) => `@${handle.replace(/^@/, '')}`)
  const bare = handles.map((handle) => handle.slice(1)).filter((handle) => handle.length >= 3)
  return [
    ...new Set(
      [person.name, ...parts, ...handles, ...bare]
        .filter((form) => form !== '')
        .map((form) => form.toLowerCase()),
    ),
  ]
}

/**
 * Answers in one look whether a text may hold any of these forms: an @, a letter beyond ASCII, or a word that begins like
 * a form does. Nearly all texts name nobody, and taking each apart for that costs more than everything else about it.
 */
function firstSights(forms: readonly string[]): (text: string) => boolean {
  const sights = new Set(forms.map((form) => sightAt(form, 0)))
  return (text) => {
    let isInside = false
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === AT_SIGN || code > 127) return true
      const isWord = isWordCode(code)
      if (isWord && !isInside && sights.has(sightAt(text, at))) return true
      isInside = isWord
    }
    return false
  }
}

const AT_SIGN = 64

/** The first three letters of a word as a number, in lower case; shorter words end in zeros. */
function sightAt(text: string, from: number): number {
  let sight = 0
  for (let at = from; at < from + 3; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0
    sight = sight * 256 + (isWordCode(code) ? code | 32 : 0)
  }
  return sight
}

/** Letters, digits and the underscore; of the others in a word none begins one. */
function isWordCode(code: number): boolean {
  const letter = code | 32
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57) || code === 95
}

interface Found {
  readonly from: number
  readonly to: number
  readonly text: string
}

function replaceNames(text: string, byForm: ReadonlyMap<string, string>): string {
  const words: Found[] = []
  for (const match of text.matchAll(word)) {
    const plain = match[0].replace(/(?:['’]s)?[.'’-]*$/, '')
    words.push({ from: match.index, to: match.index + plain.length, text: plain })
  }
  let replaced = ''
  let at = 0
  for (let index = 0; index < words.length; index++) {
    const hit = nameAt({ text, words, byForm }, index)
    if (hit === null || hit.from < at) continue
    replaced += text.slice(at, hit.from) + hit.text
    at = hit.to
    index += hit.words - 1
  }
  return replaced + text.slice(at)
}

interface Reading {
  readonly text: string
  readonly words: readonly Found[]
  readonly byForm: ReadonlyMap<string, string>
}

function nameAt({ text, words, byForm }: Reading, index: number): (Found & { words: number }) | null {
  const first = words[index]
  if (first === undefined) return null
  // The longest name first: "Maya Okafor" before "Maya".
  for (const length of [3, 2, 1]) {
    const last = words[index + length - 1]
    if (last === undefined || last.to - first.from > 80) continue
    const written = text.slice(first.from, last.to)
    const role = byForm.get(written.toLowerCase())
    if (role !== undefined && (length > 1 || isMeant(text, first)))
      return { from: first.from, to: last.to, text: role, words: length }
  }
  const isMention = first.text.startsWith('@') && first.text.length > 1
  if (
    !isMention ||
    groupMention.test(first.text) ||
    text[first.to] === '/' ||
    /[\w]/.test(text[first.from - 1] ?? ' ')
  )
    return null
  return { ...first, text: 'someone', words: 1 }
}

/** "Will it hold?" is no name; "ask Will" is. */
function isMeant(text: string, found: Found): boolean {
  if (!wordNames.has(found.text.toLowerCase())) return true
  const isCapital = /^\p{Lu}/u.test(found.text)
  return isCapital && /[\p{L}\p{N},]\s$/u.test(text.slice(Math.max(0, found.from - 3), found.from))
}

/** A participant as proposed, before it has a row. */
export type ProposedParticipant = KnownPerson

/**
 * People who speak in the evidence and are not yet in the register, in the order they first appear, each
 * with the next free "responder N". Systems and agents are no participants.
 */
export function proposedParticipants(
  evidence: readonly EvidenceDraft[],
  known: readonly KnownPerson[],
): readonly ProposedParticipant[] {
  const refs = new Set(known.flatMap((person) => person.refs))
  const byHandle = new Map<string, { person: ProposedParticipant; refs: string[]; handles: string[] }>()
  const knownForms = new Set(known.flatMap(formsOf))
  const found: { person: ProposedParticipant; refs: string[]; handles: string[] }[] = []
  for (const one of firstWords(evidence)) {
    const { speaker } = one
    if (speaker?.kind !== 'person' || refs.has(speaker.ref)) continue
    refs.add(speaker.ref)
    const forms = [...speaker.handles, speaker.name].map((form) => form.toLowerCase())
    if (forms.some((form) => knownForms.has(form))) continue
    const same = forms.map((form) => byHandle.get(form)).find((entry) => entry !== undefined)
    const entry = same ?? {
      person: { name: speaker.name, handles: [], refs: [], role: '' },
      refs: [],
      handles: [],
    }
    entry.refs.push(speaker.ref)
    for (const handle of speaker.handles) if (!entry.handles.includes(handle)) entry.handles.push(handle)
    for (const form of forms) byHandle.set(form, entry)
    if (same === undefined) found.push(entry)
  }
  const taken = new Set(known.map((person) => person.role))
  let next = 1
  return found.map(({ person, ...rest }) => {
    while (taken.has(`responder ${next}`)) next++
    return { name: person.name, handles: rest.handles, refs: rest.refs, role: `responder ${next++}` }
  })
}
