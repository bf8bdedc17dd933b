/**
 * The page of a published edition: one HTML document, complete without script. Most people meet a review only
 * here, so it is set like a book: text in the middle, facts and clocks in the margin, time drawn to scale.
 */
import { type Audience, audiences, type WithheldKind, withheldSentence } from '../model/audiences.ts'
import type { EditionRecord, Section } from '../model/editions.ts'
import { agentsPart } from './agents.ts'
import { dayInWords } from './dates.ts'
import { decisionsPart } from './edition-decisions.ts'
import {
  acceptancesPart,
  actionsPart,
  factorsPart,
  lessonsPart,
  mapPart,
  timelinePart,
} from './edition-parts.ts'
import { escapeHtml } from './html.ts'
import { answersPart, impactPart, mastheadPart } from './masthead.ts'
import { proseHtml } from './record-block-html.ts'

/** What the page needs beside the record. */
export interface EditionPageOptions {
  readonly number: number
  readonly publishedAt: string
  /** Address of the edition without an ending: "/editions/inc-42-checkout-writes-were-refused". */
  readonly address: string
  /** Shown to the people who are about to publish. */
  readonly isPreview?: boolean
  /** Style sheets in order, fonts first. */
  readonly styles?: readonly string[]
  /** Address of the edition that took this one's place. */
  readonly replacedBy?: string
  /** For whom these words are. */
  readonly audience?: Audience
  /** What was taken out for them. */
  readonly withheld?: readonly WithheldKind[]
  /** What is different from the edition before, in one sentence. */
  readonly changed?: string
  /** It was withdrawn; only those who work on reviews still read it. */
  readonly withdrawn?: string
  /** Where the way back leads. */
  readonly library?: string
  /** For a content security policy that asks for one; the script can also be allowed by its hash. */
  readonly nonce?: string
}

/** A part of the page that has a place in the outline; `html` is empty when there is nothing to say. */
interface Part {
  readonly id: string
  readonly title: string
  readonly html: string
}

