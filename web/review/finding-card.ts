/** The card of one finding, built by hand because the editor places it, not React. */

import type { Finding, Rewrite } from '@secondstory/language'
import { shortened } from '@secondstory/review/model/shortened'

/** Where the finding stands among the others, and what may be done about it. */
export interface CardDeeds {
  readonly text: () => string
  /** "2 of 7". */
  readonly place: string
  readonly take: (index: number) => void
  readonly keep: (reason: string) => void
  readonly walk: (by: 1 | -1) => void
  readonly close: () => void
}

/** Says a rewrite as words: what will stand there. */
export function rewriteInWords(text: string, rewrite: Rewrite): string {
  const { from, to } = rewrite
  const whole = rewrite.text.trim()
  if (whole === '') return `Leave out “${text.slice(from, to).trim()}”`
  return shortened(whole, 120)
}

/** Where a keep comment goes: at the end of the block the finding stands in, so that it speaks for that block only. */
export function keepPlace(text: string, to: number): number {
  const end = text.indexOf('\n', to)
  return end === -1 ? text.length : end
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.className = className
  // textContent, never innerHTML: findings quote what people wrote.
  made.textContent = text
  return made
}

function press(label: string, className: string, run: () => void): HTMLButtonElement {
  const button = element('button', className, label)
  button.type = 'button'
  button.addEventListener('click', run)
  return button
}

/** Reason, question, rewrites, and a way to leave the words standing with a reason. */
export function findingCard(finding: Finding, deeds: CardDeeds): HTMLElement {
  const card = element('div', 'finding-card')
  card.setAttribute('role', 'dialog')
  card.setAttribute('aria-label', finding.name)
  card.append(
    cardHead(finding, deeds),
    element('p', 'finding-because', finding.because),
    element('p', 'finding-ask', finding.ask),
  )
  if (finding.rewrites.length > 0) card.append(choicesOf(finding, deeds))
  card.append(keepForm(deeds), cardKeys(finding), element('p', 'finding-source', finding.source))
  card.addEventListener('keydown', (event) => onKey(event, card, deeds))
  return card
}

/** Takes the keyboard: the first choice is one key away. */
export function focusCard(card: HTMLElement): void {
  card.querySelector<HTMLElement>('.finding-rewrite, .finding-reason')?.focus({ preventScroll: true })
}

function cardHead(finding: Finding, deeds: CardDeeds): HTMLElement {
  const head = element('div', 'finding-head')
  head.append(element('span', 'finding-name', finding.name), element('span', 'finding-place', deeds.place))
  const steps = [
    { label: 'Previous finding', sign: '‹', by: -1 },
    { label: 'Next finding', sign: '›', by: 1 },
  ] as const
  for (const { label, sign, by } of steps) {
    const button = press(sign, 'finding-step', () => deeds.walk(by))
    button.setAttribute('aria-label', label)
    head.append(button)
  }
  return head
}

/** Each rewrite as the words that will stand there, its gap drawn as one. */
function choicesOf(finding: Finding, deeds: CardDeeds): HTMLElement {
  const choices = element('div', 'finding-choices')
  finding.rewrites.forEach((rewrite, index) => {
    const button = press('', 'finding-rewrite', () => deeds.take(index))
    const words = rewriteInWords(deeds.text(), rewrite)
    const gap = gapIn(words, rewrite)
    if (gap === -1) button.append(words)
    else button.append(words.slice(0, gap), element('span', 'finding-gap', '…'), words.slice(gap + 1))
    choices.append(button)
  })
  return choices
}

/** Where the words leave out what only the writer knows; -1 when they leave out nothing. */
function gapIn(words: string, rewrite: Rewrite): number {
  const at = (rewrite.cursor ?? -1) - (rewrite.text.length - rewrite.text.trimStart().length)
  return words[at] === '…' ? at : -1
}

/** Keys that work while the card is open; letters only where nobody writes. */
function onKey(event: KeyboardEvent, card: HTMLElement, deeds: CardDeeds): void {
  const run = meaningOf(event, card, deeds)
  if (run === null) return
  event.preventDefault()
  event.stopPropagation()
  run()
}

function meaningOf(event: KeyboardEvent, card: HTMLElement, deeds: CardDeeds): (() => void) | null {
  const { key } = event
  if (key === 'Escape') return deeds.close
  if (key === 'F8') return () => deeds.walk(event.shiftKey ? -1 : 1)
  if (event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey || event.altKey) return null
  if (key === 'k') return () => card.querySelector('input')?.focus()
  const nth = key === 'a' ? 0 : /^[1-9]$/.test(key) ? Number(key) - 1 : null
  return nth === null ? null : () => deeds.take(nth)
}

function keepForm(deeds: CardDeeds): HTMLElement {
  const form = element('form', 'finding-keep')
  const input = element('input', 'finding-reason')
  input.placeholder = 'Keep, because…'
  input.setAttribute('aria-label', 'Keep these words, because')
  input.maxLength = 300
  const save = element('button', 'finding-keep-button', 'Keep')
  save.type = 'submit'
  form.append(input, save)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const reason = input.value.trim()
    if (reason === '') return input.focus()
    deeds.keep(reason)
  })
  return form
}

/** The keys of the card, for those who have some. */
function cardKeys(finding: Finding): HTMLElement {
  const line = element('p', 'finding-keys')
  const taking = finding.rewrites.length > 0 ? [['a', 'take']] : []
  for (const [key = '', word = ''] of [...taking, ['k', 'keep'], ['F8', 'next'], ['Esc', 'back']]) {
    line.append(element('kbd', 'finding-key', key), element('span', 'finding-key-word', word))
  }
  // The sheet of shortcuts says the same in words.
  line.setAttribute('aria-hidden', 'true')
  return line
}
