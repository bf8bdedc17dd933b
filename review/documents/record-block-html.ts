/** What the blocks of a text show, as HTML: rows of the record in the place of their line. */
import type { EditionAction, EditionEvent, EditionRecord } from '../model/editions.ts'
import { dayInWords } from './dates.ts'
import { editionGraph, hasMap } from './edition-map.ts'
import { escapeHtml, type HtmlOptions, htmlOf, inlineHtml } from './html.ts'
import { mapSvg } from './map-picture.ts'
import { timeElement } from './masthead.ts'
import { type Block, blockOfLine } from './record-blocks.ts'

/** A text with its blocks as HTML; what was written went through the sanitizer, what the record says is escaped. */
export function proseHtml(record: EditionRecord, text: string, options: HtmlOptions): string {
  return htmlOf(text, {
    ...options,
    block: (line) => {
      const block = blockOfLine(line)
      return block === null ? null : blockHtml(record, block)
    },
  })
}

/** What a block shows now. Whole it stands elsewhere in the edition, and the block leads there. */
export function blockHtml(record: EditionRecord, block: Block): string {
  return `<div class="record-block ${block.kind}-block">${insideOf(record, block)}</div>`
}

function insideOf(record: EditionRecord, block: Block): string {
  if (block.kind === 'image') return figureHtml(block)
  // An edition says evidence as a quotation before it is set; what is left names nothing that is kept.
  if (block.kind === 'evidence') return nothing('This evidence is not kept any more.')
  return { timeline: momentsHtml, actions: promisesHtml, map: pictureHtml }[block.kind](record)
}

/** A picture with its words below it, which are also what it says to whoever does not see it. */
function figureHtml({ id, words }: Extract<Block, { readonly kind: 'image' }>): string {
  const said = escapeHtml(words)
  return `<figure><img src="/images/${id}" alt="${said}" loading="lazy" decoding="async"><figcaption dir="auto">${said}</figcaption></figure>`
}

function momentsHtml({ timeline }: EditionRecord): string {
  if (timeline.length === 0) return nothing('No event is accepted yet.')
  return `<ol class="moments">${timeline.map(momentItem).join('')}</ol>`
}

function momentItem({ happenedAt, text, isTrigger }: EditionEvent, index: number): string {
  const time = happenedAt === null ? 'in order' : timeElement(happenedAt)
  return `<li${isTrigger ? ' class="trigger"' : ''}><a href="#event-${index + 1}">${time}</a> <span dir="auto">${inlineHtml(text)}</span></li>`
}

function promisesHtml({ actions }: EditionRecord): string {
  if (actions.length === 0) return nothing('No action is written yet.')
  return `<ul class="promises">${actions.map(promiseItem).join('')}</ul>`
}

function promiseItem({ title, state, ownerRole, dueOn }: EditionAction): string {
  const owner = ownerRole === '' ? 'no owner yet' : escapeHtml(ownerRole)
  const due =
    dueOn === ''
      ? 'no date yet'
      : `by <time datetime="${escapeHtml(dueOn)}">${escapeHtml(dayInWords(dueOn))}</time>`
  return `<li class="${state}"><span dir="auto">${inlineHtml(title)}</span> <span class="state">${state === 'done' ? 'done' : `${owner}, ${due}`}</span></li>`
}

function pictureHtml(record: EditionRecord): string {
  if (!hasMap(record)) return nothing('Nothing stands on the map yet.')
  // The arrow is drawn once on a page: the whole map stands further down and has it.
  return `<div class="map-picture" role="region" tabindex="0" aria-label="The causal map; scroll to see all of it">${mapSvg(editionGraph(record), { hasArrow: false })}</div><p><a href="#map">The same in words</a></p>`
}

function nothing(sentence: string): string {
  return `<p class="state">${sentence}</p>`
}