/** The whole document. Everything in it went through escaping or the sanitizer. */
export function editionPage(record: EditionRecord, options: EditionPageOptions): string {
  const parts = partsOf(record)
  const styles = options.styles ?? ['/assets/fonts.css', '/assets/edition.css']
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml([record.reference, record.title].filter((part) => part.trim() !== '').join(' · '))}</title>
${styles.map((style) => `<link rel="stylesheet" href="${escapeHtml(style)}">`).join('\n')}
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${barPart(options)}
<main class="edition">
${notice(options)}
${mastheadPart(record, editionLine(options))}
<nav class="outline" aria-label="Outline"><ol>${parts.map(outlineItem).join('')}</ol></nav>
<article id="text">
${parts.map(({ id, html }) => `<section id="${id}" aria-labelledby="${id}-title">${html}</section>`).join('\n')}
</article>
${footerPart(record, options)}
</main>
<script${options.nonce === undefined ? '' : ` nonce="${escapeHtml(options.nonce)}"`}>${editionScript}</script>
</body>
</html>
`
}

/** Summary first with impact beside it; then the story, the conditions, the lessons, and what changes. */
function partsOf(record: EditionRecord): readonly Part[] {
  const isSummary = (heading: string): boolean => /^summary$/i.test(heading.trim())
  const summary = record.sections.filter(({ heading }) => isSummary(heading))
  const story = record.sections.filter(({ heading }) => !isSummary(heading))
  const parts: readonly Part[] = [
    {
      id: 'summary',
      title: 'Summary',
      html: `${heading('summary', 'Summary')}<div class="prose lead">${summaryHtml(record, summary)}</div>${impactPart(record)}`,
    },
    {
      id: 'answers',
      title: 'What made it possible',
      html: titled('answers', 'What made it possible', answersPart(record)),
    },
    { id: 'timeline', title: 'Timeline', html: titled('timeline', 'Timeline', timelinePart(record)) },
    ...story.map((section, index): Part => {
      const id = `story-${index + 1}`
      const title = section.heading.trim() === '' ? 'Opening' : section.heading
      const html = `<div class="prose">${proseHtml(record, section.text, { name: id })}</div>`
      return { id, title, html: titled(id, title, html) }
    }),
    {
      id: 'decisions',
      title: 'What was known then',
      html: titled('decisions', 'What was known then', decisionsPart(record)),
    },
    {
      id: 'factors',
      title: 'What let it happen',
      html: titled('factors', 'What let it happen', factorsPart(record)),
    },
    { id: 'agents', title: 'The agent', html: titled('agents', 'The agent', agentsPart(record)) },
    { id: 'map', title: 'What led to what', html: titled('map', 'What led to what', mapPart(record)) },
    { id: 'lessons', title: 'Lessons', html: titled('lessons', 'Lessons', lessonsPart(record)) },
    { id: 'actions', title: 'What changes', html: titled('actions', 'What changes', actionsPart(record)) },
    {
      id: 'acceptances',
      title: 'What we live with',
      html: titled('acceptances', 'What we live with', acceptancesPart(record)),
    },
  ]
  return parts.filter(({ html }) => html !== '')
}

function summaryHtml(record: EditionRecord, sections: readonly Section[]): string {
  const html = sections
    .map(({ text }, index) => proseHtml(record, text, { name: `summary-${index + 1}` }))
    .join('')
  return html === '' ? '<p class="state">Nothing is written here yet.</p>' : html
}

function heading(id: string, title: string): string {
  return `<h2 id="${id}-title" dir="auto">${escapeHtml(title)}</h2>`
}

function titled(id: string, title: string, html: string): string {
  return html === '' ? '' : heading(id, title) + html
}

function outlineItem({ id, title }: Part): string {
  return `<li><a href="#${id}" dir="auto">${escapeHtml(title)}</a></li>`
}

function editionLine({ number, publishedAt, isPreview }: EditionPageOptions): string {
  return isPreview === true ? 'Preview' : `Edition ${number}, published ${dayInWords(publishedAt)}`
}

function barPart({ library = '/library', audience }: EditionPageOptions): string {
  // The library asks who is there; whoever reads what is public need not be anybody.
  if (audience === 'public') {
    return `<header class="bar"><span>Second Story</span><button type="button" id="theme" hidden>Dark page</button></header>`
  }
  return `<header class="bar"><a href="${escapeHtml(library)}">Second Story <span>Library</span></a><button type="button" id="theme" hidden>Dark page</button></header>`
}

function notice({ isPreview, replacedBy, withdrawn, changed, number, address }: EditionPageOptions): string {
  if (isPreview === true) {
    return '<p class="notice">This is how readers will see it. Nothing is published yet.</p>'
  }
  if (withdrawn !== undefined) {
    return `<p class="notice">${escapeHtml(withdrawn)} Only those who work on reviews still read it here.</p>`
  }
  if (replacedBy !== undefined) {
    return `<p class="notice">A later edition has taken the place of this one. <a href="${escapeHtml(replacedBy)}">Read the later edition</a></p>`
  }
  if (changed === undefined || changed === '') return ''
  return `<p class="notice">What is different since the edition before: ${escapeHtml(changed)} <a href="${escapeHtml(address)}/changes?number=${number}">Compare the two</a></p>`
}

/** For whom it is, and what they do not read: nobody is left to wonder whether something is missing. */
function audiencePart({ audience, withheld = [] }: EditionPageOptions): string {
  if (audience === undefined) return ''
  const { name, who } = audiences[audience]
  return `<p>Made for: ${escapeHtml(name.toLowerCase())}. ${escapeHtml(who)} ${escapeHtml(withheldSentence(withheld))}</p>`
}

function footerPart(record: EditionRecord, options: EditionPageOptions): string {
  const address = escapeHtml(options.address)
  const downloads =
    options.isPreview === true
      ? ''
      : `<p class="ways"><a href="${address}.md" download>Markdown</a> <a href="${address}.json" download>JSON</a> <button type="button" id="print" hidden>Print</button></p>`
  return `<footer class="colophon"><h2>About this edition</h2>
<p>An edition is what a review says on the day it is published. It does not change afterwards; what we learn later appears in a new edition.</p>
<p>It names roles, systems and teams, not people. Insiders may still recognise a situation; the conditions are what we can change, and what it is worth reading for.</p>
${audiencePart(options)}
<p>All times are UTC and printed as finely as they were known.</p>
${downloads}<p class="imprint">${escapeHtml(record.reference)}. ${editionLine(options)}.</p></footer>`
}

/**
 * The only script: the page's colours, the print button, and the outline following the reader. Exported so that a
 * server can allow exactly this text by its hash. The theme is shared with the app through `data-theme`.
 */
export const editionScript = `(()=>{const r=document.documentElement,t=document.getElementById('theme'),p=document.getElementById('print');
let s=null;try{s=localStorage.getItem('theme')}catch{}
const dark=()=>r.dataset.theme?r.dataset.theme==='dark':matchMedia('(prefers-color-scheme: dark)').matches;
const say=()=>{t.textContent=dark()?'Light page':'Dark page'};
if(s==='dark'||s==='light')r.dataset.theme=s;
t.hidden=false;say();
t.onclick=()=>{r.dataset.theme=dark()?'light':'dark';say();try{localStorage.setItem('theme',r.dataset.theme)}catch{}};
if(p){p.hidden=false;p.onclick=()=>print()}
const links=[...document.querySelectorAll('.outline a')];
const parts=links.map(a=>document.getElementById(a.hash.slice(1)));
const mark=()=>{let n=0;parts.forEach((e,i)=>{if(e&&e.getBoundingClientRect().top<innerHeight*.35)n=i});
links.forEach((a,i)=>i===n?a.setAttribute('aria-current','true'):a.removeAttribute('aria-current'))};
addEventListener('scroll',()=>requestAnimationFrame(mark),{passive:true});mark()})()`
