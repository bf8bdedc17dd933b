/** The card of one finding, built by hand because the editor places it, not React. */
import type { EditorView } from '@codemirror/view'
import { type Finding, type Rewrite, writeKeep } from '@secondstory/language'

/** Says a rewrite as words: what will stand there. */
export function rewriteInWords(text: string, rewrite: Rewrite): string {
  const { from, to } = rewrite
  const whole = rewrite.text.trim()
  if (whole === '') return `Leave out “${text.slice(from, to).trim()}”`
  return whole.length > 90 ? `${whole.slice(0, 88)}…` : whole
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
export function findingCard(view: EditorView, finding: Finding, isByKey: boolean): HTMLElement {
  const card = element('div', 'finding-card')
  card.setAttribute('role', 'dialog')
  card.setAttribute('aria-label', finding.name)
  card.append(element('p', 'finding-because', finding.because), element('p', 'finding-ask', finding.ask))
  const choices = element('div', 'finding-choices')
  for (const rewrite of finding.rewrites) {
    const words = rewriteInWords(view.state.doc.toString(), rewrite)
    choices.append(press(words, 'finding-rewrite', () => applyRewrite(view, rewrite)))
  }
  if (finding.rewrites.length > 0) card.append(choices)
  card.append(keepForm(view, finding))
  card.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') view.focus()
  })
  if (isByKey) {
    // The card is not in the page yet; focus waits until it is, and then the first choice is one key away.
    requestAnimationFrame(() => card.querySelector('button')?.focus({ preventScroll: true }))
  }
  return card
}

function applyRewrite(view: EditorView, rewrite: Rewrite): void {
  const cursor = rewrite.from + (rewrite.cursor ?? rewrite.text.length)
  view.dispatch({
    changes: { from: rewrite.from, to: rewrite.to, insert: rewrite.text },
    // A gap in the rewrite is chosen whole, so that the first word typed takes its place.
    selection: { anchor: cursor, head: rewrite.text[rewrite.cursor ?? -1] === '…' ? cursor + 1 : cursor },
    userEvent: 'input.rewrite',
    scrollIntoView: true,
  })
  view.focus()
}

function keepForm(view: EditorView, finding: Finding): HTMLElement {
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
    const at = keepPlace(view.state.doc.toString(), finding.to)
    view.dispatch({
      changes: { from: at, insert: ` ${writeKeep(finding.rule, reason)}` },
      userEvent: 'input.keep',
    })
    view.focus()
  })
  return form
}
