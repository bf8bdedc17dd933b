/** The actions of a document and what the review lives with, each as a table. */
import { actionKinds } from '../model/actions.ts'
import type { EditionAcceptance, EditionAction, EditionPlan } from '../model/editions.ts'
import { strengthLevel } from '../model/strength.ts'
import { isSaid } from './edition.ts'
import { keyNamed, priorityWords, stateWords, strengthNamed } from './keys.ts'
import {
  type Cell,
  type Columns,
  type Labelled,
  labelsText,
  type ReadTable,
  readLabels,
  readTable,
  type TableShape,
  written,
} from './tables.ts'

const CLASS = 'every case of its kind'

/** Written only when an action says more than its promise. */
const planColumns: Columns<EditionAction> = [
  ['Reach', ({ plan }) => (plan?.isForClass === true ? CLASS : '')],
  ['Holds', ({ plan }) => holdsText(plan)],
  ['It works when', ({ plan }) => plan?.measure ?? ''],
  ['We look on', ({ plan }) => plan?.reviewOn ?? ''],
]

function holdsText(plan: EditionPlan | undefined): string {
  if (plan?.isPatch !== true) return ''
  return plan.expiresOn === '' ? 'patch' : `patch until ${plan.expiresOn}`
}

/** Null when a cell holds words that are none of ours. */
function readPlan(cell: Cell): EditionPlan | null {
  const reach = cell('Reach').toLowerCase()
  const holds = /^(?:fix|(patch)(?: until (\S+))?)?$/i.exec(cell('Holds'))
  if (!['', CLASS].includes(reach) || holds === null) return null
  return {
    isForClass: reach === CLASS,
    isPatch: holds[1] !== undefined,
    expiresOn: holds[2] ?? '',
    measure: cell('It works when'),
    reviewOn: cell('We look on'),
  }
}

const actionShape: TableShape<EditionAction> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['Action', (action) => action.title],
    ['Kind', (action) => actionKinds[action.kind]],
    ['Owner (role)', (action) => action.ownerRole],
    ['Due', (action) => action.dueOn],
    ['Priority', (action) => action.priority],
    ['Strength', (action) => `${action.strength} ${strengthLevel(action.strength).name}`],
    ['Addresses', (action) => labelsText(action.factors)],
    ['How we will know', (action) => action.howWeWillKnow],
    ['State', (action) => action.state],
    ...planColumns,
  ],
  required: ['Action', 'Owner'],
}

/** The actions as a table. */
export function writeActions(actions: readonly EditionAction[]): string {
  const isPlanned = actions.some(({ plan }) => plan !== undefined)
  const columns = isPlanned
    ? actionShape.columns
    : actionShape.columns.filter((column) => !planColumns.includes(column))
  return written({ ...actionShape, columns }, actions)
}

/** The actions a section holds; `labels` name rows of the factors. */
export function readActions(lines: readonly string[]): ReadTable<Labelled<EditionAction>> | null {
  return readTable(lines, actionShape, (cell): Labelled<EditionAction> | null => {
    const kind = cell('Kind') === '' ? 'process' : keyNamed(actionKinds, cell('Kind'))
    const priority = cell('Priority') === '' ? 'P2' : keyNamed(priorityWords, cell('Priority'))
    const state = cell('State') === '' ? 'proposed' : keyNamed(stateWords, cell('State'))
    const strength = cell('Strength') === '' ? 1 : readStrength(cell('Strength'))
    const plan = readPlan(cell)
    if (kind === null || priority === null || state === null || strength === null || plan === null)
      return null
    return {
      title: cell('Action'),
      kind,
      ownerRole: cell('Owner'),
      dueOn: cell('Due'),
      priority,
      strength,
      factors: [],
      howWeWillKnow: cell('How we will know'),
      ...(isSaid(plan) ? { plan } : {}),
      state,
      labels: readLabels(cell('Addresses')),
    }
  })
}

function readStrength(text: string): EditionAction['strength'] | null {
  const [, digit = '', name = ''] = /^([0-5])\s*(.*)$/s.exec(text) ?? []
  const strength = strengthNamed(digit)
  if (strength === null || name === '') return strength
  return name.toLowerCase() === strengthLevel(strength).name.toLowerCase() ? strength : null
}

const acceptanceShape: TableShape<EditionAcceptance> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['Factor', ({ factor }) => (factor === null ? '' : labelsText([factor]))],
    ['Why we live with it', ({ because }) => because],
    ['Agreed by (role)', ({ agreedByRole }) => agreedByRole],
    ['Looked at again', ({ reviewOn }) => reviewOn],
  ],
  required: ['Why we live with it', 'Agreed by'],
}

/** What the review lives with, as a table. */
export function writeAcceptances(acceptances: readonly EditionAcceptance[]): string {
  return written(acceptanceShape, acceptances)
}

/** What a section says the review lives with; `labels` name a row of the factors. */
export function readAcceptances(lines: readonly string[]): ReadTable<Labelled<EditionAcceptance>> | null {
  return readTable(lines, acceptanceShape, (cell): Labelled<EditionAcceptance> | null => {
    const labels = readLabels(cell('Factor'))
    if (labels.length > 1) return null
    return {
      factor: null,
      because: cell('Why we live with it'),
      agreedByRole: cell('Agreed by'),
      reviewOn: cell('Looked at again'),
      labels,
    }
  })
}
