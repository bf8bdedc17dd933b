/** Decision points in an edition: what was known then, told calmly, with what came later kept apart from it. */
import { accountSources, confidencesThen, isTestimony } from '../model/decisions.ts'
import type { EditionDecision, EditionRecord } from '../model/editions.ts'
import { factorEntry, factorName } from '../model/taxonomy.ts'
import { escapeHtml, inlineHtml } from './html.ts'
import { timeElement } from './masthead.ts'

/** Every decision in the order of the timeline; nothing when there is none. */
export function decisionsPart(record: EditionRecord): string {
  if (record.decisions.length === 0) return ''
  const items = record.decisions.map((decision, index) => decisionItem(record, decision, index))
  return `<p class="means">Each choice as it looked from where it was made. What came to light later is set apart.</p><ol class="decisions">${items.join('')}</ol>`
}

function decisionItem(record: EditionRecord, decision: EditionDecision, index: number): string {
  const parts = [
    titled(thenOf(decision), paragraph(decision.situation)),
    seenPart(record, decision),
    listPart('Wanted at that moment', [...decision.goals, ...decision.pressures]),
    titled(
      decision.decider === 'agent' ? 'Its plan, by its own account' : 'Believed then',
      believedOf(decision),
    ),
    elsewherePart(decision),
    optionsPart(decision),
    pathsPart(decision),
    titled('Chosen', paragraph(decision.chosen)),
    titled('Why it made sense', paragraph(decision.madeSenseBecause)),
    titled('How it usually goes', paragraph(decision.usually)),
    titled('Expected', paragraph(decision.expected)),
    titled('Seen afterwards', paragraph(decision.observed), 'later'),
  ]
  return `<li id="decision-${index + 1}"><h3>${headline(record, decision)}</h3><dl>${parts.join('')}</dl>${accountLine(decision)}</li>`
}

function headline(record: EditionRecord, { event, role }: EditionDecision): string {
  const at = event === null ? undefined : record.timeline[event]
  const clock =
    at === undefined
      ? ''
      : `<a class="seen" href="#event-${(event ?? 0) + 1}">${at.happenedAt === null ? `event ${(event ?? 0) + 1}` : timeElement(at.happenedAt)}</a> `
  return `${clock}<span dir="auto">${escapeHtml(role)}</span>`
}

function thenOf({ decider }: EditionDecision): string {
  return decider === 'agent' ? 'In its context' : 'What it looked like'
}

function titled(title: string, html: string, look = ''): string {
  return html === '' ? '' : `<div${look === '' ? '' : ` class="${look}"`}><dt>${title}</dt>${html}</div>`
}

function paragraph(text: string): string {
  return text.trim() === '' ? '' : `<dd dir="auto">${inlineHtml(text)}</dd>`
}

function seenPart(record: EditionRecord, { seen }: EditionDecision): string {
  const items = seen.flatMap((position) => {
    const event = record.timeline[position]
    if (event === undefined) return []
    const clock = event.happenedAt === null ? `event ${position + 1}` : timeElement(event.happenedAt)
    return [
      `<dd dir="auto"><a class="seen" href="#event-${position + 1}">${clock}</a> ${inlineHtml(event.text)}</dd>`,
    ]
  })
  return titled('Seen then', items.join(''))
}

function listPart(title: string, texts: readonly string[]): string {
  return titled(title, texts.map(paragraph).join(''))
}

function believedOf({ believed, confidence }: EditionDecision): string {
  if (believed.trim() === '') return ''
  const sure =
    confidence === 'not-recalled' ? '' : ` <span class="aside">${confidencesThen[confidence]}</span>`
  return `<dd dir="auto">${inlineHtml(believed)}${sure}</dd>`
}

function elsewherePart({ notReached }: EditionDecision): string {
  const items = notReached
    .filter(({ what }) => what.trim() !== '')
    .map(({ what, where, barrier }) => {
      const place = where.trim() === '' ? '' : ` <span class="aside">${inlineHtml(where)}</span>`
      const between =
        factorEntry(barrier) === null
          ? ''
          : ` <span class="between">Between: ${escapeHtml(factorName(barrier).toLowerCase())}</span>`
      return `<dd dir="auto">${inlineHtml(what)}${place}${between}</dd>`
    })
  return titled('Existed elsewhere, out of reach', items.join(''), 'elsewhere')
}

/** Those seen then first; the others are paler and say so in words. */
function optionsPart({ options, decider }: EditionDecision): string {
  const said = options.filter(({ text }) => text.trim() !== '')
  const items = [...said.filter(({ seenThen }) => seenThen), ...said.filter(({ seenThen }) => !seenThen)].map(
    ({ text, costThen, seenThen }) => {
      const cost = costThen.trim() === '' ? '' : ` <span class="aside">${inlineHtml(costThen)}</span>`
      const mark = seenThen ? '' : ' <span class="mark">seen afterwards</span>'
      return `<dd dir="auto"${seenThen ? '' : ' class="later"'}>${inlineHtml(text)}${cost}${mark}</dd>`
    },
  )
  return titled(decider === 'agent' ? 'Tools it was allowed' : 'Options', items.join(''))
}

function pathsPart({ easyPath, safePath, friction, tradeoff }: EditionDecision): string {
  return [
    titled('What the tools made easy', paragraph(easyPath)),
    titled('The more cautious path', paragraph(safePath)),
    titled('What lay between the two', paragraph(friction)),
    titled('Traded', paragraph(tradeoff)),
  ].join('')
}

function accountLine(decision: EditionDecision): string {
  const words = [accountSources[decision.source]]
  if (isTestimony(decision) && decision.decider === 'agent') {
    words.push('An agent’s words about itself are testimony until its trace confirms them.')
  }
  return `<p class="account">${words.map(escapeHtml).join(' ')}</p>`
}
